//! What one file gives to the graph: itself, and what it names.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{EdgeForm, GraphNode, GraphTool};
use crate::dialect::{FileKind, Role};
use crate::document::Document;
use crate::ide::first_words;
use crate::ide::verdict::outcome_name;
use crate::index::{AgentIndex, link_target};
use crate::links::{Link, LinkForm};
use crate::lint::Diagnostic;
use crate::lint::cross_file::{self, CrossFileContext};
use crate::printable::printable;
use crate::references::{CallForm, DefinitionKind, Reference};
use crate::summary::Definition;
use crate::verdicts::{Standing, ToolVerdict, kind, tool_verdicts};

/// One file of the graph.
#[derive(Clone, Debug)]
pub struct GraphPart {
    pub(super) path: Arc<str>,
    pub(super) node: GraphNode,
    pub(super) ties: Vec<Tie>,
}

/// A place in a file that names another.
#[derive(Clone, Debug)]
pub(super) struct Tie {
    pub(super) end: TieEnd,
    pub(super) form: EdgeForm,
    pub(super) label: String,
    pub(super) name: String,
    pub(super) line: usize,
    pub(super) message: Option<String>,
}

/// What is named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum TieEnd {
    /// The file with that path.
    File(Arc<str>),
    /// What does not exist: its role, and its name or path.
    Missing(&'static str, Box<str>),
}

/// Returns what a document gives to the graph; `None` if it is for no tool.
pub fn graph_part(document: &Document, context: &CrossFileContext<'_>) -> Option<GraphPart> {
    let path = document.path.clone()?;
    let kind = kind(document)?;
    let mut verdicts = tool_verdicts(document, &context.policy.targets);
    verdicts.retain(|verdict| verdict.standing != Standing::Silent);
    let definition = document.front_summary().definition.as_ref();
    let node = GraphNode {
        dropped: verdicts.iter().any(|verdict| verdict.is_target() && verdict.is_dropped()),
        tools: verdicts.iter().map(graph_tool).collect(),
        ..described(&path, Some(kind), definition)
    };
    let dead = cross_file::dead_ends(document, context);
    let dead = dead.iter().map(|found| (found.range.start, found)).collect();
    let mut found = TieFinder { document, path: &path, context, dead, resolved: FxHashMap::default() };
    let mut ties: Vec<_> = found.references();
    ties.extend(document.links().filter_map(|(range, link)| found.link(range, link)));
    ties.sort_by_key(|tie| tie.line);
    Some(GraphPart { path, node, ties })
}

/// Returns the node of a file that no document is at hand for.
pub(super) fn node_from_index(path: &str, index: &AgentIndex) -> GraphNode {
    let definition = index.get(path).and_then(|summary| summary.definition());
    described(path, definition.map(|found| &*found.document), definition)
}

fn described(path: &str, kind: Option<&FileKind>, definition: Option<&Definition>) -> GraphNode {
    let shown = |text: &str| printable(text).into_owned();
    let file = || path.rsplit('/').next().unwrap_or_default();
    GraphNode {
        name: shown(definition.map_or_else(file, |found| &found.name)),
        role: kind.map_or("file", |kind| role_name(kind.role)),
        kind: kind.map(|kind| shown(&kind.id)),
        title: kind.map(|kind| shown(&kind.title)),
        owner: kind.map(|kind| shown(&kind.tool)),
        line: definition.map_or(0, |found| found.line),
        description: definition
            .and_then(|found| found.description.as_deref())
            .map(|text| shown(&first_words(text))),
        ..GraphNode::default()
    }
}

fn graph_tool(verdict: &ToolVerdict) -> GraphTool {
    GraphTool {
        tool: verdict.loader.tool(),
        version: verdict.loader.version(),
        target: verdict.is_target(),
        outcome: outcome_name(verdict.verdict.outcome),
        reason: Some(printable(&verdict.verdict.reason).into_owned()).filter(|reason| !reason.is_empty()),
    }
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Agent => "agent",
        Role::Skill => "skill",
        Role::Command => "command",
        Role::Instructions => "instructions",
        Role::Mode => "mode",
        Role::Check => "check",
        Role::Settings => "settings",
    }
}

struct TieFinder<'a> {
    document: &'a Document,
    path: &'a Arc<str>,
    context: &'a CrossFileContext<'a>,
    /// What leads nowhere, by its offset.
    dead: FxHashMap<usize, &'a Diagnostic>,
    /// The same name is often repeated.
    resolved: FxHashMap<(DefinitionKind, &'a str), Option<&'a Arc<str>>>,
}

impl<'a> TieFinder<'a> {
    fn references(&mut self) -> Vec<Tie> {
        let front = self.document.front_summary().references.iter();
        let front = front.map(|found| (found.span.range(), found));
        let all = front.chain(self.document.sections().references());
        all.filter_map(|(range, reference)| self.reference(range, reference)).collect()
    }

    fn reference(&mut self, range: Range<usize>, reference: &'a Reference) -> Option<Tie> {
        let Reference { kind, name, form, .. } = reference;
        let dead = self.dead.get(&range.start).copied();
        let end = match dead {
            Some(_) => TieEnd::Missing(kind.noun(), name.clone()),
            None => {
                let find = || Some(self.context.index.resolve(*kind, name, self.path)?.0);
                let found = *self.resolved.entry((*kind, name)).or_insert_with(find);
                TieEnd::File(found.filter(|path| *path != self.path)?.clone())
            }
        };
        let form = EdgeForm::Call(*form);
        Some(self.tie(end, form, name, range.start, dead))
    }

    fn link(&self, range: Range<usize>, link: &Link) -> Option<Tie> {
        let form = match link.form {
            LinkForm::Text => EdgeForm::Link,
            LinkForm::Image => return None,
            LinkForm::Import { .. } => EdgeForm::Import,
            LinkForm::Bundled { .. } => EdgeForm::Path,
        };
        let target = link_target(self.document, link)?;
        let dead = self.dead.get(&range.start).copied();
        let index = self.context.index;
        let end = match (dead, index.get_key_value(&target)) {
            (Some(_), _) => TieEnd::Missing("file", index.said(&target, self.path).into()),
            (None, Some((path, _))) if path != self.path => TieEnd::File(path.clone()),
            // What a tool includes is read by it, whatever file that is.
            (None, None) if form == EdgeForm::Import && (self.context.exists)(&target) == Some(true) => {
                TieEnd::File(target.into())
            }
            (None, _) => return None,
        };
        Some(self.tie(end, form, &link.path, range.start, dead))
    }

    fn tie(&self, end: TieEnd, form: EdgeForm, name: &str, at: usize, dead: Option<&Diagnostic>) -> Tie {
        let shown = |text: &str| printable(text).into_owned();
        let label = match form {
            EdgeForm::Call(CallForm::Key) => {
                format!("{}{}", printable(self.key_at(at).unwrap_or_default()), form.label())
            }
            _ => form.label().to_owned(),
        };
        let (name, line) = (shown(name), self.document.text.line_at(at));
        let message = dead.map(|found| shown(&found.message));
        Tie { end, form, label, name, line, message }
    }

    /// Returns the key of the front matter whose value an offset is in.
    fn key_at(&self, at: usize) -> Option<&'a str> {
        let root = self.document.syntax.front_matter()?.yaml.root.as_ref()?;
        let entry = root.entries().iter().find(|entry| entry.span().contains(&at))?;
        entry.name()
    }
}
