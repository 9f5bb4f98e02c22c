//! Completion of the front matter of a new file, on an empty first line or after its first dashes.

use super::keys::{key_snippet, shape};
use super::{Completion, CompletionKind, names, without_stops};
use crate::dialect::{Field, FileKind, Presence, Role, ValueFormat};
use crate::document::Document;
use crate::lint::{self, Severity};
use crate::markup::{Line, Markup};
use crate::quote::quoted;
use crate::syntax::FileFormat;

/// Number of bytes up to which a file may be one that has just been created.
const LONGEST_BLANK: usize = 64;

/// Returns the front matter of a new file, if there is none yet and the offset is on a first line that is empty or has
/// one to three dashes.
pub(super) fn skeleton(document: &Document, offset: usize) -> Option<Completion> {
    if document.syntax.format() != FileFormat::Markdown {
        return whole_file(document, offset);
    }
    let line = document.text.line_range(0);
    if offset > line.end || line.len() > 16 || has_keys(document) {
        return None;
    }
    let line = document.text.slice(line);
    let written = line.trim_end();
    let kind = &*document.detection.as_ref()?.document;
    let dashes = written.len() <= 3 && written.bytes().all(|byte| byte == b'-');
    if !dashes || offset > written.len() || kind.front_matter == Presence::None {
        return None;
    }
    let (fields, lines) = first_fields(document, kind)
        .into_iter()
        .map(|fields| (fields.len(), lines(&fields, document, kind)))
        .find(|(_, lines)| is_sound(document, lines))?;
    let body = body(kind.role).map_or_else(String::new, |text| format!("${{{}:{text}}}", fields + 1));
    // Text below is already the body.
    let below = document.text.slice(document.text.line_start(1)..document.text.len());
    let body = if below.trim().is_empty() { body } else { String::new() };
    Some(Completion {
        label: format!("--- {}", kind.title),
        kind: CompletionKind::Skeleton,
        detail: Some("front matter".to_owned()),
        doc: Markup::from_line(Line::from(format!(
            "The front matter of a new {}, as {} expects it.",
            kind.title, kind.tool
        ))),
        text: format!("---\n{lines}---\n\n{body}$0"),
        snippet: true,
        insert: 0..offset,
        replace: 0..written.len(),
        filter: "---".to_owned(),
    })
}

/// Returns the whole text of a new file, given an empty document at its path.
pub fn template(document: &Document) -> Option<String> {
    let text = without_stops(&skeleton(document, 0)?.text);
    Some(format!("{}\n", text.trim_end()))
}

/// Returns the keys of a new file that has no body, on an empty first line.
fn whole_file(document: &Document, offset: usize) -> Option<Completion> {
    let kind = &*document.detection.as_ref()?.document;
    let format = kind.format;
    let is_empty = document.text.len() <= LONGEST_BLANK && document.text.to_string().trim().is_empty();
    let fields = first_fields(document, kind).into_iter().next().filter(|_| is_empty && offset == 0)?;
    let line = |(at, field): (usize, &&Field)| {
        let stop = match placeholder(field, kind.role, document.path.as_deref()) {
            Some(text) => format!("${{{}:{text}}}", at + 1),
            None if field.format == Some(ValueFormat::Prose) => {
                format!("${{{}:{}}}", at + 1, body(kind.role).unwrap_or_default())
            }
            None => format!("${}", at + 1),
        };
        format!("{}\n", key_snippet(&field.name, field, None, 0, format).replace("$0", &stop))
    };
    let lines: String = fields.iter().enumerate().map(line).collect();
    let first = fields.first()?.name.clone();
    Some(Completion {
        label: kind.title.clone(),
        kind: CompletionKind::Skeleton,
        detail: Some("all that it needs".to_owned()),
        doc: Markup::from_line(Line::from(format!(
            "The keys of a new {}, as {} expects them.",
            kind.title, kind.tool
        ))),
        text: format!("{lines}$0"),
        snippet: true,
        insert: 0..0,
        replace: 0..0,
        filter: first,
    })
}

