//! Circles in a graph, found in one pass over its edges.

/// Returns for each node the number of its group: two nodes are in one group if each can be reached from the other.
///
/// This is Tarjan's algorithm, with a stack of its own: a chain of calls may be longer than the stack of a thread.
pub(super) fn groups(nodes: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut search = Search {
        next: successors(nodes, edges),
        order: vec![UNSEEN; nodes],
        low: vec![0; nodes],
        open: Vec::new(),
        group: vec![UNSEEN; nodes],
        seen: 0,
        groups: 0,
    };
    (0..nodes).for_each(|node| search.visit(node));
    search.group
}

const UNSEEN: usize = usize::MAX;

fn successors(nodes: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut next = vec![Vec::new(); nodes];
    for (from, to) in edges {
        if let Some(next) = next.get_mut(*from) {
            next.push(*to);
        }
    }
    next
}

struct Search {
    next: Vec<Vec<usize>>,
    /// When each node was seen first.
    order: Vec<usize>,
    /// The earliest node that can be reached from it and is in no group yet.
    low: Vec<usize>,
    /// Nodes that are in no group yet.
    open: Vec<usize>,
    group: Vec<usize>,
    seen: usize,
    groups: usize,
}

#[expect(
    clippy::indexing_slicing,
    reason = "all numbers are those of nodes, and each list has one entry per node"
)]
impl Search {
    fn visit(&mut self, root: usize) {
        if self.order[root] != UNSEEN {
            return;
        }
        self.enter(root);
        let mut way = vec![(root, 0)];
        while let Some((node, step)) = way.pop() {
            let Some(next) = self.next[node].get(step).copied() else {
                self.leave(node);
                if let Some((before, _)) = way.last() {
                    self.low[*before] = self.low[*before].min(self.low[node]);
                }
                continue;
            };
            way.push((node, step + 1));
            if self.order[next] == UNSEEN {
                self.enter(next);
                way.push((next, 0));
            } else if self.group[next] == UNSEEN {
                self.low[node] = self.low[node].min(self.order[next]);
            }
        }
    }

    fn enter(&mut self, node: usize) {
        (self.order[node], self.low[node]) = (self.seen, self.seen);
        self.seen += 1;
        self.open.push(node);
    }

    /// Closes the group that starts with a node.
    fn leave(&mut self, node: usize) {
        if self.low[node] != self.order[node] {
            return;
        }
        while let Some(member) = self.open.pop() {
            self.group[member] = self.groups;
            if member == node {
                break;
            }
        }
        self.groups += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn circles_of_any_length() {
        let found = groups(7, &[(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 3), (5, 5)]);
        assert!(found[0] == found[1] && found[1] == found[2] && found[3] == found[4]);
        assert!(found[0] != found[3] && found[5] != found[6]);
        let long: Vec<_> = (0..200_000).map(|node| (node, (node + 1) % 200_000)).collect();
        assert!(groups(200_000, &long).iter().all(|group| *group == 0));
    }

    proptest! {
        #[test]
        fn groups_are_those_that_reach_each_other(edges in prop::collection::vec((0..9_usize, 0..9_usize), 0..24)) {
            let found = groups(9, &edges);
            let mut reached = [[false; 9]; 9];
            edges.iter().for_each(|(from, to)| reached[*from][*to] = true);
            for over in 0..9 {
                for from in 0..9 {
                    for to in 0..9 {
                        reached[from][to] |= reached[from][over] && reached[over][to];
                    }
                }
            }
            for from in 0..9 {
                for to in 0..9 {
                    let same = from == to || reached[from][to] && reached[to][from];
                    prop_assert_eq!(found[from] == found[to], same);
                }
            }
        }
    }
}
