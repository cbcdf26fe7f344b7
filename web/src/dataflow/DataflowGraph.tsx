import { useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronRight } from "lucide-react";
import { lazy, Suspense, useMemo } from "react";
import type { Dataflow } from "~/api/schema";
import { Loading } from "~/ui/States";
import styles from "./DataflowGraph.module.css";
import { graphOf, type Role, usedOnly } from "./graph";
import { rowCountsQuery } from "./queries";

const GraphCanvas = lazy(() => import("./GraphCanvas").then(({ GraphCanvas }) => ({ default: GraphCanvas })));
const ROLES: Role[] = ["input", "intermediate", "output"];

/** The graph with its legend; it can be folded away, which the address remembers. */
export function DataflowGraph({
  dataflow,
  folded,
  onFolded,
  onSet,
  onTransformation,
}: {
  dataflow: Dataflow;
  folded: boolean;
  onFolded: (folded: boolean) => void;
  onSet: (id: number) => void;
  onTransformation: (id: number) => void;
}) {
  const counts = useQuery(rowCountsQuery(dataflow));
  const used = [...(counts.data ?? [])].filter(([, count]) => count > 0).map(([id]) => id);
  const usedKey = used.join();
  const graph = useMemo(
    () => usedOnly(graphOf(dataflow), new Set(usedKey === "" ? [] : usedKey.split(",").map(Number))),
    [dataflow, usedKey],
  );
  const hidden = dataflow.sets.length - graph.nodes.length;
  const Chevron = folded ? ChevronRight : ChevronDown;
  return (
    <section className={styles.graph} aria-label="Graph">
      <header className={styles.header}>
        <button
          type="button"
          className={styles.fold}
          aria-expanded={!folded}
          onClick={() => onFolded(!folded)}
        >
          <Chevron size={14} aria-hidden />
          Graph
        </button>
        {!folded &&
          ROLES.map((role) => (
            <span key={role} className={styles.role} data-role={role}>
              {role}
            </span>
          ))}
        {!folded && hidden > 0 && (
          <span className={styles.hidden}>{hidden} sets without rows are not drawn</span>
        )}
      </header>
      {!folded && !counts.isPending && (
        <Suspense fallback={<Loading what="the graph" lines={4} />}>
          <GraphCanvas graph={graph} onSet={onSet} onTransformation={onTransformation} />
        </Suspense>
      )}
    </section>
  );
}
