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

/// The signs before a name, with those that close them.
const OPENING: [(&str, &str); 2] = [("${", "}"), ("{{", "}}")];

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
    let sign = document.text.slice(insert.start..insert.start + 1).into_owned();
    let offers = offers(document, placeholders).into_iter();
    Some(offers.filter(|(text, _)| text.starts_with(&sign)).map(item).collect())
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
    let within = document.replaced_range();
    if offset < within.start || within.end < offset {
        return None;
    }
    let line = document.text.line_range(document.text.line_at(offset));
    let text = document.text.slice(line.clone());
    let (before, behind) = text.split_at_checked(offset.checked_sub(line.start)?)?;
    let is_part = |char: char| char.is_ascii_alphanumeric() || char == '_';
    let sign = before.rfind('$').max(before.rfind("{{"))?;
    let typed = before.get(sign..)?;
    let close = OPENING.iter().find(|(open, _)| typed.starts_with(open));
    let word = close.map_or(1, |(open, _)| open.len());
    let escaped = before.get(..sign)?.ends_with('\\');
    if escaped || !typed.get(word..)?.chars().all(is_part) {
        return None;
    }
    let rest = behind.find(|char| !is_part(char)).unwrap_or(behind.len());
    let close = close.filter(|(_, close)| behind.get(rest..).is_some_and(|rest| rest.starts_with(close)));
    let start = line.start + sign;
    Some((start..offset, start..offset + rest + close.map_or(0, |(_, close)| close.len())))
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

    #[test]
    fn placeholders_in_braces_and_inputs() {
        let qwen = "/w/.qwen/commands/a.md";
        let args = |replaced: &str| vec![("{{args}}".to_owned(), replaced.to_owned())];
        assert_eq!(labels(qwen, "Do {{ar|gs}} and {{more}}.\n"), args("{{args}}"));
        assert_eq!(labels(qwen, "Do {{|\n"), args("{{"));
        assert!(labels(qwen, "Do $a|\n").is_empty());
        assert!(labels(qwen, "Do {{args}} a|\n").is_empty());
        let gemini = "/w/.gemini/commands/a.toml";
        assert_eq!(labels(gemini, "prompt = \"\"\"\nDo {{a|}}.\n\"\"\"\n"), args("{{a}}"));
        assert!(!labels(gemini, "description = '{{a|'\nprompt = 'x'\n").contains(&args("{{a")[0]));
        let found = labels("/w/.github/prompts/a.prompt.md", "Do ${in|} now\n");
        assert!(found.contains(&("${input:name}".to_owned(), "${in}".to_owned())), "{found:?}");
        assert!(found.iter().all(|(label, _)| !label.starts_with("$0")), "{found:?}");
    }
}
