//! What the diagnostics say of the cases, against what the tools were seen to do, and against the verdicts of all readers.

use agentls_analysis::document::Document;
use agentls_analysis::lint::{Severity, diagnostics_for};
use agentls_analysis::verdicts::{Standing, Targets, tool_verdicts};
use rayon::prelude::*;

use crate::cases::CASES;
use crate::readings::columns;
use crate::said::{faults, policy, worst};

#[test]
fn what_is_said_is_what_the_owner_and_the_targets_do() {
    let wrong: Vec<_> = columns()
        .par_iter()
        .flat_map_iter(|column| {
            column.readings().flat_map(|(case, reading)| {
                let kind = column.loader.id;
                faults(kind, &reading.path, &case.text, reading.expected, reading.has_no_tool)
            })
        })
        .collect();
    assert!(wrong.is_empty(), "{} files:\n{}", wrong.len(), wrong.join("\n"));
}

/// Places that several tools share, and such as are one tool's and read by others.
const PLACES: &[&str] = &[
    "/w/.agents/skills/*/SKILL.md",
    "/w/skills/*/SKILL.md",
    "/w/.claude/agents/*.md",
    "/w/.claude/skills/*/SKILL.md",
];

#[test]
fn what_is_said_is_what_all_readers_do() {
    let mut wrong = Vec::new();
    for case in CASES.iter().filter(|case| case.at("*").ends_with(".md")) {
        for place in PLACES.iter().map(|place| case.at(place)) {
            let file = Document::new(Some(place.as_str().into()), 0, &case.text);
            let all = tool_verdicts(&file, &Targets::default());
            let of = |standing| all.iter().filter(move |it| it.standing == standing);
            let drops = |standing| of(standing).filter(|it| it.is_dropped()).count();
            let (shared, others) = (drops(Standing::Shared), drops(Standing::Other));
            let expected = match (drops(Standing::Owner), shared) {
                (1.., _) => Some(Severity::Error),
                (0, 0) => None,
                (0, some) if some == of(Standing::Shared).count() => Some(Severity::Error),
                (0, _) => Some(Severity::Warning),
            };
            let found = diagnostics_for(&file, &policy(None));
            let worst = worst(&found);
            let fits = match expected {
                Some(Severity::Error) => worst == Some(Severity::Error),
                Some(expected) => worst == Some(expected),
                None => worst != Some(Severity::Error) && (others == 0 || !found.is_empty() || is_own(&file)),
            };
            if !fits {
                let said: Vec<_> =
                    found.iter().map(|it| format!("{:?} {}", it.severity, it.message)).collect();
                wrong.push(format!("{place}: {expected:?} and not {worst:?}: {said:#?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} files:\n{}", wrong.len(), wrong.join("\n"));
}

/// Whether a file is one of a format laid over that of the place's owner.
fn is_own(file: &Document) -> bool {
    file.detection.as_ref().is_some_and(|detection| detection.document.overlay.is_some())
}
