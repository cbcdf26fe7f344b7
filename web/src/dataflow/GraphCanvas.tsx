import {
  BaseEdge,
  type Edge,
  EdgeLabelRenderer,
  type EdgeProps,
  getBezierPath,
  type Node,
  type NodeProps,
} from "@xyflow/react";
import { useMemo } from "react";
import { formatCount } from "~/format/number";
import { ARROW, Ends, FlowCanvas } from "~/graph/FlowCanvas";
import styles from "./GraphCanvas.module.css";
import type { Graph, SetNode, TransformationEdge } from "./graph";
import { NODE_HEIGHT, placesOf } from "./layout";

// A type, since React Flow wants data with an index signature, which interfaces have not.
type Chosen = {
  onSet: (id: number) => void;
  /** Without it transformations are only named. */
  onTransformation?: ((id: number) => void) | undefined;
  /** What a set was chosen as, in a word. */
  chosenAs?: ((id: number) => string | undefined) | undefined;
};

type SetFlowNode = Node<{ set: SetNode } & Chosen, "set">;
type TransformationFlowEdge = Edge<{ edge: TransformationEdge } & Chosen, "transformation">;

const NODES = { set: SetBox };
const EDGES = { transformation: TransformationLine };

/** The picture of a dataflow: boxes and labels are buttons. */
export function GraphCanvas({ graph, onSet, onTransformation, chosenAs }: { graph: Graph } & Chosen) {
  const { nodes, edges } = useMemo(() => {
    const places = placesOf(graph);
    return {
      nodes: graph.nodes.map((set): SetFlowNode => {
        const { x = 0, y = 0, width = 0 } = places.get(set.id) ?? {};
        const data = { set, onSet, onTransformation, chosenAs };
        return { id: String(set.id), type: "set", position: { x, y }, width, height: NODE_HEIGHT, data };
      }),
      edges: graph.edges.map(
        (edge): TransformationFlowEdge => ({
          id: edge.id,
          type: "transformation",
          source: String(edge.from),
          target: String(edge.to),
          markerEnd: ARROW,
          data: { edge, onSet, onTransformation },
        }),
      ),
    };
  }, [graph, onSet, onTransformation, chosenAs]);
  return (
    <FlowCanvas
      key={graph.nodes.map(({ id }) => id).join()}
      className={styles.canvas}
      nodes={nodes}
      edges={edges}
      nodeTypes={NODES}
      edgeTypes={EDGES}
    />
  );
}

function SetBox({ data: { set, onSet, chosenAs } }: NodeProps<SetFlowNode>) {
  const chosen = chosenAs?.(set.id);
  return (
    <Ends>
      <button
        type="button"
        className={styles.set}
        data-role={set.role}
        data-chosen={chosen !== undefined}
        aria-pressed={chosenAs && chosen !== undefined}
        onClick={() => onSet(set.id)}
      >
        <span className={styles.tag}>{set.tag}</span>
        <span className={styles.count}>{chosen ?? formatCount(set.attributes, "attribute")}</span>
      </button>
    </Ends>
  );
}

function TransformationLine(props: EdgeProps<TransformationFlowEdge>) {
  const [path, x, y] = getBezierPath(props);
  const { data } = props;
  return (
    <>
      <BaseEdge
        path={path}
        className={styles.line ?? ""}
        {...(props.markerEnd && { markerEnd: props.markerEnd })}
      />
      {data && (
        <EdgeLabelRenderer>
          <button
            type="button"
            className={`${styles.transformation} nodrag nopan`}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
            disabled={data.onTransformation === undefined}
            onClick={() => data.onTransformation?.(data.edge.transformation.id)}
          >
            {data.edge.transformation.tag}
          </button>
        </EdgeLabelRenderer>
      )}
    </>
  );
}
