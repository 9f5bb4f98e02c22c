use crate::loading::Outcome::{self, Dropped, Loads, Repaired};
use crate::loading::tests;

mod remote;
mod skills;

fn check(expected: Outcome, source: &str) {
    tests::check("gemini-cli.agent", "/w/.gemini/agents/x.md", expected, source);
}

#[test]
fn the_front_matter_needs_clean_dashes() {
    check(Loads, "---\nname: x\ndescription: d\n---\nBody\n");
    check(Loads, "---\r\nname: x\r\ndescription: d\r\n---\r\nBody\r\n");
    check(Loads, "---\nname: x\ndescription: d\n---glued\n");
    check(Dropped, "\u{feff}---\nname: x\ndescription: d\n---\n");
    check(Dropped, "--- \n^^^^ a space after the opening `---`\nname: x\ndescription: d\n---\n");
    check(Dropped, "---\n^^^ no closing `---`\nname: x\ndescription: d\n");
    check(Dropped, "Text\n^^^^ no front matter\n");
}

#[test]
fn the_schema_is_strict() {
    check(
        Loads,
        "---\nname: a_b-1\ndescription: d\ntools: [read_file, mcp_github_*, \"*\"]\nmax_turns: 3\n---\n",
    );
    check(Dropped, "---\n^^^ `description` is missing\nname: x\n---\n");
    check(Dropped, "---\nname: Upper\n      ^^^^^ `Upper` is not a valid `name`\ndescription: d\n---\n");
    check(Dropped, "---\nname: 12\n      ^^ `name` cannot be `12`\ndescription: d\n---\n");
    check(Dropped, "---\nname: x\ndescription:\n^^^^^^^^^^^ `description` is empty\n---\n");
    check(Dropped, "---\nname: x\ndescription: d\ncolor: red\n^^^^^ unknown key `color`\n---\n");
    check(
        Dropped,
        "---\nname: x\ndescription: d\ntools: read_file\n       ^^^^^^^^^ `tools` must be a list, not a string\n---\n",
    );
    check(
        Dropped,
        "---\nname: x\ndescription: d\ntools: [Read]\n       ^^^^^^ `Read` is not valid in `tools`\n---\n",
    );
    check(
        Dropped,
        "---\nname: x\ndescription: d\nmax_turns: 0\n           ^ `max_turns` must be a positive integer\n---\n",
    );
    check(Dropped, "---\nname: x\ndescription: d\nmodel:\n^^^^^ `model` is empty\n---\n");
    check(Dropped, "---\nname: x\ndescription: a: b\n              ^ invalid YAML\n---\n");
    check(Dropped, "---\nname: x\nname: y\ndescription: d\n---\n");
}

#[test]
fn remote_agents() {
    check(Loads, "---\nname: x\nagent_card_url: https://example.com/card\n---\n");
    check(
        Loads,
        "---\n- name: x\n  agent_card_json: '{}'\n- name: y\n  agent_card_url: https://example.com\n---\n",
    );
    check(Dropped, "---\nname: x\nkind: remote\n---\n");
    check(
        Dropped,
        "---\nname: x\nagent_card_url: nowhere\n                ^^^^^^^ `nowhere` is not a valid `agent_card_url`\n---\n",
    );
    check(Dropped, "---\n- name: x\n---\n");
    check(Dropped, "---\nname: x\nagent_card_url: https://a.b\nauth:\n  type: http\n  scheme: Basic\n---\n");
}

#[test]
fn files_by_their_names() {
    let named = |name: &str, expected| {
        let path = format!("/w/.gemini/agents/{name}");
        tests::check("gemini-cli.agent", &path, expected, "---\nname: x\ndescription: d\n---\n");
    };
    named("x.md", Loads);
    named("_x.md", Dropped);
    named("x.markdown", Dropped);
}

#[test]
fn skills_are_read_by_their_lines_if_need_be() {
    let skill = |expected, text: &str| {
        tests::check("gemini-cli.skill", "/w/.gemini/skills/x/SKILL.md", expected, text);
    };
    skill(Loads, "---\nname: x\ndescription: d\nother: 1\n---\n");
    skill(Loads, "---\nname: 12\ndescription:\n---\n");
    skill(Repaired, "---\nname: x\ndescription: a: b\n              ^ invalid YAML, read line by line\n---\n");
    skill(Dropped, "---\n^^^ no line starts with `description:`\nname: x\n---\n");
    skill(Dropped, "name: x\n^^^^^^^ no front matter\ndescription: d\n");
}
