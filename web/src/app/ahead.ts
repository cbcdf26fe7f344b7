import { useCallback, useRef, useState } from "react";
import { stringifySearch } from "./search";

/**
 * The state of a view as the address has it, with what was chosen here in front of it: the router takes a moment to change the
 * address, and a second choice must be made from the first, not from what was there before it.
 *
 * @param kept what the address holds
 * @param hand changes the address
 */
export function useAhead<S extends object>(
  kept: S,
  hand: (part: Partial<S>) => void,
): readonly [S, (part: Partial<S>) => void] {
  const [ahead, setAhead] = useState<Ahead<S>>({ kept, chosen: [] });
  const settled = stringifySearch(kept) === stringifySearch(ahead.kept) ? ahead : arrived(ahead, kept);
  if (settled !== ahead) setAhead(settled);
  const latest = useRef(hand);
  latest.current = hand;
  const change = useCallback((part: Partial<S>) => {
    setAhead((before) => chosenToo(before, part));
    latest.current(part);
  }, []);
  return [currentOf(settled), change];
}

interface Ahead<S> {
  kept: S;
  /** The states that were chosen and have not come to the address yet, the newest last. */
  chosen: readonly S[];
}

export function currentOf<S>({ kept, chosen }: Ahead<S>): S {
  return chosen.at(-1) ?? kept;
}

export function chosenToo<S>(ahead: Ahead<S>, part: Partial<S>): Ahead<S> {
  return { ...ahead, chosen: [...ahead.chosen, { ...currentOf(ahead), ...part }] };
}

/** What was chosen up to this state is there now; a state that nobody chose here, such as that of another link, ends all waiting. */
export function arrived<S extends object>(ahead: Ahead<S>, kept: S): Ahead<S> {
  const wanted = stringifySearch(kept);
  const at = ahead.chosen.findIndex((each) => stringifySearch(each) === wanted);
  return { kept, chosen: at < 0 ? [] : ahead.chosen.slice(at + 1) };
}
