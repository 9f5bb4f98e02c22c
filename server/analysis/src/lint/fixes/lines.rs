//! Fixes that insert, remove or indent lines.

use std::ops::Range;

use super::place::{EntryLocation, Extent, line_start};
use super::quoting::{block, has_comment, value_title};
use crate::code_span::code_span;
use crate::dialect::Field;
use crate::lint::fix::Fix;
use crate::lint::subject::LintContext;
use crate::syntax::lines::{Line, block_scalar_header, break_length, lines};
use crate::syntax::yaml::{Entry, Style, SyntaxError, SyntaxErrorKind};

/// Default indentation of a level, in spaces.
const LEVEL: usize = 2;

/// Returns the text of a new line to insert where a line starts, or where the text ends.
pub(in crate::lint) fn own_line(subject: &LintContext<'_>, at: usize, line: &str) -> String {
    let newline = subject.text.line_break();
    let before = subject.text.slice(at.saturating_sub(1)..at);
    let lead = if at == 0 || before.ends_with(['\n', '\r']) { "" } else { newline };
    format!("{lead}{line}{newline}")
}

/// Returns the lines of a range with their last line break, if nothing else is on them.
pub(in crate::lint) fn whole_lines(subject: &LintContext<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let start = line_start(subject, range.start);
    let rest = subject.front.text_at(range.end..subject.front.content.end);
    let end = rest.find(['\n', '\r'])?;
    let alone =
        subject.front.text_at(start..range.start).trim().is_empty() && rest.get(..end)?.trim().is_empty();
    alone.then(|| start..range.end + end + break_length(rest.get(end..).unwrap_or_default()))
}

/// Replaces every tab in the indentation with spaces: all levels of a front matter together, or none.
pub(super) fn tabs(subject: &LintContext<'_>) -> Vec<Fix> {
    let front = subject.front;
    let unit = lines(front.text_at(front.content.clone()), 0).filter(Line::has_content).filter_map(|line| {
        let blanks = line.text.len() - line.text.trim_start_matches(' ').len();
        (blanks > 0 && blanks == line.indent()).then_some(blanks)
    });
    let unit = " ".repeat(unit.min().unwrap_or(LEVEL));
    let mut fix = Fix::new("Replace the tabs in the indentation by blanks").preferred();
    let mut clear = true;
    for fault in front.yaml.faults.iter().filter(|fault| fault.kind == SyntaxErrorKind::Tab) {
        let written = front.text_at(fault.range.clone());
        clear = clear && !written.contains(' ');
        fix = fix.replace(fault.range.clone(), written.replace('\t', &unit));
    }
    vec![fix.safe_if(clear)]
}

/// Moves keys that are indented into the value above, with their lines, to the column where they belong: all keys that
/// one value has swallowed.
pub(super) fn unindent(subject: &LintContext<'_>, fault: &SyntaxError) -> Vec<Fix> {
    let faults: Vec<_> =
        subject.front.yaml.faults.iter().filter(|other| is_swallowed_with(other, fault)).collect();
    let title = match faults.as_slice() {
        [_] => format!("Unindent {}", code_span(subject.front.text_at(fault.range.clone()))),
        _ => format!(
            "Unindent {} and the keys below it",
            code_span(subject.front.text_at(fault.range.clone()))
        ),
    };
    let mut fix = Fix::new(title).preferred().safe_if(true);
    for fault in faults {
        let SyntaxErrorKind::Swallowed { level } = fault.kind else { continue };
        let own: Vec<_> = lines(subject.front.text_at(fault.value.clone()), fault.value.start).collect();
        let depth = own.first().map_or(0, Line::indent);
        // Lines not indented deeper than the key stay: they are deeper than the key's right column.
        let stay =
            own.iter().skip(1).any(|line| line.has_content() && line.indent() <= depth && !line.is_item());
        let own = own.iter().take(if stay { 1 } else { own.len() });
        for line in own.filter(|line| !line.is_blank()) {
            let written = line.start..line.start + line.indent();
            let deeper = line.indent().saturating_sub(depth);
            let unit = if subject.front.text_at(written.clone()).contains('\t') { LEVEL } else { 1 };
            fix = fix.replace(written, " ".repeat(level + deeper * unit));
        }
    }
    vec![fix]
}

/// Moves a key that follows the value above to a line of its own.
pub(super) fn own_key(subject: &LintContext<'_>, fault: &SyntaxError) -> Fix {
    let line = subject.front.text_at(line_start(subject, fault.range.start)..fault.range.start);
    let indentation = line.get(..line.len() - line.trim_start().len()).unwrap_or_default();
    let title = format!("Put {} on a line of its own", code_span(subject.front.text_at(fault.range.clone())));
    Fix::new(title).insert(fault.range.start, format!("{}{indentation}", subject.text.line_break()))
}

