const COLOURS = 8;
const DASHES: readonly (readonly number[])[] = [[], [7, 4], [2, 3]];

/** How the marks of an execution look, in every view: it follows from its id alone. */
export interface ExecutionLook {
  /** A CSS colour, with the theme in it. */
  colour: string;
  /** Lengths of dashes and gaps in CSS pixels; empty for a line without gaps. */
  dash: readonly number[];
}

export function lookOf(execution: number): ExecutionLook {
  const dash = DASHES[Math.floor(execution / COLOURS) % DASHES.length] ?? [];
  return { colour: `var(--series-${execution % COLOURS})`, dash };
}
