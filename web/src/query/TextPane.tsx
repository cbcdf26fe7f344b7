import { useEffect, useId, useState } from "react";
import { Button } from "~/ui/Button";
import styles from "./QueryView.module.css";

interface TextPaneProps {
  label: string;
  placeholder?: string;
  rows?: number;
  text: string;
  onText: (text: string) => void;
  problemIn: (text: string) => Problem | null;
}

/** Why a text is not taken over; the excerpt has marks under the place. */
export interface Problem {
  message: string;
  excerpt?: string;
}

/**
 * A query as text. It is taken over when it is left or with Ctrl+Enter, as far as it can be read; until then the rest of the view
 * stays as it was.
 */
export function TextPane({ label, placeholder, rows = 7, text, onText, problemIn }: TextPaneProps) {
  const [draft, setDraft] = useState(text);
  useEffect(() => setDraft(text), [text]);
  const id = useId();
  const problem = problemIn(draft);
  const apply = () => {
    if (problem === null && draft !== text) onText(draft);
  };
  return (
    <section className={styles.text} aria-label="Text">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={rows}
        spellCheck={false}
        autoComplete="off"
        placeholder={placeholder}
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
          {problem.excerpt !== undefined && <pre>{problem.excerpt}</pre>}
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
