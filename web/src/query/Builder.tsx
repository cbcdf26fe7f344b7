import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { Dataflow } from "~/api/schema";
import { catalogueQuery } from "~/sql/queries";
import { Loading } from "~/ui/States";
import { AnswerPane } from "./AnswerPane";
import { Around } from "./Around";
import { askables } from "./askable";
import { Columns } from "./Columns";
import { Conditions } from "./Conditions";
import { parseQuery } from "./parse";
import styles from "./QueryView.module.css";
import { QuestionMenu } from "./QuestionMenu";
import { type BuiltQuery, EMPTY, roleOf, withRole } from "./query";
import { requestOf } from "./request";
import { Sets } from "./Sets";
import type { QuerySearch } from "./search";
import { TextPane } from "./TextPane";
import { textProblemIn } from "./textProblem";
import { TextProblem } from "./tokens";
import { writeQuery } from "./write";

/** The parts of a query, all of them views of its text, which stands in the address. */
export function Builder({
  dataflow,
  search,
  onChange,
}: {
  dataflow: Dataflow;
  search: QuerySearch;
  onChange: (part: QuerySearch) => void;
}) {
  const tables = useQuery(catalogueQuery);
  const all = useMemo(() => askables(dataflow, tables.data ?? []), [dataflow, tables.data]);
  const { text = "", execution, order, limit, click: role = "source" } = search;
  const query = useMemo(() => readable(text), [text]);
  const set = useCallback((next: BuiltQuery) => onChange({ text: writeQuery(next) }), [onChange]);
  const toggle = useCallback(
    (name: string) => set(withRole(query, name, roleOf(query, name) === role ? undefined : role)),
    [query, role, set],
  );
  const request =
    query.source.length === 0 ? null : requestOf(query, { dataflow: dataflow.tag, execution, order, limit });
  if (tables.isPending) return <Loading what="the data sets" />;
  return (
    <>
      <div className={styles.panes}>
        <div className={styles.left}>
          <Sets
            dataflow={dataflow}
            all={all}
            query={query}
            role={role}
            onRole={(next) => onChange({ click: next === "source" ? undefined : next })}
            onSet={toggle}
          />
          <Columns all={all} query={query} onQuery={set} />
          <Conditions all={all} query={query} onQuery={set} />
        </div>
        <div className={styles.right}>
          <QuestionMenu dataflow={dataflow} askable={all} onChange={onChange} />
          <TextPane
            label="Query interface"
            placeholder={"source(iTrainingModel)\ntarget(oTrainingModel)\nselection(learning_rate < 0.01)"}
            text={text}
            onText={(next) => onChange({ text: next === "" ? undefined : next })}
            problemIn={textProblemIn}
          />
          <Around dataflow={dataflow.id} query={query} search={search} onQuery={set} onChange={onChange} />
        </div>
      </div>
      <AnswerPane request={request} dataflow={dataflow.id} search={search} onChange={onChange} />
    </>
  );
}

/** An address may hold any text: what cannot be read is shown in the text's field, and the rest is empty. */
function readable(text: string): BuiltQuery {
  try {
    return parseQuery(text);
  } catch (problem) {
    if (problem instanceof TextProblem) return EMPTY;
    throw problem;
  }
}
