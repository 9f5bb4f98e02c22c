//! Document symbols: the keys of the front matter, the headings of the body, and the commands that run at load.

use std::ops::Range;

use super::first_words;
use crate::dialect::Role;
use crate::document::Document;
use crate::substitutions::{Substitution, SubstitutionForm};
use crate::syntax::yaml::{Entry, Node, Value};

/// A document symbol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Its name.
    pub name: String,
    /// Details beside the name: the value of a key.
    pub detail: Option<String>,
    /// Its kind.
    pub kind: SymbolKind,
    /// Its full range, in bytes.
    pub range: Range<usize>,
    /// The range to select, inside the full range.
    pub selection: Range<usize>,
    /// Its children.
    pub children: Vec<Symbol>,
}

/// The kind of a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolKind {
    /// A key of the front matter.
    Key,
    /// A heading of the body with its section.
    Heading,
    /// A command of the body that runs when the file is loaded.
    Command,
}

/// Maximum nesting depth of keys: clients reject responses that are nested too deeply.
pub(super) const DEEPEST: usize = 20;

/// Returns the document symbols. Empty for a document that is not for an agent tool, which another server handles.
pub fn symbols(document: &Document) -> Vec<Symbol> {
    if document.detection.is_none() {
        return Vec::new();
    }
    let root = document.front_matter().and_then(|front| front.yaml.root.as_ref());
    let mut symbols = root.map(|root| keys(root, DEEPEST)).unwrap_or_default();
    let mut body = flat_headings(document);
    let commands = commands(document);
    if !commands.is_empty() {
        body.extend(commands);
        body.sort_by_key(|found| found.symbol.selection.start);
    }
    symbols.extend(nest(body));
    symbols
}

/// Returns the headings of the body, each with its section and the headings of deeper levels in it.
pub(super) fn headings(document: &Document) -> Vec<Symbol> {
    nest(flat_headings(document))
}

/// Returns the headings of the body, each with the range of its section.
fn flat_headings(document: &Document) -> Vec<OutlineHeading> {
    // Headings in block quotes and lists are not part of the outline.
    let headings = document.sections().outline().filter(|(_, heading)| !heading.nested);
    let mut flat: Vec<_> = headings.map(|(range, _)| heading(range, document)).collect();
    // The offset of the next heading of each level or above, from the last one back.
    let mut next = [document.text.len(); 7];
    for heading in flat.iter_mut().rev() {
        let start = heading.symbol.range.start;
        let end = next.get(heading.level).copied().unwrap_or(document.text.len());
        heading.symbol.range = trimmed(start..end, document);
        next.iter_mut().skip(heading.level).for_each(|next| *next = start);
    }
    flat
}

/// Returns the commands that run when the file is loaded, on a level below all headings.
fn commands(document: &Document) -> Vec<OutlineHeading> {
    let kind = document.detection.as_ref().map(|found| document.dialects.base(&found.document));
    let Some((kind, shell)) = kind.and_then(|kind| Some((kind, kind.load_shell.as_ref()?))) else {
        return Vec::new();
    };
    let what = match kind.role {
        Role::Skill => "skill",
        Role::Command => "command",
        _ => "file",
    };
    let command = |(range, found): (Range<usize>, Substitution)| {
        let SubstitutionForm::Shell(used) = found.form else { return None };
        let written = document.text.slice(range.clone());
        let name = first_words(written.get(used.commands_in(&written))?);
        let symbol = Symbol {
            name: Some(name).filter(|name| !name.is_empty())?,
            detail: Some(format!("runs when the {what} is loaded")),
            kind: SymbolKind::Command,
            selection: range.clone(),
            range,
            children: Vec::new(),
        };
        used.runs_in(shell).then_some(OutlineHeading { level: COMMAND, symbol })
    };
    document.substitutions().filter_map(command).collect()
}

fn keys(node: &Node, levels: usize) -> Vec<Symbol> {
    let Some(levels) = levels.checked_sub(1) else { return Vec::new() };
    let symbol = |entry: &Entry| {
        Some(Symbol {
            name: entry.name().filter(|name| !name.is_empty())?.to_owned(),
            detail: entry.value.text().map(first_words).filter(|text| !text.is_empty()),
            kind: SymbolKind::Key,
            range: entry.span(),
            selection: entry.key.span.clone(),
            children: if matches!(entry.value.value, Value::Mapping(_)) {
                keys(&entry.value, levels)
            } else {
                Vec::new()
            },
        })
    };
    node.entries().iter().filter_map(symbol).collect()
}

/// The level of a command: below the headings of all levels.
const COMMAND: usize = 7;

/// A heading with its level, from 1, or a command.
struct OutlineHeading {
    level: usize,
    symbol: Symbol,
}

/// Returns the source text of a heading.
fn heading(range: Range<usize>, document: &Document) -> OutlineHeading {
    let text = document.text.slice(range.clone());
    let text = text.trim_end();
    let marks = text.bytes().take_while(|byte| *byte == b'#').count();
    let (name, level) = if marks > 0 {
        (without_closing(text.trim_start_matches('#')), marks)
    } else {
        let (name, underline) = text.rsplit_once(['\n', '\r']).unwrap_or((text, "="));
        (name, if underline.trim_start().starts_with('-') { 2 } else { 1 })
    };
    new_heading(name.trim().to_owned(), level, range, document)
}

/// Returns the text of a heading without its closing sequence (CommonMark 0.31.2, 4.2).
fn without_closing(text: &str) -> &str {
    let name = text.trim_end_matches('#');
    if name.is_empty() || name.ends_with([' ', '\t']) { name } else { text }
}

/// Creates a heading with that name; a line break in it becomes a space, as in a paragraph.
fn new_heading(mut name: String, level: usize, range: Range<usize>, document: &Document) -> OutlineHeading {
    if name.contains(['\n', '\r']) {
        name = name
            .split(['\n', '\r'])
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
    }
    if name.is_empty() {
        "(no title)".clone_into(&mut name);
    }
    let selection = trimmed(range, document);
    let range = selection.clone();
    OutlineHeading {
        level,
        symbol: Symbol {
            name,
            detail: None,
            kind: SymbolKind::Heading,
            range,
            selection,
            children: Vec::new(),
        },
    }
}

fn nest(flat: Vec<OutlineHeading>) -> Vec<Symbol> {
    let mut open: Vec<OutlineHeading> = Vec::new();
    let mut done = Vec::new();
    let mut close = |open: &mut Vec<OutlineHeading>, level: usize| {
        while open.last().is_some_and(|last| last.level >= level) {
            let Some(last) = open.pop() else { return };
            let siblings = open.last_mut().map_or(&mut done, |parent| &mut parent.symbol.children);
            siblings.push(last.symbol);
        }
    };
    for heading in flat {
        close(&mut open, heading.level);
        open.push(heading);
    }
    close(&mut open, 0);
    done
}

/// Trims the whitespace at the end of a range.
pub(super) fn trimmed(range: Range<usize>, document: &Document) -> Range<usize> {
    let mut end = range.end;
    loop {
        let text = document.text.slice(end.saturating_sub(64).max(range.start)..end);
        let left = text.trim_end().len();
        if left > 0 || text.is_empty() {
            return range.start..end - (text.len() - left);
        }
        end -= text.len();
    }
}

#[cfg(test)]
mod tests;
