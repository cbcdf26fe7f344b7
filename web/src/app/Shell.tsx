import { CSPProvider } from "@base-ui/react/csp-provider";
import { Link, Outlet, useNavigate } from "@tanstack/react-router";
import { Keyboard, Monitor, Moon, Sun } from "lucide-react";
import { HelpSheet, helpOpen } from "~/keyboard/HelpSheet";
import { useShortcuts } from "~/keyboard/shortcuts";
import mark from "~/mark.svg";
import { IconButton } from "~/ui/Button";
import { ConnectionMark, LostConnection } from "./ConnectionMark";
import { Login } from "./Login";
import { VIEWS } from "./navigation";
import styles from "./Shell.module.css";
import { nextTheme, theme } from "./theme";
import { ViewMenu } from "./ViewMenu";
import { useValue } from "./value";

const THEMES = { system: Monitor, light: Sun, dark: Moon };

/** What stands around every view. */
export function Shell() {
  const navigate = useNavigate();
  const chosen = useValue(theme);
  useShortcuts("Everywhere", [
    { keys: "Shift+?", does: "Show the keys", run: () => helpOpen.set(!helpOpen.current()) },
    { keys: "t", does: "Next theme", run: nextTheme },
    ...VIEWS.map(({ to, name, key }) => ({ keys: `g ${key}`, does: name, run: () => void navigate({ to }) })),
  ]);
  return (
    <CSPProvider disableStyleElements>
      <a className={styles.skip} href="#view">
        To the content
      </a>
      <header className={styles.bar}>
        <Link to="/dataflows" className={styles.mark} aria-label="CNNProv, dataflows">
          <img src={mark} width={20} height={20} alt="" />
          <span>CNNProv</span>
        </Link>
        <nav className={styles.views} aria-label="Views">
          {VIEWS.map(({ to, name }) => (
            <Link key={to} to={to} className={styles.link} activeProps={{ "data-active": true }}>
              {name}
            </Link>
          ))}
        </nav>
        <ViewMenu />
        <div className={styles.tools}>
          <ConnectionMark />
          <IconButton icon={THEMES[chosen]} label={`Theme: ${chosen} (t)`} onClick={nextTheme} />
          <IconButton icon={Keyboard} label="Keys (?)" onClick={() => helpOpen.set(true)} />
        </div>
      </header>
      <LostConnection />
      <Outlet />
      <HelpSheet />
      <Login />
    </CSPProvider>
  );
}