/// Whether the front matter is closed or has keys.
fn has_keys(document: &Document) -> bool {
    let front = document.syntax.front_matter();
    front.is_some_and(|front| {
        let root = front.yaml.root.as_ref();
        front.close.is_some() || root.is_some_and(|root| !root.entries().is_empty())
    })
}

/// Returns the lines of some keys, with tab stops.
fn lines(fields: &[&Field], document: &Document, kind: &FileKind) -> String {
    let line = |(at, field): (usize, &&Field)| {
        let stop = match placeholder(field, kind.role, document.path.as_deref()) {
            Some(text) => format!("${{{}:{text}}}", at + 1),
            None => format!("${}", at + 1),
        };
        format!("{}:{}\n", field.name, shape(field, None, 0).replace("$0", &stop))
    };
    fields.iter().enumerate().map(line).collect()
}

/// Whether a file with these lines has no diagnostics above hints, both with the defaults of the tab stops and with
/// other text.
fn is_sound(document: &Document, lines: &str) -> bool {
    let said = (1..=9).fold(lines.to_owned(), |text, stop| text.replace(&format!("${stop}"), "x"));
    [lines, &said].into_iter().all(|lines| {
        let text = format!("---\n{}---\n\nWhat it does, and how it works.\n", without_stops(lines));
        lint::diagnostics(&document.with_text(&text)).iter().all(|found| found.severity >= Severity::Hint)
    })
}

/// Returns the sets of keys to begin a new file with, best first: those that its tool requires or recommends, plus
/// those without which another tool that reads the file does not load it; or else the first two, or one of them.
fn first_fields<'a>(document: &'a Document, kind: &'a FileKind) -> Vec<Vec<&'a Field>> {
    let offered = |field: &&Field| field.evidence.is_offered() && field.deprecated.is_none();
    let required = |name: &str| {
        let mut readers = document.location.readers.iter();
        readers.any(|reader| Field::for_key(&reader.fields, name).is_some_and(|field| field.required))
    };
    let wanted =
        |field: &&Field| offered(field) && (field.required || field.recommended || required(&field.name));
    let fields: Vec<_> = kind.fields.iter().filter(wanted).collect();
    if !fields.is_empty() {
        return vec![fields];
    }
    // References to others are left to the author.
    let names = |field: &&Field| names::kind_of(field).is_some();
    let first: Vec<_> = kind.fields.iter().filter(offered).take(2).filter(|field| !names(field)).collect();
    let alone: Vec<_> = first.iter().map(|field| vec![*field]).collect();
    std::iter::once(first).chain(alone).filter(|fields| !fields.is_empty()).collect()
}

/// Returns the placeholder for the value of a key.
fn placeholder(field: &Field, role: Role, path: Option<&str>) -> Option<String> {
    match (field.name.as_str(), role) {
        ("name", _) => {
            Some(field.name_of(path).map_or_else(|| "my-name".to_owned(), |name| quoted(&name, false, true)))
        }
        ("description", Role::Agent) => Some("When to use this agent.".to_owned()),
        ("description", Role::Skill) => Some("When to use this skill.".to_owned()),
        ("description", _) => Some("What this is for.".to_owned()),
        _ => {
            let set = field.values.as_ref()?;
            let first = set.values.iter().find(|value| value.deprecated.is_none());
            field.default.clone().or_else(|| first.map(|value| value.value.clone()))
        }
    }
}

/// Returns the placeholder for the body: some tools do not load a file without one.
fn body(role: Role) -> Option<&'static str> {
    match role {
        Role::Agent | Role::Mode => Some("What the agent does, and how it works."),
        Role::Skill => Some("What to do, step by step."),
        Role::Command => Some("What to do."),
        Role::Instructions => Some("What to keep to."),
        Role::Check | Role::Settings => None,
    }
}
