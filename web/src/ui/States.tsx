import type { UseQueryResult } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { ApiProblem } from "~/api/problem";
import { Button } from "./Button";
import styles from "./States.module.css";

/** What comes, as grey lines of about its shape. */
export function Loading({ lines = 6, what }: { lines?: number; what: string }) {
  return (
    <div className={styles.loading} role="status">
      <span className="only-read-aloud">Loading {what}</span>
      {Array.from({ length: lines }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
        <span key={at} className={styles.line} data-width={at % 4} />
      ))}
    </div>
  );
}

/** There is nothing: what would be here, and how it gets here. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p className={styles.title}>{title}</p>
      {children}
    </div>
  );
}

/** The question was refused, or no answer came. */
export function Failure({ error, retry }: { error: Error; retry?: () => void }) {
  const problem = error instanceof ApiProblem ? error : null;
  return (
    <div className={styles.failure} role="alert">
      <p className={styles.title}>{problem?.title ?? "No answer"}</p>
      <p>{error.message}</p>
      {problem && (
        <p className={styles.code}>
          <code>{problem.code}</code>
          {problem.requestId && <> · request {problem.requestId}</>}
        </p>
      )}
      {retry && (
        <Button icon={RotateCw} onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  );
}

/**
 * The answer of a query where there is one, even an old one while the server is away; else what there is instead.
 */
export function Answered<T>({
  query,
  what,
  lines,
  children,
}: {
  query: UseQueryResult<T>;
  what: string;
  lines?: number;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Failure error={query.error} retry={() => void query.refetch()} />;
  return <Loading what={what} {...(lines === undefined ? {} : { lines })} />;
}
