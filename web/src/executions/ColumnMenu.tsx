import { Menu } from "@base-ui/react/menu";
import { Check, Columns3 } from "lucide-react";
import { Button } from "~/ui/Button";
import menu from "~/ui/Menu.module.css";
import { theView } from "~/ui/View";
import type { Field } from "./fields";

/** Which columns are there. */
export function ColumnMenu({
  fields,
  shown,
  onColumns,
}: {
  fields: readonly Field[];
  shown: readonly Field[];
  onColumns: (columns: string[] | undefined) => void;
}) {
  const names = shown.map(({ name }) => name);
  const toggle = (name: string) =>
    onColumns(names.includes(name) ? names.filter((each) => each !== name) : [...names, name]);
  return (
    <Menu.Root>
      <Menu.Trigger render={<Button icon={Columns3}>Columns</Button>} />
      <Menu.Portal container={theView()}>
        <Menu.Positioner className={menu.positioner} align="end" sideOffset={4}>
          <Menu.Popup className={menu.popup}>
            {fields.map(({ name, label }) => (
              <Menu.CheckboxItem
                key={name}
                className={menu.item}
                checked={names.includes(name)}
                closeOnClick={false}
                onCheckedChange={() => toggle(name)}
              >
                <span className={menu.mark}>{names.includes(name) && <Check size={13} aria-hidden />}</span>
                {label}
              </Menu.CheckboxItem>
            ))}
            <Menu.Item className={menu.item} onClick={() => onColumns(undefined)}>
              <span className={menu.mark} />
              Those with values
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
