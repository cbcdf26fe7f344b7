/** The most rows that the server writes into a file. */
export const MOST_ROWS = 1_000_000;

export const FORMATS = [
  { name: "CSV", type: "text/csv", ending: "csv" },
  { name: "Parquet", type: "application/vnd.apache.parquet", ending: "parquet" },
  { name: "Arrow", type: "application/vnd.apache.arrow.stream", ending: "arrows" },
] as const;
