import type { SQLNamespace } from "@codemirror/lang-sql";
import type { Cell } from "~/api/schema";

/** A table or view, with its columns. */
export interface CatalogueTable {
  schema: string;
  name: string;
  columns: { name: string; type: string }[];
}

/** Tables from rows of schema, table, column, type that come in this order. */
export function tablesOf(rows: readonly (readonly Cell[])[]): CatalogueTable[] {
  const tables: CatalogueTable[] = [];
  for (const [schema, name, column, type] of rows) {
    const last = tables.at(-1);
    const same = last !== undefined && last.schema === schema && last.name === name;
    const table = same ? last : { schema: String(schema), name: String(name), columns: [] };
    if (!same) tables.push(table);
    table.columns.push({ name: String(column), type: String(type) });
  }
  return tables;
}

/** The tables as the editor completes them: schema, table, column. */
export function namespaceOf(tables: readonly CatalogueTable[]): SQLNamespace {
  const schemas: Record<string, Record<string, SQLNamespace>> = {};
  for (const { schema, name, columns } of tables) {
    schemas[schema] ??= {};
    schemas[schema][escaped(name)] = columns.map((column) => ({
      label: column.name,
      type: "property",
      detail: column.type.toLowerCase(),
    }));
  }
  return Object.fromEntries(Object.entries(schemas).map(([schema, members]) => [escaped(schema), members]));
}

/** The name of a table as a statement writes it. */
export function qualified({ schema, name }: CatalogueTable): string {
  return schema === "public" ? quotedName(name) : `${quotedName(schema)}.${quotedName(name)}`;
}

function quotedName(name: string): string {
  return /^[a-z_][a-z_0-9]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** A dot in a name would be taken for a step down. */
function escaped(name: string): string {
  return name.replaceAll("\\", "\\\\").replaceAll(".", "\\.");
}
