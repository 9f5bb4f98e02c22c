//! Completion of names of agents, skills and commands that a document can call.

use std::sync::Arc;

use super::calls::Call;
use super::{Completion, CompletionKind};
use crate::dialect::{Field, ValueFormat};
use crate::document::Document;
use crate::ide::first_words;
use crate::index::AgentIndex;
use crate::markup::{Line, Markup};
use crate::references::{CallForm, DefinitionKind};
use crate::summary::Definition;

/// A name that can be called, with its documentation.
pub(super) struct Name {
    pub(super) text: String,
    /// Its description, shortened.
    pub(super) detail: Option<String>,
    /// Its documentation.
    pub(super) doc: Markup,
}

/// Returns what the value of a field names.
pub(super) fn kind_of(field: &Field) -> Option<DefinitionKind> {
    match field.format? {
        ValueFormat::AgentRef => Some(DefinitionKind::Agent),
        ValueFormat::SkillRef => Some(DefinitionKind::Skill),
        _ => None,
    }
}

/// Returns the names of that kind that a document can call, except its own: those defined in files, the nearest first,
/// then the built-in agents of its tool, if the call is in the tool's own form.
pub(super) fn callable_names(
    kind: DefinitionKind,
    form: CallForm,
    document: &Document,
    index: &AgentIndex,
) -> Vec<Name> {
    let Some(from) = document.path.as_deref() else { return Vec::new() };
    let name = |(path, definition): (&Arc<str>, &Definition)| Name {
        text: definition.name.to_string(),
        detail: definition.description.as_deref().map(first_words),
        doc: Markup::from_line(Line::from(title(definition)).text(" in ").code(&index.shown(path, from))),
    };
    let others = index.visible(kind, from).into_iter().filter(|(path, _)| ***path != *from);
    // Definitions of other tools come last: the tool that reads the call may not know them.
    let base = document.detection.as_ref().map(|found| document.dialects.base(&found.document));
    let is_own = |definition: &Definition| {
        base.is_none_or(|own| document.dialects.base(&definition.document).tool == own.tool)
    };
    let (own_files, other_files): (Vec<_>, Vec<_>) = others.partition(|(_, definition)| is_own(definition));
    let mut names: Vec<_> = own_files.into_iter().map(name).collect();
    let exact = matches!(
        form,
        CallForm::Key
            | CallForm::Tool
            | CallForm::SubagentType
            | CallForm::Task
            | CallForm::Mention
            | CallForm::Flag
            | CallForm::Words
    );
    let tool = document.detection.as_ref().filter(|_| kind == DefinitionKind::Agent && exact);
    let brought = tool.iter().flat_map(|found| document.dialects.offered_agents(&found.document));
    // A file of the same name overrides it.
    let brought: Vec<_> =
        brought.filter(|value| !names.iter().any(|name| name.text == value.value)).collect();
    let is_brought = |definition: &Definition| brought.iter().any(|value| value.value == *definition.name);
    let foreign = other_files.into_iter().filter(|(_, definition)| !is_brought(definition)).map(name);
    names.extend(brought.iter().map(|value| {
        let detail = Some("built in".to_owned());
        Name { text: value.value.clone(), detail, doc: Markup::from_line(Line::default().prose(&value.doc)) }
    }));
    names.extend(foreign);
    names
}

/// Describes the kind of file that defines it.
fn title(definition: &Definition) -> &str {
    &definition.document.title
}

impl Name {
    /// Creates the completion, which replaces a word or its part before the cursor. The word starts with the prefix.
    pub(super) fn completion(self, slot: &Call, offset: usize) -> Completion {
        let text = format!("{}{}", slot.prefix, self.text);
        Completion {
            label: self.text,
            kind: CompletionKind::Name(slot.kind),
            detail: self.detail,
            doc: self.doc,
            filter: text.clone(),
            text,
            snippet: false,
            insert: slot.word.start..offset,
            replace: slot.word.clone(),
        }
    }
}