/// Whether two syntax errors are keys that the same value has swallowed.
pub(in crate::lint) fn is_swallowed_with(one: &SyntaxError, other: &SyntaxError) -> bool {
    let swallowed = |fault: &SyntaxError| matches!(fault.kind, SyntaxErrorKind::Swallowed { .. });
    swallowed(one) && swallowed(other) && one.kind == other.kind && one.key == other.key
}

/// Moves a text that continues unindented below `|-`, or indents it below its own block scalar indicator.
pub(super) fn below_sign(subject: &LintContext<'_>, fault: &SyntaxError) -> Vec<Fix> {
    let Some(place) = EntryLocation::find(subject, &fault.value) else { return Vec::new() };
    let column = place.column(subject);
    let extent = Extent::within(subject, &fault.value);
    let text = subject.front.text_at(extent.range.clone());
    let first = text.lines().next().unwrap_or_default();
    if block_scalar_header(first).is_some_and(|header| header.start == 0) {
        let deep = extent.below.iter().filter(|line| line.has_content() && line.indent() > column);
        let depth = deep.map(Line::indent).next().unwrap_or(column + LEVEL);
        let strays = extent.below.iter().filter(|line| line.start + line.indent() >= fault.range.start);
        let fix = Fix::new(format!("Indent the lines of {}", value_title(&place))).preferred().safe_if(true);
        let strays = strays.filter(|line| !line.is_blank());
        return vec![strays.fold(fix, |fix, line| fix.insert(line.start, " ".repeat(depth)))];
    }
    let block = block(subject, &place, &extent, column).map(Fix::preferred);
    block.map(|fix| fix.safe_if(!has_comment(first))).into_iter().collect()
}

/// Indents the unindented lines of a text like its others, or moves all of it below `|-`.
pub(super) fn indent(subject: &LintContext<'_>, fault: &SyntaxError) -> Vec<Fix> {
    let Some(place) = EntryLocation::find(subject, &fault.value).filter(EntryLocation::takes_text) else {
        return Vec::new();
    };
    let Some(scalar) = place.node.scalar() else { return Vec::new() };
    let column = place.column(subject);
    let extent = Extent::from_start(subject, fault.value.start, column);
    let deep = extent.below.iter().filter(|line| line.has_content() && line.indent() > column);
    let depth = deep.map(Line::indent).next().unwrap_or(column + LEVEL);
    let mut fix = Fix::new(format!("Indent the lines of {}", value_title(&place))).preferred();
    let strays = extent.below.iter().filter(|line| line.start + line.indent() >= fault.range.start);
    for line in strays.filter(|line| !line.is_blank()) {
        let missing = if fault.kind == SyntaxErrorKind::EndsBlockScalar {
            depth
        } else {
            depth.saturating_sub(line.indent())
        };
        fix = fix.insert(line.start, " ".repeat(missing));
    }
    let strays = extent.below.iter().filter(|line| line.has_content() && line.indent() <= column);
    let fix = fix.safe_if(
        fault.kind == SyntaxErrorKind::Unindented && strays.clone().all(|line| is_prose(subject, line)),
    );
    let all = if scalar.style == Style::Plain { block(subject, &place, &extent, column) } else { None };
    std::iter::once(fix).chain(all).collect()
}

/// Whether a line is prose: some words of which the first is no key.
fn is_prose(subject: &LintContext<'_>, line: &Line<'_>) -> bool {
    const FEWEST: usize = 3;
    let mut words = line.content().split_whitespace();
    let key =
        |word: &str| subject.kind.fields.iter().any(|field| field.is_called(word.trim_end_matches(':')));
    let plain = !line.is_item() && !line.content().contains(['=', '#']) && line.key_without_space().is_none();
    plain && words.next().is_some_and(|word| !key(word)) && words.count() + 1 >= FEWEST
}

/// Moves what cannot be on the line of its key to the next line.
pub(super) fn next_line(subject: &LintContext<'_>, at: usize, column: usize, what: &str) -> Fix {
    let front = subject.front;
    let before = front.text_at(line_start(subject, at)..at);
    let blank = at - (before.len() - before.trim_end().len());
    let below = lines(front.text_at(at..front.content.end), at).skip(1).find(Line::has_content);
    let depth = below.filter(|line| line.indent() > column).map_or(column + LEVEL, |line| line.indent());
    Fix::new(format!("Start {what} on the next line"))
        .replace(blank..at, format!("{}{}", subject.text.line_break(), " ".repeat(depth)))
}

