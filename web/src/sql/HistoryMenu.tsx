import { Menu } from "@base-ui/react/menu";
import { History } from "lucide-react";
import { useValue } from "~/app/value";
import { Button } from "~/ui/Button";
import menu from "~/ui/Menu.module.css";
import { theView } from "~/ui/View";
import { history } from "./history";
import styles from "./SqlView.module.css";

/** What was run before. */
export function HistoryMenu({ onTake }: { onTake: (statement: string) => void }) {
  const statements = useValue(history);
  return (
    <Menu.Root>
      <Menu.Trigger disabled={statements.length === 0} render={<Button icon={History}>History</Button>} />
      <Menu.Portal container={theView()}>
        <Menu.Positioner className={menu.positioner} align="start" sideOffset={4}>
          <Menu.Popup className={menu.popup}>
            {statements.map((statement) => (
              <Menu.Item key={statement} className={menu.item} onClick={() => onTake(statement)}>
                <code className={styles.past} title={statement}>
                  {statement}
                </code>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
