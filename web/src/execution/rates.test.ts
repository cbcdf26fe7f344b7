import { expect, it } from "vitest";
import type { Adaptation } from "~/api/schema";
import { ratesInForce } from "./rates";

function change(epoch: number, rate: number, attribute = "learning_rate"): Adaptation {
  const rest = { task: 1, kind: null, cause: null, metric: null, at: null, old_value: 0.002 };
  return { ...rest, id: epoch, epoch_id: epoch, attribute, new_value: rate };
}

it("holds the initial rate until the first epoch trained with another", () => {
  const rates = ratesInForce(
    { LEARNING_RATE: 0.002 },
    [change(3, 0.001), change(5, 0.0005)],
    [1, 2, 3, 4, 5, 6],
  );
  expect(rates).toEqual([0.002, 0.002, 0.001, 0.001, 0.0005, 0.0005]);
});

it("takes the old value of the first adaptation where no rate was given", () => {
  expect(ratesInForce({}, [change(2, 0.001)], [1, 2])).toEqual([0.002, 0.001]);
});

it("knows none where nothing says one", () => {
  expect(ratesInForce({ BATCH_SIZE: 32 }, [change(2, 64, "batch_size")], [1, 2])).toBeNull();
});
