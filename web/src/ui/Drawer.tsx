import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useShortcuts } from "~/keyboard/shortcuts";
import { IconButton } from "./Button";
import styles from "./Drawer.module.css";

/**
 * The details of what was clicked, beside it; the rest of the view stays in use. It takes the focus when it opens, and
 * gives it back when it closes.
 */
export function Drawer({
  title,
  kind,
  onClose,
  children,
}: {
  title: string;
  /** What it is the details of: "data set", "refused request". */
  kind: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  useShortcuts("Details", [{ keys: "Escape", does: "Close the details", run: onClose }]);
  return (
    <aside className={styles.drawer} aria-label={`${kind} ${title}`}>
      <header className={styles.header}>
        <div>
          <p className={styles.kind}>{kind}</p>
          <h2 ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </h2>
        </div>
        <IconButton icon={X} label="Close (Esc)" onClick={onClose} />
      </header>
      <div className={styles.body}>{children}</div>
    </aside>
  );
}
