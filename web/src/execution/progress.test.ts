import { expect, it } from "vitest";
import { progressOf } from "./progress";

it("tells the time left from the pace of the last epochs", () => {
  const seconds = [100, 110, 120, 130, 140, 150, 160];
  expect(progressOf({ NUM_EPOCHS: 20 }, [1, 2, 3, 4, 5, 6, 7], seconds)).toEqual({
    epoch: 7,
    of: 20,
    left: 130,
  });
});

it("claims nothing that it does not know", () => {
  expect(progressOf({}, [3], [5])).toEqual({ epoch: 3, of: null, left: null });
  expect(progressOf({ epochs: 5 }, [], [])).toBeNull();
});
