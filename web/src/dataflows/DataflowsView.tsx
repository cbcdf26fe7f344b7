import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { DataflowSummary } from "~/api/schema";
import { useAhead } from "~/app/ahead";
import { formatCount } from "~/format/number";
import { useRowKeys } from "~/keyboard/useRowKeys";
import { Answered, Empty } from "~/ui/States";
import { SearchField } from "~/ui/TextField";
import { Toolbar } from "~/ui/Toolbar";
import { View } from "~/ui/View";
import { DataflowTable } from "./DataflowTable";
import { FirstTraining } from "./FirstTraining";
import { dataflowsQuery } from "./queries";

const route = getRouteApi("/dataflows");

export function DataflowsView() {
  const dataflows = useQuery(dataflowsQuery);
  const navigate = route.useNavigate();
  const [{ q = "" }, change] = useAhead(
    route.useSearch(),
    (search) => void navigate({ search, replace: true }),
  );
  useRowKeys("dataflow");
  const running = dataflows.data?.reduce((sum, each) => sum + each.running, 0) ?? 0;
  return (
    <View
      title="Dataflows"
      documentTitle="Dataflows"
      facts={
        dataflows.data &&
        dataflows.data.length > 0 && (
          <>
            <span>{formatCount(dataflows.data.length, "dataflow")}</span>
            {running > 0 && <span>{formatCount(running, "execution")} running now</span>}
          </>
        )
      }
    >
      <Answered query={dataflows} what="dataflows">
        {(all) =>
          all.length === 0 ? (
            <FirstTraining />
          ) : (
            <>
              <Toolbar>
                <SearchField label="Find a dataflow" value={q} onValue={(next) => change({ q: next })} />
              </Toolbar>
              <Found all={all} wanted={q} />
            </>
          )
        }
      </Answered>
    </View>
  );
}

function Found({ all, wanted }: { all: DataflowSummary[]; wanted: string }) {
  const words = wanted.toLocaleLowerCase().split(/\s+/);
  const found = all.filter(({ tag }) => words.every((word) => tag.toLocaleLowerCase().includes(word)));
  if (found.length === 0) {
    return (
      <Empty title="No dataflow is called so">
        <p>
          None of {formatCount(all.length, "tag")} has “{wanted}” in it.
        </p>
      </Empty>
    );
  }
  return <DataflowTable dataflows={found} />;
}
