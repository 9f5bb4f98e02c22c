//! Hover: what a key, a value, a name or a delimiter means, in markdown.
//!
//! The first line explains by itself: Emacs with eglot shows no more than that at the cursor.

mod names;

use std::ops::Range;
use std::sync::Arc;

use crate::dialect::{Detection, Document as Kind, Effect, Evidence, Field, Format};
use crate::document::Document;
use crate::facts::Usage;
use crate::fleet::Fleet;
use crate::loader::{Loader, Outcome};
use crate::palette;
use crate::syntax::frontmatter::FrontMatter;
use crate::syntax::yaml::{Entry, Node, Value};
use crate::values::{Word, words};
use crate::verdicts::{Reading, Targets, readings};

/// More neighbours are counted, not named.
const MOST_NAMED: usize = 8;

/// Markdown about a range of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it is about.
    pub range: Range<usize>,
    /// The text.
    pub markdown: String,
}

/// What is known besides the document.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// What documents tell each other.
    pub fleet: &'a Fleet,
    /// The tools that count.
    pub targets: &'a Targets,
    /// A document by its path, where it can be had at once. With it, the hover over a reference says what tools do with
    /// the file that it leads to.
    pub documents: &'a dyn Fn(&str) -> Option<Arc<Document>>,
}

/// What is to be said about an offset.
pub fn hover(document: &Document, offset: usize, context: &Context<'_>) -> Option<Hover> {
    let detection = document.detection.as_ref()?;
    let named = || names::hover(document, offset, context);
    let Some(front) = document.front_matter() else { return named() };
    if front.open.contains(&offset) || front.open.end == offset && !front.open.is_empty() {
        let mut markdown = about_document(document, detection, context.targets);
        let unwritten = document.front_facts().definition.as_ref().filter(|found| found.span.is_none());
        if let Some((definition, path)) = unwritten.zip(document.path.as_deref()) {
            markdown += &format!("\n\n---\n{}", names::about_own(definition, path, context.fleet));
        }
        return Some(Hover { range: front.open.clone(), markdown });
    }
    named().or_else(|| {
        let root = front.yaml.root.as_ref()?;
        let at = Place { document, front, fleet: context.fleet, offset };
        at.in_mapping(root, &detection.document.fields, &detection.document)
    })
}

struct Place<'a> {
    document: &'a Document,
    front: &'a FrontMatter,
    fleet: &'a Fleet,
    offset: usize,
}

impl Place<'_> {
    fn in_mapping(&self, node: &Node, fields: &[Field], kind: &Kind) -> Option<Hover> {
        let entry = node.entries().iter().find(|entry| self.touches(&entry.span()))?;
        let name = entry.name()?;
        let field = Field::find(fields, name)?;
        if self.touches(&entry.key.span) {
            return Some(Hover { range: entry.key.span.clone(), markdown: about_key(name, field, kind) });
        }
        self.in_value(entry, field, kind)
    }

    fn in_value(&self, entry: &Entry, field: &Field, kind: &Kind) -> Option<Hover> {
        match &entry.value.value {
            Value::Mapping(_) => return self.in_mapping(&entry.value, &field.fields, kind),
            Value::Sequence(items) => {
                let item = items.iter().find(|item| self.touches(&item.span))?;
                if matches!(item.value, Value::Mapping(_)) {
                    return self.in_mapping(item, &field.fields, kind);
                }
            }
            _ => {}
        }
        let words = words(field, &entry.value, self.front);
        let word = words.iter().find(|word| self.touches(&word.range))?;
        let markdown = self.about_value(word, field, entry.name().unwrap_or(&field.name));
        (!markdown.is_empty()).then(|| Hover { range: word.range.clone(), markdown })
    }

    fn touches(&self, range: &Range<usize>) -> bool {
        range.start <= self.offset && self.offset <= range.end
    }

    fn about_value(&self, word: &Word<'_>, field: &Field, key: &str) -> String {
        let name = word.text.split('(').next().unwrap_or_default().trim_end();
        let set = field.values.as_ref();
        let mut parts = Vec::new();
        if let Some(value) = set.and_then(|set| set.value(name)).filter(|value| !value.doc.is_empty()) {
            parts.push(format!("**`{name}`** ({key}): {}", value.doc));
        } else if let Some(pattern) =
            set.and_then(|set| set.patterns.iter().find(|pattern| pattern.matches(word.text)))
        {
            parts.push(format!("**`{}`** ({key}): {}", word.text, pattern.doc));
        }
        if palette::is_color(field)
            && let Some(color) = palette::color(word.text, field)
        {
            let [red, green, blue, _] = color.rgba;
            parts.push(format!("The colour `{}`, rgb({red}, {green}, {blue}).", palette::to_hex(color)));
            if let Some(set) = set.filter(|set| set.closed && !set.accepts(word.text)) {
                let nearest = palette::nearest(color, set);
                let advice = nearest.map_or(String::new(), |nearest| {
                    format!("; the closest colour that it shows is `{nearest}`")
                });
                parts.push(format!("Not shown by this tool{advice}."));
            }
        }
        if set.is_some_and(|set| !set.closed) && field.format != Some(Format::Color) {
            parts.extend(self.others(word.text, &field.name));
        }
        parts.join("\n\n")
    }

    /// Who else says the same.
    fn others(&self, word: &str, key: &str) -> Option<String> {
        let path = self.document.path.as_deref()?;
        let says = |values: &[Usage]| values.iter().any(|used| &*used.key == key && &*used.value == word);
        let named = self.fleet.neighbours(path).filter(|(_, facts)| says(&facts.front.values));
        let names: Vec<_> = named
            .map(|(path, facts)| facts.name().unwrap_or_else(|| path.rsplit('/').next().unwrap_or(path)))
            .map(|name| format!("`{name}`"))
            .collect();
        let more = names.len().saturating_sub(MOST_NAMED);
        let shown = names.get(..names.len().min(MOST_NAMED))?.join(", ");
        match (names.len(), more) {
            (0, _) => None,
            (_, 0) => Some(format!("Also in {shown}.")),
            _ => Some(format!("Also in {shown} and {more} more.")),
        }
    }
}

