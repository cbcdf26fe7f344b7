import type { Dataflow } from "~/api/schema";

export type Role = "input" | "intermediate" | "output";

export interface SetNode {
  id: number;
  tag: string;
  role: Role;
  attributes: number;
}

/** From a set that a transformation reads to one that it writes. */
export interface TransformationEdge {
  id: string;
  from: number;
  to: number;
  transformation: { id: number; tag: string };
}

export interface Graph {
  nodes: SetNode[];
  edges: TransformationEdge[];
}

/**
 * The graph as DfAnalyzer's users know it: data sets are nodes, transformations stand at the edges. What nothing writes is an input,
 * what nothing reads an output.
 */
export function graphOf({ sets, transformations }: Pick<Dataflow, "sets" | "transformations">): Graph {
  const nodes = sets.map(({ id, tag, written_by, read_by, attributes }): SetNode => {
    const role = written_by === null ? "input" : read_by.length === 0 ? "output" : "intermediate";
    return { id, tag, role, attributes: attributes.length };
  });
  const edges = transformations.flatMap(({ id, tag, sets: used }) => {
    const inputs = used.filter(({ type }) => type === "INPUT");
    const outputs = used.filter(({ type }) => type === "OUTPUT");
    return inputs.flatMap((input) =>
      outputs.map(
        (output): TransformationEdge => ({
          id: `${id}:${input.id}>${output.id}`,
          from: input.id,
          to: output.id,
          transformation: { id, tag },
        }),
      ),
    );
  });
  return { nodes, edges };
}

/** Sets that are in use: the predefined ones to which nothing was ever given only fill the picture. */
export function usedOnly(graph: Graph, used: ReadonlySet<number>): Graph {
  if (used.size === 0) return graph;
  return {
    nodes: graph.nodes.filter(({ id }) => used.has(id)),
    edges: graph.edges.filter(({ from, to }) => used.has(from) && used.has(to)),
  };
}
