import { useEffect, useRef } from "react";
import { createKeybindingsHandler } from "tinykeys";
import { createValue } from "~/app/value";

/** A key, or keys one after another (`g d`), in the notation of tinykeys. */
export interface Shortcut {
  keys: string;
  does: string;
  run: () => void;
}

export interface Group {
  name: string;
  shortcuts: readonly Shortcut[];
}

/** What can be pressed in what is shown now, for the help sheet. */
export const shortcutGroups = createValue<readonly Group[]>([]);

/** Keys that work while the component is shown; not while somebody types, except with a modifier. */
export function useShortcuts(name: string, shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const listed = shortcuts.map(({ keys, does }) => `${keys}\t${does}`).join("\n");
  useEffect(() => {
    const current = listed === "" ? [] : listed.split("\n").map((_, at) => latest.current[at]);
    const group = { name, shortcuts: current.filter((each) => each !== undefined) };
    shortcutGroups.set([...shortcutGroups.current(), group]);
    const handle = createKeybindingsHandler(
      Object.fromEntries(
        group.shortcuts.map(({ keys }, at) => [keys, (event) => press(event, latest.current[at])]),
      ),
    );
    const listen = (event: KeyboardEvent) => {
      if (!event.defaultPrevented && !isTyping(event)) handle(event);
    };
    addEventListener("keydown", listen);
    return () => {
      removeEventListener("keydown", listen);
      shortcutGroups.set(shortcutGroups.current().filter((each) => each !== group));
    };
  }, [name, listed]);
}

function press(event: KeyboardEvent, shortcut: Shortcut | undefined): void {
  if (shortcut === undefined) return;
  event.preventDefault();
  shortcut.run();
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName)
    ? !(target instanceof HTMLInputElement && ["checkbox", "radio", "range"].includes(target.type))
    : false;
}
