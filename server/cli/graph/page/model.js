// What the page knows of the graph, and what of it is shown.

const ROLE_NAMES = {
  agent: "Agents", skill: "Skills", command: "Commands", instructions: "Instructions", mode: "Modes",
  check: "Checks", settings: "Settings", file: "Other files", missing: "Missing",
};

const STATES = [
  { id: "dead", count: "dead", one: "dead call", more: "dead calls", has: (node) => node.missing || node.out.some((edge) => edge.dead) },
  { id: "cycles", count: "cycles", one: "circle", more: "circles", has: (node) => node.out.some((edge) => edge.cycle) },
  { id: "islands", count: "islands", one: "island", more: "islands", has: (node) => node.island },
  { id: "dropped", count: "dropped", one: "not loaded", more: "not loaded", has: (node) => node.dropped },
];

const isWeak = (edge) => edge.form === "link" || edge.form === "path";

/** The graph with what leads from and to each node, and with arrows: one for all edges between two nodes. */
function modelOf(graph) {
  const nodes = graph.nodes.map((node) => ({
    ...node,
    group: node.missing ? "missing" : node.role,
    out: [], in: [], arrows: [],
    found: [node.name, node.path ?? "", node.description ?? "", node.title ?? ""].join("\n").toLowerCase(),
  }));
  const arrows = new Map();
  for (const edge of graph.edges) {
    const [from, to] = [nodes[edge.from], nodes[edge.to]];
    from.out.push(edge);
    to.in.push(edge);
    const key = edge.from * nodes.length + edge.to;
    const arrow = arrows.get(key) ?? { from, to, dead: edge.dead, cycle: false, weak: true };
    arrow.cycle ||= edge.cycle;
    arrow.weak &&= isWeak(edge);
    arrows.set(key, arrow);
  }
  for (const arrow of arrows.values()) {
    // Two that lead back and forth lie beside each other.
    const back = arrows.has(arrow.to.id * nodes.length + arrow.from.id);
    arrow.shift = !back || arrow.from === arrow.to ? 0 : arrow.from.id < arrow.to.id ? -5 : 5;
    arrow.from.arrows.push(arrow);
    arrow.to.arrows.push(arrow);
  }
  return { ...graph, nodes, arrows: [...arrows.values()] };
}

/** The tools by name that a file is for, or that a verdict is known of. */
const toolsOf = (node) => new Set([...node.tools.map((tool) => tool.tool), ...(node.owner ? [node.owner] : [])]);

/** Whether a node is shown. What is missing is shown with those that call it. */
function passes(node, filter) {
  if (filter.hidden.has(node.group)) return false;
  if (filter.states.size > 0 && !STATES.some((state) => filter.states.has(state.id) && state.has(node))) return false;
  if (filter.tool === "") return true;
  const files = node.missing ? node.in.map((edge) => filter.nodes[edge.from]) : [node];
  return files.some((file) => toolsOf(file).has(filter.tool));
}

/** The address of a file, which a page may only open if it is one of this computer. */
function addressOf(node, root) {
  if (!node.uri) return undefined;
  const address = new URL(node.uri, root).href;
  return address.startsWith("file:") ? address : undefined;
}
