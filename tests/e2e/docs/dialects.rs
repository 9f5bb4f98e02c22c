//! The page about dialect files, made from their schema.

use std::fmt::Write;

use agentls_analysis::dialect::Dialects;
use agentls_workspace::settings::{dialect_schema, parse_dialect};
use serde_json::Value;

use super::must_be;

/// The file that the page shows.
pub(crate) const EXAMPLE: &str = include_str!("../../../server/docs/our-runner.yaml");

/// The parts of the format, in the order in which they are told of.
const PARTS: &[&str] = &[
    "Document",
    "Field",
    "Set",
    "Value",
    "Pattern",
    "Deprecation",
    "BuiltIn",
    "SameName",
    "BeforeBuiltIn",
    "Listing",
    "Refusal",
    "Observed",
    "LoadShell",
    "ShellStops",
    "Placeholders",
    "Sent",
    "SentArguments",
    "SentImports",
    "SentListed",
    "SentTools",
];

#[test]
fn the_example_can_be_used() {
    assert_eq!(parse_dialect(EXAMPLE, Dialects::built_in()).err(), None);
}

#[test]
fn the_page_of_dialect_files() {
    let schema = dialect_schema();
    let mut text = format!(
        "# Tools of your own\n\n\
         What agentls knows about a tool is one YAML file: the paths of its files, and their keys and values. The built-in\n\
         ones are in [tools](../analysis/src/tools), one folder each. A file of the same format adds a tool of your own.\n\
         `agentls.toml` names it, relative to its own folder, which must contain it:\n\n\
         ```toml\ndialects = [\"tools/our-runner.yaml\"]\n```\n\n\
         It is data only; nothing in it is executed. A change takes effect when the file is saved. Diagnostics,\n\
         completion, hovers, navigation, `agentls dialects` and `agentls schema our-runner.agent` work for its kinds of file\n\
         as for all others, and `targets` and `locations` can name them. Verdicts about loading exist only for tools that\n\
         agentls was tested against.\n\n\
         Where its files are those of a tool that agentls knows, its keys are checked as well as the tool's; with\n\
         `replaces: true` and the id of the tool they are checked instead.\n\n\
         Errors in the file are reported at their line. A file with errors is not used at all: with half of the facts about\n\
         a tool, diagnostics would be wrong.\n\n\
         An example:\n\n```yaml\n{EXAMPLE}```\n\n\
         Its `id` must be unique. A file with the id of a built-in tool replaces it if it sets `replaces: true`. If two kinds\n\
         of file claim a path, those of the project take precedence.\n\n\
         `agentls schema dialect` prints a JSON Schema, with which editors complete and check the file.\n\n\
         ## The file\n\n"
    );
    table(schema, &mut text);
    for name in PARTS {
        let part = &schema["$defs"][name];
        write!(text, "\n## {name}\n\n{}\n\n", description(part)).unwrap();
        table(part, &mut text);
    }
    text += "\n## Words\n";
    for (name, part) in schema["$defs"].as_object().unwrap() {
        if let Some(words) = part["oneOf"].as_array() {
            write!(text, "\n### {name}\n\n{}\n\n", description(part)).unwrap();
            words.iter().for_each(|word| {
                writeln!(text, "- `{}`: {}", word["const"].as_str().unwrap(), description(word)).unwrap();
            });
        }
    }
    for name in ["Type", "Color"] {
        let part = &schema["$defs"][name];
        let examples: Vec<_> = part["examples"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| format!("`{}`", it.as_str().unwrap()))
            .collect();
        write!(text, "\n### {name}\n\n{} Examples: {}.\n", description(part), examples.join(", ")).unwrap();
    }
    must_be("dialects.md", &text);
}

fn table(part: &Value, text: &mut String) {
    text.push_str("| Key | Type | Meaning |\n| --- | --- | --- |\n");
    let required: Vec<_> =
        part["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for (key, property) in part["properties"].as_object().unwrap() {
        let need = if required.contains(&key.as_str()) { " **required**" } else { "" };
        let doc = description(property).replace('|', "\\|");
        writeln!(text, "| `{key}`{need} | {} | {doc} |", kind(property)).unwrap();
    }
}

fn description(part: &Value) -> String {
    part["description"].as_str().unwrap_or_else(|| panic!("not explained: {part}")).replace('\n', " ")
}

/// What may stand in a place, with links to the parts of the format.
fn kind(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap();
        return format!("[{name}](#{})", name.to_lowercase());
    }
    if let Some(any) = schema["anyOf"].as_array() {
        return kind(&any[0]);
    }
    let named = schema["type"].as_str().or_else(|| schema["type"][0].as_str());
    match named.unwrap() {
        "array" => format!("list of {}", kind(&schema["items"])),
        "object" => format!("mapping to {}", kind(&schema["additionalProperties"])),
        "integer" => "integer".to_owned(),
        "boolean" => "boolean".to_owned(),
        "string" => "string".to_owned(),
        other => other.to_owned(),
    }
}
