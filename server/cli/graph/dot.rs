//! A graph in the language of Graphviz.

use agentls_analysis::ide::graph::{Graph, GraphNode};

use super::{Arrow, arrows, class, what};

/// Writes the graph.
pub(super) fn write_dot(graph: &Graph) -> String {
    let mut out = String::from(
        "digraph agents {\n  rankdir=LR\n  node [fontname=\"sans-serif\" fontsize=11 shape=box style=\"rounded,filled\"]\n  \
         edge [fontname=\"sans-serif\" fontsize=9 color=\"#64748b\"]\n",
    );
    let (islands, tied): (Vec<_>, Vec<_>) = graph.nodes.iter().partition(|node| node.island);
    tied.iter().for_each(|node| out += &dot_node(node, "  "));
    if !islands.is_empty() {
        out += "  subgraph cluster_islands {\n    label=\"no calls\"\n    fontname=\"sans-serif\"\n    style=dotted\n";
        islands.iter().for_each(|node| out += &dot_node(node, "    "));
        out += "  }\n";
    }
    for Arrow { from, to, labels, dead, cycle, weak } in arrows(graph) {
        let style = match () {
            () if dead => " color=\"#e11d48\" style=dashed",
            () if cycle => " color=\"#d97706\" penwidth=2",
            () if weak => " style=dashed",
            () => "",
        };
        out += &format!("  n{from} -> n{to} [label={}{style}]\n", dot_string(&labels.join(", ")));
    }
    out + "}\n"
}

fn dot_node(node: &GraphNode, indent: &str) -> String {
    let (fill, line) = match class(node) {
        "agent" => ("#dbeafe", "#2563eb"),
        "skill" => ("#dcfce7", "#16a34a"),
        "command" => ("#fef3c7", "#d97706"),
        "missing" | "dropped" => ("#fff1f2", "#e11d48"),
        _ => ("#f1f5f9", "#64748b"),
    };
    let dashed = if node.missing { " style=\"rounded,filled,dashed\"" } else { "" };
    let label = dot_string(&format!("{}\n{}", node.name, what(node)));
    let place = node.path.as_deref().map(|path| format!(" tooltip={}", dot_string(path))).unwrap_or_default();
    format!("{indent}n{} [label={label}{place} fillcolor=\"{fill}\" color=\"{line}\"{dashed}]\n", node.id)
}

/// Writes a text in quotes. Backslashes would start an escape of Graphviz, and `&` an entity of HTML.
fn dot_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for char in text.chars() {
        match char {
            '"' => out += "\\\"",
            '\\' => out += "\\\\",
            '&' => out += "&amp;",
            '\n' => out += "\\n",
            char => out.push(char),
        }
    }
    out.push('"');
    out
}
