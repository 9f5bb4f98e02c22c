//! References in front matter: fields that hold names of agents and skills, tool lists, scripts, descriptions.

use std::ops::Range;

use super::name::{CallForm, DefinitionKind, Reference};
use super::unit::{Mode, Unit};
use super::{scan_script, stretch};
use crate::dialect::{Field, FileKind, Type, ValueFormat};
use crate::syntax::frontmatter::FrontMatter;
use crate::syntax::yaml::{Node, Value};
use crate::values::{SharedWord, scalar_words, split, word};

/// Returns the references of a front matter of that kind of file, in text order.
pub(crate) fn of_front_matter(kind: &FileKind, front: &FrontMatter) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut open: Vec<(&[Field], &Node)> =
        front.yaml.root.iter().map(|root| (kind.fields.as_slice(), root)).collect();
    while let Some((fields, node)) = open.pop() {
        open.extend(node.items().iter().map(|item| (fields, item)));
        for entry in node.entries() {
            let field = entry.name().and_then(|name| Field::for_key(fields, name));
            let Some(field) = field else { continue };
            of_field(field, &entry.value, front, &mut found);
            of_keys(field, &entry.value, front, &mut found);
            if !field.fields.is_empty() {
                open.push((&field.fields, &entry.value));
            }
        }
    }
    found.sort_by_key(|reference| reference.span);
    found.dedup_by_key(|reference| reference.span);
    found
}

fn of_field(field: &Field, node: &Node, front: &FrontMatter, found: &mut Vec<Reference>) {
    match field.format {
        Some(ValueFormat::AgentRef) => {
            found.extend(named_references(DefinitionKind::Agent, field, node, front));
        }
        Some(ValueFormat::SkillRef) => {
            found.extend(named_references(DefinitionKind::Skill, field, node, front));
        }
        Some(ValueFormat::Shell) => {
            found.extend(scan_script(front.text_at(node.span.clone()), node.span.start));
        }
        Some(ValueFormat::ToolList | ValueFormat::CommaList) => {
            found.extend(scalar_words(field, node, front).iter().flat_map(|word| tool(word, front)));
        }
        None if field.name == "description" => {
            let text = front.text_at(node.span.clone());
            stretch::scan(&Unit { text, base: node.span.start, mode: Mode::Prose, codes: &[] }, found);
        }
        _ => {}
    }
}

/// Adds the names that are keys of a mapping.
fn of_keys(field: &Field, node: &Node, front: &FrontMatter, found: &mut Vec<Reference>) {
    let kind = match field.key_format {
        Some(ValueFormat::AgentRef) => DefinitionKind::Agent,
        Some(ValueFormat::SkillRef) => DefinitionKind::Skill,
        _ => return,
    };
    let keys = node.entries().iter().filter_map(|entry| word(&entry.key, front));
    found.extend(keys.filter_map(|word| reference(kind, CallForm::Key, &word, front)));
}

/// Returns the names in the value of a field.
fn named_references(kind: DefinitionKind, field: &Field, node: &Node, front: &FrontMatter) -> Vec<Reference> {
    let lists = field.types.iter().any(|kind| matches!(kind, Type::List(_)));
    let scalar = matches!(node.value, Value::Scalar(_));
    let words = scalar_words(field, node, front);
    let words = match words.as_slice() {
        [whole] if scalar && lists => split(ValueFormat::CommaList, whole, front),
        _ => words,
    };
    words.iter().filter_map(|word| reference(kind, CallForm::Key, word, front)).collect()
}

/// Returns the names in `Agent(x, y)`, `Task(x)` and `Skill(x)`.
fn tool(word: &SharedWord<'_>, front: &FrontMatter) -> Vec<Reference> {
    let call = word.text.strip_suffix(')').and_then(|text| text.split_once('('));
    let Some((tool, inside)) = call else { return Vec::new() };
    let kind = match tool {
        "Agent" | "Task" => DefinitionKind::Agent,
        "Skill" => DefinitionKind::Skill,
        _ => return Vec::new(),
    };
    let range = if front.text_at(word.range.clone()) == word.text {
        let start = word.range.start + tool.len() + 1;
        start..start + inside.len()
    } else {
        word.range.clone()
    };
    let inside = SharedWord { range, text: inside };
    let names = split(ValueFormat::CommaList, &inside, front);
    names.iter().filter_map(|name| reference(kind, CallForm::Tool, name, front)).collect()
}

fn reference(
    kind: DefinitionKind,
    form: CallForm,
    word: &SharedWord<'_>,
    front: &FrontMatter,
) -> Option<Reference> {
    let SharedWord { range, text } = word;
    let pattern = text.is_empty() || text.contains(['*', '?', '$', '{', '}', '<', '>', '\n']);
    let span: Range<usize> = range.clone();
    (!pattern).then(|| Reference {
        kind,
        name: (*text).into(),
        renamable: front.text_at(span.clone()) == *text,
        span: span.into(),
        form,
        prose: false,
    })
}
