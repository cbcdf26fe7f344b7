import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Play } from "lucide-react";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { Answer } from "~/answer/Answer";
import { ApiProblem } from "~/api/problem";
import { useAhead } from "~/app/ahead";
import { useShortcuts } from "~/keyboard/shortcuts";
import { SaveForm } from "~/saved/SaveForm";
import { Button } from "~/ui/Button";
import { Empty, Failure, Loading } from "~/ui/States";
import { Toolbar } from "~/ui/Toolbar";
import { View } from "~/ui/View";
import { namespaceOf } from "./catalogue";
import { HistoryMenu } from "./HistoryMenu";
import { remember } from "./history";
import { placesIn } from "./places";
import { answerQuery, catalogueQuery, fileOf } from "./queries";
import styles from "./SqlView.module.css";
import { Tables } from "./Tables";

const route = getRouteApi("/sql");
/** Larger than all the rest of the view, which need not wait for it. */
const SqlEditor = lazy(() => import("./SqlEditor").then((loaded) => ({ default: loaded.SqlEditor })));

/** One reading statement, its answer as a table and as a plot. */
export function SqlView() {
  const navigate = route.useNavigate();
  // Each statement is a place to go back to; how its answer is shown is none.
  const [search, change] = useAhead(
    route.useSearch(),
    (part) =>
      void navigate({ search: (before) => ({ ...before, ...part }), replace: part.sql === undefined }),
  );
  const { sql: statement = "" } = search;
  const [text, setText] = useState(statement);
  useEffect(() => setText(statement), [statement]);
  const tables = useQuery(catalogueQuery);
  const answer = useQuery(answerQuery(statement));
  const schema = useMemo(() => namespaceOf(tables.data ?? []), [tables.data]);
  const refusal = answer.error instanceof ApiProblem && text === statement ? answer.error.message : "";
  const wrong = useMemo(() => placesIn(statement, refusal), [statement, refusal]);
  const run = () => {
    if (text.trim() === "") return;
    remember(text);
    if (text === statement) void answer.refetch();
    else change({ sql: text, x: undefined, y: undefined, joined: undefined });
  };
  useShortcuts("In this view", [{ keys: "$mod+Enter", does: "Run the statement", run }]);
  return (
    <View title="SQL" documentTitle="SQL" facts="one reading statement over all that is stored">
      <div className={styles.view}>
        <div className={styles.main}>
          <Suspense fallback={<Loading what="the editor" lines={4} />}>
            <SqlEditor
              text={text}
              onText={setText}
              onRun={run}
              schema={schema}
              wrong={wrong}
              message={refusal}
            />
          </Suspense>
          <div className={styles.bar}>
            <Toolbar>
              <Button icon={Play} look="primary" title="Ctrl+Enter" onClick={run}>
                Run
              </Button>
              <HistoryMenu onTake={setText} />
            </Toolbar>
          </div>
          {answer.error && <Failure error={answer.error} />}
          {answer.isFetching && answer.data === undefined && <Loading what="the answer" />}
          {answer.data && !answer.error && (
            <Answer
              answer={answer.data}
              choice={search}
              onChoice={change}
              fileOf={(type) => fileOf(statement, type)}
            >
              <SaveForm kind="sql" text={statement} />
            </Answer>
          )}
          {statement === "" && (
            <Empty title="Nothing has been asked yet">
              <p>
                Each dataflow is a schema, each data set a table in it; public has the executions, tasks and
                views for training, across dataflows. For example, the best epochs:
              </p>
              <Button look="quiet" onClick={() => setText(EXAMPLE)}>
                {EXAMPLE}
              </Button>
            </Empty>
          )}
        </div>
        <Tables
          tables={tables.data ?? []}
          onTake={(name) => setText(text === "" ? `SELECT * FROM ${name}` : `${text} ${name}`)}
        />
      </div>
    </View>
  );
}

const EXAMPLE = "SELECT * FROM best_epoch ORDER BY lowest_loss";
