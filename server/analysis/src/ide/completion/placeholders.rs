//! Completion of placeholders in a body: what the tool replaces before a model sees it.

use std::ops::Range;

use super::{Completion, CompletionKind, CompletionScope};
use crate::dialect::{Placeholders, placeholder_name};
use crate::document::Document;
use crate::ide::hover::placeholders::argument;
use crate::lint::cross_file::argument_names;
use crate::markup::{Line, Markup};

/// How many arguments are offered by their numbers.
const ARGUMENTS: u32 = 3;

/// Returns the placeholders that can stand at an offset; `None` where none is being typed.
pub(super) fn placeholders(
    document: &Document,
    offset: usize,
    scope: &CompletionScope<'_>,
) -> Option<Vec<Completion>> {
    let kind = document.dialects.base(&document.detection.as_ref()?.document);
    let placeholders = kind.placeholders.as_ref()?;
    let (insert, replace) = slot(document, offset)?;
    let item = |(text, doc): (String, String)| Completion {
        label: text.clone(),
        kind: CompletionKind::Value,
        detail: None,
        doc: if scope.docs { Markup::from_line(Line::default().prose(&doc)) } else { Markup::default() },
        filter: text.clone(),
        text,
        snippet: false,
        insert: insert.clone(),
        replace: replace.clone(),
    };
    Some(offers(document, placeholders).into_iter().map(item).collect())
}

/// Returns the placeholders of a document, each with what it becomes: its own names first.
fn offers(document: &Document, placeholders: &Placeholders) -> Vec<(String, String)> {
    let first = placeholders.first_index;
    let names = (first.unwrap_or_default()..).zip(argument_names(document, placeholders));
    let names = names
        .filter(|(_, name)| !name.is_empty() && placeholder_name(name) == *name)
        .map(|(index, name)| (format!("${name}"), argument(index, first.unwrap_or_default())));
    let values = placeholders.values.iter().map(|known| (known.value.clone(), known.doc.clone()));
    let numbered = first.into_iter().flat_map(|first| {
        (first..first + ARGUMENTS).map(move |index| (format!("${index}"), argument(index, first)))
    });
    names.chain(values).chain(numbered).collect()
}

/// Returns the bytes of the placeholder being typed, up to the cursor and as a whole.
fn slot(document: &Document, offset: usize) -> Option<(Range<usize>, Range<usize>)> {
    if offset < document.syntax.body_start() {
        return None;
    }
    let line = document.text.line_range(document.text.line_at(offset));
    let text = document.text.slice(line.clone());
    let (before, behind) = text.split_at_checked(offset.checked_sub(line.start)?)?;
    let dollar = before.rfind('$')?;
    let is_part = |char: char| char.is_ascii_alphanumeric() || char == '_';
    let typed = before.get(dollar + 1..)?;
    let word = typed.strip_prefix('{').unwrap_or(typed);
    let escaped = before.get(..dollar)?.ends_with('\\');
    if escaped || !word.chars().all(is_part) {
        return None;
    }
    let rest = behind.find(|char| !is_part(char)).unwrap_or(behind.len());
    let close = usize::from(typed.starts_with('{') && behind.get(rest..)?.starts_with('}'));
    let start = line.start + dollar;
    Some((start..offset, start..offset + rest + close))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::completion::completions;
    use crate::index::AgentIndex;

    fn labels(path: &str, text: &str) -> Vec<(String, String)> {
        let offset = text.find('|').expect("a cursor");
        let text = text.replace('|', "");
        let document = Document::new(Some(path.into()), 0, &text);
        let found = completions(&document, offset, &AgentIndex::default()).into_iter();
        found.map(|item| (item.label, document.text.slice(item.replace).into_owned())).collect()
    }

    #[test]
    fn placeholders_of_the_tool_and_of_the_file() {
        let skill = "/w/.claude/skills/a/SKILL.md";
        let found = labels(skill, "---\narguments: file\n---\nRead ${CL|AUDE} now.\n");
        assert!(found.iter().all(|(_, replaced)| replaced == "${CLAUDE}"), "{found:?}");
        for label in ["$file", "$ARGUMENTS", "${CLAUDE_SKILL_DIR}", "$0"] {
            assert!(found.iter().any(|(known, _)| known == label), "{label} in {found:?}");
        }
        assert!(labels(skill, "---\nname: a\n---\nRead \\$A| now.\n").is_empty());
        assert!(labels(skill, "---\nname: a\n---\nRead $A b| now.\n").is_empty());
        assert!(labels("/w/.claude/agents/a.md", "---\nname: a\n---\nRead $A| now.\n").is_empty());
        assert!(labels("/w/.opencode/command/a.md", "$|\n").iter().any(|(label, _)| label == "$1"));
    }
}
