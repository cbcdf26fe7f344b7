import { Graph as DagreGraph, layout } from "@dagrejs/dagre";
import type { Picture } from "./graph";

export const BOX = { width: 168, height: 42 } as const;

/** Where the boxes stand: what came first to the left. */
export function placesOf({ boxes, arrows }: Picture): Map<string, { x: number; y: number }> {
  const graph = new DagreGraph();
  graph.setGraph({ rankdir: "LR", nodesep: 14, ranksep: 48 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of boxes) graph.setNode(id, { ...BOX });
  for (const { from, to } of arrows) graph.setEdge(from, to);
  layout(graph);
  return new Map(
    boxes.map(({ id }) => {
      const { x = 0, y = 0 } = graph.node(id) as { x?: number; y?: number };
      return [id, { x: x - BOX.width / 2, y: y - BOX.height / 2 }];
    }),
  );
}
