import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useMemo } from "react";
import type { Dataflow } from "~/api/schema";
import { graphOf, usedOnly } from "~/dataflow/graph";
import { rowCountsQuery } from "~/dataflow/queries";
import { Choice } from "~/ui/Choice";
import { Loading } from "~/ui/States";
import type { Askable } from "./askable";
import styles from "./QueryView.module.css";
import { type BuiltQuery, ROLES, roleOf, type SetRole } from "./query";

const GraphCanvas = lazy(() =>
  import("~/dataflow/GraphCanvas").then((loaded) => ({ default: loaded.GraphCanvas })),
);

interface SetsProps {
  dataflow: Dataflow;
  all: readonly Askable[];
  query: BuiltQuery;
  role: SetRole;
  onRole: (role: SetRole) => void;
  onSet: (name: string) => void;
}

/** The graph, in which a click gives a set its role, and the derived views below it. */
export function Sets({ dataflow, all, query, role, onRole, onSet }: SetsProps) {
  const counts = useQuery(rowCountsQuery(dataflow));
  const filled = [...(counts.data ?? [])].filter(([, count]) => count > 0).map(([id]) => id);
  const used = [
    ...filled,
    ...all.flatMap(({ name, set }) => (set !== null && roleOf(query, name) ? [set] : [])),
  ];
  const usedKey = [...new Set(used)].sort((a, b) => a - b).join();
  const graph = useMemo(
    () => usedOnly(graphOf(dataflow), new Set(usedKey === "" ? [] : usedKey.split(",").map(Number))),
    [dataflow, usedKey],
  );
  const nameOf = useCallback((id: number) => all.find(({ set }) => set === id)?.name ?? "", [all]);
  const chosenAs = useCallback((id: number) => roleOf(query, nameOf(id)), [query, nameOf]);
  const open = useCallback((id: number) => onSet(nameOf(id)), [onSet, nameOf]);
  const views = all.filter(({ set }) => set === null);
  return (
    <section className={styles.sets} aria-label="Data sets">
      <div className={styles.heading}>
        A click makes a set
        <Choice
          label="A click makes a set"
          value={role}
          choices={ROLES.map((each) => ({ value: each, name: WORDS[each] }))}
          onValue={onRole}
        />
      </div>
      {!counts.isPending && (
        <Suspense fallback={<Loading what="the graph" lines={4} />}>
          <GraphCanvas graph={graph} onSet={open} chosenAs={chosenAs} />
        </Suspense>
      )}
      {views.length > 0 && (
        <ul className={styles.views} aria-label="Derived views">
          {views.map(({ name }) => {
            const chosen = roleOf(query, name);
            return (
              <li key={name}>
                <button type="button" aria-pressed={chosen !== undefined} onClick={() => onSet(name)}>
                  {name}
                  {chosen && <b> {chosen}</b>}
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

const WORDS: Record<SetRole, string> = {
  source: "the source",
  target: "the target",
  include: "included",
  exclude: "excluded",
};
