import { expect, it } from "vitest";
import spec from "../../../spec/questions/questions.json";
import type { Askable } from "./askable";
import { parseQuery } from "./parse";
import { type Given, questionsFor } from "./questions";

function askable(name: string, ...attributes: string[]): Askable {
  return { name, set: null, attributes: attributes.map((each) => ({ name: each, numeric: true })) };
}

const GIVEN: Given = {
  dataflow: "surrogates",
  executions: [9, 8],
  hyperparameters: { OPTIMIZER_NAME: "SGD", LEARNING_RATE: 0.002, BATCH_SIZE: 32 },
  domain: { set: "iBlock", values: { kernel: "3x3", Width: 5, Depth: 7 } },
  file: "it's.keras",
  askable: [
    askable(
      "training_epoch",
      "epoch",
      "loss",
      "accuracy",
      "elapsed_seconds",
      "learning_rate",
      "num_layers",
      "batch_size",
    ),
    askable("iBlock", "kernel", "Width", "Depth"),
    askable("oAdaptation", "ADAPTATION_ID", "NEW_LRATE", "EPOCH_ID"),
    askable("model_file", "name", "epoch", "learning_rate"),
    askable("execution_error", "execution", "error", "execution_id", "task_id"),
  ],
};

const ready = (number: string, given = GIVEN) => {
  const found = questionsFor(given).find((each) => each.number === number);
  if (found === undefined) throw new Error(`no question ${number}`);
  return found;
};

it("has all thirteen, each of them readable", () => {
  const numbers = questionsFor(GIVEN).map(({ number }) => number);
  expect(numbers.filter((each) => /^\d+$/.test(each))).toEqual(
    Array.from({ length: 13 }, (_, at) => String(at + 1)),
  );
  for (const { text } of questionsFor(GIVEN)) parseQuery(text);
  expect(numbers.every((each) => spec.some(({ number }) => number === each))).toBe(true);
});

it("asks about the newest execution, and the second newest as the second network", () => {
  expect(ready("1")).toMatchObject({
    text: "source(training_epoch)\nprojection(epoch; accuracy; elapsed_seconds)",
    around: { dataflow: "surrogates", execution: "9", order: ["epoch"] },
  });
  expect(ready("7").around.execution).toBe("8");
  expect(ready("10").around.execution).toBeUndefined();
});

it("takes the domain data that there are, with their newest values", () => {
  expect(ready("8")).toMatchObject({
    question: "What is the loss for Width=5 and Depth=7 right now?",
    text: [
      "mapping(execution)",
      "source(iBlock; training_epoch)",
      "projection(training_epoch.epoch; training_epoch.loss)",
      "selection(iBlock.Width = 5 AND iBlock.Depth = 7)",
    ].join("\n"),
    around: { order: ["-epoch"] },
  });
});

it("asks by hyperparameters where there are no domain data", () => {
  expect(ready("8", { ...GIVEN, domain: null })).toMatchObject({
    question: "What is the loss for BATCH_SIZE=32 and BATCH_SIZE=32 right now?",
    text: expect.stringContaining("source(training_epoch)\nprojection(epoch; loss)"),
  });
});

it("leaves out columns that this dataflow lacks, and names the newest file", () => {
  expect(ready("11").text).toBe(
    "source(model_file)\nprojection(name; epoch; learning_rate)\nselection(name = 'it''s.keras')",
  );
  expect(ready("13").text).toBe(
    [
      "source(derivation)",
      "projection(step; source_dataflow AS dataflow; source_kind AS kind; source_name AS name)",
      "selection(kind = 'file' AND name = 'it''s.keras')",
    ].join("\n"),
  );
});
