import { useQuery } from "@tanstack/react-query";
import { shortTag } from "~/format/name";
import { Select } from "~/ui/Select";
import styles from "./QueryView.module.css";
import { newestQuery } from "./queries";
import { type BuiltQuery, MAPPINGS, type Mapping } from "./query";
import type { QuerySearch } from "./search";

const ALL = "";
const LIMITS = ["1", "10", "100", "1000", "10000"];

/** How sets are joined, and what the text has no words for: one execution, the order, how many rows. */
export function Around({
  dataflow,
  query,
  search,
  onQuery,
  onChange,
}: {
  dataflow: number;
  query: BuiltQuery;
  search: QuerySearch;
  onQuery: (query: BuiltQuery) => void;
  onChange: (part: QuerySearch) => void;
}) {
  const newest = useQuery(newestQuery(dataflow));
  const { execution = ALL, order = [], limit = 10_000 } = search;
  const [first] = order;
  const column = first?.replace(/^-/, "") ?? "";
  const columns = [...new Set(query.projection.map(({ as, attribute }) => as ?? attribute))];
  const ofName = (text: string) => ({ value: text, name: text });
  const executions = (newest.data ?? []).map(({ id, name, tag }) => ({
    value: String(id),
    name: `${name ?? shortTag(tag)} (${id})`,
  }));
  const known = execution === ALL || executions.some(({ value }) => value === execution);
  return (
    <div className={styles.around}>
      <Select
        label="Joined by"
        value={query.mapping}
        choices={MAPPINGS.map(ofName)}
        onValue={(next) => onQuery({ ...query, mapping: next as Mapping })}
      />
      <Select
        label="Execution"
        value={execution}
        choices={[{ value: ALL, name: "all" }, ...(known ? [] : [ofName(execution)]), ...executions]}
        onValue={(next) => onChange({ execution: next === ALL ? undefined : next })}
      />
      <Select
        label="Order"
        value={column}
        choices={[
          { value: "", name: "any" },
          ...[...new Set([...columns, ...(column === "" ? [] : [column])])].map(ofName),
        ]}
        onValue={(next) => onChange({ order: next === "" ? undefined : [next] })}
      />
      {first !== undefined && (
        <label>
          <input
            type="checkbox"
            checked={first.startsWith("-")}
            onChange={() =>
              onChange({ order: [first.startsWith("-") ? column : `-${column}`, ...order.slice(1)] })
            }
          />{" "}
          greatest first
        </label>
      )}
      <Select
        label="At most"
        value={String(limit)}
        choices={[...new Set([...LIMITS, String(limit)])].map((each) => ({
          value: each,
          name: `${each} rows`,
        }))}
        onValue={(next) => onChange({ limit: next === "10000" ? undefined : Number(next) })}
      />
    </div>
  );
}
