//! The tools that an agent has, after the lists that give and take them.

use serde::Serialize;

use super::Subject;
use crate::dialect::{Field, SentTools, Set};
use crate::loading::value::Value;

/// The tools that an agent has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ToolAccess {
    /// Whether it has all that such an agent can have, but for `without`.
    pub all: bool,
    /// Those that it has by name, if not all.
    pub names: Vec<String>,
    /// Those of the listed ones that only some sessions have.
    pub sometimes: Vec<String>,
    /// Those that are taken away.
    pub without: Vec<String>,
    /// Those of the listed ones that it does not get.
    pub lost: Vec<LostTool>,
    /// Whether the tool does not start it, since it has none.
    pub never_started: bool,
    /// What else is to be said of them, in a sentence that stands with what is not known.
    #[serde(skip)]
    pub(super) note: Option<String>,
}

/// A listed tool that an agent does not get.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LostTool {
    /// The name as listed.
    pub name: String,
    /// Why not, as a clause.
    pub why: &'static str,
}

/// Maximum number of names that are looked at.
const ENOUGH: usize = 1_000;

impl Subject<'_> {
    /// Returns the tools of an agent, if its kind can limit them.
    pub(super) fn tools(&self) -> Option<ToolAccess> {
        let facts = &self.sent?.tools;
        if let Some(rules) = &facts.rules {
            return Some(self.tools_by_rules(rules));
        }
        let key = facts.allowed.as_deref()?;
        let field = Field::for_key(&self.kind.fields, key)?;
        let set = field.values.as_deref();
        let denied = facts.denied.as_deref().and_then(|key| self.in_force(&[key]));
        let denied: Vec<String> = denied.map(|(_, value)| names(value)).unwrap_or_default();
        let mut denied: Vec<String> = denied.iter().map(|name| base(name).to_owned()).collect();
        let along: Vec<_> =
            denied.iter().filter_map(|name| facts.taken_with.get(name)).flatten().cloned().collect();
        denied.extend(along);
        let listed = self.loaded.map.get(key).map(names);
        let mut access = ToolAccess { without: denied, ..ToolAccess::default() };
        match listed {
            None => access.all = true,
            Some(listed) if listed.iter().any(|name| name == "*") => access.all = true,
            Some(listed) => {
                for name in &listed {
                    self.add_tool(name, facts, set, &mut access);
                }
                let brought =
                    facts.with_key.iter().filter(|(key, _)| self.in_force(&[key.as_str()]).is_some());
                for name in brought.flat_map(|(_, tools)| tools) {
                    if !access.names.contains(name) && !access.without.contains(name) {
                        access.names.push(name.clone());
                    }
                }
                let is_empty = access.names.is_empty() && access.sometimes.is_empty();
                access.never_started = is_empty && facts.none_refused;
            }
        }
        Some(access)
    }

    /// Adds a listed tool to those that the agent has, or to those that it does not get.
    fn add_tool(&self, listed: &str, facts: &SentTools, set: Option<&Set>, access: &mut ToolAccess) {
        let written = base(listed);
        let name = facts.renamed.get(written).map_or(written, String::as_str);
        let mut lose = |why| access.lost.push(LostTool { name: listed.to_owned(), why });
        let known = set.and_then(|set| set.value(name));
        let is_known = known.is_some() || facts.known.iter().any(|known| known == name);
        let is_gone = known.is_some_and(|it| it.deprecated.as_ref().is_some_and(|it| it.gone));
        if access.without.iter().any(|taken| taken == written || taken == name) {
            return lose("taken away again");
        }
        if facts.never.iter().any(|never| never == name) {
            return lose("such an agent never gets it");
        }
        if let Some(keys) = facts.only_with.get(name) {
            let has = |(key, value): (&String, &String)| self.text_of(&[key]).as_ref() == Some(value);
            if !keys.iter().any(has) {
                return lose("it needs another key");
            }
        }
        let sometimes = facts.sometimes.iter().any(|known| match known.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => known == name,
        });
        if is_gone || !is_known && !sometimes && facts.unknown_dropped {
            return lose(if is_gone { "the tool does not exist any more" } else { "no such tool" });
        }
        let found = if sometimes { &mut access.sometimes } else { &mut access.names };
        if !found.iter().any(|known| known == name) {
            found.push(name.to_owned());
        }
    }
}

/// Returns the names in a list of tools.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Text(text) => split_names(text),
        Value::List(items) => {
            items.iter().take(ENOUGH).filter_map(Value::as_str).flat_map(split_names).take(ENOUGH).collect()
        }
        _ => Vec::new(),
    }
}

/// Returns a name without what parentheses limit it to.
fn base(name: &str) -> &str {
    name.split('(').next().unwrap_or_default().trim()
}

/// Splits at commas and spaces outside of parentheses.
fn split_names(text: &str) -> Vec<String> {
    let mut open = false;
    let parts = text.split(move |char| {
        open = if open { char != ')' } else { char == '(' };
        !open && matches!(char, ',' | ' ')
    });
    parts.map(str::trim).filter(|part| !part.is_empty()).take(ENOUGH).map(str::to_owned).collect()
}
