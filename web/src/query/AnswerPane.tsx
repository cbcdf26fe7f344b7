import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { RotateCw } from "lucide-react";
import { Answer } from "~/answer/Answer";
import { useShortcuts } from "~/keyboard/shortcuts";
import { SaveForm } from "~/saved/SaveForm";
import { Button } from "~/ui/Button";
import { CopyButton } from "~/ui/CopyButton";
import { Moment } from "~/ui/Figures";
import { Empty, Failure, Loading } from "~/ui/States";
import { inlined } from "./inlined";
import styles from "./QueryView.module.css";
import { type QueryAnswer, queryFile, structuredQuery } from "./queries";
import type { QueryRequest } from "./request";
import type { QuerySearch } from "./search";

/** The answer, the statement that gave it, and whether it goes on changing. */
export function AnswerPane({
  request,
  dataflow,
  search,
  onChange,
}: {
  request: QueryRequest | null;
  /** The dataflow that the query reads; none where it reads several. */
  dataflow: number | undefined;
  search: QuerySearch;
  onChange: (part: QuerySearch) => void;
}) {
  const keep = search.keep === true;
  const answer = useQuery(structuredQuery(request, dataflow, keep));
  const ask = () => request !== null && void answer.refetch();
  const toggle = () => onChange({ keep: keep ? undefined : true });
  useShortcuts("In this view", [
    { keys: "$mod+Enter", does: "Ask again", run: ask },
    { keys: "o", does: "Keep the query open", run: toggle },
  ]);
  if (request === null) {
    return (
      <Empty title="Nothing is asked yet">
        <p>Click the set where the question begins, write it, or take one of the ready questions.</p>
      </Empty>
    );
  }
  return (
    <section className={styles.answer} aria-label="Answer">
      <div className={styles.bar}>
        <Button icon={RotateCw} title="Ask again (Ctrl+Enter)" onClick={ask}>
          Ask
        </Button>
        <label title="Ask again whenever a commit touches what the query reads (o)">
          <input type="checkbox" checked={keep} onChange={toggle} /> Keep open
        </label>
        {answer.data && (
          <span className={styles.hint}>
            as of <Moment at={new Date(answer.dataUpdatedAt).toISOString()} />
          </span>
        )}
        <SaveForm kind="query" text={JSON.stringify(request, null, 2)} />
      </div>
      {answer.error && <Failure error={answer.error} retry={ask} />}
      {answer.isPending && !answer.error && <Loading what="the answer" />}
      {answer.data && !answer.error && (
        <>
          <Answer
            answer={answer.data}
            choice={search}
            onChoice={onChange}
            fileOf={(type) => queryFile(request, type)}
          />
          <Statement answer={answer.data} />
        </>
      )}
    </section>
  );
}

function Statement({ answer: { sql, parameters } }: { answer: QueryAnswer }) {
  const whole = inlined(sql, parameters);
  return (
    <details className={styles.statement}>
      <summary>SQL that was run</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <pre tabIndex={0}>{whole}</pre>
      <CopyButton text={whole} label="Copy the statement" />
      <Link to="/sql" search={{ sql: whole }}>
        Open it in SQL
      </Link>
    </details>
  );
}
