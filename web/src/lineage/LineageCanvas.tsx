import type { Edge, Node, NodeProps } from "@xyflow/react";
import { useMemo } from "react";
import { formatCount } from "~/format/number";
import { ARROW, Ends, FlowCanvas } from "~/graph/FlowCanvas";
import type { Box, LineageNode, Picture } from "./graph";
import styles from "./LineageCanvas.module.css";
import { BOX, placesOf } from "./layout";

// A type, since React Flow wants data with an index signature, which interfaces have not.
type Chosen = { onNode: (node: LineageNode) => void; onGroup: (id: string) => void };
type BoxNode = Node<{ box: Box; here: number } & Chosen, "box">;

const NODES = { box: LineageBox };

/** The picture of a lineage: each box is a button. */
export function LineageCanvas({
  picture,
  execution,
  onNode,
  onGroup,
}: { picture: Picture; execution: number } & Chosen) {
  const { nodes, edges } = useMemo(() => {
    const places = placesOf(picture);
    return {
      nodes: picture.boxes.map((box): BoxNode => {
        const position = places.get(box.id) ?? { x: 0, y: 0 };
        return { id: box.id, type: "box", position, ...BOX, data: { box, here: execution, onNode, onGroup } };
      }),
      edges: picture.arrows.map(
        ({ id, from, to, relation }): Edge => ({
          id,
          source: from,
          target: to,
          ariaLabel: relation,
          markerEnd: ARROW,
        }),
      ),
    };
  }, [picture, execution, onNode, onGroup]);
  return (
    <FlowCanvas
      key={picture.boxes.length}
      className={styles.canvas}
      nodes={nodes}
      edges={edges}
      nodeTypes={NODES}
    />
  );
}

function LineageBox({ data: { box, here, onNode, onGroup } }: NodeProps<BoxNode>) {
  return (
    <Ends>
      {"group" in box ? (
        <button type="button" className={styles.group} onClick={() => onGroup(box.id)}>
          {formatCount(box.group.count, NAMES[box.group.kind])}
        </button>
      ) : (
        <button
          type="button"
          className={styles.box}
          data-kind={box.node.kind}
          title={[box.node.path, box.node.label, box.node.sha256].filter(Boolean).join("\n")}
          onClick={() => onNode(box.node)}
        >
          <span className={styles.label}>{box.node.label}</span>
          <span className={styles.where}>
            {placeOf(box.node, here)}
            {box.beyond > 0 && ` · ${box.beyond} more`}
          </span>
        </button>
      )}
    </Ends>
  );
}

const NAMES: Record<LineageNode["kind"], string> = {
  file: "file",
  content: "content",
  task: "task",
  adaptation: "adaptation",
  element: "row",
  entity: "entity",
  activity: "activity",
  agent: "agent",
};

/** What stands below a node: what it is here, or where else it is. */
function placeOf(node: LineageNode, here: number): string {
  if (node.execution === null) return node.document?.name ?? `document ${node.document?.id}`;
  return node.execution.id === here ? node.kind : node.execution.tag;
}
