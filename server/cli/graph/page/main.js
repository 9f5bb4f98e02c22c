// The page: filters, search, and what is chosen.

const part = (id) => document.getElementById(id);
const editor = typeof acquireVsCodeApi === "function" ? acquireVsCodeApi() : undefined;
const filter = { hidden: new Set(), states: new Set(), tool: "", nodes: [] };
let model, diagram, shown = [];

/** Shows a graph. One that replaces another keeps what is chosen, and where one looks. */
function start(graph) {
  const before = model && { chosen: diagram.chosen, count: model.nodes.length };
  model = modelOf(graph);
  filter.nodes = model.nodes;
  diagram ??= new Diagram(part("canvas"), choose);
  const folder = decodeURIComponent(graph.root.replace(/\/$/, "").split("/").pop() ?? "");
  part("where").textContent = `${folder} · ${plural(graph.totals.files, "file", "files")}, ${plural(model.arrows.length, "call or link", "calls and links")}`;
  document.title = `${folder}: agents`;
  fillFilters();
  const lines = { call: (arrow) => !arrow.weak && !arrow.dead && !arrow.cycle, link: (arrow) => arrow.weak && !arrow.dead, cycle: (arrow) => arrow.cycle, dead: (arrow) => arrow.dead };
  for (const [name, is] of Object.entries(lines)) part("legend").querySelector(`.${name}`).hidden = !model.arrows.some(is);
  part("legend").hidden = model.arrows.length === 0;
  diagram.chosen = diagram.hovered = undefined;
  refresh(before !== undefined && before.count === model.nodes.length);
  const same = (node) => node.path === before.chosen.path && node.name === before.chosen.name;
  choose(before?.chosen && model.nodes.find(same), true);
  performance.mark("ready");
  document.body.dataset.ready = "true";
}

function fillFilters() {
  const counts = model.nodes.reduce((all, node) => all.set(node.group, (all.get(node.group) ?? 0) + 1), new Map());
  part("roles").replaceChildren(...Object.keys(ROLE_NAMES).filter((group) => counts.has(group)).map((group) => {
    const pressed = !filter.hidden.has(group);
    return chip(pressed, [markOf(group), ROLE_NAMES[group], make("b", {}, counts.get(group).toLocaleString("en"))], filter.hidden, group, true);
  }));
  part("states").replaceChildren(...STATES.filter((state) => model.totals[state.count] > 0).map((state) => {
    const count = model.totals[state.count];
    return chip(filter.states.has(state.id), [make("b", {}, count.toLocaleString("en")), count === 1 ? state.one : state.more], filter.states, state.id, false);
  }));
  const tools = [...new Set(model.nodes.flatMap((node) => [...toolsOf(node)]))].sort();
  part("tool").replaceChildren(make("option", { value: "" }, "all"), ...tools.map((tool) => make("option", { value: tool }, tool)));
  filter.tool = tools.includes(filter.tool) ? filter.tool : "";
  part("tool").value = filter.tool;
}

/** A button that puts something into a set, or takes it out; `turned` if it is pressed while it is out. */
function chip(pressed, children, set, value, turned) {
  const button = make("button", { class: "chip", type: "button", "aria-pressed": String(pressed), click: () => {
    if (!set.delete(value)) set.add(value);
    button.setAttribute("aria-pressed", String(set.has(value) !== turned));
    refresh();
  } }, ...children);
  return button;
}

/** Shows what passes the filters. */
function refresh(stay = false) {
  shown = model.nodes.filter((node) => passes(node, filter));
  if (diagram.chosen && !shown.includes(diagram.chosen)) choose(undefined);
  part("empty").hidden = shown.length > 0;
  diagram.show(shown, model.arrows, stay);
  search();
}

/** Lists what is found of what is shown, and makes the rest faint. */
function search() {
  const words = part("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = words.length === 0 ? shown : shown.filter((node) => words.every((word) => node.found.includes(word)));
  diagram.matches = words.length === 0 ? undefined : new Set(found);
  part("count").textContent = words.length === 0 ? `${plural(shown.length, "entry", "entries")}` : `${found.length.toLocaleString("en")} of ${plural(shown.length, "entry", "entries")}`;
  fillList(part("list"), [...found], choose);
  markRow();
  diagram.draw();
  return found;
}

/** Chooses a node, or none. `quiet` leaves where one looks as it is. */
function choose(node, quiet = false) {
  diagram.chosen = node;
  if (!node) {
    part("details").hidden = true;
    markRow();
    diagram.draw();
    return;
  }
  const open = editor && ((it) => editor.postMessage({ type: "open", uri: new URL(it.uri, model.root).href, line: it.line }));
  fillDetails(part("details"), node, model, { choose, open, close: () => { choose(undefined); part("canvas").focus(); } });
  markRow();
  if (quiet) return diagram.draw();
  if (!shown.includes(node)) return;
  // The panel takes a part of the canvas first.
  requestAnimationFrame(() => diagram.reveal(node));
}

function markRow() {
  part("list").querySelector("[aria-current]")?.removeAttribute("aria-current");
  const row = diagram.chosen && part("list").querySelector(`[data-id="${diagram.chosen.id}"]`);
  row?.setAttribute("aria-current", "true");
  row?.scrollIntoView({ block: "nearest" });
}

part("search").addEventListener("input", search);
part("search").addEventListener("keydown", (event) => {
  if (event.key === "Enter") {
    const [first] = part("list").querySelectorAll(".row");
    first?.click();
  } else if (event.key === "ArrowDown") {
    event.preventDefault();
    part("list").querySelector(".row")?.focus();
  }
});
part("list").addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const rows = [...part("list").querySelectorAll(".row")];
  const next = rows[rows.indexOf(document.activeElement) + step];
  (next ?? (step < 0 ? part("search") : undefined))?.focus();
});
part("tool").addEventListener("change", (event) => { filter.tool = event.target.value; refresh(); });
part("nearer").addEventListener("click", () => diagram.zoom(1.3));
part("farther").addEventListener("click", () => diagram.zoom(1 / 1.3));
part("whole").addEventListener("click", () => diagram.fit());
addEventListener("keydown", (event) => {
  const typing = ["INPUT", "SELECT"].includes(document.activeElement?.tagName);
  if (event.key === "/" && !typing) {
    event.preventDefault();
    part("search").focus();
  } else if (event.key === "Escape" && diagram?.chosen) {
    choose(undefined);
  } else if (event.key === "Escape" && part("search").value) {
    part("search").value = "";
    search();
  }
});
addEventListener("message", (event) => {
  if (editor && event.data?.type === "graph") start(event.data.graph);
});
const data = part("graph");
if (data) start(JSON.parse(data.textContent));
editor?.postMessage({ type: "ready" });
