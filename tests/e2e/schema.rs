//! `agentls schema`: schemas that are right, that take what is right, and that refuse what is wrong.

use std::path::Path;
use std::process::Command;

use agentls_analysis::dialect::file_kinds;
use agentls_analysis::document::{Change, Document};
use agentls_analysis::ide::completion::completions;
use agentls_analysis::index::AgentIndex;
use agentls_analysis::text::{Encoding, Position};
use agentls_workspace::settings::ParsedSettings;
use serde_json::{Value, json};

fn schema(kind: &str) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_agentls")).args(["schema", kind]).output().unwrap();
    assert!(output.status.success(), "{kind}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn every_kind_has_a_schema_that_is_one() {
    for kind in file_kinds() {
        let schema = schema(&kind.id);
        assert!(jsonschema::meta::is_valid(&schema), "{}", kind.id);
        assert!(jsonschema::validator_for(&schema).is_ok(), "{}", kind.id);
    }
}

/// The front matter of a text as JSON.
fn front_matter(text: &str) -> Value {
    let block = text.strip_prefix("---\n").and_then(|text| text.split_once("\n---\n")).unwrap().0;
    serde_yaml::from_str(block).unwrap()
}

#[test]
fn the_example_fits_and_a_wrong_one_does_not() {
    let schema = jsonschema::validator_for(&schema("claude-flow.agent")).unwrap();
    let mut agent = front_matter(include_str!("../fixtures/.claude/agents/async-engineer.md"));
    assert!(
        schema.is_valid(&agent),
        "{:?}",
        schema.iter_errors(&agent).map(|error| error.to_string()).collect::<Vec<_>>()
    );
    agent["priority"] = json!("hihg");
    assert!(!schema.is_valid(&agent));
    agent["priority"] = json!("high");
    agent["capabilities"] = json!("testing");
    assert!(!schema.is_valid(&agent));
    agent.as_object_mut().unwrap().remove("capabilities");
    agent.as_object_mut().unwrap().remove("description");
    assert!(!schema.is_valid(&agent));
}

#[test]
fn what_is_open_stays_open_and_what_is_refused_is_refused() {
    let claude = jsonschema::validator_for(&schema("claude-code.agent")).unwrap();
    let agent =
        json!({ "name": "x", "description": "d", "model": "my-gateway/x", "tools": "Own", "my-key": 1 });
    assert!(claude.is_valid(&agent));
    let gemini = jsonschema::validator_for(&schema("gemini-cli.agent")).unwrap();
    assert!(!gemini.is_valid(&json!({ "name": "x", "description": "d", "my-key": 1 })));
}

/// Every value that completion offers for a top-level key of a kind fits that kind's schema.
#[test]
fn what_completion_offers_fits() {
    let mut tried = 0;
    for kind in file_kinds().filter(|kind| !kind.globs.is_empty()) {
        let schema = schema(&kind.id);
        let path = kind.globs[0].replace("**/", "/w/").replace("*.md", "x.md").replace('*', "x");
        for field in kind.fields.iter().filter(|field| field.name != "*" && field.evidence.is_offered()) {
            let text = format!("---\n{}: \n---\n", field.name);
            let document = Document::new(Some(path.as_str().into()), 0, &text);
            let property =
                json!({ "$schema": schema["$schema"], "anyOf": [schema["properties"][&field.name]] });
            let property = jsonschema::validator_for(&property).unwrap();
            for offer in completions(&document, 4 + field.name.len() + 2, &AgentIndex::default()) {
                let at = Position { line: 1, column: u32::try_from(field.name.len() + 2).unwrap() };
                let change = Change { range: Some((at, at)), text: &offer.text };
                let written = document.changed(1, &[change], Encoding::Utf8).text.to_string();
                let value = &front_matter(&written)[&field.name];
                assert!(property.is_valid(value), "{}: {}: {value}", kind.id, field.name);
                tried += 1;
            }
        }
    }
    assert!(tried > 200, "only {tried} values were tried");
}

#[test]
fn an_unknown_kind_is_named() {
    let output = Command::new(env!("CARGO_BIN_EXE_agentls"))
        .args(["schema", "claude-code.agents"])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("Did you mean `claude-code.agent`?"), "{message}");
}

#[test]
fn the_schema_of_settings_is_one_and_takes_what_the_server_takes() {
    let schema = schema("agentls.toml");
    assert!(jsonschema::meta::is_valid(&schema));
    let schema = jsonschema::validator_for(&schema).unwrap();
    let fits = |text: &str| {
        let table: toml::Table = text.parse().unwrap();
        let said = ParsedSettings::of_text(text).problems;
        let fits = schema.is_valid(&serde_json::to_value(table).unwrap());
        assert_eq!(fits, said.is_empty(), "{text}: {said:?}");
        fits
    };
    assert!(fits(include_str!("../../server/docs/agentls.toml")));
    assert!(fits("targets = ['our-own']"), "a project may have its own tools");
    for wrong in [
        "target = []",
        "targets = [1]",
        "targets = 'copilot'",
        "rules.unknwon-value = 'off'",
        "rules.unknown-value = 'loud'",
        "[[overrides]]\nrules = {}",
        "[[overrides]]\nfiles = []",
        "[overrides]",
        "[limits]\nfiles = 0",
        "[limits]\nfiles = 100000000",
        "[limits]\nfiles = 1.5",
        "vocabulary = { colours = [] }",
        "[[locations]]\nfiles = ['x']",
    ] {
        assert!(!fits(wrong), "{wrong}");
    }
}
