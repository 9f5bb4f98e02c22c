//! Hover over names of agents, skills and commands: the target of a reference, and the referrers of a definition.

use std::ops::Range;

use super::{Context, Hover, sign, what_it_does};
use crate::document::Document;
use crate::ide::target::{Target, target};
use crate::index::{AgentIndex, Budget, BudgetUnit, link_target_at_home, used};
use crate::links::LinkForm;
use crate::markup::{Line, Markup};
use crate::summary::Definition;
use crate::verdicts::counting;

/// Maximum number of documents listed by name.
const MOST_NAMED: usize = 8;

/// Maximum length of a description, in bytes.
const LONGEST: usize = 600;

/// Maximum number of lines that are shown of an imported file.
const MOST_LINES: usize = 10;

/// Maximum length of each of them, in bytes.
const LONGEST_LINE: usize = 200;

/// Returns the hover over a name or an import at an offset; `None` if it does not resolve.
pub(super) fn hover(document: &Document, offset: usize, context: &Context<'_>) -> Option<Hover> {
    let path = document.path.as_deref()?;
    let (range, text) = match target(document, offset, context.index)? {
        (range, Target::Reference(found)) => {
            let (to, definition) = context.index.resolve(found.kind, &found.name, path)?;
            let shadowed = context.index.shadowed(found.kind, &found.name, path);
            (range, about_reference(definition, to, &shadowed, path, context))
        }
        (range, Target::Definition(definition)) => (range, about_own(definition, path, context.index)),
        (range, Target::Link(link)) if matches!(link.form, LinkForm::Import { .. }) => {
            let to = link_target_at_home(document, link, context.index.home())?;
            (range, about_import(&*(context.documents)(&to)?, &context.index.shown(&to, path)))
        }
        _ => return None,
    };
    Some(Hover { range, text })
}

fn about_reference(
    definition: &Definition,
    path: &str,
    shadowed: &[&std::sync::Arc<str>],
    from: &str,
    context: &Context<'_>,
) -> Markup {
    let index = context.index;
    let mut text = Markup::default();
    let mut paragraphs = definition.description.as_deref().map(shortened).unwrap_or_default().into_iter();
    match paragraphs.next() {
        Some(first) => text.paragraph(heading(definition).text(": ").line(first)),
        None => text.paragraph(heading(definition).text(".")),
    }
    paragraphs.for_each(|paragraph| text.paragraph(paragraph));
    if let Some(tools) = &definition.tools {
        text.paragraph(Line::from("Tools: ").code(&listed(tools)));
    }
    if let Some(document) = (context.documents)(path) {
        let lines = counting(&document, context.targets).into_iter().map(|reading| {
            let (program, version) = (reading.loader.tool(), reading.loader.version());
            let line = Line::from(format!("{} {program} {version} ", sign(&reading)));
            line.prose(&what_it_does(&reading)).text(".")
        });
        text.lines(lines.collect());
    }
    let mut place = Line::from("Defined in ").code(&index.shown(path, from)).text(".");
    if !shadowed.is_empty() {
        let paths = shadowed.iter().map(|path| Line::default().code(&index.shown(path, from)));
        let have = if shadowed.len() == 1 { "has" } else { "have" };
        place = place.text(" It shadows ").line(and(paths.collect(), "file"));
        place = place.text(&format!(", which {have} the same name."));
    }
    text.rule();
    text.paragraph(place);
    text
}

/// Describes a definition: its referrers and the cost of its description.
pub(super) fn about_own(definition: &Definition, path: &str, index: &AgentIndex) -> Markup {
    let hider = index.resolve(definition.kind, &definition.name, path).filter(|(found, _)| ***found != *path);
    // A shadowed definition is not read, and costs nothing.
    let cost = if hider.is_none() { cost(definition, path, index) } else { None };
    let mut text = Markup::default();
    let lead = heading(definition).text(": ");
    let lead = match hider {
        Some((hider, _)) => {
            let hider = index.shown(hider, path);
            text.paragraph(lead.text("Shadowed by ").code(&hider).text(", which has the same name."));
            Line::default()
        }
        None => lead,
    };
    text.paragraph(lead.line(referrers(path, index)));
    text.paragraph(cost.as_deref().map(Line::from).unwrap_or_default());
    text
}

