import type { ReactNode } from "react";
import styles from "./Toolbar.module.css";

/** What can be chosen in a view, in one line under its title. */
export function Toolbar({ children }: { children: ReactNode }) {
  return <div className={styles.toolbar}>{children}</div>;
}
