import { Menu } from "@base-ui/react/menu";
import { Check, Layers } from "lucide-react";
import { Button } from "~/ui/Button";
import menu from "~/ui/Menu.module.css";
import { theView } from "~/ui/View";
import type { Field } from "./fields";

const NONE = "";

/** By which value rows are put together. */
export function GroupMenu({
  fields,
  group,
  onGroup,
}: {
  fields: readonly Field[];
  group: string | undefined;
  onGroup: (group: string | undefined) => void;
}) {
  const choices = [
    { name: NONE, label: "Not grouped" },
    ...fields.filter(({ name, kind }) => kind === "param" || name === "status" || name === "dataflow"),
  ];
  const chosen = fields.find(({ name }) => name === group);
  return (
    <Menu.Root>
      <Menu.Trigger render={<Button icon={Layers}>{chosen ? `By ${chosen.label}` : "Group"}</Button>} />
      <Menu.Portal container={theView()}>
        <Menu.Positioner className={menu.positioner} align="end" sideOffset={4}>
          <Menu.Popup className={menu.popup}>
            <Menu.RadioGroup
              value={group ?? NONE}
              onValueChange={(next: string) => onGroup(next === NONE ? undefined : next)}
            >
              {choices.map(({ name, label }) => (
                <Menu.RadioItem key={name} value={name} className={menu.item}>
                  <span className={menu.mark}>
                    {name === (group ?? NONE) && <Check size={13} aria-hidden />}
                  </span>
                  {label}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