/// What kind of document it is, why, and what each tool does with it.
fn about_document(document: &Document, detection: &Detection, targets: &Targets) -> String {
    let Kind { title, tool, versions, checked, .. } = &*detection.document;
    let mut parts = vec![format!("**{title}**, detected because {}.", detection.reason)];
    let readings = readings(document, targets);
    if !readings.is_empty() {
        let rows = readings.iter().map(|reading| {
            let Loader { tool, version, .. } = reading.loader;
            format!("\n| {} {tool} {version} | {} |", sign(reading), cell(&what_it_does(reading)))
        });
        parts.push(format!("| Tool | What it does |\n| --- | --- |{}", rows.collect::<String>()));
    }
    parts.push(format!("---\n{tool}: {versions}, checked on {checked}."));
    parts.join("\n\n")
}

/// What a tool does with a file, why, and what is lost.
fn what_it_does(reading: &Reading) -> String {
    let mut text = reading.predicate();
    for loss in &reading.verdict.losses {
        text += &format!("; {}", loss.text());
    }
    if !reading.verdict.detail.is_empty() {
        text += &format!(". {}", reading.verdict.detail.trim_end_matches('.'));
    }
    text
}

/// How it goes, at a glance.
fn sign(reading: &Reading) -> char {
    match reading.verdict.outcome {
        Outcome::Loads if reading.verdict.losses.is_empty() => '✓',
        Outcome::Loads | Outcome::Repaired | Outcome::Placeholder => '⚠',
        Outcome::Dropped | Outcome::Stops => '✗',
    }
}

/// A text in the cell of a table, where `|` and line breaks mean something else.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\n', '\r'], " ")
}

fn about_key(name: &str, field: &Field, kind: &Kind) -> String {
    let types: Vec<_> = field.types.iter().map(ToString::to_string).collect();
    let required = if field.required { ", required" } else { "" };
    let own = field.key_set.as_ref().and_then(|keys| keys.value(name)).map(|value| value.doc.clone());
    let docs = own.into_iter().chain([field.doc.clone()]);
    let mut parts: Vec<_> = docs.filter(|doc| !doc.is_empty()).collect();
    if let Some(first) = parts.first_mut() {
        *first = format!("**`{name}`**: {first}");
    }
    parts.push(format!("Type: {}{required}.", types.join(" or ")));
    if let Some(set) = &field.values {
        let shown: Vec<_> = set.values.iter().filter(|value| value.deprecated.is_none()).take(12).collect();
        let names: Vec<_> = shown.iter().map(|value| format!("`{}`", value.value)).collect();
        let more = if set.values.len() > shown.len() { ", …" } else { "" };
        let label = if set.closed { "Values" } else { "Common values" };
        if !names.is_empty() {
            parts.push(format!("{label}: {}{more}.", names.join(", ")));
        }
    }
    parts.extend(field.default.as_ref().map(|default| format!("Default: `{default}`.")));
    parts.extend(field.deprecated.as_ref().map(|deprecation| deprecation.message(name)));
    parts.push(format!("---\n{}", provenance(field, kind)));
    parts.join("\n\n")
}

/// Who reads a key, and where that is known from.
fn provenance(field: &Field, kind: &Kind) -> String {
    let readers = field.readers.join(" and ");
    let source = if field.source.starts_with("http") {
        format!("[source]({})", field.source)
    } else {
        field.source.clone()
    };
    let note = match (field.evidence, field.invalid) {
        (Evidence::Package | Evidence::Secondary, _) => " Not documented by the vendor.",
        (Evidence::Uncertain, _) => " Sources contradict each other.",
        (_, Effect::Dropped) => " With a wrong value the tool drops the file.",
        (_, Effect::Stops) => " With a wrong value the tool does not start.",
        _ => "",
    };
    format!("Read by {readers}.{note} {source}, checked on {}.", kind.checked)
}

#[cfg(test)]
mod tests;
