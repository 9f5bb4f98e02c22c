//! Lines that are put in, taken out or indented.

use std::ops::Range;

use super::place::{Extent, Place, line_start};
use super::quoting::{block, named};
use crate::rules::fix::Fix;
use crate::rules::subject::Subject;
use crate::syntax::lines::{Line, break_length, lines};
use crate::syntax::yaml::{Fault, FaultKind, Style};

/// How deep a level is indented where the author shows no other way.
const LEVEL: usize = 2;

/// The line break that the front matter uses.
pub(in crate::rules) fn line_break(subject: &Subject<'_>) -> &'static str {
    let source = &subject.front.source;
    let first = source.find(['\n', '\r']).and_then(|at| source.get(at..)).unwrap_or_default();
    match break_length(first) {
        2 => "\r\n",
        _ if first.starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// A line of its own at a byte where a line starts, or where the text ends.
pub(in crate::rules) fn own_line(subject: &Subject<'_>, at: usize, line: &str) -> String {
    let newline = line_break(subject);
    let before = subject.text.slice(at.saturating_sub(1)..at);
    let lead = if at == 0 || before.ends_with(['\n', '\r']) { "" } else { newline };
    format!("{lead}{line}{newline}")
}

/// The lines of a range with their last line break, if nothing else stands on them.
pub(in crate::rules) fn whole_lines(subject: &Subject<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let start = line_start(subject, range.start);
    let rest = subject.front.text(range.end..subject.front.content.end);
    let end = rest.find(['\n', '\r'])?;
    let alone =
        subject.front.text(start..range.start).trim().is_empty() && rest.get(..end)?.trim().is_empty();
    alone.then(|| start..range.end + end + break_length(rest.get(end..).unwrap_or_default()))
}

/// Blanks in place of every tab that indents a line: the levels of a front matter are mended together or not at all.
pub(super) fn tabs(subject: &Subject<'_>) -> Vec<Fix> {
    let front = subject.front;
    let unit = lines(front.text(front.content.clone()), 0).filter(Line::has_content).filter_map(|line| {
        let blanks = line.text.len() - line.text.trim_start_matches(' ').len();
        (blanks > 0 && blanks == line.indent()).then_some(blanks)
    });
    let unit = " ".repeat(unit.min().unwrap_or(LEVEL));
    let mut fix = Fix::new("Replace the tabs in the indentation by blanks").preferred();
    let mut clear = true;
    for fault in front.yaml.faults.iter().filter(|fault| fault.kind == FaultKind::Tab) {
        let written = front.text(fault.range.clone());
        clear = clear && !written.contains(' ');
        fix = fix.replace(fault.range.clone(), written.replace('\t', &unit));
    }
    vec![fix.safe_if(clear)]
}

/// The lines of a text that stand at the margin: indented as its other lines are, or together with them below `|-`.
pub(super) fn indent(subject: &Subject<'_>, fault: &Fault) -> Vec<Fix> {
    let Some(place) = Place::find(subject, &fault.value).filter(Place::takes_text) else { return Vec::new() };
    let Some(scalar) = place.node.scalar() else { return Vec::new() };
    let column = place.column(subject);
    let extent = Extent::of(subject, fault.value.start, column);
    let deep = extent.below.iter().filter(|line| line.has_content() && line.indent() > column);
    let depth = deep.map(Line::indent).next().unwrap_or(column + LEVEL);
    let mut fix = Fix::new(format!("Indent the lines of {}", named(&place))).preferred();
    let strays = extent.below.iter().filter(|line| line.start + line.indent() >= fault.range.start);
    for line in strays.filter(|line| !line.is_blank()) {
        let missing = if fault.kind == FaultKind::EndsBlockScalar {
            depth
        } else {
            depth.saturating_sub(line.indent())
        };
        fix = fix.insert(line.start, " ".repeat(missing));
    }
    let all = if scalar.style == Style::Plain { block(subject, &place, &extent, column) } else { None };
    std::iter::once(fix).chain(all).collect()
}

/// What may not stand on the line of its key, on the next line.
pub(super) fn next_line(subject: &Subject<'_>, at: usize, column: usize, what: &str) -> Fix {
    let front = subject.front;
    let before = front.text(line_start(subject, at)..at);
    let blank = at - (before.len() - before.trim_end().len());
    let below = lines(front.text(at..front.content.end), at).skip(1).find(Line::has_content);
    let depth = below.filter(|line| line.indent() > column).map_or(column + LEVEL, |line| line.indent());
    Fix::new(format!("Start {what} on the next line"))
        .replace(blank..at, format!("{}{}", line_break(subject), " ".repeat(depth)))
}