/// Fixes a line without a key: adds a colon after the key that it starts with, or comments it out.
pub(super) fn complete_entry(subject: &LintContext<'_>, fault: &SyntaxError) -> Vec<Fix> {
    let text = subject.front.text_at(fault.range.clone());
    let key = text.split([' ', '\t', '=']).next().unwrap_or_default();
    let written = |name: &str| {
        let entries = subject.root().map_or(&[][..], |root| &root.entries);
        entries.iter().any(|known| known.entry.name() == Some(name))
    };
    let margin = line_start(subject, fault.range.start) == fault.range.start;
    let known = margin
        && subject.kind.fields.iter().any(|field| field.is_called(key) && field.deprecated.is_none())
        && !written(key);
    let colon = known.then(|| {
        let value = text.get(key.len()..).unwrap_or_default().trim_start_matches([' ', '\t', '=']);
        let (start, end) = (fault.range.start + key.len(), fault.range.end - value.len());
        let mut fix =
            Fix::new(format!("Put a colon behind {}", code_span(key))).replace(start..end, ": ").preferred();
        fix.cursor = value.is_empty().then_some(start + ": ".len());
        fix
    });
    let comment = Fix::new("Turn the line into a comment").insert(fault.range.start, "# ");
    colon.into_iter().chain(Some(comment).filter(|_| takes_comments(subject, 1))).collect()
}

/// Comments out an entry that the tool does not accept. No word is lost.
pub(in crate::lint) fn comment(subject: &LintContext<'_>, entry: &Entry) -> Option<Fix> {
    let range = lines_of(subject, entry).filter(|_| takes_comments(subject, 0))?;
    let column = entry.key.span.start - range.start;
    let name = entry.name()?;
    let all = lines(subject.front.text_at(range.clone()), range.start).filter(|line| !line.is_blank());
    let comment = |fix: Fix, line: Line<'_>| fix.insert(line.start + line.indent().min(column), "# ");
    Some(all.fold(Fix::new(format!("Turn {} into a comment", code_span(name))), comment))
}

/// Removes an entry that has no effect in the tool.
pub(in crate::lint) fn remove(subject: &LintContext<'_>, entry: &Entry) -> Option<Fix> {
    let range = whole_entry(subject, entry)?;
    Some(Fix::new(format!("Remove the key {}", code_span(entry.name()?))).replace(range, ""))
}

/// Returns the lines of an entry, if nothing else, not even a comment, is on them, and they are parsed to their end.
pub(in crate::lint) fn whole_entry(subject: &LintContext<'_>, entry: &Entry) -> Option<Range<usize>> {
    let range = lines_of(subject, entry)?;
    let behind = subject.front.text_at(entry.span().end..range.end);
    matches!(behind.trim(), "" | ":").then_some(range)
}

/// Returns the lines of an entry, if nothing but a comment is beside it and they are parsed to their end.
fn lines_of(subject: &LintContext<'_>, entry: &Entry) -> Option<Range<usize>> {
    let (key, end) = (entry.key.span.start, entry.span().end);
    let start = line_start(subject, key);
    // An unindented line would become part of the value above.
    let strays = Extent::from_start(subject, key, key - start).strays;
    let last = lines(subject.front.text_at(end..subject.front.content.end), end).next();
    let behind = last.map_or("", |line| line.text);
    let behind =
        if entry.value.span.is_empty() { behind.strip_prefix(':').unwrap_or(behind) } else { behind };
    let free = behind.trim().is_empty() || behind.starts_with(' ') && behind.trim_start().starts_with('#');
    let alone = subject.front.text_at(start..key).trim().is_empty() && free;
    let end = last.map_or(end, |line| line.end());
    let end = end + break_length(subject.front.text_at(end..subject.front.content.end));
    (alone && !strays && !entry.value.broken).then_some(start..end)
}

/// Whether a comment can be inserted: in unclosed front matter it would be a heading, and below another syntax error a
/// part of a value. `faults` is the number of errors that it fixes.
fn takes_comments(subject: &LintContext<'_>, faults: usize) -> bool {
    subject.front.close.is_some() && subject.front.yaml.faults.len() == faults
}

/// Inserts the name derived from the file name as the value of an empty key.
pub(in crate::lint) fn file_name(subject: &LintContext<'_>, entry: &Entry, field: &Field) -> Option<Fix> {
    let name = field.name_of(subject.path).filter(|_| field.name == "name")?;
    let end = entry.key.span.end;
    let rest = subject.front.text_at(end..subject.front.content.end);
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    let bare = line.trim_end() == ":";
    let fix = Fix::new(format!("Write {}, as the file is called", code_span(&name)));
    bare.then(|| fix.replace(end + 1..end + line.len(), format!(" {name}")).preferred())
}
