import { connection } from "~/live/live";
import type { Connection } from "~/live/messages";
import styles from "./ConnectionMark.module.css";
import { useValue } from "./value";

const WORDS: Record<Connection, { word: string; title: string }> = {
  connecting: { word: "connecting", title: "Connecting to the server" },
  live: { word: "live", title: "What you see changes as it is stored" },
  lost: { word: "lost", title: "The server does not answer" },
  refused: { word: "no token", title: "The server asks for a token" },
};

/** Whether what is shown is the newest. */
export function ConnectionMark() {
  const now = useValue(connection);
  const { word, title } = WORDS[now];
  return (
    <span className={styles.mark} data-connection={now} title={title}>
      <span className={styles.dot} aria-hidden />
      <span className={styles.word}>{word}</span>
    </span>
  );
}

/** One line while the server is away. What is shown stays, and is brought up to date afterwards. */
export function LostConnection() {
  const lost = useValue(connection) === "lost";
  return (
    <div aria-live="polite" className={styles.live}>
      {lost && (
        <p className={styles.lost}>
          The server does not answer. What you see is from before; the page goes on by itself when it is back.
        </p>
      )}
    </div>
  );
}
