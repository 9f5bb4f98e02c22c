//! Converts strings between block scalars (`|`, `>`) and a single line.

use super::{ValueLocation, root};
use crate::code_span::code_span;
use crate::dialect::Type;
use crate::document::Document;
use crate::ide::actions::Action;
use crate::lint::Replacement;
use crate::quote::quoted;
use crate::syntax::yaml::Style;

/// Maximum line width of a folded scalar, in characters.
const WIDTH: usize = 80;

/// Maximum length of a string that is not folded, in characters.
const SHORT: usize = 40;

/// The indentation of a block scalar's lines, relative to its key.
const INDENTATION: &str = "  ";

/// Returns the other ways to write a free text that is the value of an outermost key.
pub(super) fn actions(place: &ValueLocation<'_>) -> impl Iterator<Item = Action> {
    let ways = text_of(place).map(|text| ways(place, text)).unwrap_or_default();
    ways.into_iter().filter_map(|(title, text)| {
        let edit = Replacement { range: place.entry.value.span.clone(), text };
        place.action(title, vec![edit], |after| says_the_same(place.document, after))
    })
}

/// Returns the string of a value that may be written in any style.
fn text_of<'a>(place: &ValueLocation<'a>) -> Option<&'a str> {
    let ValueLocation { front, entry, field, .. } = *place;
    let free = field.values.is_none() && field.format.is_none() && !field.raw && place.keys.len() == 1;
    let text = entry.value.text().filter(|_| free && field.types.contains(&Type::String))?;
    let span = &entry.value.span;
    let written = front.text_at(span.clone());
    let (before, behind) =
        (front.text_at(entry.key.span.end..span.start), front.text_at(span.end..front.content.end));
    let first = written.lines().next()?;
    let header = entry.value.scalar().is_some_and(|scalar| is_block(scalar.style)) && first.contains('#');
    let comment = behind.lines().next().is_some_and(|rest| !rest.trim().is_empty());
    let plain = |char: char| {
        char == '\n' || !char.is_control() && !matches!(char, '\u{2028}' | '\u{2029}' | '\u{feff}')
    };
    let margin = front.text_at(0..entry.key.span.start).ends_with(['\n', '\r']);
    let suits = margin && before.trim() == ":" && !header && !comment && !before.contains(['\n', '\r']);
    (suits && !text.is_empty() && text.chars().all(plain)).then_some(text)
}

fn is_block(style: Style) -> bool {
    matches!(style, Style::Literal | Style::Folded)
}

/// Returns the ways with their titles.
fn ways(place: &ValueLocation<'_>, text: &str) -> Vec<(String, String)> {
    let written = place.front.text_at(place.entry.value.span.clone());
    let newline = place.document.text.line_break();
    let style = place.entry.value.scalar().map(|scalar| scalar.style);
    let below = |lines: Vec<&str>, sign: &str| {
        let lines = lines.into_iter().map(|line| {
            let indentation = if line.is_empty() { "" } else { INDENTATION };
            format!("{newline}{indentation}{line}")
        });
        let title = format!("Convert {} to a block scalar (`{sign}`)", code_span(&place.name));
        (title, format!("{sign}{}", lines.collect::<String>()))
    };
    let mut ways = Vec::new();
    let body = text.strip_suffix('\n').unwrap_or(text);
    let sign = if body.len() < text.len() { "|" } else { "|-" };
    if body.contains('\n') && style != Some(Style::Literal) {
        ways.push(below(body.split('\n').collect(), sign));
    } else if text.chars().count() > SHORT && !text.contains('\n') && style != Some(Style::Folded) {
        ways.push(below(folded(text), ">-"));
    }
    if style.is_some_and(is_block) || written.contains(['\n', '\r']) {
        ways.push((format!("Put {} on one line", code_span(&place.name)), on_one_line(text)));
    }
    ways
}

/// Splits a text into lines that fold back into it: only a single space between words may become a line break.
fn folded(text: &str) -> Vec<&str> {
    let (mut lines, mut start, mut last) = (Vec::new(), 0, None);
    for (at, _) in text.match_indices(' ') {
        let outside = |char: Option<char>| char.is_none_or(char::is_whitespace);
        let (before, behind) = text.split_at(at);
        if outside(before.chars().next_back()) || outside(behind.chars().nth(1)) {
            continue;
        }
        let long = |end: usize| text.get(start..end).is_some_and(|line| line.chars().count() > WIDTH);
        if let Some(end) = last.filter(|_| long(at)) {
            lines.extend(text.get(start..end));
            start = end + 1;
        }
        last = Some(at).filter(|at| *at > start);
    }
    let rest = text.get(start..).unwrap_or_default();
    match last.filter(|end| *end > start && rest.chars().count() > WIDTH) {
        Some(end) => {
            lines.extend(text.get(start..end));
            lines.extend(text.get(end + 1..));
        }
        None => lines.push(rest),
    }
    lines
}

/// Writes a text as a plain scalar if YAML reads it back, or else in double quotes.
fn on_one_line(text: &str) -> String {
    if text.contains('\n') {
        let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        format!("\"{escaped}\"")
    } else {
        quoted(text, false, true)
    }
}

fn says_the_same(before: &Document, after: &Document) -> bool {
    root(before).zip(root(after)).is_some_and(|(one, other)| one.means(other))
}
