//! What is wrong with a document among others: names that are given twice, and references and links that lead nowhere.
//!
//! The work is proportional to what the document itself names and links to, however many others there are.

mod budget;
mod links;
mod names;
mod references;
mod unused;

use std::ops::Range;

use super::{Diagnostic, Policy, Rule};
use crate::dialect::Document as Kind;
use crate::document::Document;
use crate::facts::Definition;
use crate::fleet::{Fleet, project_root};
use crate::references::Span;
use crate::verdicts::{Targets, base};

/// The rules about documents among others.
pub(super) static RULES: &[&Rule] = &[
    &names::DUPLICATE_NAME,
    &names::SHADOWED_NAME,
    &references::UNKNOWN_REFERENCE,
    &references::REFERENCE_BY_FILE,
    &links::BROKEN_LINK,
    &links::BROKEN_ANCHOR,
    &budget::DESCRIPTION_BUDGET,
    &unused::UNUSED_AGENT,
];

/// The rules that are not checked where nothing is set.
pub(super) static ON_REQUEST: &[&Rule] = &[&unused::UNUSED_AGENT];

/// A document among others.
struct Subject<'a> {
    document: &'a Document,
    path: &'a str,
    kind: &'static Kind,
    fleet: &'a Fleet,
    targets: &'a Targets,
    exists: &'a dyn Fn(&str) -> Option<bool>,
}

impl<'a> Subject<'a> {
    /// What the document defines, with the bytes of its name, which are none where the path gives it.
    fn definition(&self) -> Option<(&'a Definition, Range<usize>)> {
        let definition = self.document.front_facts().definition.as_ref()?;
        Some((definition, definition.span.map_or(0..0, Span::range)))
    }

    /// The kind of document that the path is for, if it is one of a tool that counts.
    fn counting(&self) -> Option<&'static Kind> {
        self.targets.count(self.kind).then(|| base(self.kind))
    }

    /// A path as people would write it: from the folder of the project on, where it lies below that.
    fn shown<'b>(&self, path: &'b str) -> &'b str {
        path.strip_prefix(project_root(self.path)).unwrap_or(path)
    }
}

/// What is wrong with a document among the others of its fleet, which it is one of, in the order of the text.
///
/// `exists` says whether there is a file or a folder at an absolute path with `/` between its parts; where it does not
/// know, nothing is said.
pub fn diagnostics(
    document: &Document,
    fleet: &Fleet,
    policy: &Policy,
    exists: &dyn Fn(&str) -> Option<bool>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let (Some(detection), Some(path)) = (&document.detection, document.path.as_deref()) else {
        return found;
    };
    let subject =
        Subject { document, path, kind: detection.document, fleet, targets: &policy.targets, exists };
    for check in [names::check, references::check, links::check, budget::check] {
        check(&subject, &mut found);
    }
    if policy.wants(&unused::UNUSED_AGENT) {
        unused::check(&subject, &mut found);
    }
    super::suppressions::apply(document, &mut found);
    policy.apply(&mut found);
    found.sort_by_key(|diagnostic| (diagnostic.range.start, diagnostic.severity));
    found
}

#[cfg(test)]
mod tests;
