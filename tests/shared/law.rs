//! The law of fixes, held over real agent files, the cases of the oracles and mutations of both: lines that are indented,
//! cut, doubled or lose the space behind a colon. How many mutations are tried says `AGENTLS_MUTATIONS`.
//!
//! What a fix has to keep is read from lines here, not from the tree that the fixes are made with.

mod keep;
pub(crate) mod mutate;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Mutex;

use agentls_analysis::document::Document;
use agentls_analysis::ide::actions::{ActionKind, code_actions, fix_all};
use agentls_analysis::lint::{Policy, Severity, diagnostics, rules};
use agentls_analysis::loading::Outcome;
use agentls_analysis::verdicts::{Targets, ToolVerdict, tool_verdicts};
use rayon::prelude::*;

use crate::corpus::{PLACES, files, placed_cases};
use crate::shared;
use mutate::Mutation;

/// How many mutations are tried where nothing else is said.
pub(crate) const MUTATIONS: usize = 3_000;

/// How many mutations are asked for.
pub(crate) fn asked_mutations() -> Option<usize> {
    std::env::var("AGENTLS_MUTATIONS").ok()?.parse().ok()
}

/// How many breaches are shown.
const SHOWN: usize = 40;

/// What was seen.
#[derive(Default)]
struct Seen {
    breaches: Vec<String>,
    kinds: BTreeMap<String, usize>,
    counts: BTreeMap<&'static str, usize>,
}

impl Seen {
    fn count(&mut self, what: &'static str) {
        *self.counts.entry(what).or_default() += 1;
    }
}

#[test]
fn safe_fixes_keep_the_law() {
    let texts = sources();
    let asked = asked_mutations();
    let count = asked.unwrap_or(MUTATIONS);
    let seen = Mutex::new(Seen::default());
    texts.par_iter().enumerate().for_each(|(seed, (place, text))| {
        let clean = is_clean(&Document::new(Some(place.as_str().into()), 0, text));
        // As they are, the files are looked at all by themselves elsewhere.
        if asked.is_some() || seed % 7 == 0 {
            look_at(place, text, None, &seen);
        }
        let each = (seed + 1) * count / texts.len() - seed * count / texts.len();
        for mutation in Mutation::some(text, seed as u64, each) {
            let mutated = mutation.applied(text);
            look_at(place, &mutated, Some((&mutation, clean)), &seen);
        }
    });
    let seen = seen.into_inner().unwrap();
    for (what, count) in &seen.kinds {
        println!("breach {count:8} {what}");
    }
    for (what, count) in &seen.counts {
        println!("{count:8} {what}");
    }
    let shown = seen.breaches.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("\n\n");
    assert!(seen.breaches.is_empty(), "{} breaches:\n{shown}", seen.breaches.len());
}

/// The examples on the pages of the rules at every place; and, if there are real files, these where they lie and as agents
/// of Claude Code, and each case of the oracles at every place.
pub(crate) fn sources() -> Vec<(String, String)> {
    let mut sources = Vec::new();
    for rule in rules() {
        for (number, example) in rule.page().split("```markdown\n").skip(1).enumerate() {
            let text = example.split("\n```").next().unwrap_or_default().to_owned() + "\n";
            let name = format!("{}-{number}", rule.code);
            sources.extend(PLACES.iter().map(|place| (place.replace('*', &name), text.clone())));
        }
    }
    if let Some(folder) = shared("corpus/dev") {
        sources.extend(placed_cases().map(|(place, text)| (place, text.to_owned())));
        for (path, text) in files(&folder) {
            sources.push((path.to_string_lossy().into_owned(), text.clone()));
            sources
                .push((format!("/w/.claude/agents/{}", path.file_name().unwrap().to_string_lossy()), text));
        }
    }
    sources
}

fn is_loud(severity: Severity) -> bool {
    severity <= Severity::Warning
}

