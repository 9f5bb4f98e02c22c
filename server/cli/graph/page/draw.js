// The diagram on the canvas, and where one is in it.

const WIDEST = 210, PAD = 12, MARK = 16, NEAREST = 2.5, SMALL = 0.34;
const FONT = 'system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif';
const COLOURS = ["ground", "paper", "raised", "ink", "soft", "line", "edge", "accent", "agent", "skill", "command", "text", "mode", "bad", "bad-ground", "cycle", "from", "to"];

const colourName = (node) =>
  ({ missing: "bad", agent: "agent", skill: "skill", command: "command", mode: "mode" })[node.group] ?? "text";

/** Draws a mark of the kind around (0, 0), about 10 units wide, so that kinds do not differ in colour alone. */
function trace(path, group) {
  if (group === "agent") path.arc(0, 0, 4.6, 0, 7);
  else if (group === "skill") path.rect(-4, -4, 8, 8);
  else if (group === "command") { path.moveTo(-4, -5); path.lineTo(5, 0); path.lineTo(-4, 5); path.closePath(); }
  else if (group === "missing") { path.moveTo(-4, -4); path.lineTo(4, 4); path.moveTo(4, -4); path.lineTo(-4, 4); }
  else if (group === "mode") { path.moveTo(0, -5.4); path.lineTo(5.4, 0); path.lineTo(0, 5.4); path.lineTo(-5.4, 0); path.closePath(); }
  else { path.moveTo(-4.5, -3.5); path.lineTo(4.5, -3.5); path.moveTo(-4.5, 0); path.lineTo(4.5, 0); path.moveTo(-4.5, 3.5); path.lineTo(1.5, 3.5); }
}

const isSolid = (group) => ["agent", "skill", "command", "mode"].includes(group);

class Diagram {
  constructor(canvas, choose) {
    this.canvas = canvas;
    this.pen = canvas.getContext("2d");
    this.choose = choose;
    this.scale = 1;
    this.x = this.y = 0;
    this.nodes = [];
    this.arrows = [];
    this.size = { width: 0, height: 0 };
    this.texts = new Map();
    this.readColours();
    this.listen();
  }

  /** Shows these nodes. Where one looks stays the same if asked for, or else all is shown. */
  show(nodes, arrows, stay) {
    this.pen.font = `12.5px ${FONT}`;
    for (const node of nodes) {
      node.label = this.cut(node.name);
      node.width = PAD * 2 + MARK + this.pen.measureText(node.label).width + (node.dropped ? 14 : 0);
    }
    const shown = new Set(nodes);
    this.nodes = nodes;
    this.arrows = arrows.filter((arrow) => shown.has(arrow.from) && shown.has(arrow.to));
    this.size = place(nodes, this.arrows, { width: this.canvas.clientWidth, height: this.canvas.clientHeight });
    // What has many lines is named when all else is too small to be read.
    const count = (node) => node.arrows.length;
    const usual = nodes.length > 0 ? this.arrows.length / nodes.length : 0;
    this.known = nodes.filter((node) => count(node) > 4 + usual * 3).sort((one, other) => count(other) - count(one)).slice(0, 24);
    if (stay) this.draw();
    else this.fit();
  }

  /** A name that is not too wide. */
  cut(name) {
    const known = this.texts.get(name);
    if (known !== undefined) return known;
    let text = name;
    if (this.pen.measureText(text).width > WIDEST) {
      const letters = [...name].slice(0, 80);
      while (letters.length > 1 && this.pen.measureText(`${letters.join("")}…`).width > WIDEST) letters.pop();
      text = `${letters.join("")}…`;
    }
    this.texts.set(name, text);
    return text;
  }

  readColours() {
    const style = getComputedStyle(document.documentElement);
    this.colours = Object.fromEntries(COLOURS.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  }

  /** Shows all. A few nodes are not made larger than they are. */
  fit() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const [right, bottom] = [width - 72, height - 100];
    this.scale = Math.max(0.02, Math.min(1.25, right / Math.max(1, this.size.width), bottom / Math.max(1, this.size.height)));
    this.x = (width - this.size.width * this.scale) / 2;
    this.y = (height - 24 - this.size.height * this.scale) / 2;
    this.fitted = true;
    this.draw();
  }

