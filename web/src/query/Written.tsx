import type { DataflowSummary } from "~/api/schema";
import { Button } from "~/ui/Button";
import { AnswerPane } from "./AnswerPane";
import styles from "./QueryView.module.css";
import { sameName } from "./query";
import { requestIn } from "./request";
import type { QuerySearch } from "./search";
import { type Problem, TextPane } from "./TextPane";

/** A query that the builder has no fields for, such as one with aggregates or over several dataflows, as the API takes it. */
export function Written({
  text,
  dataflows,
  search,
  onChange,
}: {
  text: string;
  dataflows: readonly DataflowSummary[];
  search: QuerySearch;
  onChange: (part: QuerySearch) => void;
}) {
  const request = requestIn(text);
  const dataflow = dataflows.find(({ tag }) => sameName(tag, request?.dataflow ?? ""));
  return (
    <>
      <div className={styles.written}>
        <p className={styles.hint}>
          This query has parts that the builder has no fields for: aggregates, groups, several dataflows or
          executions. It is asked as it stands here, and can be changed, in the form of{" "}
          <code>POST /api/v1/query</code>.{" "}
          <Button look="quiet" onClick={() => onChange({ request: undefined })}>
            Build another
          </Button>
        </p>
        <TextPane
          label="Query as JSON"
          rows={14}
          text={text}
          onText={(next) => onChange({ request: next })}
          problemIn={problemIn}
        />
      </div>
      <AnswerPane request={request} dataflow={dataflow?.id} search={search} onChange={onChange} />
    </>
  );
}

function problemIn(text: string): Problem | null {
  if (requestIn(text) !== null) return null;
  try {
    JSON.parse(text);
    return { message: "expected an object with a member 'source'" };
  } catch (problem) {
    return { message: problem instanceof Error ? problem.message : String(problem) };
  }
}
