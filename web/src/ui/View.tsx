import { type ReactNode, useEffect } from "react";
import styles from "./View.module.css";

/** The frame of every view: its title, facts and actions, then its content. */
export function View({
  title,
  facts,
  actions,
  documentTitle,
  children,
}: {
  title: ReactNode;
  /** A few words of muted text behind the title. */
  facts?: ReactNode;
  actions?: ReactNode;
  /** The name of the browser's tab. */
  documentTitle: string;
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${documentTitle} · CNNProv`;
  }, [documentTitle]);
  return (
    <main className={styles.view} id="view" tabIndex={-1}>
      <header className={styles.header}>
        <h1 className={styles.title}>{title}</h1>
        {facts && <div className={styles.facts}>{facts}</div>}
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </main>
  );
}

/** Where menus of a view open: inside of its landmark, so that what is read aloud has a place. */
export function theView(): HTMLElement | null {
  return document.getElementById("view");
}
