import type { Adaptation, Cell } from "~/api/schema";
import { numberOf } from "~/format/number";

const LEARNING_RATE = "learning_rate";

/**
 * The learning rate in force at each epoch: the initial one until the first adaptation, then the last adaptation's. `epoch_id` is the
 * first epoch trained with the new value.
 */
export function ratesInForce(
  hyperparameters: Readonly<Record<string, Cell>>,
  adaptations: readonly Adaptation[],
  epochs: readonly number[],
): number[] | null {
  const changes = adaptations
    .filter(({ attribute }) => attribute === LEARNING_RATE)
    .map(({ epoch_id, new_value }) => ({ epoch: numberOf(epoch_id) ?? 0, rate: numberOf(new_value) }))
    .sort((a, b) => a.epoch - b.epoch);
  const named = Object.entries(hyperparameters).find(([name]) => name.toLowerCase() === LEARNING_RATE);
  const before = adaptations.find(({ attribute }) => attribute === LEARNING_RATE)?.old_value;
  const initial = numberOf(named?.[1] ?? before);
  if (initial === null && changes.length === 0) return null;
  return epochs.map((epoch) => {
    const last = changes.findLast((change) => change.epoch <= epoch);
    return (last ? last.rate : initial) ?? Number.NaN;
  });
}