/// Describes a file that is imported: its length and its start.
fn about_import(file: &Document, shown: &str) -> Markup {
    let lines = file.text.line_count();
    let number = if lines == 1 { "1 line".to_owned() } else { format!("{} lines", grouped(lines)) };
    let mut text = Markup::from_line(Line::from("Imports ").code(shown).text(&format!(" ({number}).")));
    text.rule();
    let line = |line| {
        let range = file.text.line_range(line);
        let end = range.end.min(range.start + LONGEST_LINE);
        Line::default().text(file.text.slice(range.start..end).trim())
    };
    text.lines((0..lines.min(MOST_LINES)).map(line).collect());
    if lines > MOST_LINES {
        text.paragraph(Line::from("…"));
    }
    text
}

fn heading(definition: &Definition) -> Line {
    Line::default().name(&definition.name).text(&format!(" ({})", definition.document.title))
}

/// Lists the referrers of a definition, those with the most references first.
fn referrers(path: &str, index: &AgentIndex) -> Line {
    let mut found = index.referrers(path);
    found.retain(|(from, _)| ***from != *path);
    if found.is_empty() {
        return "No other file refers to it by name.".into();
    }
    let all: usize = found.iter().map(|(_, ranges)| ranges.len()).sum();
    found.sort_by_key(|(_, ranges)| std::cmp::Reverse(ranges.len()));
    let only = found.len() == 1;
    let name = |(from, ranges): &(&std::sync::Arc<str>, Vec<Range<usize>>)| {
        let times =
            if ranges.len() > 1 && !only { format!(" ({} times)", ranges.len()) } else { String::new() };
        Line::default().code(&index.shown(from, path)).text(&times)
    };
    let times = if all == 1 { "once".to_owned() } else { format!("{all} times") };
    let names = and(found.iter().map(name).collect(), "file");
    Line::from(format!("Referenced {times} in ")).line(names).text(".")
}

/// Describes the share of a description in the tool's budget; empty if no tool has one.
fn cost(definition: &Definition, path: &str, index: &AgentIndex) -> Option<String> {
    let (Budget { most, unit }, own) = used(path, definition)?;
    let all = index.spent(definition.kind, path);
    let [own, sum, most] = [own, all.size, most].map(grouped);
    let (tool, what) = (&definition.document.tool, crate::lint::noun(&definition.document));
    let (about, unit) = match unit {
        BudgetUnit::Tokens => ("about ", "tokens"),
        BudgetUnit::Characters => ("", "characters"),
    };
    let window = definition.document.listing.as_ref();
    let window = window.map(|listing| format!(" at a context window of {}", listing.window));
    let window = window.unwrap_or_default();
    Some(match all.count {
        0 | 1 => format!(
            "Its name and description take {about}{own} of the {most} {unit} that {tool} allows for all {what}s{window}."
        ),
        count => format!(
            "Its name and description take {about}{own} {unit}; those of all {count} {what}s here take {about}{sum} of the {most} that {tool} \
             allows{window}."
        ),
    })
}

/// `15,000`
fn grouped(number: usize) -> String {
    if number < 1000 {
        number.to_string()
    } else {
        format!("{},{:03}", grouped(number / 1000), number % 1000)
    }
}

/// `a`, `a and b`, `a, b and 3 more files`
fn and(mut names: Vec<Line>, what: &str) -> Line {
    let more = names.len().saturating_sub(MOST_NAMED);
    names.truncate(MOST_NAMED);
    let last = match more {
        0 => names.pop().unwrap_or_default(),
        1 => Line::from(format!("one more {what}")),
        many => Line::from(format!("{many} more {what}s")),
    };
    if names.is_empty() { last } else { Line::joined(names, ", ").text(" and ").line(last) }
}

/// Formats a tool list on one line.
fn listed(written: &str) -> String {
    let items = written.trim().trim_matches(['[', ']', '"', '\'']).lines();
    let names: Vec<_> = items
        .map(|line| line.trim().trim_start_matches("- ").trim_end_matches(',').trim_matches(['"', '\'']))
        .filter(|name| !name.is_empty())
        .collect();
    names.join(", ")
}

/// Formats a description as paragraphs, truncated between words.
fn shortened(text: &str) -> Vec<Line> {
    let text = text.trim();
    let cut = if text.len() <= LONGEST {
        text.to_owned()
    } else {
        let end = (0..=LONGEST).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
        let cut = text.get(..end).unwrap_or_default();
        let cut = cut.rsplit_once(char::is_whitespace).map_or(cut, |(cut, _)| cut);
        format!("{} …", cut.trim_end())
    };
    cut.split("\n\n").map(|paragraph| Line::from(paragraph.trim())).collect()
}

#[cfg(test)]
mod tests;
