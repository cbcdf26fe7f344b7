import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { completionAt, placeIn } from "./completion";
import styles from "./FilterBar.module.css";

/**
 * The one way to filter: a condition in the language of the API. It is applied with Enter or when the field is left; what is
 * wrong is shown under the character.
 */
export function FilterBar({
  where,
  onWhere,
  fields,
  error,
}: {
  where: string;
  onWhere: (where: string) => void;
  fields: readonly string[];
  /** What the server said of `where`. */
  error: string | null;
}) {
  const [text, setText] = useState(where);
  const [cursor, setCursor] = useState(where.length);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => setText(where), [where]);
  const { from, choices } = completionAt(text, cursor, fields);
  const listed = open ? choices : [];

  const apply = () => {
    setOpen(false);
    if (text.trim() !== where) onWhere(text.trim());
  };
  const take = (choice: string) => {
    const next = `${text.slice(0, from)}${choice} `;
    // At once: a key that comes before the text stands there would be typed at another place.
    flushSync(() => {
      setText(next + text.slice(cursor));
      setCursor(next.length);
      setActive(-1);
    });
    input.current?.focus();
    input.current?.setSelectionRange(next.length, next.length);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (choices.length > 0) setActive((active + step + choices.length) % choices.length);
    } else if ((event.key === "Enter" || event.key === "Tab") && listed[active] !== undefined) {
      event.preventDefault();
      take(listed[active]);
    } else if (event.key === "Enter") apply();
    else if (event.key === "Escape") {
      event.stopPropagation();
      if (listed.length > 0) setOpen(false);
      else input.current?.blur();
    }
  };

  const place = error === null || text !== where ? null : placeIn(error);
  return (
    <div className={styles.bar}>
      <div className={styles.field} data-wrong={error !== null && text === where}>
        <input
          ref={input}
          data-filter
          className={styles.input}
          role="combobox"
          aria-label="Filter"
          aria-expanded={listed.length > 0}
          aria-controls={`${id}-choices`}
          aria-autocomplete="list"
          aria-activedescendant={listed[active] === undefined ? undefined : `${id}-${active}`}
          aria-describedby={error === null ? undefined : `${id}-error`}
          aria-invalid={error !== null}
          autoComplete="off"
          spellCheck={false}
          placeholder="Filter: param.learning_rate < 0.01 and metric.loss.last < 0.3"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setCursor(event.target.selectionStart ?? event.target.value.length);
            setOpen(true);
            setActive(-1);
          }}
          onSelect={(event) => setCursor(event.currentTarget.selectionStart ?? 0)}
          onFocus={() => setOpen(true)}
          onBlur={apply}
          onKeyDown={press}
        />
        <ul
          className={styles.choices}
          id={`${id}-choices`}
          aria-label="Completions"
          hidden={listed.length === 0}
        >
          {listed.map((choice, at) => (
            // biome-ignore lint/a11y/useAriaPropsSupportedByRole: an option has aria-selected
            <li
              key={choice}
              id={`${id}-${at}`}
              tabIndex={-1}
              aria-selected={at === active}
              className={styles.choice}
              onMouseDown={(event) => {
                event.preventDefault();
                take(choice);
              }}
            >
              {choice}
            </li>
          ))}
        </ul>
      </div>
      {error !== null && text === where && (
        <p className={styles.error} id={`${id}-error`} role="alert">
          {place !== null && <span className={styles.place} aria-hidden>{`${" ".repeat(place)}^`}</span>}
          {error}
        </p>
      )}
    </div>
  );
}
