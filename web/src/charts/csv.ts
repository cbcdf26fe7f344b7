/** Rows of text as CSV (RFC 4180). */
export function csvOfRows(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(field).join(",")}\r\n`).join("");
}

/** A spreadsheet takes a text that begins like a formula for one: a quote in front keeps it a text. */
function field(text: string): string {
  const formula = /^[=+@\t\r-]/.test(text) && Number.isNaN(Number(text)) && !/^-Infinity$/.test(text);
  const safe = formula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
