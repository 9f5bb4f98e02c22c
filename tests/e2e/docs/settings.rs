//! The page about settings, made from their schema.

use std::fmt::Write;

use agentls_workspace::settings::{ParsedSettings, Settings};
use serde_json::Value;

use super::must_be;

/// What is set in the page, key by key.
const EXAMPLE: &str = include_str!("../../../server/docs/agentls.toml");

#[test]
fn the_example_can_be_used() {
    let read = ParsedSettings::of_text(EXAMPLE);
    assert_eq!(read.problems, []);
    let written: toml_edit::DocumentMut = EXAMPLE.parse().unwrap();
    let keys = Settings::schema()["properties"].as_object().unwrap().keys();
    let missing: Vec<_> = keys.filter(|key| !written.contains_key(key)).collect();
    assert!(missing.is_empty(), "the example does not show {missing:?}");
}

#[test]
fn the_page_of_all_settings() {
    let mut text = format!(
        "# Settings\n\n\
         None are needed. They are read from the nearest file `agentls.toml` in the folders above an agent file, on the\n\
         command line and in editors. Editors can set the same keys under `agentls`; agentls.toml wins, so that a repository\n\
         is checked the same for everyone. A change takes effect when the file is saved.\n\n\
         Files below no agentls.toml, such as those in `~/.claude`, are checked by the settings of the user, if there are any:\n\
         `~/.config/agentls/agentls.toml` (in `$XDG_CONFIG_HOME` if it is set), on Windows `%APPDATA%\\agentls\\agentls.toml`.\n\
         Globs and paths in it are relative to the home folder.\n\n\
         Errors in agentls.toml are reported at their line; its other settings still apply. One that cannot be read, such as a\n\
         folder, a pipe or a link that leads nowhere, is reported too. `agentls check` reports them as well and exits with 2;\n\
         `agentls fix` changes nothing until they are corrected.\n\n\
         Everything together:\n\n```toml\n{EXAMPLE}```\n\n\
         ## Every key\n\nMade from the JSON Schema that `agentls schema agentls.toml` prints. Editors with\n\
         [taplo](https://taplo.tamasfe.dev) or Even Better TOML complete and check the file with it:\n\n\
         ```sh\nagentls schema agentls.toml > agentls.schema.json\n```\n\n\
         ```toml\n#:schema ./agentls.schema.json\n```\n\n\
         | Key | Type | Values | Default | Meaning |\n| --- | --- | --- | --- | --- |\n"
    );
    rows(Settings::schema(), "", &mut text);
    text += "\n\
        ## Globs\n\n\
        Globs are relative to the folder of the settings file; those of an editor, to the folder of the workspace. `*` and\n\
        `?` match anything but `/`, `**` any number of folders, `[ab]` one of the characters and `{a,b}` one of the\n\
        alternatives. `*.md` is a file in that folder itself, `**/*.md` one anywhere below it.\n\n\
        Only in `exclude`, as in `.gitignore`, a glob without `/` is a name in any folder, and a folder that matches is excluded\n\
        with everything in it. Excluded files are not checked, fixed or drawn, and have no diagnostics in editors, open or not.\n\
        Tools load them all the same, so that other files may go on to refer to agents where tools look.\n\n\
        ## Places that other files name\n\n\
        Manifests of plugins (`plugin.json`, `marketplace.json` in `.claude-plugin`, `.github/plugin`, `.codex-plugin`,\n\
        `.cursor-plugin` or the folder itself) and `chat.agentFilesLocations`, `chat.agentSkillsLocations`,\n\
        `chat.promptFilesLocations` and `chat.instructionsFilesLocations` in `.vscode/settings.json` name places, too, as far\n\
        as they lie in the project. `locations` and the folders of tools take precedence.\n\n\
        ## Precedence\n\n\
        From lowest to highest: the settings of the editor, its `overrides` in order, agentls.toml, its `overrides` in\n\
        order, `--target`. Only the nearest agentls.toml is read, and those further up and that of the user are not. `exclude` of\n\
        the editor, of agentls.toml and `--exclude` add up.\n";
    must_be("settings.md", &text);
}

fn rows(schema: &Value, prefix: &str, text: &mut String) {
    let properties = schema["properties"].as_object().unwrap();
    for (key, property) in properties {
        let name = format!("{prefix}{key}");
        let doc = property["description"].as_str().unwrap_or_else(|| panic!("{name} is not explained"));
        let default = property.get("default").filter(|it| it.is_number() || it.is_boolean());
        let default = default.map_or(String::new(), |usual| format!("`{usual}`"));
        let doc = doc.replace('\n', " ");
        writeln!(text, "| `{name}` | {} | {} | {default} | {doc} |", kind(property), values(property))
            .unwrap();
        let items = &property["items"];
        match (key.as_str(), property.get("properties"), items.get("properties")) {
            ("rules", ..) => {}
            (_, Some(_), _) => rows(property, &format!("{name}."), text),
            (.., Some(_)) => rows(items, &format!("{name}[]."), text),
            _ => {}
        }
    }
}

fn kind(schema: &Value) -> String {
    match schema["type"].as_str().unwrap() {
        "array" => format!("list of {}s", kind(&schema["items"])),
        "object" => "table".to_owned(),
        simple @ ("integer" | "boolean") => simple.to_owned(),
        _ => "string".to_owned(),
    }
}

/// The values that a key may have, where they are few.
fn values(schema: &Value) -> String {
    let listed = match schema["properties"].as_object().and_then(|map| map.values().next_back()) {
        Some(any) if any.get("enum").is_some() => any["enum"].as_array(),
        _ => schema["enum"].as_array(),
    };
    let listed: Vec<_> =
        listed.into_iter().flatten().map(|value| format!("`{}`", value.as_str().unwrap())).collect();
    match (schema["minimum"].as_u64(), schema["maximum"].as_u64()) {
        (Some(least), Some(most)) => format!("{least} to {most}"),
        _ => listed.join(", "),
    }
}
