//! Lists of tools that do not do what they seem to do: a tool that another list removes, and a pattern that is ignored.

use crate::code_span::code_span;
use crate::dialect::{Field, Parentheses, Parenthesized, ValueFormat};
use crate::lint::subject::{LintContext, refuser};
use crate::lint::{Diagnostic, Rule, RuleScope, Severity, noun, quoted};
use crate::syntax::yaml::{Entry, Value};
use crate::values::{SharedWord, scalar_words};

pub(in crate::lint) static RULES: &[&Rule] = &[&EXCLUDED_TOOL, &IGNORED_PATTERN];

static EXCLUDED_TOOL: Rule = Rule {
    code: "excluded-tool",
    summary: "A tool is given in one list and taken away in another",
    severity: Severity::Warning,
    scope: RuleScope::Document,
    enabled: true,
};

static IGNORED_PATTERN: Rule = Rule {
    code: "ignored-pattern",
    summary: "A pattern in a list of tools does not count",
    severity: Severity::Warning,
    scope: RuleScope::Document,
    enabled: true,
};

/// A list of tools in the front matter.
struct List<'a> {
    entry: &'a Entry,
    field: &'a Field,
    items: Vec<Item<'a>>,
}

/// A tool in a list.
struct Item<'a> {
    word: SharedWord<'a>,
    /// The tool's name, without its pattern.
    name: &'a str,
    /// The pattern in parentheses, if it restricts the tool.
    pattern: Option<&'a str>,
}

pub(in crate::lint) fn lint_tools(subject: &LintContext<'_>, found: &mut Vec<Diagnostic>) {
    let lists = lists(subject);
    for list in &lists {
        let from = list.field.takes_from.as_deref();
        let from = from.and_then(|key| lists.iter().find(|other| other.field.name == key));
        if let Some(from) = from {
            excluded(subject, from, list, found);
        }
    }
    for list in &lists {
        if let Some(parentheses) = &list.field.parentheses {
            let taking = lists.iter().find(|it| it.field.takes_from.as_ref() == Some(&list.field.name));
            patterns(list, parentheses, taking, found);
        }
    }
}

fn lists<'a>(subject: &LintContext<'a>) -> Vec<List<'a>> {
    let entries = subject.root().into_iter().flat_map(|root| &root.entries);
    let known = entries.filter_map(|known| Some((known.entry, known.field?)));
    let listed = |(entry, field): &(&'a Entry, &'a Field)| {
        let list = matches!(field.format, Some(ValueFormat::ToolList | ValueFormat::CommaList));
        list && !entry.value.broken && matches!(entry.value.value, Value::Scalar(_) | Value::Sequence(_))
    };
    let list = |(entry, field): (&'a Entry, &'a Field)| {
        let items = scalar_words(field, &entry.value, subject.front).into_iter().map(tool_item).collect();
        List { entry, field, items }
    };
    known.filter(listed).map(list).collect()
}

fn tool_item(word: SharedWord<'_>) -> Item<'_> {
    let call = word.text.strip_suffix(')').and_then(|text| text.split_once('('));
    let (name, inside) = call.map_or((word.text, None), |(name, inside)| (name.trim_end(), Some(inside)));
    // `*` means all of the tool as well.
    let pattern = inside.filter(|inside| !matches!(inside.trim(), "" | "*" | ":*"));
    Item { word, name, pattern }
}

/// Returns the current name of a tool.
fn current<'a>(field: &'a Field, name: &'a str) -> &'a str {
    let value = field.values.as_ref().and_then(|set| set.value(name));
    let deprecation = value.and_then(|value| value.deprecated.as_ref()).filter(|it| !it.gone);
    deprecation.and_then(|deprecation| deprecation.replacement.as_deref()).unwrap_or(name)
}

/// Returns the item of a list for the same tool.
fn same<'a, 'b>(list: &'b List<'a>, item: &Item<'_>, field: &Field) -> Option<&'b Item<'a>> {
    let name = current(field, item.name);
    list.items.iter().find(|other| current(list.field, other.name) == name)
}

/// Reports the tools of a list that another one removes entirely. Removal by pattern is not reported here.
fn excluded(subject: &LintContext<'_>, from: &List<'_>, list: &List<'_>, found: &mut Vec<Diagnostic>) {
    let key = list.entry.name().unwrap_or(&list.field.name);
    for item in &from.items {
        let taken = same(list, item, from.field).filter(|taken| taken.pattern.is_none());
        let Some(taken) = taken.filter(|_| item.name != "*") else { continue };
        let clause = format!("{} takes {} away again", code_span(key), quoted(item.name));
        let diagnostic = Diagnostic::new(&EXCLUDED_TOOL, item.word.range.clone(), clause);
        let advice = format!("This {} does not get it. Remove it from one of the lists.", noun(subject.kind));
        let diagnostic = diagnostic.advice(advice);
        found.push(diagnostic.related(taken.word.range.clone(), "It is taken away here."));
    }
}

/// Reports the first ignored pattern of each tool. A tool that is removed anyway is reported there.
fn patterns(
    list: &List<'_>,
    parentheses: &Parentheses,
    taking: Option<&List<'_>>,
    found: &mut Vec<Diagnostic>,
) {
    for (at, item) in list.items.iter().enumerate().filter(|(_, item)| item.pattern.is_some()) {
        let before = list.items.iter().take(at);
        let said = before.filter(|it| it.pattern.is_some()).any(|it| it.name == item.name);
        let taken = taking.is_some_and(|taking| same(taking, item, list.field).is_some());
        if said || taken || parentheses.except.iter().any(|name| name == item.name) {
            continue;
        }
        let (tool, name) = (refuser(list.field), quoted(item.name));
        let clause = match parentheses.effect {
            Parenthesized::GrantsAll => format!("{tool} grants all of {name}: patterns do not count here"),
            Parenthesized::TakesAll => format!("{tool} takes away all of {name}: patterns do not count here"),
        };
        let diagnostic = Diagnostic::new(&IGNORED_PATTERN, item.word.range.clone(), clause);
        found.push(diagnostic.advice(parentheses.advice.as_str()));
    }
}
