//! Rules: when Claude Code loads one. It loads a rule always, or once it reads a file that matches `paths`, or never.
//!
//! Facts: the text that each request of npm `@anthropic-ai/claude-code` 2.1.332 carries, for 90 values of `paths`. A
//! pattern is one of `.gitignore`, relative to the project, in which upper and lower case are the same.

use super::front::Front;
use crate::loading::value::Value;
use crate::loading::{File, IgnoredPart, Outcome, Part, Verdict, VerdictResult};
use crate::syntax::yaml::Node;

const ALWAYS: &str = "The rule is always loaded.";
const ON_PATHS: &str = "The rule is loaded once a file is read that matches `paths`.";
const NEVER: &str = "The rule is never loaded.";

/// What `paths` comes to.
enum Scope {
    /// The rule is always loaded, whatever is read; with the reason if that is not what the author wrote.
    Always(Option<&'static str>),
    /// It is loaded with some files. Some patterns may match nothing, for that reason.
    OnPaths(Option<&'static str>),
    /// No pattern matches anything.
    Never(&'static str),
}

/// Loads a rule, whatever its front matter says.
pub(super) fn rule_verdict(file: &File<'_>) -> VerdictResult {
    let front = match Front::from_file(file) {
        Ok(front) => front,
        Err(unreadable) if unreadable.part == Part::Delimiters && !has_paths(file) => {
            return Ok(Verdict::loads().detail(ALWAYS));
        }
        Err(unreadable) => return Err(unreadable.verdict(Outcome::Placeholder).detail(ALWAYS)),
    };
    let mut verdict = front.loads(file);
    let scope = match front.map.as_ref().and_then(|map| map.get("paths")) {
        Some(paths) => scope(paths),
        None => Scope::Always(None),
    };
    let (detail, lost) = match scope {
        Scope::Always(why) => (ALWAYS, why.map(|why| ("the rule is always loaded", why))),
        Scope::OnPaths(why) => (ON_PATHS, why.map(|why| ("a pattern in `paths` matches nothing", why))),
        Scope::Never(why) => (NEVER, Some(("the rule is never loaded", why))),
    };
    if let Some((what, why)) = lost {
        let ignored = IgnoredPart::new(what).because(why);
        // The author is about to write the first item.
        let items = file.node(&["paths"]).map(Node::items).unwrap_or_default();
        let is_started = !items.is_empty() && items.iter().all(|item| item.span.is_empty());
        verdict.lose(file.value_range(&["paths"]), if is_started { ignored.minor() } else { ignored });
    }
    Ok(verdict.detail(detail))
}

/// Whether one of the first lines begins with the key of a rule, so that front matter is meant.
fn has_paths(file: &File<'_>) -> bool {
    const FIRST_LINES: usize = 12;
    file.text().lines().take(FIRST_LINES).any(|line| line.starts_with("paths:"))
}

fn scope(paths: &Value) -> Scope {
    let mut texts = Vec::new();
    let all_texts = push_texts(paths, &mut texts);
    let patterns: Vec<_> = texts.iter().flat_map(|text| split(text)).collect();
    if patterns.is_empty() {
        return Scope::Always(Some(match paths {
            Value::Text(_) | Value::Null => "`paths` is empty",
            Value::List(items) if items.is_empty() => "`paths` is empty",
            Value::List(_) if all_texts => "`paths` is empty",
            Value::List(_) => "no string in `paths`",
            _ => "`paths` must be a string or list",
        }));
    }
    if patterns.iter().all(|pattern| *pattern == "**") {
        return Scope::Always(None);
    }
    let mut idle = patterns.iter().map(|pattern| matches_nothing(pattern));
    // What is only excluded narrows the patterns beside it.
    let negative = |pattern: &&&str| !pattern.starts_with('!');
    match patterns.iter().filter(negative).find_map(|pattern| matches_nothing(pattern)) {
        Some(why) if idle.all(|why| why.is_some()) => Scope::Never(why),
        Some(why) => Scope::OnPaths(Some(why)),
        None if idle.all(|why| why.is_some()) => Scope::Never("`!` only excludes files"),
        None => Scope::OnPaths((!all_texts).then_some("it is not a string")),
    }
}

/// Adds the strings of a value, of lists in it too. Returns whether there is nothing else.
fn push_texts<'a>(value: &'a Value, texts: &mut Vec<&'a str>) -> bool {
    /// Only a bomb of aliases has more.
    const ENOUGH: usize = 1_000;
    match value {
        Value::Text(text) => {
            texts.push(text);
            true
        }
        Value::List(items) => {
            let mut all = true;
            for item in items.iter() {
                if texts.len() >= ENOUGH {
                    break;
                }
                all &= push_texts(item, texts);
            }
            all
        }
        _ => false,
    }
}

/// Splits a text at commas that are not within braces, without empty patterns.
fn split(text: &str) -> Vec<&str> {
    let mut open = 0_usize;
    let parts = text.split(move |char| {
        match char {
            '{' => open += 1,
            '}' => open = open.saturating_sub(1),
            _ => {}
        }
        char == ',' && open == 0
    });
    parts.map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Returns why a pattern matches no file, if that is certain.
fn matches_nothing(pattern: &str) -> Option<&'static str> {
    let quoted = |quote: char| pattern.len() > 1 && pattern.starts_with(quote) && pattern.ends_with(quote);
    let class = pattern.split_once('[').map(|(_, rest)| rest.split_once(']'));
    match pattern {
        "." | "./" => Some("`.` matches nothing"),
        "/" => Some("`/` matches nothing"),
        _ if pattern.starts_with("./") => Some("`./` matches nothing"),
        _ if pattern.starts_with("../") => Some("`../` matches nothing"),
        _ if pattern.starts_with('!') => Some("`!` only excludes files"),
        _ if pattern.starts_with('#') => Some("`#` starts a comment"),
        _ if pattern.contains('\n') => Some("a line break in a pattern"),
        _ if quoted('"') || quoted('\'') => Some("quotes within quotes"),
        // A class is one character, which is never a slash.
        _ if pattern.starts_with('[') => match class? {
            Some((class, rest)) if !rest.is_empty() && !class.contains('/') => None,
            _ => Some("a list in quotes"),
        },
        _ if pattern.ends_with(']') && class.is_none() => Some("a list in quotes"),
        _ => match class? {
            Some((class, _)) if !class.contains('/') => None,
            _ => Some("`[` is not closed"),
        },
    }
}
