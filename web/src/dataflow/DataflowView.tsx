import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";
import { useAhead } from "~/app/ahead";
import { Runs } from "~/executions/Runs";
import { formatCount } from "~/format/number";
import { useRowKeys } from "~/keyboard/useRowKeys";
import { Moment } from "~/ui/Figures";
import { Answered } from "~/ui/States";
import { View } from "~/ui/View";
import { DataflowGraph } from "./DataflowGraph";
import { dataflowQuery } from "./queries";
import { SetDrawer } from "./SetDrawer";
import { TransformationDrawer } from "./TransformationDrawer";

const route = getRouteApi("/dataflows/$id");

/** One dataflow: how it is declared, and what ran of it. */
export function DataflowView() {
  const id = Number(route.useParams().id);
  const navigate = route.useNavigate();
  const [search, change] = useAhead(
    route.useSearch(),
    (part) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true }),
  );
  const dataflow = useQuery(dataflowQuery(id));
  useRowKeys("execution");
  const openSet = useCallback((set: number) => change({ set, transformation: undefined }), [change]);
  const openTransformation = useCallback(
    (transformation: number) => change({ transformation, set: undefined }),
    [change],
  );
  const close = useCallback(() => change({ set: undefined, transformation: undefined }), [change]);
  const set = dataflow.data?.sets.find((each) => each.id === search.set);
  const transformation = dataflow.data?.transformations.find((each) => each.id === search.transformation);
  const newest = dataflow.data?.versions.at(-1);
  return (
    <View
      title={dataflow.data?.tag ?? "Dataflow"}
      documentTitle={dataflow.data?.tag ?? "Dataflow"}
      facts={
        newest && (
          <>
            <span>{formatCount(newest.version, "version")}</span>
            <span>
              declared <Moment at={newest.created_at} ago />
            </span>
          </>
        )
      }
    >
      <Answered query={dataflow} what="the dataflow">
        {(data) => (
          <>
            <DataflowGraph
              dataflow={data}
              folded={search.graph === "folded"}
              onFolded={(folded) => change({ graph: folded ? "folded" : undefined })}
              onSet={openSet}
              onTransformation={openTransformation}
            />
            <Runs dataflow={id} search={search} onSearch={change} />
            {set && <SetDrawer key={set.id} dataflow={data} set={set} onClose={close} />}
            {transformation && (
              <TransformationDrawer
                key={transformation.id}
                dataflow={id}
                transformation={transformation}
                onClose={close}
              />
            )}
          </>
        )}
      </Answered>
    </View>
  );
}