  /** Brings a node to the middle, if it is not in sight or too small to be read. */
  reveal(node) {
    if (this.fitted) this.fit();
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const [x, y] = [node.x * this.scale + this.x, node.y * this.scale + this.y];
    const inSight = x > 20 && y > 20 && x + node.width * this.scale < width - 20 && y < height - 60;
    if (inSight && this.scale > 0.6) return this.draw();
    this.fitted = false;
    this.scale = Math.max(this.scale, 0.9);
    this.x = width / 2 - (node.x + node.width / 2) * this.scale;
    this.y = height / 2 - (node.y + HEIGHT / 2) * this.scale;
    this.draw();
  }

  zoom(factor, x = this.canvas.clientWidth / 2, y = this.canvas.clientHeight / 2) {
    const least = Math.min(0.1, this.scale, (this.canvas.clientWidth - 72) / Math.max(1, this.size.width));
    const scale = Math.min(NEAREST, Math.max(least, this.scale * factor));
    this.x = x - ((x - this.x) * scale) / this.scale;
    this.y = y - ((y - this.y) * scale) / this.scale;
    this.scale = scale;
    this.fitted = false;
    this.draw();
  }

  move(x, y) {
    this.fitted = false;
    this.x += x;
    this.y += y;
    this.draw();
  }

  /** The node at a place of the canvas. A small one is met by what is near, too. */
  at(x, y) {
    const [left, top] = [(x - this.x) / this.scale, (y - this.y) / this.scale];
    const more = Math.max(2, 5 / this.scale);
    return this.nodes.find((node) => left >= node.x - more && left <= node.x + node.width + more && top >= node.y - more && top <= node.y + HEIGHT + more);
  }

