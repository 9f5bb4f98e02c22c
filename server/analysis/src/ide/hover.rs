//! Hover over keys, values, names and delimiters.
//!
//! The first line must be self-contained: Emacs with eglot shows only that.

mod load_patterns;
mod names;
pub(super) mod placeholders;

use std::ops::Range;
use std::sync::Arc;

use crate::dialect::{Detection, Dialects, Effect, Evidence, Field, FileKind, ValueFormat};
use crate::document::Document;
use crate::index::AgentIndex;
use crate::loading::{IgnoredPart, Outcome};
use crate::markup::{Line, Markup};
use crate::matching::FileList;
use crate::palette;
use crate::summary::Usage;
use crate::syntax::frontmatter::FrontMatter;
use crate::syntax::yaml::{Entry, Node, Value};
use crate::values::{SharedWord, scalar_words};
use crate::verdicts::{Targets, ToolVerdict, tool_verdicts};

/// Maximum number of neighbours listed by name.
const MOST_NAMED: usize = 8;

/// A hover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The range it is about.
    pub range: Range<usize>,
    /// Its content.
    pub text: Markup,
}

/// What a hover depends on besides the document.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The index of all documents.
    pub index: &'a AgentIndex,
    /// The target tools.
    pub targets: &'a Targets,
    /// Returns a document by path, if it is available without delay. With it, the hover over a reference includes the
    /// verdicts on the referenced file.
    pub documents: &'a dyn Fn(&str) -> Option<Arc<Document>>,
    /// Returns the files of the project around a document, if they are known.
    pub files: &'a dyn Fn(&str) -> Option<Arc<FileList>>,
}

/// Returns the hover at an offset.
pub fn hover(document: &Document, offset: usize, context: &Context<'_>) -> Option<Hover> {
    let detection = document.detection.as_ref()?;
    let named = || names::hover(document, offset, context).or_else(|| placeholders::hover(document, offset));
    let Some(front) = document.front_matter() else { return named() };
    if front.open.contains(&offset) || front.open.end == offset && !front.open.is_empty() {
        let mut text = about_document(document, detection, context.targets);
        let unwritten = document.front_summary().definition.as_ref().filter(|found| found.span.is_none());
        if let Some((definition, path)) = unwritten.zip(document.path.as_deref()) {
            text.rule();
            text.append(names::about_own(definition, path, context.index));
        }
        return Some(Hover { range: front.open.clone(), text });
    }
    let patterns = || load_patterns::hover(document, offset, &detection.document, context);
    named().or_else(patterns).or_else(|| {
        let root = front.yaml.root.as_ref()?;
        let at = HoverTarget { document, front, index: context.index, offset };
        at.in_mapping(root, &detection.document.fields, &detection.document)
    })
}

struct HoverTarget<'a> {
    document: &'a Document,
    front: &'a FrontMatter,
    index: &'a AgentIndex,
    offset: usize,
}

impl HoverTarget<'_> {
    fn in_mapping(&self, node: &Node, fields: &[Field], kind: &FileKind) -> Option<Hover> {
        let entry = node.entries().iter().find(|entry| self.touches(&entry.span()))?;
        let name = entry.name()?;
        let field = Field::for_key(fields, name)?;
        if self.touches(&entry.key.span) {
            return Some(Hover { range: entry.key.span.clone(), text: about_key(name, field, kind) });
        }
        self.in_value(entry, field, kind)
    }

    fn in_value(&self, entry: &Entry, field: &Field, kind: &FileKind) -> Option<Hover> {
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
        let words = scalar_words(field, &entry.value, self.front);
        let word = words.iter().find(|word| self.touches(&word.range))?;
        let text = self.about_value(word, field, entry.name().unwrap_or(&field.name));
        (!text.is_empty()).then(|| Hover { range: word.range.clone(), text })
    }

    fn touches(&self, range: &Range<usize>) -> bool {
        range.start <= self.offset && self.offset <= range.end
    }

    fn about_value(&self, word: &SharedWord<'_>, field: &Field, key: &str) -> Markup {
        let name = word.text.split('(').next().unwrap_or_default().trim_end();
        let set = field.values.as_ref();
        let mut text = Markup::default();
        let about =
            |name: &str, doc: &str| Line::default().name(name).text(" (").text(key).text("): ").prose(doc);
        if let Some(value) = set.and_then(|set| set.value(name)).filter(|value| !value.doc.is_empty()) {
            text.paragraph(about(name, &value.doc));
        } else if let Some(pattern) =
            set.and_then(|set| set.patterns.iter().find(|pattern| pattern.matches(word.text)))
        {
            text.paragraph(about(word.text, &pattern.doc));
        }
        if palette::is_color(field)
            && let Some(color) = palette::color(word.text, field)
        {
            let [red, green, blue, _] = color.rgba;
            let digits = Line::default().text("The colour ").code(&palette::to_hex(color));
            text.paragraph(digits.text(&format!(", rgb({red}, {green}, {blue}).")));
            if let Some(set) = set.filter(|set| set.closed && !set.accepts(word.text)) {
                let mut line = Line::from("Not shown by this tool");
                if let Some(nearest) = palette::nearest(color, set) {
                    line = line.text("; the closest colour that it shows is ").code(nearest);
                }
                text.paragraph(line.text("."));
            }
        }
        if set.is_some_and(|set| !set.closed) && field.format != Some(ValueFormat::Color) {
            text.paragraph(self.others(word.text, &field.name).unwrap_or_default());
        }
        text
    }

    /// Lists the neighbours that use the same value.
    fn others(&self, word: &str, key: &str) -> Option<Line> {
        let path = self.document.path.as_deref()?;
        let says = |values: &[Usage]| values.iter().any(|used| &*used.key == key && &*used.value == word);
        let named = self.index.neighbours(path).filter(|(_, summary)| says(&summary.front.values));
        let names: Vec<_> = named
            .map(|(path, summary)| summary.name().unwrap_or_else(|| path.rsplit('/').next().unwrap_or(path)))
            .collect();
        let more = names.len().saturating_sub(MOST_NAMED);
        let shown = names.iter().take(MOST_NAMED).map(|name| Line::default().code(name));
        let line = Line::from("Also in ").line(Line::joined(shown, ", "));
        match (names.len(), more) {
            (0, _) => None,
            (_, 0) => Some(line.text(".")),
            _ => Some(line.text(&format!(" and {more} more."))),
        }
    }
}

