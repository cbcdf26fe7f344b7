import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { createValue, useValue } from "~/app/value";
import { IconButton } from "~/ui/Button";
import styles from "./HelpSheet.module.css";
import { type Group, type Shortcut, shortcutGroups } from "./shortcuts";

export const helpOpen = createValue(false);

/** Every key that works in what is shown now. */
export function HelpSheet() {
  const groups = merged(useValue(shortcutGroups));
  const open = useValue(helpOpen);
  return (
    <Dialog.Root open={open} onOpenChange={helpOpen.set}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.sheet}>
          <header className={styles.header}>
            <Dialog.Title className={styles.title}>Keys</Dialog.Title>
            <Dialog.Close render={<IconButton label="Close" icon={X} />} />
          </header>
          <div className={styles.groups}>
            {groups.map(({ name, shortcuts }) => (
              <section key={name}>
                <h3>{name}</h3>
                <dl className={styles.keys}>
                  {shortcuts.map((shortcut) => (
                    <Row key={shortcut.keys} {...shortcut} />
                  ))}
                </dl>
              </section>
            ))}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Several parts of a view name their keys under one heading. */
function merged(groups: readonly Group[]): Group[] {
  const names = [...new Set(groups.map(({ name }) => name))];
  return names.map((name) => ({
    name,
    shortcuts: groups.filter((each) => each.name === name).flatMap(({ shortcuts }) => shortcuts),
  }));
}

function Row({ keys, does }: Shortcut) {
  return (
    <div className={styles.row}>
      <dt>
        {keys.split(" ").map((key) => (
          <kbd key={key} className={styles.key}>
            {NAMES[key] ?? key}
          </kbd>
        ))}
      </dt>
      <dd>{does}</dd>
    </div>
  );
}

const NAMES: Record<string, string> = {
  "Shift+?": "?",
  Escape: "Esc",
  ArrowDown: "↓",
  ArrowUp: "↑",
  Enter: "↵",
};
