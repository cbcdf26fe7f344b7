import { useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import { Section } from "~/execution/Section";
import { Button } from "~/ui/Button";
import { Answered, Empty, Loading } from "~/ui/States";
import { type LineageNode, pictureOf } from "./graph";
import { lineageQuery } from "./queries";

const LineageCanvas = lazy(() =>
  import("./LineageCanvas").then(({ LineageCanvas }) => ({ default: LineageCanvas })),
);
const MORE = 30;

/** Where an execution comes from and what came of it, walked by clicking; asked for when it is opened. */
export function LineageSection({
  execution,
  open,
  onOpen,
}: {
  execution: number;
  open: boolean;
  onOpen: (open: boolean) => void;
}) {
  return (
    <Section
      title="Lineage"
      tools={
        <Button aria-expanded={open} onClick={() => onOpen(!open)}>
          {open ? "Hide the graph" : "Show the graph"}
        </Button>
      }
    >
      {open && <Walk key={execution} execution={execution} />}
    </Section>
  );
}

function Walk({ execution }: { execution: number }) {
  const [walked, setWalked] = useState<LineageNode[]>([]);
  const [unfolded, setUnfolded] = useState<ReadonlyMap<string, number>>(new Map());
  const start = useQuery(lineageQuery(execution));
  const steps = useQueries({
    queries: walked.map((node) => lineageQuery(node.execution?.id ?? execution, node.node)),
  });
  const answers = [start, ...steps].flatMap(({ data }) => (data ? [data] : []));
  const key = [start, ...steps].map(({ dataUpdatedAt }) => dataUpdatedAt).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answers are told apart by their times
  const picture = useMemo(() => pictureOf(answers, unfolded), [key, unfolded]);
  const onNode = useCallback(
    (node: LineageNode) => setWalked((before) => [...before.filter((each) => each.node !== node.node), node]),
    [],
  );
  const onGroup = useCallback(
    (id: string) => setUnfolded((before) => new Map(before).set(id, (before.get(id) ?? 0) + MORE)),
    [],
  );
  const last = walked.at(-1);
  return (
    <Answered query={start} what="the lineage" lines={4}>
      {() =>
        picture.boxes.length === 0 ? (
          <Empty title="Nothing was captured yet">
            <p>Tasks, files and adaptations stand here as they are reported.</p>
          </Empty>
        ) : (
          <>
            <Suspense fallback={<Loading what="the graph" lines={4} />}>
              <LineageCanvas picture={picture} execution={execution} onNode={onNode} onGroup={onGroup} />
            </Suspense>
            {last?.execution && last.execution.id !== execution && (
              <p>
                {last.label} belongs to{" "}
                <Link to="/executions/$id" params={{ id: String(last.execution.id) }}>
                  {last.execution.tag}
                </Link>
              </p>
            )}
          </>
        )
      }
    </Answered>
  );
}
