//! A graph as a flowchart of Mermaid.

use std::fmt::Write;

use agentls_analysis::ide::graph::{Graph, GraphNode};

use super::{Arrow, arrows, class, what};

/// How the classes of nodes look: readable on light and on dark ground.
const CLASSES: [&str; 6] = [
    "agent fill:#dbeafe,stroke:#2563eb,color:#172554",
    "skill fill:#dcfce7,stroke:#16a34a,color:#052e16",
    "command fill:#fef3c7,stroke:#d97706,color:#451a03",
    "text fill:#f1f5f9,stroke:#64748b,color:#0f172a",
    "missing fill:#fff1f2,stroke:#e11d48,color:#881337,stroke-dasharray:4 3",
    "dropped fill:#fff1f2,stroke:#e11d48,color:#881337,stroke-width:2px",
];

/// Writes the flowchart. Islands are in a group of their own.
pub(super) fn write_mermaid(graph: &Graph) -> String {
    let mut out = String::from("flowchart LR\n");
    let (islands, tied): (Vec<_>, Vec<_>) = graph.nodes.iter().partition(|node| node.island);
    tied.iter().for_each(|node| write_node(node, "  ", &mut out));
    if !islands.is_empty() {
        out += "  subgraph islands [\"no calls\"]\n";
        islands.iter().for_each(|node| write_node(node, "    ", &mut out));
        out += "  end\n";
    }
    let arrows = arrows(graph);
    for Arrow { from, to, labels, dead, weak, .. } in &arrows {
        let arrow = if *dead || *weak { "-.->" } else { "-->" };
        out += &format!("  n{from} {arrow}|\"{}\"| n{to}\n", escaped(&labels.join(", ")));
    }
    for (is, style) in [(is_dead as fn(&Arrow<'_>) -> bool, "#e11d48"), (is_cycle, "#d97706")] {
        let numbers = arrows.iter().enumerate().filter(|(_, arrow)| is(arrow));
        let numbers: Vec<_> = numbers.map(|(at, _)| at.to_string()).collect();
        if !numbers.is_empty() {
            out += &format!("  linkStyle {} stroke:{style},stroke-width:2px\n", numbers.join(","));
        }
    }
    CLASSES.iter().for_each(|class| out += &format!("  classDef {class}\n"));
    out
}

fn is_dead(arrow: &Arrow<'_>) -> bool {
    arrow.dead
}

fn is_cycle(arrow: &Arrow<'_>) -> bool {
    arrow.cycle
}

fn write_node(node: &GraphNode, indent: &str, out: &mut String) {
    let (open, close) = match node.role {
        "skill" => ("([", "])"),
        "command" => ("[/", "/]"),
        "agent" => ("[", "]"),
        _ => ("(", ")"),
    };
    let (name, what) = (escaped(&node.name), what(node));
    *out +=
        &format!("{indent}n{}{open}\"{name}<br/><small>{what}</small>\"{close}:::{}\n", node.id, class(node));
}

/// Writes a text for a label in quotes: all that could be markup of Mermaid, markdown or HTML as the number of the
/// character.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        // Two colons start a command of GitHub where the output is a log, and a link starts with `://` or `www.`.
        if char.is_ascii_alphanumeric() || matches!(char, ' ' | '-' | '/') || !char.is_ascii() {
            out.push(char);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "#{};", u32::from(char));
        }
    }
    out
}
