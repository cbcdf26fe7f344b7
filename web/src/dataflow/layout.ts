import { Graph as DagreGraph, layout } from "@dagrejs/dagre";
import type { Graph } from "./graph";

export const NODE_HEIGHT = 40;
const LETTER = 7.8;

export interface Place {
  x: number;
  y: number;
  width: number;
}

/** Where the sets stand, left to right; there is room for the labels of the edges. */
export function placesOf({ nodes, edges }: Graph): Map<number, Place> {
  const graph = new DagreGraph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 22, ranksep: 70, edgesep: 14 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, tag } of nodes) {
    graph.setNode(String(id), { width: nodeWidth(tag), height: NODE_HEIGHT });
  }
  for (const { id, from, to, transformation } of edges) {
    graph.setEdge(
      String(from),
      String(to),
      { width: transformation.tag.length * LETTER, height: 16, labelpos: "c" },
      id,
    );
  }
  layout(graph);
  return new Map(
    nodes.map(({ id, tag }) => {
      const { x = 0, y = 0 } = graph.node(String(id)) as { x?: number; y?: number };
      const width = nodeWidth(tag);
      return [id, { x: x - width / 2, y: y - NODE_HEIGHT / 2, width }];
    }),
  );
}

function nodeWidth(tag: string): number {
  return Math.max(110, Math.min(300, tag.length * LETTER + 32));
}
