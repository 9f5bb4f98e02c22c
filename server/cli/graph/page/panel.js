// The list of files, and what is known of one of them. Texts get into the page as text alone.

const SVG = "http://www.w3.org/2000/svg";

/** Makes an element with texts and elements in it. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "click") element.addEventListener("click", value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== ""));
  return element;
}

/** A mark of the kind, which the words beside it say, too. */
function markOf(group) {
  const commands = [];
  const say = (name) => (...numbers) => commands.push(name + numbers.join(" "));
  trace({
    moveTo: say("M"), lineTo: say("L"), closePath: say("Z"),
    arc: (x, y, r) => commands.push(`M${-r} 0A${r} ${r} 0 1 1 ${r} 0A${r} ${r} 0 1 1 ${-r} 0Z`),
    rect: (x, y, width, height) => commands.push(`M${x} ${y}h${width}v${height}h${-width}Z`),
  }, group);
  const svg = document.createElementNS(SVG, "svg"), path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "-6 -6 12 12");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `role-${group}`);
  path.setAttribute("d", commands.join(""));
  path.setAttribute(isSolid(group) ? "fill" : "stroke", "currentColor");
  path.setAttribute(isSolid(group) ? "stroke" : "fill", "none");
  path.setAttribute("stroke-width", "1.7");
  svg.append(path);
  return svg;
}

const plural = (number, one, more) => `${number.toLocaleString("en")} ${number === 1 ? one : more}`;

/** A row that leads to a node. */
function rowOf(node, choose, under, badge) {
  const row = make("button", { class: "row", type: "button", "data-id": node.id, click: () => choose(node) },
    markOf(node.group), make("span", { class: "name" }, node.name), badge ? make("span", { class: "badge" }, badge) : make("span"),
    make("span", { class: "under" }, under));
  row.title = node.path ?? "";
  return row;
}

const ORDER = new Intl.Collator("en", { numeric: true });

/** Fills the list with the nodes that are found, by kind. */
function fillList(list, nodes, choose) {
  const groups = new Map(nodes.map((node) => [node.group, []]));
  nodes.forEach((node) => groups.get(node.group).push(node));
  const parts = Object.keys(ROLE_NAMES).filter((group) => groups.has(group)).flatMap((group) => {
    const sorted = groups.get(group).sort((one, other) => ORDER.compare(one.name, other.name) || one.id - other.id);
    const rows = sorted.map((node) => {
      const dead = node.missing ? 0 : node.out.filter((edge) => edge.dead).length;
      const badge = node.dropped ? "not loaded" : dead > 0 ? `${dead} dead` : "";
      const under = node.missing ? `named in ${plural(new Set(node.in.map((edge) => edge.from)).size, "file", "files")}` : node.path;
      return make("li", {}, rowOf(node, choose, under, badge));
    });
    return [make("h2", {}, `${ROLE_NAMES[group]} · ${sorted.length.toLocaleString("en")}`), make("ul", {}, ...rows)];
  });
  list.replaceChildren(...parts);
}

const SAYS = {
  loads: "loads it", repaired: "repairs it and loads it", placeholder: "loads it without its description or front matter",
  dropped: "does not load it", stops: "does not start because of it",
};

/** Fills the panel with what is known of a node. `open` opens a file at a line, or is missing where links do. */
function fillDetails(panel, node, model, { choose, close, open }) {
  const kind = node.missing ? `There is no such ${node.role}.` : node.title ?? "A file that is for no tool";
  panel.replaceChildren(
    make("button", { class: "close", type: "button", "aria-label": "Close", title: "Close (Esc)", click: close }, "×"),
    make("h2", { tabindex: "-1" }, node.name),
    make("p", { class: "kind" }, kind),
    ...(node.uri ? [make("p", {}, wayTo(node, model.root, open))] : []),
    ...(node.outside ? [make("p", { class: "why" }, "It is not among the files that were asked about.")] : []),
    ...(node.description ? [make("p", {}, node.description)] : []),
    ...verdictsOf(node),
    ...deadOf(node),
    ...edgesOf("Calls", node.out.filter((edge) => !edge.dead), (edge) => model.nodes[edge.to], choose),
    ...edgesOf(node.missing ? "Named by" : "Called by", node.in, (edge) => model.nodes[edge.from], choose),
    ...(node.island ? [make("h3", {}, "Island"), make("p", { class: "why" }, "It calls nobody, and no file calls it. A tool can still choose it by its description, and people can call it.")] : []),
  );
  panel.hidden = false;
  panel.scrollTop = 0;
}

function wayTo(node, root, open) {
  if (open) return make("button", { class: "open", type: "button", click: () => open(node) }, node.path);
  return make("a", { href: addressOf(node, root) }, node.path);
}

function verdictsOf(node) {
  if (node.tools.length === 0) return [];
  const rows = node.tools.map((tool) => {
    const lost = ["dropped", "stops"].includes(tool.outcome);
    const says = `${tool.tool} ${tool.version} ${SAYS[tool.outcome] ?? tool.outcome}`;
    return make("li", {}, make("span", { class: lost ? (tool.target ? "no" : "other") : "ok", "aria-hidden": "true" }, lost ? "✗" : "✓"),
      make("span", {}, says, ...(tool.reason ? [make("br"), make("span", { class: "why" }, tool.reason)] : [])));
  });
  return [make("h3", {}, "Tools"), make("ul", { class: "tools" }, ...rows)];
}

function deadOf(node) {
  const dead = node.out.filter((edge) => edge.dead);
  if (dead.length === 0) return [];
  const notes = dead.map((edge) => make("p", { class: "note" }, make("b", {}, edge.name), ` · ${placeOf(edge)}`, make("br"), ...prose(edge.message ?? "")));
  return [make("h3", {}, "Dead calls"), ...notes];
}

/** A message, in which what stands in backticks is code. */
const prose = (text) => text.split("`").map((words, at) => (at % 2 ? make("code", {}, words) : words));

const placeOf = (edge) => `${edge.label} · ${edge.lines.length === 1 ? "line" : "lines"} ${edge.lines.slice(0, 5).map((line) => line + 1).join(", ")}${edge.lines.length > 5 ? ", …" : ""}`;

function edgesOf(title, edges, end, choose) {
  if (edges.length === 0) return [];
  const rows = edges.map((edge) => make("li", {}, rowOf(end(edge), choose, placeOf(edge), edge.cycle ? "circle" : "")));
  return [make("h3", {}, `${title} · ${edges.length.toLocaleString("en")}`), make("ul", {}, ...rows)];
}
