//! The page about dialect files, made from their schema.

use std::fmt::Write;

use agentls::settings::{dialect_schema, parse_dialect};
use agentls_analysis::dialect::Dialects;
use serde_json::Value;

use super::must_be;

/// The file that the page shows.
pub(crate) const EXAMPLE: &str = include_str!("../../../server/docs/our-runner.yaml");

/// The parts of the format, in the order in which they are told of.
const PARTS: &[&str] =
    &["Document", "Field", "Set", "Value", "Pattern", "Deprecation", "BuiltIn", "SameName"];

#[test]
fn the_example_can_be_used() {
    assert_eq!(parse_dialect(EXAMPLE, Dialects::built_in()).err(), None);
}

#[test]
fn the_page_of_dialect_files() {
    let schema = dialect_schema();
    let mut text = format!(
        "# Tools of your own\n\n\
         What agentls knows of a tool is one YAML file: where its files lie, and which keys and values they may have. Those\n\
         that it brings along are in [dialects](../analysis/src/dialects), one for each tool. A file of the same format makes\n\
         it know a tool of yours, too. `agentls.toml` names it, relative to its own folder, in which or below which it has to lie:\n\n\
         ```toml\ndialects = [\"tools/our-runner.yaml\"]\n```\n\n\
         It is data and nothing else; nothing in it is run. A change takes effect when the file is saved. Findings,\n\
         completion, hovers, navigation, `agentls dialects` and `agentls schema our-runner.agent` work for its kinds of file\n\
         as for all others, and `targets` and `locations` may name them. What agentls says of whether a file is loaded, it\n\
         says only of the tools that it was held against.\n\n\
         Where its files are those of a tool that agentls knows, its keys are checked beside the tool's, and neither takes\n\
         the place of the other; with `replaces: true` and the id of the tool it does.\n\n\
         What is wrong in the file is said in the file, at its place. Until it is mended the file is left out as a whole:\n\
         with half of what is to be known of a tool, what agentls says would not be true.\n\n\
         An example:\n\n```yaml\n{EXAMPLE}```\n\n\
         Its `id` has to be a new one. A file with the id of a tool that agentls brings along takes its place if it says\n\
         `replaces: true`. Where two kinds of file claim a path, those of the project go first.\n\n\
         Editors that check YAML by a JSON Schema complete the file with what `agentls schema dialect` prints.\n\n\
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
        "object" => format!("names with {}", kind(&schema["additionalProperties"])),
        "integer" => "whole number".to_owned(),
        "boolean" => "`true` or `false`".to_owned(),
        "string" => "text".to_owned(),
        other => other.to_owned(),
    }
}
