import { useEffect, useId, useState } from "react";
import { Button } from "~/ui/Button";
import { parseQuery } from "./parse";
import styles from "./QueryView.module.css";
import { TextProblem } from "./tokens";

/**
 * The text of the query interface. It is taken over when it is left or with Ctrl+Enter, as far as it can be read; until then the
 * rest of the view stays as it was.
 */
export function TextPane({ text, onText }: { text: string; onText: (text: string) => void }) {
  const [draft, setDraft] = useState(text);
  useEffect(() => setDraft(text), [text]);
  const id = useId();
  const problem = problemIn(draft);
  const apply = () => {
    if (problem === null && draft !== text) onText(draft);
  };
  return (
    <section className={styles.text} aria-label="Text">
      <label htmlFor={id}>Query interface</label>
      <textarea
        id={id}
        rows={7}
        spellCheck={false}
        autoComplete="off"
        placeholder={"source(iTrainingModel)\ntarget(oTrainingModel)\nselection(learning_rate < 0.01)"}
        value={draft}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={apply}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) apply();
        }}
      />
      {problem !== null && (
        <div className={styles.problem} role="alert" id={`${id}-problem`}>
          <pre>{excerpt(draft, problem)}</pre>
          <p>
            {problem.message}
            {draft !== text && (
              <Button look="quiet" onClick={() => setDraft(text)}>
                Back to what it was
              </Button>
            )}
          </p>
        </div>
      )}
    </section>
  );
}

function problemIn(text: string): TextProblem | null {
  try {
    parseQuery(text);
    return null;
  } catch (problem) {
    if (problem instanceof TextProblem) return problem;
    throw problem;
  }
}

/** The line that is wrong, with a mark under the place. */
function excerpt(text: string, { from, to }: TextProblem): string {
  const begin = text.lastIndexOf("\n", from - 1) + 1;
  const line = text.slice(begin).split("\n")[0] ?? "";
  const marks = Math.max(1, Math.min(to, begin + line.length) - from);
  return `${line}\n${" ".repeat(from - begin)}${"^".repeat(marks)}`;
}
