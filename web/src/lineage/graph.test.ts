import { expect, it } from "vitest";
import { type Lineage, type LineageNode, pictureOf } from "./graph";

function node(name: string, step: number, more: Partial<LineageNode> = {}): LineageNode {
  const kind = name.split(".")[0] as LineageNode["kind"];
  return {
    node: name,
    kind,
    step,
    label: name,
    execution: { id: 1, tag: "run" },
    dataflow: { id: 1, tag: "net" },
    status: null,
    path: null,
    size: null,
    sha256: null,
    epoch: null,
    at: null,
    sources: 0,
    results: 0,
    iri: null,
    document: null,
    ...more,
  };
}

function answer(nodes: LineageNode[], edges: [string, string][]): Lineage {
  return {
    execution: 1,
    direction: "both",
    depth: 1,
    nodes,
    edges: edges.map(([from, to]) => ({ from, relation: "used", to, data_sets: [] })),
    truncated: false,
  };
}

const THOUSAND = answer(
  [node("content.1", 0), ...Array.from({ length: 1000 }, (_, at) => node(`task.${at}`, 1))],
  Array.from({ length: 1000 }, (_, at) => [`task.${at}`, "content.1"]),
);

it("points arrows from what came first to what came of it", () => {
  const { arrows, boxes } = pictureOf(
    [answer([node("task.1", 0), node("content.2", -1)], [["task.1", "content.2"]])],
    new Map(),
  );
  expect(boxes.map(({ id }) => id)).toEqual(["task.1", "content.2"]);
  expect(arrows.map(({ from, to }) => [from, to])).toEqual([["content.2", "task.1"]]);
});

it("folds a thousand neighbours of one kind into one box", () => {
  const { boxes, arrows } = pictureOf([THOUSAND], new Map());
  expect(boxes.map(({ id }) => id)).toEqual(["content.1", "content.1 to task"]);
  expect(boxes[1]).toMatchObject({ group: { kind: "task", count: 1000 } });
  expect(arrows).toHaveLength(1);
});

it("draws as many of a folded box as are asked for", () => {
  const { boxes } = pictureOf([THOUSAND], new Map([["content.1 to task", 30]]));
  expect(boxes).toHaveLength(32);
  expect(boxes.at(-1)).toMatchObject({ group: { count: 970 } });
});

it("joins answers, and counts the neighbours that were not asked for", () => {
  const first = answer(
    [node("task.1", 0, { sources: 2 }), node("file.1", -1, { sources: 3 })],
    [["task.1", "file.1"]],
  );
  const second = answer(
    [node("file.1", 0, { sources: 3 }), node("task.2", -1, { results: 5 })],
    [["file.1", "task.2"]],
  );
  const { boxes } = pictureOf([first, second], new Map());
  expect(boxes.map(({ id }) => id)).toEqual(["task.1", "file.1", "task.2"]);
  expect(boxes.map((box) => "beyond" in box && box.beyond)).toEqual([1, 1, 4]);
});

it("ends in a circle", () => {
  const circle = answer(
    [node("task.1", 0), node("task.2", -1)],
    [
      ["task.1", "task.2"],
      ["task.2", "task.1"],
    ],
  );
  expect(pictureOf([circle], new Map()).arrows).toHaveLength(2);
});

it("is empty where nothing is known", () => {
  expect(pictureOf([], new Map())).toEqual({ boxes: [], arrows: [] });
});
