//! `agentls graph`: which agent files call, include and link to which, as a diagram, as data or as a page.

mod digest;
mod dot;
mod mermaid;
mod page;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use agentls_analysis::ide::graph::{Graph, GraphEdge, GraphNode, GraphPart, graph};
use agentls_workspace::files::{self, FoundFile};
use rayon::prelude::*;

use super::format::{ReportFormat, Style};
use super::input::{Checker, Exclude, Input};
use super::no_agents::warn_if_none;
use super::role::Role;
use super::totals::Totals;
use super::{complain, print, text};

/// The exit codes, for `--help`.
const EXIT_CODES: &str = "\
Exit codes:
  0  The graph was printed
  2  Arguments or settings are invalid, or a file could not be read; the graph of the others was printed";

/// The arguments of `agentls graph`.
#[derive(clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct GraphArguments {
    /// Folder, file or glob; this folder by default. Paths are shown relative to it.
    path: Option<PathBuf>,
    /// Output format.
    #[arg(long, value_enum, default_value_t)]
    format: GraphFormat,
    /// Tool that the files are for, overriding `targets` in agentls.toml. Can be repeated.
    #[arg(long, value_name = "TOOL")]
    target: Vec<String>,
    #[command(flatten)]
    exclude: Exclude,
}

/// An output format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum GraphFormat {
    /// A diagram that GitHub and many editors show in markdown.
    #[default]
    Mermaid,
    /// The language of Graphviz.
    Dot,
    /// Data for programs.
    Json,
    /// A page to look around in, in one file.
    Html,
}

/// Prints the graph. Returns 2 for arguments, settings or files that could not be read, and prints what is left.
pub(crate) fn run_graph(arguments: GraphArguments) -> ExitCode {
    let GraphArguments { path, format, target, exclude } = arguments;
    let path = path.unwrap_or_else(|| PathBuf::from("."));
    let input = Input::of_paths(vec![path.clone()], target, exclude);
    let mut opener = match Checker::new(&input) {
        Ok(opener) => opener,
        Err(message) => {
            complain(&message);
            return ExitCode::from(2);
        }
    };
    let paths = opener.find_files();
    let settings = opener.settings_reports(&paths);
    for report in &settings {
        // Nothing can be reported when standard error is closed.
        let _ = ReportFormat::Human.file(report, Style::default(), &mut std::io::stderr());
    }
    opener.survey(&paths);
    let (parts, totals) = read_parts(&opener, &paths);
    let root = shown_root(&path);
    match in_format(&graph(&root, parts, opener.index()), format) {
        Ok(text) => {
            let code = print(&text);
            warn_if_none(&opener, &paths, &totals, &mut std::io::stderr());
            if settings.is_empty() && totals.unread == 0 { code } else { ExitCode::from(2) }
        }
        Err(error) => {
            complain(&format!("cannot write the graph: {error}"));
            ExitCode::from(2)
        }
    }
}

/// Returns the folder that paths are shown relative to, with a trailing `/`: the given one, or that of the given file. Of
/// a glob, it is the part before the first pattern.
fn shown_root(path: &Path) -> String {
    let is_pattern = |part: &Path| part.to_string_lossy().contains(['*', '?', '[', '{']);
    let plain: PathBuf = path.iter().map(Path::new).take_while(|part| !is_pattern(part)).collect();
    let folder = if plain.is_file() { plain.parent().unwrap_or(&plain).to_owned() } else { plain };
    format!("{}/", files::whole_path(&folder).trim_end_matches('/'))
}

/// Returns what each agent file gives to the graph, and how many files there are of which kind.
fn read_parts(opener: &Checker<'_>, paths: &[FoundFile]) -> (Vec<GraphPart>, Totals) {
    let read = |found: &FoundFile| {
        let file = found.clone().and_then(|path| opener.load_file(&path))?;
        Ok((Role::from_document(&file.document), opener.graph_part(&file)))
    };
    let read: Vec<Result<_, String>> = paths.par_iter().map(read).collect();
    let (mut parts, mut totals) = (Vec::new(), Totals::default());
    for file in read {
        match file {
            Ok((role, part)) => {
                totals.count_file(role);
                parts.extend(part);
            }
            Err(message) => {
                totals.unread += 1;
                complain(&message);
            }
        }
    }
    (parts, totals)
}

fn in_format(graph: &Graph, format: GraphFormat) -> serde_json::Result<String> {
    Ok(match format {
        GraphFormat::Mermaid => mermaid::write_mermaid(graph),
        GraphFormat::Dot => dot::write_dot(graph),
        GraphFormat::Json => format!("{}\n", text::json(graph)?),
        GraphFormat::Html => page::write_page(graph)?,
    })
}

/// An arrow of a diagram: all edges between two nodes.
struct Arrow<'a> {
    from: usize,
    to: usize,
    /// The forms, each once.
    labels: Vec<&'a str>,
    dead: bool,
    cycle: bool,
    /// Whether it only points to the other.
    weak: bool,
}

/// Returns the arrows of a graph, in the order of its edges.
fn arrows(graph: &Graph) -> Vec<Arrow<'_>> {
    let mut arrows: Vec<Arrow<'_>> = Vec::new();
    let mut known = std::collections::HashMap::new();
    for GraphEdge { from, to, label, dead, cycle, form, .. } in &graph.edges {
        let weak = form.is_weak();
        let at = *known.entry((from, to)).or_insert(arrows.len());
        match arrows.get_mut(at) {
            Some(arrow) => {
                arrow.cycle |= cycle;
                arrow.weak &= weak;
                if !arrow.labels.contains(&&**label) {
                    arrow.labels.push(label);
                }
            }
            None => arrows.push(Arrow {
                from: *from,
                to: *to,
                labels: vec![label],
                dead: *dead,
                cycle: *cycle,
                weak,
            }),
        }
    }
    arrows
}

/// How a node is drawn.
fn class(node: &GraphNode) -> &'static str {
    match node {
        GraphNode { missing: true, .. } => "missing",
        GraphNode { dropped: true, .. } => "dropped",
        GraphNode { role: role @ ("agent" | "skill" | "command"), .. } => role,
        _ => "text",
    }
}

/// What a node is, in a word or two.
fn what(node: &GraphNode) -> String {
    match node {
        GraphNode { missing: true, role, .. } => format!("no such {role}"),
        GraphNode { dropped: true, role, .. } => format!("{role}, not loaded"),
        GraphNode { role, .. } => (*role).to_owned(),
    }
}

#[cfg(test)]
mod tests;
