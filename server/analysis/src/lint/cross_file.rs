//! What is wrong with a document among others: names that are given twice, and references and links that lead nowhere.
//!
//! The work is proportional to what the document itself names and links to, however many others there are.

mod budget;
mod limits;
mod links;
mod names;
mod place;
mod references;
mod servers;
mod unused;

use std::ops::Range;

pub(crate) use references::{UNKNOWN_REFERENCE, is_sure};

use super::{Diagnostic, Policy, Rule};
use crate::dialect::FileKind;
use crate::document::Document;
use crate::index::AgentIndex;
use crate::references::Span;
use crate::summary::Definition;
use crate::verdicts::Targets;

/// The rules about documents among others.
pub(super) static RULES: &[&Rule] = &[
    &names::DUPLICATE_NAME,
    &names::SHADOWED_NAME,
    &references::UNKNOWN_REFERENCE,
    &references::REFERENCE_BY_FILE,
    &links::BROKEN_LINK,
    &links::BROKEN_ANCHOR,
    &limits::TOO_LARGE,
    &limits::TOO_DEEP,
    &budget::DESCRIPTION_BUDGET,
    &unused::UNUSED_AGENT,
    &place::WRONG_PLACE,
    &servers::UNKNOWN_SERVER,
];

/// A document among others.
struct CrossFileLint<'a> {
    document: &'a Document,
    path: &'a str,
    kind: &'a FileKind,
    index: &'a AgentIndex,
    targets: &'a Targets,
    servers: Option<&'a [String]>,
    exists: &'a dyn Fn(&str) -> Option<bool>,
}

impl<'a> CrossFileLint<'a> {
    /// What the document defines, with the bytes of its name, which are none where the path gives it.
    fn definition(&self) -> Option<(&'a Definition, Range<usize>)> {
        let definition = self.document.front_summary().definition.as_ref()?;
        Some((definition, definition.span.map_or(0..0, Span::range)))
    }

    /// The kind of document that the path is for, if it is one of a tool that counts.
    fn counting(&self) -> Option<&'a FileKind> {
        let base = self.document.dialects.base(self.kind);
        self.targets.includes_kind(base).then_some(base)
    }

    /// A path as people would write it.
    fn shown(&self, path: &str) -> String {
        self.index.said(path, self.path)
    }
}

/// Others, and how a document is checked among them.
pub struct CrossFileContext<'a> {
    /// Everything that is known; the document is one of it.
    pub index: &'a AgentIndex,
    /// What is set.
    pub policy: &'a Policy,
    /// Says whether there is a file or a folder at an absolute path with `/` between its parts; where it does not know,
    /// nothing is said.
    pub exists: &'a dyn Fn(&str) -> Option<bool>,
}

/// What is wrong with a document among the others, in the order of the text.
pub fn diagnostics(document: &Document, context: &CrossFileContext<'_>) -> Vec<Diagnostic> {
    let mut found = of_front(document, context);
    found.extend(of_body(document, context));
    found
}

/// What is wrong with the front matter and the path of a document among the others, in the order of the text.
pub fn of_front(document: &Document, context: &CrossFileContext<'_>) -> Vec<Diagnostic> {
    let checks: &[CrossFileCheck] = &[
        names::lint_names,
        references::in_front,
        budget::lint_budget,
        servers::lint_servers,
        unused::lint_unused,
    ];
    // Who refers to an agent is looked up only if someone wants to know.
    let unused = usize::from(!context.policy.wants(&unused::UNUSED_AGENT));
    let mut found = run_checks(document, context, checks.get(..checks.len() - unused).unwrap_or_default());
    found.extend(finish(document, context, place::lint_place(document, context).into_iter().collect()));
    found
}

/// What is wrong with the body of a document among the others, in the order of the text.
pub fn of_body(document: &Document, context: &CrossFileContext<'_>) -> Vec<Diagnostic> {
    run_checks(document, context, &[references::in_body, links::lint_links, limits::lint_limits])
}

type CrossFileCheck = fn(&CrossFileLint<'_>, &mut Vec<Diagnostic>);

fn run_checks(
    document: &Document,
    context: &CrossFileContext<'_>,
    checks: &[CrossFileCheck],
) -> Vec<Diagnostic> {
    let CrossFileContext { index, policy, exists } = *context;
    let mut found = Vec::new();
    let (Some(detection), Some(path)) = (&document.detection, document.path.as_deref()) else {
        return found;
    };
    let (kind, targets, servers) = (&detection.document, &policy.targets, policy.servers.as_deref());
    let subject = CrossFileLint { document, path, kind, index, targets, servers, exists };
    checks.iter().for_each(|check| check(&subject, &mut found));
    finish(document, context, found)
}

/// The findings that are wanted, in the order of the text.
fn finish(
    document: &Document,
    context: &CrossFileContext<'_>,
    mut found: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    super::suppressions::apply(document, &mut found);
    context.policy.apply(&mut found);
    found.sort_by_key(|diagnostic| (diagnostic.range.start, diagnostic.severity));
    found
}

#[cfg(test)]
mod tests;
