import "@xyflow/react/dist/base.css";
import {
  Controls,
  type Edge,
  type EdgeTypes,
  Handle,
  MarkerType,
  type Node,
  type NodeTypes,
  Position,
  ReactFlow,
} from "@xyflow/react";
import type { ReactNode } from "react";
import styles from "./FlowCanvas.module.css";

/** Below that nothing can be read: a larger picture is moved instead. Zooming out further shows all of it. */
const READABLE = 0.5;
/** The buttons stand below the picture. */
const FIT = { padding: { x: "16px", top: "10px", bottom: "54px" }, minZoom: READABLE, maxZoom: 1.1 } as const;

export const ARROW = { type: MarkerType.ArrowClosed, width: 14, height: 14, color: "var(--line-strong)" };

interface FlowCanvasProps {
  className: string | undefined;
  nodes: Node[];
  edges: Edge[];
  nodeTypes: NodeTypes;
  edgeTypes?: EdgeTypes;
}

/** Boxes and arrows that were laid out: moved with the mouse, zoomed with the buttons or with Ctrl and the wheel. */
export function FlowCanvas({ className, ...picture }: FlowCanvasProps) {
  return (
    <div className={className}>
      <ReactFlow
        {...picture}
        fitView
        fitViewOptions={FIT}
        minZoom={0.1}
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
          fitViewOptions={{ ...FIT, minZoom: 0.1 }}
          showInteractive={false}
          className={styles.controls ?? ""}
        />
      </ReactFlow>
    </div>
  );
}

/** A box between its ends of arrows. */
export function Ends({ children }: { children: ReactNode }) {
  return (
    <>
      <Handle type="target" position={Position.Left} className={styles.end} />
      {children}
      <Handle type="source" position={Position.Right} className={styles.end} />
    </>
  );
}
