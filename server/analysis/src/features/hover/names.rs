//! About names of agents, skills and commands: what a reference leads to, and who refers to what a document defines.

use std::ops::Range;

use super::{Context, Hover, sign, what_it_does};
use crate::document::Document;
use crate::facts::Definition;
use crate::features::target::{Target, target};
use crate::fleet::{Fleet, budget, tokens};
use crate::verdicts::counting;

/// More documents are counted, not named.
const MOST_NAMED: usize = 8;

/// Longer descriptions are cut, in bytes.
const LONGEST: usize = 600;

/// What is to be said about a name at an offset; nothing about one that leads nowhere.
pub(super) fn hover(document: &Document, offset: usize, context: &Context<'_>) -> Option<Hover> {
    let path = document.path.as_deref()?;
    let (range, markdown) = match target(document, offset, context.fleet)? {
        (range, Target::Reference(found)) => {
            let (to, definition) = context.fleet.resolve(found.kind, &found.name, path)?;
            let shadowed = context.fleet.shadowed(found.kind, &found.name, path);
            (range, about_reference(definition, to, &shadowed, path, context))
        }
        (range, Target::Definition(definition)) => (range, about_own(definition, path, context.fleet)),
        _ => return None,
    };
    Some(Hover { range, markdown })
}

fn about_reference(
    definition: &Definition,
    path: &str,
    shadowed: &[&std::sync::Arc<str>],
    from: &str,
    context: &Context<'_>,
) -> String {
    let fleet = context.fleet;
    let name = heading(definition);
    let description = definition.description.as_deref().map(shortened);
    let mut parts = vec![description.map_or_else(|| format!("{name}."), |text| format!("{name}: {text}"))];
    parts.extend(definition.tools.as_deref().map(|tools| format!("Tools: {}", listed(tools))));
    let verdicts = (context.documents)(path).map(|document| {
        let readings = counting(&document, context.targets);
        let lines = readings.iter().map(|reading| {
            let (tool, version) = (reading.loader.tool, reading.loader.version);
            format!("{} {tool} {version} {}.", sign(reading), escaped(&what_it_does(reading)))
        });
        lines.collect::<Vec<_>>().join("  \n")
    });
    parts.extend(verdicts.filter(|lines| !lines.is_empty()));
    let mut place = format!("---\nDefined in `{}`.", fleet.shown(path, from));
    if !shadowed.is_empty() {
        let paths = shadowed.iter().map(|path| format!("`{}`", fleet.shown(path, from)));
        let have = if shadowed.len() == 1 { "has" } else { "have" };
        place += &format!(" It shadows {}, which {have} the same name.", and(paths.collect(), "file"));
    }
    parts.push(place);
    parts.join("\n\n")
}

/// About what a document defines: who refers to it, and what its description costs.
pub(super) fn about_own(definition: &Definition, path: &str, fleet: &Fleet) -> String {
    let hider = fleet.resolve(definition.kind, &definition.name, path).filter(|(found, _)| ***found != *path);
    // What is hidden is not read, and costs nothing.
    let cost = if hider.is_none() { cost(definition, path, fleet) } else { None };
    let shadowed = hider
        .map(|(hider, _)| format!("Shadowed by `{}`, which has the same name.", fleet.shown(hider, path)));
    let mut parts: Vec<_> = shadowed.into_iter().chain([referrers(path, fleet)]).chain(cost).collect();
    if let Some(first) = parts.first_mut() {
        *first = format!("{}: {first}", heading(definition));
    }
    parts.join("\n\n")
}

fn heading(definition: &Definition) -> String {
    format!("**`{}`** ({})", definition.name, definition.document.title)
}

/// Who refers to what a document defines, those that do most often first.
fn referrers(path: &str, fleet: &Fleet) -> String {
    let mut found = fleet.referrers(path);
    found.retain(|(from, _)| ***from != *path);
    if found.is_empty() {
        return "No other file refers to it by name.".to_owned();
    }
    let all: usize = found.iter().map(|(_, ranges)| ranges.len()).sum();
    found.sort_by_key(|(_, ranges)| std::cmp::Reverse(ranges.len()));
    let only = found.len() == 1;
    let name = |(from, ranges): &(&std::sync::Arc<str>, Vec<Range<usize>>)| {
        let times =
            if ranges.len() > 1 && !only { format!(" ({} times)", ranges.len()) } else { String::new() };
        format!("`{}`{times}", fleet.shown(from, path))
    };
    let times = if all == 1 { "once".to_owned() } else { format!("{all} times") };
    format!("Referenced {times} in {}.", and(found.iter().map(name).collect(), "file"))
}

/// The share of a description in what there is for all; none where no tool counts.
fn cost(definition: &Definition, path: &str, fleet: &Fleet) -> Option<String> {
    let own = tokens(definition);
    let most = budget(definition).filter(|_| own > 0)?;
    let all = fleet.spent(path);
    let [own, sum, most] = [own, all.tokens, most as usize].map(grouped);
    Some(match all.count {
        0 | 1 => format!(
            "Its name and description take about {own} of the {most} tokens that Claude Code allows for all agents."
        ),
        agents => format!(
            "Its name and description take about {own} tokens; those of all {agents} agents here take about {sum} of the {most} that Claude Code allows."
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
fn and(mut names: Vec<String>, what: &str) -> String {
    let more = names.len().saturating_sub(MOST_NAMED);
    names.truncate(MOST_NAMED);
    let last = match more {
        0 => names.pop().unwrap_or_default(),
        1 => format!("one more {what}"),
        many => format!("{many} more {what}s"),
    };
    if names.is_empty() { last } else { format!("{} and {last}", names.join(", ")) }
}

/// The tools of a list, as they would be written on one line.
fn listed(written: &str) -> String {
    let items = written.trim().trim_matches(['[', ']', '"', '\'']).lines();
    let names: Vec<_> = items
        .map(|line| line.trim().trim_start_matches("- ").trim_end_matches(',').trim_matches(['"', '\'']))
        .filter(|name| !name.is_empty())
        .collect();
    format!("`{}`", names.join(", ").replace('`', "'"))
}

/// A description as markdown, cut between two words where it is long.
fn shortened(text: &str) -> String {
    let text = text.trim();
    if text.len() <= LONGEST {
        return escaped(text);
    }
    let end = (0..=LONGEST).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let cut = text.get(..end).unwrap_or_default();
    let cut = cut.rsplit_once(char::is_whitespace).map_or(cut, |(cut, _)| cut);
    format!("{} …", escaped(cut.trim_end()))
}

/// Tags are text, not HTML.
fn escaped(text: &str) -> String {
    text.replace('<', "\\<")
}

#[cfg(test)]
mod tests;
