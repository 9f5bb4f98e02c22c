// Where the nodes lie: those that call each other in columns from left to right, islands in a grid below.

const HEIGHT = 28, ROW = 38, BETWEEN = 18, AFTER = 84, APART = 56, MOST_BENDS = 600;

const least = (list, of) => list.reduce((found, one) => Math.min(found, of(one)), Infinity);
const most = (list, of) => list.reduce((found, one) => Math.max(found, of(one)), -Infinity);

/** Places the shown nodes, whose widths are known, for a view of that size. Gives the size of the whole. */
function place(nodes, arrows, view) {
  const shown = new Set(nodes);
  const ties = arrows.filter((arrow) => shown.has(arrow.from) && shown.has(arrow.to) && arrow.from !== arrow.to);
  const tied = new Set(ties.flatMap((arrow) => [arrow.from, arrow.to]));
  const blocks = components([...tied], ties).map(layered);
  const area = blocks.reduce((sum, block) => sum + (block.width + APART) * (block.height + APART), 0);
  const islands = nodes.filter((node) => !tied.has(node));
  const shape = Math.min(2.4, Math.max(0.6, view.width / Math.max(1, view.height)));
  const room = Math.max(Math.min(900, view.width - 72), Math.sqrt(area * shape), Math.sqrt(islands.length * 190 * ROW * shape), most(blocks, (block) => block.width));
  const size = shelves(blocks, room);
  if (islands.length > 0) grid(islands, size, room);
  return size;
}

/** The parts of the graph that hang together, the largest first. */
function components(nodes, ties) {
  const root = new Map(nodes.map((node) => [node, node]));
  const find = (node) => {
    let top = node;
    while (root.get(top) !== top) top = root.get(top);
    while (root.get(node) !== top) [node] = [root.get(node), root.set(node, top)];
    return top;
  };
  for (const { from, to } of ties) root.set(find(from), find(to));
  const parts = new Map(nodes.map((node) => [find(node), { nodes: [], ties: [] }]));
  nodes.sort((one, other) => one.id - other.id).forEach((node) => parts.get(find(node)).nodes.push(node));
  ties.forEach((tie) => parts.get(find(tie.from)).ties.push(tie));
  return [...parts.values()].sort((one, other) => other.nodes.length - one.nodes.length || one.nodes[0].id - other.nodes[0].id);
}

/** Places a part in columns around (0, 0). */
function layered({ nodes, ties }) {
  const next = new Map(nodes.map((node) => [node, []]));
  const ahead = forward(nodes, ties);
  ahead.forEach(({ from, to }) => next.get(from).push(to));
  const { ranks, near } = bent(ranked(nodes, next), ahead);
  ordered(ranks, near);
  // A column that is much higher than the whole is wide is folded.
  const highest = Math.max(9, Math.ceil(Math.sqrt(nodes.length * 2.2)));
  const columns = [];
  let x = 0;
  for (const rank of ranks) {
    const parts = Math.ceil(rank.length / highest), rows = Math.ceil(rank.length / parts);
    for (let part = 0; part < parts; part += 1) {
      const column = rank.slice(part * rows, (part + 1) * rows);
      const width = most(column, (node) => node.width);
      column.forEach((node, row) => {
        node.x = x + (parts > 1 ? 0 : (width - node.width) / 2);
        // A tie goes straight through the column.
        if (node.bend) [node.x, node.reach] = [x, width];
        node.y = (row - (column.length - 1) / 2) * ROW;
      });
      if (parts === 1) columns.push(column);
      x += width + (part + 1 < parts ? BETWEEN : 0);
    }
    x += AFTER + Math.min(120, rank.length * 2);
  }
  for (let pass = 0; pass < 6; pass += 1) {
    for (const column of pass % 2 ? [...columns].reverse() : columns) level(column, near);
  }
  return boxed(nodes, ties.flatMap((tie) => tie.bends));
}

/** The ties without circles: one that leads back to where the search came from is turned round. */
function forward(nodes, ties) {
  const out = new Map(nodes.map((node) => [node, []]));
  const into = new Map(nodes.map((node) => [node, 0]));
  for (const tie of ties) {
    out.get(tie.from).push(tie);
    into.set(tie.to, into.get(tie.to) + 1);
  }
  const state = new Map(), turned = [];
  // Those that nobody calls are the beginnings.
  for (const root of [...nodes].sort((one, other) => into.get(one) - into.get(other) || one.id - other.id)) {
    if (state.has(root)) continue;
    const way = [[root, 0]];
    state.set(root, "open");
    while (way.length > 0) {
      const last = way[way.length - 1], tie = out.get(last[0])[last[1]];
      last[1] += 1;
      if (!tie) {
        state.set(last[0], "done");
        way.pop();
      } else if (state.get(tie.to) === "open") {
        turned.push({ from: tie.to, to: tie.from, tie });
      } else {
        turned.push({ from: tie.from, to: tie.to, tie });
        if (!state.has(tie.to)) {
          state.set(tie.to, "open");
          way.push([tie.to, 0]);
        }
      }
    }
  }
  return turned;
}

