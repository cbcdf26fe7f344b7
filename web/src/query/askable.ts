import type { Dataflow } from "~/api/schema";
import type { CatalogueTable } from "~/sql/catalogue";
import { sameName } from "./query";

/** What a query can name: a data set, or a view that is derived from them. */
export interface Askable {
  name: string;
  /** Null where it is a view, which stands on no path. */
  set: number | null;
  attributes: { name: string; numeric: boolean }[];
}

const NUMBER = /INT|DOUBLE|FLOAT|DECIMAL/;

/** The sets of a dataflow, then the views, its own and those of all dataflows, that know the execution of each row. */
export function askables({ schema, sets }: Dataflow, tables: readonly CatalogueTable[]): Askable[] {
  const ofSets = sets.map(
    ({ id, tag, attributes }): Askable => ({
      name: tag,
      set: id,
      attributes: attributes.map(({ name, type }) => ({ name, numeric: type === "NUMERIC" })),
    }),
  );
  const known = new Set(sets.flatMap(({ table, view, tag }) => [table, view, tag.toLowerCase()]));
  const views = tables
    .filter(
      (table) =>
        [schema, "public"].includes(table.schema) &&
        !known.has(table.name) &&
        table.columns.some(({ name }) => name === "execution_id"),
    )
    .map(
      ({ name, columns }): Askable => ({
        name,
        set: null,
        attributes: columns.map((column) => ({ name: column.name, numeric: NUMBER.test(column.type) })),
      }),
    );
  // Its own come first in the catalogue, and go before those of the same name for all dataflows.
  return [...ofSets, ...views.filter(({ name }, at) => views.findIndex((each) => each.name === name) === at)];
}

export function askableNamed(all: readonly Askable[], name: string): Askable | undefined {
  return all.find((each) => sameName(each.name, name));
}