/// Describes the kind of file, why it is that kind, and the verdict of each tool.
fn about_document(document: &Document, detection: &Detection, targets: &Targets) -> Markup {
    let FileKind { title, tool, versions, checked, .. } = &*detection.document;
    let first = Line::default().strong(title).text(", detected because ").prose(&detection.reason).text(".");
    let mut text = Markup::from_line(first);
    let readings = tool_verdicts(document, targets);
    if !readings.is_empty() {
        let items = readings.iter().map(|reading| {
            let (program, version) = (reading.loader.tool(), reading.loader.version());
            let first = Line::from(format!("{} ", sign(reading))).strong(&format!("{program} {version}"));
            let detail = reading.verdict.detail.trim_end_matches('.').to_owned();
            let lost = reading.verdict.ignored.iter().map(IgnoredPart::to_clause);
            let below = Some(detail).filter(|detail| !detail.is_empty()).into_iter().chain(lost);
            let below = below.map(|clause| Line::default().prose(&clause)).collect();
            (first.text(" ").prose(&reading.predicate()), below)
        });
        text.add_list(items.collect());
    }
    text.rule();
    text.paragraph(Line::from(format!("{tool}: {versions}, checked on {checked}.")));
    text
}

/// Describes a verdict: the outcome, the reason and what is lost.
fn what_it_does(reading: &ToolVerdict) -> String {
    let mut text = reading.predicate();
    for ignored in &reading.verdict.ignored {
        text += &format!("; {}", ignored.to_clause());
    }
    if !reading.verdict.detail.is_empty() {
        text += &format!(". {}", reading.verdict.detail.trim_end_matches('.'));
    }
    text
}

/// Returns the symbol of a verdict.
fn sign(reading: &ToolVerdict) -> char {
    match reading.verdict.outcome {
        Outcome::Loads if reading.verdict.ignored.is_empty() => '✓',
        Outcome::Loads | Outcome::Repaired | Outcome::Placeholder => '⚠',
        Outcome::Dropped | Outcome::Stops => '✗',
    }
}

fn about_key(name: &str, field: &Field, kind: &FileKind) -> Markup {
    let own = field.key_set.as_ref().and_then(|keys| keys.value(name)).map(|value| &*value.doc);
    let docs = own.into_iter().chain([&*field.doc]).filter(|doc| !doc.is_empty());
    let mut text = Markup::default();
    for (at, doc) in docs.enumerate() {
        let lead = if at == 0 { Line::default().name(name).text(": ") } else { Line::default() };
        text.paragraph(lead.prose(doc));
    }
    let types: Vec<_> = field.types.iter().map(ToString::to_string).collect();
    let required = if field.required { ", required" } else { "" };
    text.paragraph(Line::from(format!("Type: {}{required}.", types.join(" or "))));
    if let Some(set) = &field.values {
        let shown: Vec<_> = set.values.iter().filter(|value| value.deprecated.is_none()).take(12).collect();
        let names = Line::joined(shown.iter().map(|value| Line::default().code(&value.value)), ", ");
        let more = if set.values.len() > shown.len() { ", …" } else { "" };
        let label = if set.closed { "Values: " } else { "Common values: " };
        if !names.is_empty() {
            text.paragraph(Line::from(label).line(names).text(more).text("."));
        }
    }
    if let Some(default) = &field.default {
        text.paragraph(Line::from("Default: ").code(default).text("."));
    }
    if let Some(deprecation) = &field.deprecated {
        text.paragraph(Line::default().prose(&deprecation.message(name)));
    }
    text.rule();
    text.paragraph(provenance(field, kind));
    text
}

/// Describes which tools read a key, and the source.
fn provenance(field: &Field, kind: &FileKind) -> Line {
    let readers = field.readers.join(" and ");
    let note = match (field.evidence, field.invalid) {
        (Evidence::Package | Evidence::Secondary, _) => " Not documented by the vendor.",
        (Evidence::Uncertain, _) => " Sources contradict each other.",
        (_, Effect::Dropped) => " With a wrong value the tool drops the file.",
        (_, Effect::Stops) => " With a wrong value the tool does not start.",
        _ => "",
    };
    let line = Line::from(format!("Read by {readers}.{note} "));
    // The URL of a dialect from the workspace is not a link: whoever opens its files has not asked to go there.
    let is_ours = || Dialects::built_in().has_source(&field.source);
    let line = if field.source.starts_with("http") && is_ours() {
        line.link("source", &field.source)
    } else {
        line.text(&field.source)
    };
    line.text(&format!(", checked on {}.", kind.checked))
}

#[cfg(test)]
mod tests;
