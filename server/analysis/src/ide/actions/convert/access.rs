//! Converts the tools that an agent may use. A tool that the target does not have, or not with the same limits, is left
//! out and never replaced by more; if the target cannot deny tools, the key that did is lost.

use super::Source;
use super::draft::Draft;
use super::tables::{Other, OutputForm, TABLES, Tool};
use crate::dialect::Field;
use crate::quote::quoted;
use crate::syntax::yaml::Node;
use crate::values::scalar_words;

/// The tools of an agent, in the source tool's names.
#[derive(Default)]
pub(super) struct Access {
    /// The allowed tools; `None` if all are allowed.
    only: Option<Vec<String>>,
    /// The denied tools.
    denied: Vec<String>,
}

impl Access {
    /// Reads the value of a key. Returns whether the key is about tools.
    pub(super) fn read_value(
        &mut self,
        source: &Source<'_>,
        key: &str,
        field: &Field,
        value: &Node,
        draft: &mut Draft,
    ) -> bool {
        let from = source.from;
        let is = |name: &Option<String>| name.as_deref() == Some(key);
        let rules = from.form == OutputForm::Rules && from.allowed == key || is(&from.switches);
        if rules {
            self.read_rules(from, key, value, draft);
        } else if from.allowed == key || is(&from.denied) {
            let words =
                scalar_words(field, value, source.front).into_iter().map(|word| current(field, word.text));
            if from.allowed == key {
                self.only = Some(words.collect());
            } else {
                self.denied = words.collect();
            }
        }
        rules || from.allowed == key || is(&from.denied)
    }

    /// Reads rules of which the last match wins. A rule for parts of a tool denies the tool.
    fn read_rules(&mut self, from: &Tool, key: &str, value: &Node, draft: &mut Draft) {
        if let Some(word) = value.text() {
            self.add_tool("*", word == "deny");
        }
        for entry in value.entries() {
            let name = entry.name().unwrap_or_default();
            let name = from.former.get(name).map_or(name, String::as_str);
            if entry.value.scalar().is_none() {
                draft.lose(key);
            }
            let allows = matches!(entry.value.text(), Some("allow" | "ask" | "true"));
            self.add_tool(name, !allows);
        }
    }

    fn add_tool(&mut self, name: &str, denies: bool) {
        if name == "*" {
            self.denied.clear();
            self.only = denies.then(Vec::new);
            return;
        }
        let name = name.to_owned();
        self.denied.retain(|other| *other != name);
        if let Some(only) = &mut self.only {
            only.retain(|other| *other != name);
        }
        match &mut self.only {
            Some(only) if !denies => only.push(name),
            None if denies => self.denied.push(name),
            _ => {}
        }
    }

    /// Writes the tools in the target's names.
    pub(super) fn write_tools(&self, source: &Source<'_>, draft: &mut Draft) {
        let other = |word: &str| TABLES.other("tools", word, source.from_id, source.to_id);
        let to = source.to;
        let field = Field::for_key(&source.to_kind.fields, &to.allowed);
        let takes = |word: &String| {
            let closed = field
                .and_then(|field| field.values.as_ref())
                .filter(|set| set.closed && to.form != OutputForm::Rules);
            closed.is_none_or(|set| set.accepts(word))
        };
        // A tool that is denied in part is denied completely.
        let denied: Vec<_> = self.denied.iter().filter_map(|word| word.split('(').next()).collect();
        let denied = flat(denied.into_iter().map(other));
        let only = self.only.as_ref().map(|only| {
            let words = only.iter().filter(|word| *word != "*");
            let (found, lost): (Vec<_>, Vec<_>) =
                words.map(|word| other(word)).partition(|it| *it != Other::Lost);
            let (found, refused): (Vec<_>, Vec<_>) = flat(found.into_iter()).into_iter().partition(takes);
            draft.lost_tools = if to.form == OutputForm::All { 0 } else { lost.len() + refused.len() };
            found.into_iter().filter(|word| !denied.contains(word)).collect::<Vec<_>>()
        });
        let all = self.only.as_ref().is_some_and(|only| only.iter().any(|word| word == "*"));
        let only = only.filter(|_| !all);
        match to.form {
            OutputForm::Rules => write_rules(to, only.as_deref(), &denied, draft),
            OutputForm::All => {
                if only.is_some() {
                    draft.lose(&source.from.allowed);
                }
                if !denied.is_empty() {
                    draft.lose(source.from.denied.as_ref().unwrap_or(&source.from.allowed));
                }
            }
            OutputForm::Text | OutputForm::List => {
                if let Some(only) = &only {
                    draft.put(&to.allowed, &listed(to.form, only));
                } else if !denied.is_empty() {
                    match &to.denied {
                        Some(key) => draft.put(key, &listed(to.form, &denied)),
                        None => draft.lose(source.from.denied.as_ref().unwrap_or(&source.from.allowed)),
                    }
                }
            }
        }
    }
}

fn write_rules(to: &Tool, only: Option<&[String]>, denied: &[String], draft: &mut Draft) {
    let rule = |word: &String, action: &str| format!("  {}: {action}", quoted(word, false, true));
    let lines: Vec<_> = match only {
        Some(only) => {
            let first = "  \"*\": deny".to_owned();
            std::iter::once(first).chain(only.iter().map(|word| rule(word, "allow"))).collect()
        }
        None => denied.iter().map(|word| rule(word, "deny")).collect(),
    };
    if !lines.is_empty() {
        draft.put_lines(&to.allowed, &lines);
    }
}

/// Returns all words, each once.
fn flat(others: impl Iterator<Item = Other>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for other in others {
        let Other::Words(words) = other else { continue };
        for word in words {
            if !all.contains(&word) {
                all.push(word);
            }
        }
    }
    all
}

fn listed(form: OutputForm, words: &[String]) -> String {
    let in_list = form == OutputForm::List || words.is_empty();
    let items: Vec<_> =
        words.iter().map(|word| if in_list { quoted(word, true, true) } else { word.clone() }).collect();
    let text = items.join(", ");
    if in_list { format!("[{text}]") } else { quoted(&text, false, true) }
}

/// Returns the current name of a deprecated or mistaken tool name.
fn current(field: &Field, word: &str) -> String {
    let set = field.values.as_ref();
    let now = set.and_then(|set| set.value(word)?.deprecated.as_ref()?.replacement.as_deref());
    let meant = || set.and_then(|set| set.mistakes.get(word)).map(String::as_str);
    now.or_else(meant).unwrap_or(word).to_owned()
}
