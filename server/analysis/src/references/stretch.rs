//! Finds the references in a piece of text, from the words that can start a call.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use memchr::memchr_iter;

use super::name::{self, CallForm, DefinitionKind, Reference};
use super::unit::{FoundName, Mode, Unit};
use super::words::{TextWord, before, word_at};
use super::{calls, prose, shell};

/// Maximum total length of parsed calls, as a multiple of the text's length.
const ALLOWANCE: usize = 8;

/// Every word that can start a call contains one of these, in any case; `/x` is handled separately.
const TRIGGERS: &[&str] = &[
    "agent", "skill", "spawn", "use", "ask", "run", "call", "hand", "route", "defer", "invoke", "launch",
    "switch", "assign", "delegate", "dispatch", "escalate",
];

/// `None` only if the patterns are invalid, which a test would catch.
static SEARCHER: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(TRIGGERS).ok());

/// Returns the words that can start a call, in text order.
fn candidates<'a>(unit: &Unit<'a>) -> Vec<TextWord<'a>> {
    let text = unit.text;
    let triggers = SEARCHER.iter().flat_map(|searcher| searcher.find_iter(text)).map(|found| found.start());
    let mut words: Vec<TextWord<'a>> = Vec::new();
    for at in triggers {
        if words.last().is_none_or(|last| last.end() <= at) {
            words.extend(word_at(text, at));
        }
    }
    if matches!(unit.mode, Mode::Inline | Mode::Block) {
        let slashes = memchr_iter(b'/', text.as_bytes());
        let known = words.len();
        words.extend(slashes.filter_map(|slash| word_at(text, slash + 1)));
        if words.len() > known {
            words.sort_by_key(|word| word.start);
            words.dedup_by_key(|word| word.start);
        }
    }
    words
}

/// Adds the references of the text.
pub(super) fn scan(unit: &Unit<'_>, references: &mut Vec<Reference>) {
    scan_words(unit, candidates(unit), references);
}

fn scan_words(unit: &Unit<'_>, words: Vec<TextWord<'_>>, references: &mut Vec<Reference>) {
    let mut allowance = unit.text.len().saturating_mul(ALLOWANCE);
    let mut codes = unit.codes.iter().peekable();
    for word in words {
        let at = unit.base + word.start;
        while codes.next_if(|code| code.end <= at).is_some() {}
        if codes.peek().is_some_and(|code| code.start <= at) {
            continue;
        }
        let found = calls::call_reference(unit, &word, &mut allowance)
            .or_else(|| shell::shell_reference(unit, &word))
            .or_else(|| prose::prose_reference(unit, &word))
            .or_else(|| slash(unit, word.start));
        references.extend(found.and_then(|found| reference(unit, &found)));
    }
}

fn reference(unit: &Unit<'_>, found: &FoundName) -> Option<Reference> {
    let name = unit.text.get(found.range.clone()).filter(|text| name::is_name(text))?;
    let span = (unit.base + found.range.start..unit.base + found.range.end).into();
    let FoundName { kind, form, prose, .. } = *found;
    Some(Reference { kind, name: name.into(), span, form, prose, renamable: true })
}

/// Matches `/x` at the start of inline code or of a line of a code block. It may be a path, unless it has a namespace.
fn slash(unit: &Unit<'_>, at: usize) -> Option<FoundName> {
    if before(unit.text, at) != Some(b'/') {
        return None;
    }
    let head = unit.text.get(..at - 1)?;
    let first = match unit.mode {
        Mode::Inline => head.is_empty(),
        Mode::Block => {
            let line = head.trim_end_matches([' ', '\t']);
            line.is_empty() || line.ends_with(['\n', '\r'])
        }
        Mode::Prose | Mode::Script => false,
    };
    let rest = unit.text.get(at..).filter(|_| first)?;
    let length = rest.bytes().take_while(|byte| name::is_name_byte(*byte)).count();
    let name = rest.get(..length).filter(|name| !name.contains(['/', '.']))?;
    let ends = rest.get(length..)?.chars().next().is_none_or(char::is_whitespace);
    let range = at..at + length;
    ends.then(|| FoundName {
        prose: !name.contains(':'),
        ..FoundName::new(DefinitionKind::Command, CallForm::Slash, range)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fixture::pieces::markdown;

    fn every_word(text: &str) -> Vec<TextWord<'_>> {
        let starts = (0..text.len()).filter_map(|at| word_at(text, at).filter(|word| word.start == at));
        starts.collect()
    }

    proptest! {
        #[test]
        fn no_reference_begins_at_another_word(pieces in prop::collection::vec(markdown(), 0..20)) {
            let text = pieces.concat();
            for mode in [Mode::Prose, Mode::Block, Mode::Inline, Mode::Script] {
                let unit = Unit { text: &text, base: 0, mode, codes: &[] };
                let (mut found, mut expected) = (Vec::new(), Vec::new());
                scan(&unit, &mut found);
                scan_words(&unit, every_word(&text), &mut expected);
                prop_assert_eq!(found, expected);
            }
        }
    }

    #[test]
    fn every_form_has_a_trigger() {
        let words = [
            "agent",
            "agentType",
            "subagent_type",
            "subagentType",
            "Task",
            "Skill",
            "mcp__flow__agent_spawn",
            "spawn",
            "Use",
            "ask",
            "run",
            "call",
            "HAND",
            "route",
            "defer",
            "assign",
            "invoke",
            "launch",
            "switch",
            "handoff",
            "delegate",
            "dispatch",
            "escalate",
        ];
        let text = words.join(" ");
        let unit = Unit { text: &text, base: 0, mode: Mode::Prose, codes: &[] };
        let found: Vec<_> = candidates(&unit).into_iter().map(|word| word.text).collect();
        assert_eq!(found, words);
    }
}
