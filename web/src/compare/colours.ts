import type { Cell } from "~/api/schema";
import { lookOf } from "~/colour/execution";
import type { Field } from "~/executions/fields";
import type { Run } from "~/executions/queries";
import { axisOf, placeOf, shareOf } from "./parallel";

/** How executions are coloured: each as everywhere, or by the value of a field. */
export interface Colouring {
  colourOf: (run: Run) => string;
  /** What the colours mean; empty where they are those of the executions. */
  legend: { colour: string; value: Cell }[];
}

const MISSING = "var(--line-strong)";
const STEPS = 5;

export function colouringOf(field: Field | undefined, runs: readonly Run[]): Colouring {
  const axis = field && axisOf(field, runs);
  if (!axis) return { colourOf: ({ id }) => lookOf(id).colour, legend: [] };
  const { texts, low, high, log } = axis;
  const ofPlace = (place: number) =>
    texts === null ? rampAt(shareOf(axis, place)) : `var(--series-${place % 8})`;
  const between = (share: number) => (log ? low * (high / low) ** share : low + share * (high - low));
  const shares = low === high ? [0] : Array.from({ length: STEPS }, (_, at) => at / (STEPS - 1));
  return {
    colourOf: (run) => {
      const place = placeOf(axis, run[axis.field.name]);
      return place === null ? MISSING : ofPlace(place);
    },
    legend:
      texts === null
        ? shares.map((share) => ({ colour: ofPlace(between(share)), value: between(share) }))
        : texts.map((value, place) => ({ colour: ofPlace(place), value })),
  };
}

/** From blue to amber, which differ in lightness too, so that they can be told apart without hue. */
function rampAt(share: number): string {
  return `color-mix(in oklab, var(--ramp-high) ${Math.round(share * 100)}%, var(--ramp-low))`;
}
