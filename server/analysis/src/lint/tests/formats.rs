//! Files that are no markdown: TOML and YAML from the first line to the last.

use super::*;

const CODEX: &str = "/w/.codex/agents/deep/x.toml";
const SIDE: &str = "/w/.agents/skills/x/agents/openai.yaml";
const CLINE: &str = "/w/.cline/agents/x.yaml";

#[test]
fn a_codex_agent_needs_three_keys() {
    check_at(CODEX, "name = \"x\"\ndescription = 'd'\ndeveloper_instructions = \"\"\"\nDo.\n\"\"\"\n");
    check_at(
        CODEX,
        r#"
        # An agent.
        ^^^^^^^^^^^ missing-field: Codex drops this agent: `name` is missing
        description = " "
                      ^^^ invalid-value: Codex drops this agent
        developer_instructions = ""
                                 ^^ empty-field: Codex drops this agent: `developer_instructions` is empty
        "#,
    );
}

#[test]
fn one_wrong_key_or_value_drops_a_codex_agent() {
    check_at(
        CODEX,
        r#"
        name = "x"
        description = "d"
        developer_instructions = "i"
        color = "red"
        ^^^^^ unknown-key: Codex drops this agent: `color` is not a known key
        sandbox_mode = "readonly"
                        ^^^^^^^^ unknown-value: Codex drops this agent: `readonly` is not a valid value. Did you mean
        tools = ["Read"]
                ^^^^^^^^ wrong-type: Codex drops this agent: `tools` must be a
        model = 5
                ^ wrong-type: Codex drops this agent: `model` must be a string, not a number
        hide_agent_reasoning = "true"
                               ^^^^^^ wrong-type: Codex drops this agent
        model_provider = "p"
        [mcp_servers.docs]
        command = "npx"
        [features]
        foo = true
        "#,
    );
}

#[test]
fn what_is_no_toml_is_said_where_it_is() {
    check_at(
        CODEX,
        r#"
        name = "x"
        description = Reviews changes.
                      ^^^^^^^^^^^^^^^^ invalid-toml: Codex drops this agent
        developer_instructions = "i"
        name = "y"
        ^^^^ invalid-toml: Codex drops this agent: invalid TOML: duplicate key
        "#,
    );
    check_at(
        CODEX,
        "---\n^^^ invalid-toml: Codex drops this agent\nname: x\n      ^ invalid-toml: Codex drops\n---\n^^^ invalid-toml: Codex drops\n",
    );
}

#[test]
fn a_fix_of_a_codex_agent_writes_toml() {
    let fixed = |text: &str| {
        let document = Document::new(Some(CODEX.into()), 0, text);
        let found = diagnostics(&document);
        let fix = found.iter().flat_map(|found| &found.fixes).next().expect("a fix");
        let edits = fix.edits.iter().map(|edit| (edit.range.clone(), edit.text.as_str()));
        document.replaced(edits).text.to_string()
    };
    let rest = "description = \"d\"\ndeveloper_instructions = \"i\"\n";
    assert_eq!(fixed(rest), format!("name = \"x\"\n{rest}"));
    let named = format!("name = \"x\"\n{rest}");
    assert_eq!(fixed(&format!("{named}modle = \"m\"\n")), format!("{named}model = \"m\"\n"));
}

#[test]
fn the_settings_of_a_skill_are_yaml_without_dashes() {
    check_at(
        SIDE,
        r#"
        interface:
          display_name: Reviewer
          brand_color: red
                       ^^^ invalid-value: Codex ignores `brand_color`
        policy:
          allow_implicit_invocation: "false"
                                     ^^^^^^^ wrong-type: Codex drops this file
          products: [codex, CHATGPT, codx]
                                     ^^^^ unknown-value: Codex drops this file
        "#,
    );
    check_at("/w/x/agents/openai.yaml", "policy: 5\n");
}

#[test]
fn a_cline_agent_has_front_matter_in_a_yaml_file() {
    check_at(CLINE, "---\nname: x\ndescription: d\nmaxIterations: 3\n---\n\nDo.\n");
    check_at(
        CLINE,
        "---\n^^^ missing-field: Cline drops this agent: `description` is missing\nname: x\n---\n\nDo.\n",
    );
}

#[test]
fn a_command_of_gemini_cli_needs_a_prompt() {
    let path = "/w/.gemini/commands/git/commit.toml";
    check_at(path, "prompt = \"\"\"\nCommit {{args}}.\n\"\"\"\n");
    check_at(
        path,
        r#"
        description = 5
                      ^ wrong-type: Gemini CLI drops this command: `description` must be a string
        prompt = ["x"]
                 ^^^^^ wrong-type: Gemini CLI drops this command: `prompt` must be a string, not a list
        "#,
    );
    check_at(
        path,
        "description = \"d\"\n^^^^^^^^^^^^^^^^^ missing-field: Gemini CLI drops this command: `prompt` is missing\n",
    );
}
