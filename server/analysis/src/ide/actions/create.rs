//! Creates the agent that a call names and no file defines, from a template.

use std::ops::Range;

use super::place::{agent_path, slug};
use super::{Action, ActionKind, NewFile, touched};
use crate::code_span::code_span;
use crate::dialect::{FileKind, Naming, Role, document as kind_of};
use crate::document::Document;
use crate::index::agents_root;
use crate::lint::cross_file::{UNKNOWN_REFERENCE, is_sure};
use crate::lint::{Diagnostic, diagnostics};
use crate::references::{DefinitionKind as Named, Reference};

/// Returns the actions that create the agents named at a byte range, given all diagnostics of the document. None for a
/// form that may not be a call of an agent.
pub fn creations(
    document: &Document,
    found: &[Diagnostic],
    range: &Range<usize>,
    exists: &dyn Fn(&str) -> bool,
) -> Vec<Action> {
    let mut touched = touched(document, found, range);
    touched.retain(|found| found.rule.code == UNKNOWN_REFERENCE.code);
    let action = |found: &Diagnostic| {
        let file = new_file(document, &called_agent(document, &found.range)?.name)?;
        let action =
            Action::new(format!("Create the agent {}", code_span(slug_of(&file.path))), ActionKind::Fix);
        let free = !exists(&file.path);
        free.then(|| Action { file: Some(file), fixed: vec![found.clone()], ..action })
    };
    let mut actions: Vec<Action> = touched.into_iter().filter_map(action).collect();
    actions.dedup_by(|next, kept| next.file == kept.file);
    actions
}

fn slug_of(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.strip_suffix(".md").unwrap_or(file)
}

/// Returns the reference with this range, if it certainly names an agent.
fn called_agent<'a>(document: &'a Document, range: &Range<usize>) -> Option<&'a Reference> {
    let front = document.front_summary().references.iter().map(|it| (it.span.range(), it));
    let mut all = front.chain(document.sections().references());
    let (_, reference) = all.find(|(found, _)| found == range)?;
    (reference.kind == Named::Agent && is_sure(reference.form)).then_some(reference)
}

/// Returns the file of an agent with that name, at the place where the document's tool reads it; `None` if the tool
/// would name the agent differently, or if the file would have diagnostics.
fn new_file(document: &Document, name: &str) -> Option<NewFile> {
    let own: &FileKind = &document.detection.as_ref()?.document;
    let own = own.overlay.as_deref().and_then(kind_of).map_or(own, |base| base);
    let beside = document.path.as_deref()?;
    let folder = agents_root(beside);
    let path = if own.role == Role::Agent && folder.ends_with("/agents/") {
        format!("{folder}{name}.md")
    } else {
        let dialect = own.id.split('.').next()?;
        agent_path(kind_of(&format!("{dialect}.agent"))?, beside, name)?
    };
    let empty = Document::new(Some(path.as_str().into()), 0, "");
    let kind = &empty.detection.as_ref()?.document;
    let by_path = matches!(kind.named_by, Naming::File | Naming::Path | Naming::KeyOrPath);
    let key = if by_path { String::new() } else { format!("name: {name}\n") };
    let text = format!(
        "---\n{key}description: Describe when to use this agent.\n---\n\nDescribe what the agent does, and how.\n"
    );
    let new = Document::new(Some(path.as_str().into()), 0, &text);
    let called = new.front_summary().definition.as_ref().is_some_and(|it| &*it.name == name);
    let plain = slug(name).as_deref() == Some(name);
    (plain && called && diagnostics(&new).is_empty()).then_some(NewFile { path, text })
}
