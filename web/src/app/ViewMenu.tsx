import { Menu } from "@base-ui/react/menu";
import { Link, useRouterState } from "@tanstack/react-router";
import { ChevronDown } from "lucide-react";
import menu from "~/ui/Menu.module.css";
import { VIEWS } from "./navigation";
import styles from "./Shell.module.css";

/** The navigation where there is no room for it. */
export function ViewMenu() {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const current = VIEWS.find(({ to }) => path.startsWith(to));
  return (
    <Menu.Root>
      <Menu.Trigger className={styles.menu}>
        <span className="only-read-aloud">View:</span> {current?.name ?? "Views"}{" "}
        <ChevronDown size={14} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={menu.positioner} align="start" sideOffset={4}>
          <Menu.Popup className={menu.popup}>
            {VIEWS.map(({ to, name }) => (
              <Menu.Item key={to} className={menu.item} render={<Link to={to} />}>
                {name}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
