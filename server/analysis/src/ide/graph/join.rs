//! Joins the parts of all files to a graph.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::address::{file_uri, relative_uri};
use super::cycles::groups;
use super::part::{Tie, TieEnd, node_from_index};
use super::{EdgeForm, Graph, GraphEdge, GraphNode, GraphPart, GraphTotals, VERSION};
use crate::index::AgentIndex;
use crate::printable::printable;

/// Joins the parts of files to a graph. `root` is the folder that paths are shown relative to, with a trailing `/`. What
/// the files name outside of them is a part of the graph, too.
pub fn graph(root: &str, mut parts: Vec<GraphPart>, index: &AgentIndex) -> Graph {
    parts.sort_by(|one, other| one.path.cmp(&other.path));
    parts.dedup_by(|one, other| one.path == other.path);
    let known: FxHashSet<&Arc<str>> = parts.iter().map(|part| &part.path).collect();
    let ends = parts.iter().flat_map(|part| &part.ties).map(|tie| &tie.end);
    let is_new = |end: &&TieEnd| !matches!(end, TieEnd::File(path) if known.contains(path));
    let others: BTreeSet<TieEnd> = ends.filter(is_new).cloned().collect();

    let mut joined = Joined { root, nodes: Vec::new(), ids: FxHashMap::default() };
    let mut all = Vec::with_capacity(parts.len());
    for GraphPart { path, node, ties } in parts {
        all.push(ties);
        joined.add_file(path, node);
    }
    for end in others {
        match end {
            TieEnd::File(path) => {
                let node = GraphNode { outside: true, ..node_from_index(&path, index) };
                joined.add_file(path, node);
            }
            TieEnd::Missing(role, name) => joined.add_missing(role, name),
        }
    }
    let mut edges: Vec<_> = (0..).zip(all).flat_map(|(from, ties)| joined.edges_of(from, ties)).collect();
    let Joined { mut nodes, .. } = joined;
    let cycles = mark_cycles(nodes.len(), &mut edges);
    mark_islands(&mut nodes, &edges);
    let count = |wanted: fn(&GraphNode) -> bool| nodes.iter().filter(|node| wanted(node)).count();
    let totals = GraphTotals {
        files: count(|node| !node.missing),
        edges: edges.len(),
        dead: edges.iter().filter(|edge| edge.dead).count(),
        cycles,
        islands: count(|node| node.island),
        dropped: count(|node| node.dropped),
    };
    Graph { version: VERSION, root: file_uri(root), totals, nodes, edges }
}

struct Joined<'a> {
    root: &'a str,
    nodes: Vec<GraphNode>,
    ids: FxHashMap<TieEnd, usize>,
}

impl Joined<'_> {
    fn add_file(&mut self, path: Arc<str>, node: GraphNode) {
        let below = path.strip_prefix(self.root);
        let id = self.nodes.len();
        self.nodes.push(GraphNode {
            id,
            path: Some(printable(below.unwrap_or(&path)).into_owned()),
            uri: Some(below.map_or_else(|| file_uri(&path), relative_uri)),
            ..node
        });
        self.ids.insert(TieEnd::File(path), id);
    }

    fn add_missing(&mut self, role: &'static str, name: Box<str>) {
        let id = self.nodes.len();
        let shown = printable(&name).into_owned();
        self.nodes.push(GraphNode { id, name: shown, role, missing: true, ..GraphNode::default() });
        self.ids.insert(TieEnd::Missing(role, name), id);
    }

    /// Returns the edges of a file: one for all places that lead to the same in the same form.
    fn edges_of(&self, from: usize, ties: Vec<Tie>) -> Vec<GraphEdge> {
        let mut edges: Vec<GraphEdge> = Vec::new();
        let mut known: FxHashMap<(usize, EdgeForm, String), usize> = FxHashMap::default();
        for Tie { end, form, label, name, line, message } in ties {
            let Some(to) = self.ids.get(&end).copied() else { continue };
            let dead = matches!(end, TieEnd::Missing(..));
            let at = *known.entry((to, form, label.clone())).or_insert(edges.len());
            match edges.get_mut(at) {
                Some(edge) if edge.lines.last() == Some(&line) => {}
                Some(edge) => edge.lines.push(line),
                None => {
                    let lines = vec![line];
                    edges.push(GraphEdge { from, to, form, label, name, lines, dead, message, cycle: false });
                }
            }
        }
        edges
    }
}

/// Marks the edges that are a part of a circle. Returns the number of circles that have no node in common.
fn mark_cycles(nodes: usize, edges: &mut [GraphEdge]) -> usize {
    let calls: Vec<_> =
        edges.iter().filter(|edge| !edge.form.is_weak()).map(|edge| (edge.from, edge.to)).collect();
    let group = groups(nodes, &calls);
    let mut circles = FxHashSet::<usize>::default();
    for edge in edges.iter_mut().filter(|edge| !edge.form.is_weak()) {
        edge.cycle = group.get(edge.from) == group.get(edge.to);
        circles.extend(group.get(edge.from).filter(|_| edge.cycle).copied());
    }
    circles.len()
}

fn mark_islands(nodes: &mut [GraphNode], edges: &[GraphEdge]) {
    let tied: FxHashSet<usize> = edges.iter().flat_map(|edge| [edge.from, edge.to]).collect();
    nodes.iter_mut().for_each(|node| node.island = !tied.contains(&node.id));
}
