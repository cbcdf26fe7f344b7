import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useAhead } from "~/app/ahead";
import { dataflowQuery } from "~/dataflow/queries";
import { dataflowsQuery } from "~/dataflows/queries";
import { SavedMenu } from "~/saved/SavedMenu";
import { Select } from "~/ui/Select";
import { Answered, Empty } from "~/ui/States";
import { Toolbar } from "~/ui/Toolbar";
import { View } from "~/ui/View";
import { Builder } from "./Builder";
import styles from "./QueryView.module.css";
import { sameName } from "./query";
import { type QueryRequest, queryOf } from "./request";
import type { QuerySearch } from "./search";
import { Written } from "./Written";
import { writeQuery } from "./write";

const route = getRouteApi("/query");
const NONE: QuerySearch = {
  text: undefined,
  execution: undefined,
  order: undefined,
  limit: undefined,
  request: undefined,
};

/** A question that is built by clicking in the graph of a dataflow. */
export function QueryView() {
  const navigate = route.useNavigate();
  const [search, change] = useAhead<QuerySearch>(
    route.useSearch(),
    (part) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true }),
  );
  const dataflows = useQuery(dataflowsQuery);
  const chosen = search.dataflow ?? dataflows.data?.[0]?.id;
  const dataflow = useQuery({ ...dataflowQuery(chosen ?? 0), enabled: chosen !== undefined });
  const take = (request: QueryRequest): string | null => {
    const built = queryOf(request);
    if (built === null) {
      change({ ...NONE, request: JSON.stringify(request, null, 2) });
      return null;
    }
    const { query, around } = built;
    const found = dataflows.data?.find(({ tag }) => sameName(tag, around.dataflow));
    if (found === undefined) return `There is no dataflow ${around.dataflow}.`;
    const { execution, order, limit } = around;
    change({ ...NONE, dataflow: found.id, text: writeQuery(query), execution, order: order?.slice(), limit });
    return null;
  };
  return (
    <View title="Query" documentTitle="Query" facts="built by clicking data sets, or written">
      <Answered query={dataflows} what="the dataflows">
        {(all) =>
          all.length === 0 ? (
            <Empty title="Nothing has been declared yet">
              <p>A dataflow appears here with its first training.</p>
            </Empty>
          ) : (
            <div className={styles.view}>
              <Toolbar>
                <Select
                  label="Dataflow"
                  value={search.request === undefined ? String(chosen) : ""}
                  choices={[
                    ...(search.request === undefined ? [] : [{ value: "", name: "as written" }]),
                    ...all.map(({ id, tag }) => ({ value: String(id), name: tag })),
                  ]}
                  onValue={(next) => change({ ...NONE, dataflow: Number(next) })}
                />
                <SavedMenu onQuery={take} />
              </Toolbar>
              {search.request === undefined ? (
                <Answered query={dataflow} what="the dataflow">
                  {(whole) => <Builder key={whole.id} dataflow={whole} search={search} onChange={change} />}
                </Answered>
              ) : (
                <Written text={search.request} dataflows={all} search={search} onChange={change} />
              )}
            </div>
          )
        }
      </Answered>
    </View>
  );
}
