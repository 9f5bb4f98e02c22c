//! What messages claim that tools do, against the verdicts of these tools.

use std::collections::{BTreeMap, BTreeSet};

use agentls_analysis::document::Document;
use agentls_analysis::lint::{Diagnostic, diagnostics_for};
use agentls_analysis::loading::{Loader, Outcome};
use agentls_analysis::tools::loaders;
use agentls_analysis::verdicts::{ToolVerdict, tool_verdicts};
use rayon::prelude::*;

use crate::cases::{CASES, Case};
use crate::readings::columns;
use crate::said::policy;

/// How messages say what a tool does, and several do, with the outcomes that this may stand for.
const WORDS: &[(&str, &str, &[Outcome])] = &[
    ("drops this ", "drop this ", &[Outcome::Dropped]),
    ("drops it", "drop it", &[Outcome::Dropped]),
    ("does not start", "do not start", &[Outcome::Stops]),
    ("cannot describe ", "cannot describe ", &[Outcome::Placeholder]),
    ("ignores the front matter", "ignore the front matter", &[Outcome::Placeholder]),
    ("ignores `", "ignore `", &[Outcome::Loads, Outcome::Repaired, Outcome::Placeholder]),
];

/// Cases of which a tool's verdict is not told yet, and why.
const KNOWN: &[(&str, &str)] = &[
    ("/w/.gemini/agents/fm-very-deep.md", "what cannot be looked into is the only error until it is mended"),
    (
        "/w/.agents/skills/rescue-desc-hash-only/SKILL.md",
        "a missing key is told once all readers can parse the file",
    ),
];

/// That some tools do something.
struct Claim<'a> {
    tools: Vec<&'a str>,
    /// How many more do it, that are not named.
    others: usize,
    outcomes: &'static [Outcome],
    words: &'static str,
}

/// The claims in a message. `tools` are the names that tools have in messages.
fn claims<'a>(message: &'a str, tools: &BTreeSet<&'a str>) -> Vec<Claim<'a>> {
    let mut found = Vec::new();
    for (one, several, outcomes) in WORDS {
        let several = message.match_indices(several).filter(|_| one != several);
        for (at, _) in message.match_indices(one).chain(several) {
            let mut subject = message[..at].trim_end();
            let others = others(&mut subject);
            let mut named = Vec::new();
            while let Some(tool) =
                tools.iter().filter(|tool| subject.ends_with(**tool)).max_by_key(|it| it.len())
            {
                named.push(*tool);
                subject = &subject[..subject.len() - tool.len()];
                let Some(rest) = subject.strip_suffix(", ").or(subject.strip_suffix(" and ")) else { break };
                subject = rest;
            }
            if !named.is_empty() {
                found.push(Claim { tools: named, others, outcomes, words: one });
            }
        }
    }
    found
}

/// Takes ` and 2 others` off the end of a subject.
fn others(subject: &mut &str) -> usize {
    let Some(rest) = subject.strip_suffix("s").unwrap_or(subject).strip_suffix(" other") else { return 0 };
    let Some((tools, count)) = rest.rsplit_once(" and ") else { return 0 };
    let Ok(count) = count.parse() else { return 0 };
    *subject = tools;
    count
}

/// Adds what is wrong with what is said of a file: tools that do something else than is said, and such as drop it of which
/// nothing is said. Adds the words of all claims.
fn check(file: &Document, target: Option<&str>, tools: &BTreeSet<&str>, found: &mut Found) {
    let policy = policy(target);
    let all = tool_verdicts(file, &policy.targets);
    let messages: Vec<_> = diagnostics_for(file, &policy).iter().map(Diagnostic::full_message).collect();
    let claims: Vec<_> = messages.iter().flat_map(|message| claims(message, tools)).collect();
    let does = |claim: &Claim<'_>, it: &ToolVerdict| claim.outcomes.contains(&it.verdict.outcome);
    let mut wrong = Vec::new();
    for claim in &claims {
        for tool in &claim.tools {
            let mut own = all.iter().filter(|it| it.loader.name() == *tool).peekable();
            // Of a tool whose verdict is not known, messages say what its documentation says.
            if own.peek().is_some() && !own.any(|it| does(claim, it)) {
                wrong.push(format!("`{tool} {}`, and it does not", claim.words));
            }
        }
        let doing = all.iter().filter(|it| does(claim, it)).count();
        if claim.others > 0 && doing < claim.tools.len() + claim.others {
            wrong.push(format!("`{} others {}`, and fewer do", claim.others, claim.words));
        }
    }
    for it in all.iter().filter(|it| it.is_target() && it.is_dropped()) {
        let tells = |claim: &Claim<'_>| claim.tools.contains(&&*it.loader.name()) && does(claim, it);
        if !claims.iter().any(tells) {
            wrong.push(format!("{} {}, and no message says so", it.loader.name(), it.predicate()));
        }
    }
    found.words.extend(claims.iter().map(|claim| claim.words));
    let path = file.path.as_deref().unwrap_or_default();
    let wrong = wrong.iter().map(|wrong| format!("{wrong} (target {target:?}): {messages:#?}"));
    found.wrong.extend(wrong.map(|wrong| (path.to_owned(), wrong)));
}

/// What is wrong in files, by path, and the words of the claims that were found.
#[derive(Default)]
struct Found {
    wrong: BTreeMap<String, String>,
    words: BTreeSet<&'static str>,
}

impl Found {
    fn and(mut self, other: Self) -> Self {
        self.wrong.extend(other.wrong);
        self.words.extend(other.words);
        self
    }
}

#[test]
fn what_messages_say_of_a_tool_is_its_verdict() {
    let names: Vec<_> = loaders().map(Loader::name).collect();
    let tools: BTreeSet<_> = names.iter().map(|name| &**name).collect();
    let mut places: BTreeMap<String, BTreeSet<Option<&str>>> = BTreeMap::new();
    for column in columns() {
        let tool = column.loader.document.split_once('.').map(|(tool, _)| tool);
        places.entry(column.place()).or_default().extend([None, tool]);
    }
    let in_case = |case: &Case| {
        let mut found = Found::default();
        for (place, targets) in &places {
            let file = Document::new(Some(case.at(place).into()), 0, &case.text);
            targets.iter().for_each(|target| check(&file, *target, &tools, &mut found));
        }
        found
    };
    let mut found = CASES.par_iter().map(in_case).reduce(Found::default, Found::and);
    for (path, why) in KNOWN {
        assert!(found.wrong.remove(*path).is_some(), "this is told now: {path}: {why}");
    }
    let wrong: Vec<_> = found.wrong.iter().map(|(path, wrong)| format!("{path}: {wrong}")).collect();
    assert!(wrong.is_empty(), "{} files:\n{}", wrong.len(), wrong.join("\n"));
    let unused: Vec<_> = WORDS.iter().filter(|(words, ..)| !found.words.contains(words)).collect();
    assert!(unused.is_empty(), "no message speaks so any more: {unused:?}");
}
