import { Menu } from "@base-ui/react/menu";
import { ChartLine, Check } from "lucide-react";
import { Button } from "~/ui/Button";
import menu from "~/ui/Menu.module.css";
import { theView } from "~/ui/View";

/** Which metrics have a plot. */
export function MetricMenu({
  names,
  shown,
  onShown,
}: {
  names: readonly string[];
  shown: readonly string[];
  onShown: (shown: string[]) => void;
}) {
  const toggle = (name: string) =>
    onShown(shown.includes(name) ? shown.filter((each) => each !== name) : [...shown, name]);
  return (
    <Menu.Root>
      <Menu.Trigger render={<Button icon={ChartLine}>Metrics</Button>} />
      <Menu.Portal container={theView()}>
        <Menu.Positioner className={menu.positioner} align="start" sideOffset={4}>
          <Menu.Popup className={menu.popup}>
            {names.map((name) => (
              <Menu.CheckboxItem
                key={name}
                className={menu.item}
                checked={shown.includes(name)}
                closeOnClick={false}
                onCheckedChange={() => toggle(name)}
              >
                <span className={menu.mark}>{shown.includes(name) && <Check size={13} aria-hidden />}</span>
                {name}
              </Menu.CheckboxItem>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
