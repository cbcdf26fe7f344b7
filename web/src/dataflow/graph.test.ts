import { expect, it } from "vitest";
import type { Dataflow } from "~/api/schema";
import { graphOf, usedOnly } from "./graph";

const TRAINING = { id: 1, tag: "TrainingModel" };
const ADAPTATION = { id: 2, tag: "Adaptation" };
const DATAFLOW: Pick<Dataflow, "sets" | "transformations"> = {
  transformations: [
    {
      ...TRAINING,
      programs: [],
      sets: [
        { id: 11, tag: "iTrainingModel", type: "INPUT", dependency: null },
        { id: 12, tag: "oTrainingModel", type: "OUTPUT", dependency: null },
      ],
    },
    {
      ...ADAPTATION,
      programs: [],
      sets: [
        { id: 12, tag: "oTrainingModel", type: "INPUT", dependency: "TrainingModel" },
        { id: 13, tag: "oAdaptation", type: "OUTPUT", dependency: null },
      ],
    },
  ],
  sets: [
    set(11, "iTrainingModel", null, [TRAINING]),
    set(12, "oTrainingModel", TRAINING, [ADAPTATION]),
    set(13, "oAdaptation", ADAPTATION, []),
  ],
};

function set(
  id: number,
  tag: string,
  written_by: { id: number; tag: string } | null,
  read_by: { id: number; tag: string }[],
) {
  return { id, tag, table: `ds_${id}`, view: tag, attributes: [], written_by, read_by };
}

it("tells inputs, intermediates and outputs apart", () => {
  expect(graphOf(DATAFLOW).nodes.map(({ role }) => role)).toEqual(["input", "intermediate", "output"]);
});

it("puts the transformation at the edge from what it reads to what it writes", () => {
  const edges = graphOf(DATAFLOW).edges.map(({ from, to, transformation }) => [from, transformation.tag, to]);
  expect(edges).toEqual([
    [11, "TrainingModel", 12],
    [12, "Adaptation", 13],
  ]);
});

it("leaves out what was never used, and its edges", () => {
  const graph = usedOnly(graphOf(DATAFLOW), new Set([11, 12]));
  expect(graph.nodes).toHaveLength(2);
  expect(graph.edges).toHaveLength(1);
});
