import { useQueries, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useDeferredValue, useMemo } from "react";
import { useAhead } from "~/app/ahead";
import { executionQuery } from "~/execution/queries";
import { fieldsOf } from "~/executions/fields";
import { namesQuery } from "~/executions/queries";
import { formatCount } from "~/format/number";
import { useRowKeys } from "~/keyboard/useRowKeys";
import { Answered, Empty, Failure } from "~/ui/States";
import { View } from "~/ui/View";
import styles from "./CompareView.module.css";
import { Differences } from "./Differences";
import { Overlays } from "./Overlays";
import { Plots } from "./Plots";
import { comparedQuery, MOST, valuesQuery } from "./queries";

const route = getRouteApi("/compare");
const NONE: readonly number[] = [];
/** Of so few executions the packages and the code are compared too: each is asked for by itself. */
const FEW = 10;

/** Executions beside one another: curves, what differs, any two columns, all columns. */
export function CompareView() {
  const navigate = route.useNavigate();
  const [search, change] = useAhead(
    route.useSearch(),
    (part) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true }),
  );
  useRowKeys("execution");
  const chosen = search.chosen ?? NONE;
  const ids = useMemo(() => chosen.slice(0, MOST), [chosen]);
  const compared = useQuery(comparedQuery(ids));
  const dataflows = useMemo(
    () => [...new Set(compared.data?.map(({ dataflow }) => dataflow.id) ?? [])].sort((a, b) => a - b),
    [compared.data],
  );
  const names = useQuery({ ...namesQuery(dataflows), enabled: dataflows.length > 0 });
  const fields = useMemo(
    () => (names.data ? fieldsOf(names.data, dataflows.length > 1) : []),
    [names.data, dataflows],
  );
  const values = useQuery(valuesQuery(ids, fields));
  // Thousands of cells: the curves are drawn before.
  const runs = useDeferredValue(values.data);
  const wholes = useQueries({ queries: ids.length <= FEW ? ids.map((id) => executionQuery(id)) : [] });
  const whole = wholes.flatMap(({ data }) => data ?? []);
  if (ids.length === 0) return <NothingChosen />;
  const missing = ids.length - (compared.data?.length ?? ids.length);
  return (
    <View
      title="Compare"
      documentTitle="Compare"
      facts={
        <>
          <span>{formatCount(compared.data?.length ?? ids.length, "execution")}</span>
          {missing > 0 && <span role="status">{missing} of those in the address are not here</span>}
          {chosen.length > MOST && (
            <span role="status">
              the first {MOST} of {chosen.length}: more are not compared
            </span>
          )}
        </>
      }
    >
      <Answered query={compared} what="the executions">
        {(summaries) =>
          summaries.length === 0 ? (
            <Empty title="None of these executions is here">
              <p>They may have been removed. Choose others in the run table.</p>
            </Empty>
          ) : (
            <div className={styles.parts}>
              {values.error && <Failure error={values.error} retry={() => void values.refetch()} />}
              <Overlays
                summaries={summaries}
                runs={values.data ?? []}
                fields={fields}
                dataflows={dataflows}
                search={search}
                onChange={change}
              />
              {runs && (
                <>
                  <Differences
                    summaries={summaries}
                    runs={runs}
                    fields={fields}
                    whole={whole}
                    same={search.same === true}
                    onSame={(same) => change({ same: same || undefined })}
                  />
                  <Plots runs={runs} fields={fields} search={search} onChange={change} />
                </>
              )}
            </div>
          )
        }
      </Answered>
    </View>
  );
}

function NothingChosen() {
  return (
    <View title="Compare" documentTitle="Compare">
      <Empty title="No executions are chosen">
        <p>
          Choose them with the boxes in a <Link to="/executions">run table</Link>, or with <kbd>x</kbd> on a
          row; then Compare in the bar below it leads here. Up to {MOST} can be compared.
        </p>
      </Empty>
    </View>
  );
}
