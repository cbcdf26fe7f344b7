import type { Schemas } from "~/api/schema";
import styles from "./Tables.module.css";

/** An error as the program reported it. */
export function ErrorBox({ error }: { error: NonNullable<Schemas["Error"]> }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <pre className={styles.trace} tabIndex={0}>
      {error.traceback ?? [error.type, error.message].filter((each) => each).join(": ")}
    </pre>
  );
}
