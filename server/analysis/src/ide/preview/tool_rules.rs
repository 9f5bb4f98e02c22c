//! The tools that an agent has after rules that allow and deny them by name.

use regex_lite::Regex;

use super::Subject;
use super::access::ToolAccess;
use crate::dialect::SentToolRules;
use crate::loading::value::Value;

/// Maximum number of rules that are looked at.
const MOST: usize = 1_000;

/// A rule about tools.
struct ToolRule<'a> {
    /// The name of the tools, in which `*` and `?` stand for any text.
    name: &'a str,
    pattern: Option<Regex>,
    /// Whether it takes them away as a whole.
    denies: bool,
}

impl<'a> ToolRule<'a> {
    fn new(name: &'a str, denies: bool) -> Self {
        Self { name, pattern: expression(name), denies }
    }

    fn fits(&self, tool: &str) -> bool {
        self.name == tool || self.pattern.as_ref().is_some_and(|pattern| pattern.is_match(tool))
    }
}

impl Subject<'_> {
    /// Returns the tools of an agent that rules leave it.
    pub(super) fn tools_by_rules(&self, facts: &SentToolRules) -> ToolAccess {
        let rules = self.tool_rules(facts);
        let denies = |name: &str| is_denied(&rules, name);
        let is_plain =
            |rule: &&ToolRule<'_>| !facts.under.contains_key(rule.name) && !is_everything(rule.name);
        // Tools of others are known by the rules about them alone.
        let other = |rule: &&ToolRule<'_>| !facts.tools.iter().any(|known| rule.fits(known));
        let others = rules.iter().filter(|rule| is_plain(rule) && other(rule));
        let others = others.map(|rule| rule.name.to_owned());
        let under = |tool: &String| facts.under.get(tool).unwrap_or(tool).clone();
        let is_off = |tool: &String| denies(&under(tool)) || self.is_unnamed(tool, facts, &rules);
        let note = self.note_of(facts, &rules);
        let everything = rules.iter().rev().find(|rule| is_everything(rule.name));
        if everything.is_some_and(|rule| rule.denies) {
            let own = facts.tools.iter().filter(|tool| !is_off(tool)).cloned();
            let names = own.chain(others.filter(|name| !denies(name))).collect();
            return ToolAccess { names, note, ..ToolAccess::default() };
        }
        let own = facts.tools.iter().filter(|tool| is_off(tool)).cloned();
        let without = own.chain(others.filter(|name| denies(name))).collect();
        ToolAccess { all: true, without, note, ..ToolAccess::default() }
    }

    /// Returns what is to be said of tools that the agent lacks as a subagent only.
    fn note_of(&self, facts: &SentToolRules, rules: &[ToolRule<'_>]) -> Option<String> {
        let named_only = facts.named_only.as_ref()?;
        let is_lacking = |tool: &String| self.is_unnamed(tool, facts, rules) && !is_denied(rules, tool);
        let lacks = named_only.tools.iter().any(is_lacking);
        let is_sub = self.text_of(&[&named_only.main.0]).as_ref() == Some(&named_only.sub);
        (lacks && !is_sub).then(|| named_only.note.clone())
    }

    /// Whether a subagent lacks a tool since no rule has just its name.
    fn is_unnamed(&self, tool: &String, facts: &SentToolRules, rules: &[ToolRule<'_>]) -> bool {
        let Some(named_only) = facts.named_only.as_ref().filter(|it| it.tools.contains(tool)) else {
            return false;
        };
        let (key, main) = &named_only.main;
        self.text_of(&[key]).as_ref() != Some(main) && !rules.iter().any(|rule| rule.name == tool)
    }

    /// Returns the rules of a file, in the order in which the tool reads them.
    fn tool_rules<'a>(&'a self, facts: &'a SentToolRules) -> Vec<ToolRule<'a>> {
        let mut rules: Vec<ToolRule<'a>> = Vec::new();
        for rule_key in &facts.keys {
            let Some((_, value)) = self.in_force(&[rule_key.key.as_str()]) else { continue };
            let Some(map) = value.map() else {
                rules.push(ToolRule::new("*", value.to_js_text() == rule_key.off));
                continue;
            };
            for (name, value) in map.iter().take(MOST) {
                let name = rule_key.renamed.get(name).map_or(name, String::as_str);
                let denies = denies_all(value, &rule_key.off);
                match rules.iter_mut().find(|rule| rule.name == name) {
                    Some(earlier) => earlier.denies = denies,
                    None => rules.push(ToolRule::new(name, denies)),
                }
            }
        }
        rules
    }
}

/// Whether the last rule that fits a tool takes it away.
fn is_denied(rules: &[ToolRule<'_>], tool: &str) -> bool {
    rules.iter().rev().find(|rule| rule.fits(tool)).is_some_and(|rule| rule.denies)
}

/// Whether a value takes a tool away as a whole: the last of the patterns below its name does.
fn denies_all(value: &Value, off: &str) -> bool {
    match value.map() {
        Some(parts) => {
            parts.iter().last().is_some_and(|(pattern, word)| pattern == "*" && word.to_js_text() == off)
        }
        None => value.to_js_text() == off,
    }
}

/// Whether a pattern stands for every name.
fn is_everything(pattern: &str) -> bool {
    !pattern.is_empty() && pattern.bytes().all(|byte| byte == b'*')
}

/// Returns a pattern of names, in which `*` stands for any text and `?` for one character, as a regular expression.
fn expression(pattern: &str) -> Option<Regex> {
    let escaped = regex_lite::escape(pattern).replace("\\*", ".*").replace("\\?", ".");
    // What is too long for an expression is the name of no tool.
    Regex::new(&format!("(?s)^{escaped}$")).ok()
}

#[cfg(test)]
mod tests {
    use super::expression;

    #[test]
    fn patterns_stand_for_names() {
        for (pattern, name, is_fit) in [
            ("*", "", true),
            ("*", "read", true),
            ("web*", "webfetch", true),
            ("web*", "aweb", false),
            ("g?ep", "grep", true),
            ("g?ep", "gep", false),
            ("*a*b", "xaxabab", true),
            ("*a*b", "xaxaba", false),
            ("a", "ab", false),
            ("", "", true),
            ("", "a", false),
        ] {
            assert_eq!(expression(pattern).unwrap().is_match(name), is_fit, "{pattern} {name}");
        }
    }
}