/** The columns: each node is behind all that lead to it, and what nothing leads to stands close to what it calls. */
function ranked(nodes, next) {
  const into = new Map(nodes.map((node) => [node, 0]));
  nodes.forEach((node) => next.get(node).forEach((to) => into.set(to, into.get(to) + 1)));
  const first = nodes.filter((node) => into.get(node) === 0), queue = [...first];
  nodes.forEach((node) => { node.rank = 0; });
  for (let at = 0; at < queue.length; at += 1) {
    for (const to of next.get(queue[at])) {
      to.rank = Math.max(to.rank, queue[at].rank + 1);
      into.set(to, into.get(to) - 1);
      if (into.get(to) === 0) queue.push(to);
    }
  }
  for (const node of first) node.rank = next.get(node).reduce((least, to) => Math.min(least, to.rank - 1), Infinity);
  const ranks = [];
  nodes.forEach((node) => (ranks[node.rank] ??= []).push(node));
  return ranks.filter((rank) => rank);
}

/** Gives ties over several columns a bend in each of them, which takes room like a node, so that no node hides the tie. */
function bent(ranks, ahead) {
  ranks.forEach((rank, at) => rank.forEach((node) => { node.rank = at; }));
  const near = new Map(ranks.flat().map((node) => [node, []]));
  const join = (from, to) => { near.get(from).push(to); near.get(to).push(from); };
  const bends = ahead.reduce((sum, { from, to }) => sum + Math.max(0, to.rank - from.rank - 1), 0);
  for (const { from, to, tie } of ahead) {
    let last = from;
    tie.bends = [];
    for (let rank = from.rank + 1; rank < to.rank && bends < MOST_BENDS; rank += 1) {
      const bend = { id: from.id, width: 0, bend: true };
      near.set(bend, []);
      ranks[rank].push(bend);
      tie.bends.push(bend);
      join(last, bend);
      last = bend;
    }
    join(last, to);
    if (tie.from !== from) tie.bends.reverse();
  }
  return { ranks, near };
}

/** The nodes of each column in an order in which few lines cross: each near the middle of those it is tied to. */
function ordered(ranks, near) {
  ranks.forEach((rank) => rank.forEach((node, at) => { node.at = at - rank.length / 2; }));
  for (let pass = 0; pass < 8; pass += 1) {
    for (const rank of pass % 2 ? [...ranks].reverse() : ranks) {
      const mean = new Map(rank.map((node) => [node, near.get(node).reduce((sum, other) => sum + other.at, 0) / near.get(node).length]));
      rank.sort((one, other) => mean.get(one) - mean.get(other) || one.id - other.id);
      rank.forEach((node, at) => { node.at = at - rank.length / 2; });
    }
  }
}

/** Moves the nodes of a column to the height of those they are tied to, as far as their order and their rows allow. */
function level(column, near) {
  const pools = [];
  column.forEach((node, at) => {
    const others = near.get(node);
    const wish = others.reduce((sum, other) => sum + other.y, 0) / others.length - at * ROW;
    pools.push({ sum: wish, count: 1 });
    for (let last = pools.length - 1; last > 0 && pools[last - 1].sum / pools[last - 1].count > pools[last].sum / pools[last].count; last -= 1) {
      const { sum, count } = pools.pop();
      pools[last - 1].sum += sum;
      pools[last - 1].count += count;
    }
  });
  let at = 0;
  for (const { sum, count } of pools) {
    for (let of = 0; of < count; of += 1, at += 1) column[at].y = sum / count + at * ROW;
  }
}

/** The nodes with the size of what they take, moved to begin at (0, 0). */
function boxed(nodes, bends) {
  const all = [...nodes, ...bends];
  const left = least(all, (node) => node.x), top = least(all, (node) => node.y);
  all.forEach((node) => { node.x -= left; node.y -= top; });
  return { nodes, bends, width: most(nodes, (node) => node.x + node.width), height: most(all, (node) => node.y) + HEIGHT };
}

/** Puts the parts beside each other, and below where there is no more room. */
function shelves(blocks, room) {
  let x = 0, y = 0, height = 0, width = 0;
  for (const block of [...blocks].sort((one, other) => other.height - one.height)) {
    if (x > 0 && x + block.width > room) {
      y += height + APART;
      x = height = 0;
    }
    [...block.nodes, ...block.bends].forEach((node) => { node.x += x; node.y += y; });
    x += block.width + APART;
    height = Math.max(height, block.height);
    width = Math.max(width, x - APART);
  }
  return { width, height: y + height, islands: undefined };
}

/** Puts the islands below all else, by kind and path. */
function grid(islands, size, room) {
  const top = size.height > 0 ? size.height + APART + 26 : 0;
  size.islands = top - 14;
  let x = 0, y = top;
  const groups = Object.keys(ROLE_NAMES);
  const sorted = islands.sort((one, other) => groups.indexOf(one.group) - groups.indexOf(other.group) || one.id - other.id);
  const column = most(sorted, (node) => node.width) + BETWEEN;
  for (const node of sorted) {
    if (x > 0 && x + column - BETWEEN > room) {
      x = 0;
      y += ROW;
    }
    node.x = x;
    node.y = y;
    x += column;
    size.width = Math.max(size.width, x - BETWEEN);
  }
  size.height = y + HEIGHT;
}
