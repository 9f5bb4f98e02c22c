//! The verdicts of agentls against what the real tools did with real files. `tests/oracles` does the same with its cases.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use agentls_analysis::document::Document;
use agentls_analysis::loading::Outcome;
use agentls_analysis::tools::loaders;
use serde_json::Value;

use crate::shared;

/// Readings of one tool: the file that holds them, the kind of document that it was asked about, where the file was
/// put for it, and under which name its answer stands in a reading.
pub(crate) struct Readings {
    pub(crate) file: &'static str,
    pub(crate) document: &'static str,
    pub(crate) place: Place,
    pub(crate) answer: &'static str,
}

/// Where a file was put before the tool was asked.
pub(crate) enum Place {
    /// In this folder, under its own name.
    In(&'static str),
    /// In this folder, under its own name with the extension `.md`.
    MarkdownIn(&'static str),
    /// In a folder of this folder that is called like the folder it came from, as `SKILL.md`.
    SkillIn(&'static str),
}

const fn readings(file: &'static str, document: &'static str, place: Place) -> Readings {
    Readings { file, document, place, answer: "" }
}

pub(crate) const READINGS: &[Readings] = &[
    readings("claude_dev.jsonl", "claude-code.agent", Place::In(".claude/agents")),
    readings("claude_skill_dev.jsonl", "claude-code.skill", Place::SkillIn(".claude/skills")),
    readings("claude_command_dev.jsonl", "claude-code.command", Place::In(".claude/commands")),
    readings("opencode_dev.jsonl", "opencode.agent", Place::In(".opencode/agent")),
    readings("opencode_command_dev.jsonl", "opencode.command", Place::In(".opencode/command")),
    readings("opencode_skill_dev.jsonl", "opencode.skill", Place::SkillIn(".opencode/skill")),
    readings("gemini_dev.jsonl", "gemini-cli.agent", Place::In(".gemini/agents")),
    readings("gemini_skill_dev.jsonl", "gemini-cli.skill", Place::SkillIn(".gemini/skills")),
    readings("qwen_on_claude_dev.jsonl", "qwen-code.agent", Place::In(".qwen/agents")),
    readings("copilot_dev.jsonl", "copilot.agent", Place::In(".github/agents")),
    readings("copilot_on_flow_dev.jsonl", "copilot.agent", Place::In(".github/agents")),
    readings("copilot_skill_dev.jsonl", "copilot.skill", Place::SkillIn(".github/skills")),
    readings("kilo_agent_on_claude_dev.jsonl", "kilo.agent", Place::In(".kilo/agents")),
    readings("kilo_agent_on_opencode_dev.jsonl", "kilo.agent", Place::In(".kilo/agents")),
    readings("kilo_skill_dev.jsonl", "kilo.skill", Place::SkillIn(".kilo/skills")),
    readings("cline_rule_dev.jsonl", "cline.rule", Place::MarkdownIn(".clinerules")),
    readings("cline_skill_dev.jsonl", "cline.skill", Place::SkillIn(".cline/skills")),
    readings("continue_rule_dev.jsonl", "continue.rule", Place::MarkdownIn(".continue/rules")),
    readings("vscode_agent_dev.jsonl", "vscode.agent", Place::In(".github/agents")),
    readings("vscode_claude_dev.jsonl", "vscode.claude-agent", Place::In(".claude/agents")),
    readings("skillsref_dev.jsonl", "agent-skills.skill", Place::SkillIn(".agents/skills")),
    readings("codex_skill_dev.jsonl", "codex.skill", Place::SkillIn(".codex/skills")),
    readings("droid_agent_on_claude_dev.jsonl", "factory.droid", Place::In(".factory/droids")),
    readings("droid_skill_dev.jsonl", "factory.skill", Place::SkillIn(".factory/skills")),
    readings("droid_command_dev.jsonl", "factory.command", Place::In(".factory/commands")),
    readings("auggie_command_dev.jsonl", "augment.command", Place::In(".augment/commands")),
    readings("auggie_skill_dev.jsonl", "augment.skill", Place::SkillIn(".augment/skills")),
    readings("auggie_rule_dev.jsonl", "augment.rule", Place::In(".augment/rules")),
    readings("claude_flow_dev.jsonl", "claude-flow.agent", Place::In(".claude/agents")),
    readings("ruflo_dev.jsonl", "ruflo.agent", Place::In(".claude/agents")),
    Readings {
        answer: "agentic",
        ..readings("claude_flow_dev.jsonl", "agentic-flow.agent", Place::In(".claude/agents"))
    },
];

#[test]
fn every_verdict_is_the_real_tools() {
    let Some(oracles) = shared("oracles") else { return };
    let mut wrong = Vec::new();
    // To look at some only: a part of the kind's name.
    let only = std::env::var("AGENTLS_ORACLE").unwrap_or_default();
    for readings in READINGS.iter().filter(|readings| readings.document.contains(&only)) {
        let found = compare(&oracles, readings);
        let (all, equal) = (found.len(), found.values().filter(|difference| difference.is_none()).count());
        println!("{equal:5} of {all:5} equal: {} in {}", readings.document, readings.file);
        wrong.extend(
            found.into_iter().filter_map(|(path, difference)| {
                Some(format!("{} {path}: {}", readings.document, difference?))
            }),
        );
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

/// For every reading, by its path, how our verdict differs.
fn compare(oracles: &Path, readings: &Readings) -> BTreeMap<String, Option<String>> {
    let loader = loaders()
        .find(|loader| loader.id == readings.document)
        .unwrap_or_else(|| panic!("no loader for {}", readings.document));
    let lines = fs::read_to_string(oracles.join(readings.file)).unwrap();
    let mut found = BTreeMap::new();
    for line in lines.lines() {
        let reading: Value = serde_json::from_str(line).unwrap();
        let path = reading["path"].as_str().unwrap();
        let Some(expected) = outcome(&reading, readings.answer) else { continue };
        let text = text(oracles, path);
        let document = Document::new(Some(readings.place.of(path).into()), 0, &text);
        let verdict = document.verdict(loader);
        let differs = verdict.outcome != expected;
        found.insert(
            path.to_owned(),
            differs.then(|| {
                let what = reading["reason"].as_str().unwrap_or_default();
                format!("{expected:?} ({what}), and we say {:?} ({})", verdict.outcome, verdict.reason)
            }),
        );
    }
    found
}

/// What the tool was asked about.
pub(crate) fn text(oracles: &Path, path: &str) -> String {
    let file = path.strip_prefix("files/").unwrap_or_else(|| panic!("{path}: it is no file of the corpus"));
    let bytes = fs::read(oracles.join("../corpus/dev").join(file));
    String::from_utf8_lossy(&bytes.unwrap_or_else(|error| panic!("{path}: {error}"))).into_owned()
}

/// What the tool did. `answer` names the part of the reading that is about it, if it is not the whole.
pub(crate) fn outcome(reading: &Value, answer: &str) -> Option<Outcome> {
    let part = if answer.is_empty() { reading } else { &reading[answer] };
    match part["verdict"].as_str() {
        Some("load") => Some(Outcome::Loads),
        Some("recover") => Some(Outcome::Repaired),
        Some("placeholder") => Some(Outcome::Placeholder),
        Some("skip") => Some(Outcome::Dropped),
        Some("refuse") => Some(Outcome::Stops),
        _ => part["loaded"].as_bool().map(|loaded| if loaded { Outcome::Loads } else { Outcome::Dropped }),
    }
}

impl Place {
    /// The path at which the tool saw a file.
    pub(crate) fn of(&self, path: &str) -> String {
        let mut parts = path.rsplit('/');
        let (name, folder) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        match self {
            Self::In(place) => format!("/w/{place}/{name}"),
            Self::MarkdownIn(place) => {
                let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
                format!("/w/{place}/{stem}.md")
            }
            Self::SkillIn(place) => format!("/w/{place}/{folder}/SKILL.md"),
        }
    }
}