/// Whether there is nothing to say of a file, and it is YAML, though its tool may not need that. Where an anchor is cut, its alias is a second place that has to change, and
/// keys behind `?` are two lines each, comments that ignore something are about other lines; and quotes that go on at the margin hold what looks like keys. Such files are left out.
fn is_clean(document: &Document) -> bool {
    let unusual =
        |line: &str| line.starts_with("? ") || line.ends_with('"') && !line.contains([' ', ':', '-']);
    let unusual =
        |front: &str| front.contains('&') || front.contains("agentls:") || front.lines().any(unusual);
    document.front_matter().is_some_and(|front| front.yaml.faults.is_empty() && !unusual(&front.source))
        && !diagnostics(document).iter().any(|found| is_loud(found.severity))
}

fn applied(text: &str, edits: &[agentls_analysis::lint::Replacement]) -> String {
    let mut new = text.to_owned();
    edits.iter().rev().for_each(|edit| new.replace_range(edit.range.clone(), &edit.text));
    new
}

fn look_at(place: &str, text: &str, mutation: Option<(&Mutation, bool)>, seen: &Mutex<Seen>) {
    let document = Document::new(Some(place.into()), 0, text);
    let found = diagnostics(&document);
    let mut breaches = Vec::new();
    let policy = Policy::default();
    for action in code_actions(&document, &found, &(0..text.len()), &policy) {
        if action.safe && action.kind == ActionKind::Fix {
            let after = applied(text, &action.edits);
            breaches.extend(
                breach(place, text, &after, false)
                    .map(|why| format!("{}: {why}\n--- gives\n{}", action.title, keep::head(&after))),
            );
        }
    }
    let all = fix_all(&document, &found, &policy);
    let fixed = all.as_ref().map(|all| applied(text, &all.edits));
    if let Some(fixed) = &fixed {
        breaches.extend(
            breach(place, text, fixed, true)
                .map(|why| format!("all safe fixes: {why}\n--- gives\n{}", keep::head(fixed))),
        );
    }
    let loud: Vec<_> = found.iter().filter(|found| is_loud(found.severity)).collect();
    let several = mutation.is_some_and(|(_, clean)| clean) && loud.len() > 1;
    if several {
        let said: Vec<_> =
            loud.iter().map(|found| format!("{}: {}", found.rule.code, found.message)).collect();
        let rules: Vec<_> = loud.iter().map(|found| found.rule.code).collect();
        let (count, rules) = (loud.len(), rules.join(", "));
        breaches.push(format!("{count} for one mutation: {rules}\n  {}", said.join("\n  ")));
    }
    let what = mutation.map_or("as it is", |(mutation, _)| mutation.name());
    let mut seen = seen.lock().unwrap();
    seen.count(what);
    if is_dropped(&document) {
        seen.count("dropped by the owner before");
        let after = fixed.as_deref().unwrap_or(text);
        if !is_dropped(&Document::new(Some(place.into()), 0, after)) {
            seen.count("of these, loaded after the safe fixes");
        }
    }
    for breach in breaches {
        *seen.kinds.entry(breach.lines().next().unwrap_or_default().to_owned()).or_default() += 1;
        let mut whole = String::new();
        let _ = write!(whole, "{place} ({what}): {breach}\n--- in\n{}", keep::head(text));
        seen.breaches.push(whole);
    }
}

/// Whether some tool that counts does without the file.
fn is_dropped(document: &Document) -> bool {
    tool_verdicts(document, &Targets::default())
        .iter()
        .filter(|it| it.is_target())
        .any(ToolVerdict::is_dropped)
}

/// How a fix breaks the law, if it does.
fn breach(place: &str, before: &str, after: &str, all: bool) -> Option<String> {
    let (old, new) =
        (Document::new(Some(place.into()), 0, before), Document::new(Some(place.into()), 0, after));
    let outcomes = |document: &Document| -> BTreeMap<&'static str, Outcome> {
        tool_verdicts(document, &Targets::default())
            .iter()
            .map(|it| (it.loader.id, it.verdict.outcome))
            .collect()
    };
    let was = outcomes(&old);
    let worse =
        outcomes(&new).into_iter().find(|(tool, outcome)| was.get(tool).is_some_and(|old| outcome > old));
    if let Some((tool, outcome)) = worse {
        return Some(format!("{tool}: {:?} became {outcome:?}", was[tool]));
    }
    keep::breach(&old, before, &new, after, all)
}
