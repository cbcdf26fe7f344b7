import type { Schemas } from "~/api/schema";

export type Lineage = Schemas["Lineage"];
export type LineageNode = Schemas["LineageNode"];
export type LineageEdge = Schemas["LineageEdge"];

/** Neighbours of one kind that are more than these fold into one box. */
const FEW = 6;

/** What is drawn: a node, or the neighbours of one that are folded. */
export type Box =
  | { id: string; node: LineageNode /** Neighbours that were not asked for. */; beyond: number }
  | { id: string; group: { kind: LineageNode["kind"]; count: number } };

/** An arrow from what came first to what came of it. */
export interface Arrow {
  id: string;
  from: string;
  to: string;
  relation: LineageEdge["relation"];
}

export interface Picture {
  boxes: Box[];
  arrows: Arrow[];
}

/**
 * The picture of several answers, the first of which says where it begins. `unfolded` says of a folded box how many of it are drawn.
 */
export function pictureOf(answers: readonly Lineage[], unfolded: ReadonlyMap<string, number>): Picture {
  const nodes = new Map(answers.flatMap((answer) => answer.nodes.map((node) => [node.node, node] as const)));
  const edges = [
    ...new Map(
      answers.flatMap((answer) => answer.edges.map((edge) => [nameOf(edge), edge] as const)),
    ).values(),
  ];
  const near = neighbours(edges);
  const drawn = new Set<string>();
  const folded = new Map<string, Box>();
  const arrows: Arrow[] = [];
  const open = (answers[0]?.nodes ?? []).filter(({ step }) => step === 0).map(({ node }) => node);
  const placed = new Set(open);
  for (let name = open.shift(); name !== undefined; name = open.shift()) {
    drawn.add(name);
    for (const [group, members] of groupsAround(name, near, nodes, placed)) {
      const count = members.length <= FEW ? members.length : (unfolded.get(group) ?? 0);
      for (const { far } of members) placed.add(far.node);
      open.push(...members.slice(0, count).map(({ far }) => far.node));
      const rest = members.slice(count);
      const first = rest[0];
      if (first) {
        folded.set(group, { id: group, group: { kind: first.far.kind, count: rest.length } });
        const [from, to] = first.up ? [group, name] : [name, group];
        arrows.push({ id: group, from, to, relation: first.relation });
      }
    }
  }
  for (const edge of edges) {
    if (drawn.has(edge.from) && drawn.has(edge.to)) {
      arrows.push({ id: nameOf(edge), from: edge.to, to: edge.from, relation: edge.relation });
    }
  }
  const boxes = [...drawn].flatMap((name): Box[] => {
    const node = nodes.get(name);
    if (!node) return [];
    const known = near.get(name)?.length ?? 0;
    return [{ id: name, node, beyond: Math.max(0, node.sources + node.results - known) }];
  });
  return { boxes: [...boxes, ...folded.values()], arrows };
}

interface Neighbour {
  name: string;
  /** Whether it is what the node comes from. */
  up: boolean;
  relation: LineageEdge["relation"];
}

type Member = Neighbour & { far: LineageNode };

function neighbours(edges: readonly LineageEdge[]): Map<string, Neighbour[]> {
  const near = new Map<string, Neighbour[]>();
  const add = (name: string, neighbour: Neighbour) => {
    const known = near.get(name);
    if (known) known.push(neighbour);
    else near.set(name, [neighbour]);
  };
  for (const { from, to, relation } of edges) {
    add(from, { name: to, up: true, relation });
    add(to, { name: from, up: false, relation });
  }
  return near;
}

/** The neighbours that have no place yet, by side and kind. */
function groupsAround(
  name: string,
  near: ReadonlyMap<string, Neighbour[]>,
  nodes: ReadonlyMap<string, LineageNode>,
  placed: ReadonlySet<string>,
): Map<string, Member[]> {
  const groups = new Map<string, Member[]>();
  for (const neighbour of near.get(name) ?? []) {
    const far = nodes.get(neighbour.name);
    if (!far || placed.has(far.node)) continue;
    const group = `${name} ${neighbour.up ? "from" : "to"} ${far.kind}`;
    const members = groups.get(group) ?? [];
    if (!members.some((member) => member.far.node === far.node)) members.push({ ...neighbour, far });
    groups.set(group, members);
  }
  return groups;
}

function nameOf({ from, relation, to }: LineageEdge): string {
  return `${from} ${relation} ${to}`;
}
