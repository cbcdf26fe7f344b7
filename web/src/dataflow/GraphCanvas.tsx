import "@xyflow/react/dist/base.css";
import {
  BaseEdge,
  Controls,
  type Edge,
  EdgeLabelRenderer,
  type EdgeProps,
  getBezierPath,
  Handle,
  MarkerType,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
} from "@xyflow/react";
import { useMemo } from "react";
import { formatCount } from "~/format/number";
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

const FIT = { padding: { x: "16px", top: "8px", bottom: "40px" }, maxZoom: 1.1 } as const;
const NODES = { set: SetBox };
const EDGES = { transformation: TransformationLine };

/** The picture of a dataflow: moved with the mouse, zoomed with the wheel; boxes and labels are buttons. */
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
          markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14, color: "var(--line-strong)" },
          data: { edge, onSet, onTransformation },
        }),
      ),
    };
  }, [graph, onSet, onTransformation, chosenAs]);
  return (
    <div className={styles.canvas}>
      <ReactFlow
        key={graph.nodes.map(({ id }) => id).join()}
        nodes={nodes}
        edges={edges}
        nodeTypes={NODES}
        edgeTypes={EDGES}
        fitView
        fitViewOptions={FIT}
        minZoom={0.2}
        maxZoom={2}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        preventScrolling={false}
        zoomOnScroll={false}
        zoomActivationKeyCode="Control"
        proOptions={{ hideAttribution: true }}
      >
        <Controls
          orientation="horizontal"
          fitViewOptions={FIT}
          showInteractive={false}
          className={styles.controls ?? ""}
        />
      </ReactFlow>
    </div>
  );
}

function SetBox({ data: { set, onSet, chosenAs } }: NodeProps<SetFlowNode>) {
  const chosen = chosenAs?.(set.id);
  return (
    <>
      <Handle type="target" position={Position.Left} className={styles.handle} />
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
      <Handle type="source" position={Position.Right} className={styles.handle} />
    </>
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