  listen() {
    const { canvas } = this;
    let held, moved;
    const point = (event) => [event.offsetX, event.offsetY];
    canvas.addEventListener("wheel", (event) => {
      event.preventDefault();
      const lines = event.deltaMode === 1 ? 16 : 1;
      if (event.shiftKey) this.move(-(event.deltaX || event.deltaY) * lines, 0);
      else this.zoom(Math.exp((-event.deltaY * lines) / (event.ctrlKey ? 120 : 420)), ...point(event));
    }, { passive: false });
    canvas.addEventListener("pointerdown", (event) => {
      held = point(event);
      moved = false;
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener("pointermove", (event) => {
      const [x, y] = point(event);
      if (!held) return this.hover(this.at(x, y));
      if (moved || Math.hypot(x - held[0], y - held[1]) > 3) {
        moved = true;
        canvas.classList.add("grabbing");
        this.move(x - held[0], y - held[1]);
        held = [x, y];
      }
    });
    canvas.addEventListener("pointerup", (event) => {
      canvas.classList.remove("grabbing");
      if (held && !moved) this.choose(this.at(...point(event)));
      held = undefined;
    });
    canvas.addEventListener("pointercancel", () => { held = undefined; });
    canvas.addEventListener("pointerleave", () => this.hover(undefined));
    canvas.addEventListener("dblclick", (event) => this.zoom(1.8, ...point(event)));
    canvas.addEventListener("keydown", (event) => this.key(event));
    // Who looks at all goes on doing so.
    new ResizeObserver(() => (this.fitted ? this.fit() : this.draw())).observe(canvas);
    const repaint = () => { this.readColours(); this.draw(); };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
    new MutationObserver(repaint).observe(document.body, { attributes: true, attributeFilter: ["class"] });
  }

  key(event) {
    const step = event.shiftKey ? 240 : 60;
    const keys = {
      ArrowLeft: () => this.move(step, 0), ArrowRight: () => this.move(-step, 0), ArrowUp: () => this.move(0, step), ArrowDown: () => this.move(0, -step),
      "+": () => this.zoom(1.25), "=": () => this.zoom(1.25), "-": () => this.zoom(0.8), "0": () => this.fit(),
    };
    if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    keys[event.key]();
  }

  hover(node) {
    if (node === this.hovered) return;
    this.hovered = node;
    this.canvas.classList.toggle("pointing", Boolean(node));
    this.canvas.title = node ? [node.name, node.path].filter(Boolean).join("\n") : "";
    this.draw();
  }

  /** Draws when the browser draws next. */
  draw() {
    this.due ??= requestAnimationFrame(() => {
      this.due = undefined;
      this.paint();
    });
  }

  paint() {
    const { canvas, pen, colours, scale } = this;
    const dense = window.devicePixelRatio || 1;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (canvas.width !== Math.round(width * dense) || canvas.height !== Math.round(height * dense)) {
      [canvas.width, canvas.height] = [Math.round(width * dense), Math.round(height * dense)];
    }
    pen.setTransform(dense, 0, 0, dense, 0, 0);
    pen.fillStyle = colours.ground;
    pen.fillRect(0, 0, width, height);
    pen.setTransform(dense * scale, 0, 0, dense * scale, dense * this.x, dense * this.y);
    const sight = { left: -this.x / scale, top: -this.y / scale, right: (width - this.x) / scale, bottom: (height - this.y) / scale };
    const focus = this.hovered ?? this.chosen;
    const near = focus && new Set([focus, ...focus.arrows.flatMap((arrow) => [arrow.from, arrow.to])]);
    const faint = (node) => (near ? !near.has(node) : this.matches && !this.matches.has(node));
    if (this.size.islands !== undefined) this.heading();
    const last = [];
    for (const arrow of this.arrows) {
      if (focus && (arrow.from === focus || arrow.to === focus)) last.push(arrow);
      else this.arrow(arrow, sight, Boolean(focus) || faint(arrow.from) || faint(arrow.to));
    }
    last.forEach((arrow) => this.arrow(arrow, sight, false, arrow.from === focus ? colours.from : colours.to));
    for (const node of this.nodes) {
      const out = node.x > sight.right || node.y > sight.bottom || node.x + node.width < sight.left || node.y + HEIGHT < sight.top;
      if (!out) this.node(node, faint(node));
    }
    pen.globalAlpha = 1;
    if (scale < SMALL) this.names(dense, near);
  }

  heading() {
    const { pen, colours, size, scale } = this;
    const font = Math.min(60, Math.max(12, 11 / scale));
    pen.globalAlpha = 1;
    pen.fillStyle = colours.soft;
    pen.font = `600 ${font}px ${FONT}`;
    pen.textBaseline = "alphabetic";
    pen.fillText("Islands: they call nobody, and nobody calls them", 0, size.islands);
  }

  /** Draws an arrow from side to side, whichever of them face each other. */
  arrow({ from, to, dead, cycle, weak, bends, shift }, sight, faint, colour) {
    const { pen, colours } = this;
    const [one, other] = [from.y + HEIGHT / 2 + shift, to.y + HEIGHT / 2 + shift];
    const right = to.x >= from.x + from.width, left = to.x + to.width <= from.x;
    const start = left ? from.x : from.x + from.width;
    const end = right ? to.x : to.x + to.width;
    if (!(bends?.length > 0) && (Math.max(one, other) < sight.top || Math.min(one, other) > sight.bottom) || Math.max(start, end) < sight.left - 90 || Math.min(start, end) > sight.right) return;
    const bend = right || left ? Math.max(28, Math.min(160, Math.abs(end - start) / 2)) : 46;
    const out = left ? -bend : bend, into = right ? -bend : bend;
    pen.globalAlpha = colour ? 1 : faint ? 0.1 : dead || cycle ? 0.95 : Math.max(0.28, 0.85 - this.arrows.length / 3000);
    pen.strokeStyle = pen.fillStyle = colour && !dead ? colour : dead ? colours.bad : cycle ? colours.cycle : colours.edge;
    pen.lineWidth = Math.max(colour ? 2 : dead || cycle ? 1.6 : 1.2, (colour ? 1.2 : 0.5) / this.scale);
    pen.setLineDash(dead ? [6, 4] : weak ? [2, 4] : []);
    pen.beginPath();
    pen.moveTo(start, one);
    this.curve(start, one, out, end + Math.sign(into) * 5, other, into, right || left ? bends : []);
    pen.stroke();
    if (this.scale < 0.25 && !colour) return;
    pen.setLineDash([]);
    pen.beginPath();
    pen.moveTo(end, other);
    pen.lineTo(end + Math.sign(into) * 8, other - 4);
    pen.lineTo(end + Math.sign(into) * 8, other + 4);
    pen.fill();
  }

  /** Draws a curve that leaves and arrives level, and runs straight through the columns between. */
  curve(x, y, out, end, height, into, bends = []) {
    for (const bend of bends) {
      const [first, last] = out > 0 ? [bend.x, bend.x + bend.reach] : [bend.x + bend.reach, bend.x];
      const level = bend.y + HEIGHT / 2, half = (first - x) / 2;
      this.pen.bezierCurveTo(x + half, y, first - half, level, first, level);
      this.pen.lineTo(last, level);
      [x, y] = [last, level];
    }
    const half = bends.length > 0 ? (end - x) / 2 : undefined;
    this.pen.bezierCurveTo(x + (half ?? out), y, end - (half ?? -into), height, end, height);
  }

  node(node, faint) {
    const { pen, colours, scale } = this;
    const colour = colours[colourName(node)];
    pen.globalAlpha = faint ? 0.22 : 1;
    pen.setLineDash([]);
    if (scale < 0.2) {
      // From far away, a node is a patch of colour.
      pen.globalAlpha = faint ? 0.12 : node === this.chosen || node.dropped || node.missing ? 1 : 0.5;
      pen.fillStyle = node.dropped ? colours.bad : node === this.chosen ? colours.ink : colour;
      pen.fillRect(node.x, node.y, node.width, HEIGHT);
      return;
    }
    const chosen = node === this.chosen, found = this.matches?.has(node);
    pen.beginPath();
    pen.roundRect(node.x, node.y, node.width, HEIGHT, 9);
    // Lines behind a faint node do not show through.
    pen.fillStyle = node.missing || node.dropped ? colours["bad-ground"] : colours.raised;
    pen.fill();
    if (node.missing) pen.setLineDash([4, 3]);
    pen.lineWidth = chosen || found ? 2.2 : 1.1;
    pen.strokeStyle = chosen || found ? colours.accent : node.missing || node.dropped ? colours.bad : colours.line;
    pen.stroke();
    pen.setLineDash([]);
    pen.save();
    pen.translate(node.x + PAD + 4, node.y + HEIGHT / 2);
    pen.beginPath();
    trace(pen, node.group);
    pen.strokeStyle = pen.fillStyle = colour;
    pen.lineWidth = 1.7;
    if (isSolid(node.group)) pen.fill();
    else pen.stroke();
    pen.restore();
    if (scale < 0.3) return;
    pen.font = `12.5px ${FONT}`;
    pen.textBaseline = "middle";
    pen.fillStyle = node.missing ? colours.bad : colours.ink;
    pen.fillText(node.label, node.x + PAD + MARK, node.y + HEIGHT / 2 + 0.5);
    if (node.dropped) {
      pen.font = `700 13px ${FONT}`;
      pen.fillStyle = colours.bad;
      pen.fillText("!", node.x + node.width - PAD - 4, node.y + HEIGHT / 2 + 0.5);
    }
  }

  /** Names what is tied to most, and what is looked at, in letters that can be read from here. */
  names(dense, near) {
    const { pen, colours } = this;
    pen.setTransform(dense, 0, 0, dense, 0, 0);
    pen.font = `600 12px ${FONT}`;
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    const taken = [];
    const wanted = near ? [...near].slice(0, 60) : this.matches ? [...this.matches].slice(0, 60) : this.known;
    for (const node of wanted) {
      if (node.x === undefined || !this.nodes.includes(node)) continue;
      const x = (node.x + node.width / 2) * this.scale + this.x, y = (node.y + HEIGHT / 2) * this.scale + this.y;
      const half = pen.measureText(node.label).width / 2 + 4;
      if (taken.some((other) => Math.abs(other.y - y) < 17 && Math.abs(other.x - x) < half + other.half)) continue;
      taken.push({ x, y, half });
      pen.strokeStyle = colours.ground;
      pen.lineWidth = 4;
      pen.strokeText(node.label, x - half + 4, y);
      pen.fillStyle = node.missing ? colours.bad : colours.ink;
      pen.fillText(node.label, x - half + 4, y);
    }
  }
}
