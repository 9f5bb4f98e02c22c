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
    check(Dropped, "--- \n^^^^ here\nname: x\ndescription: d\n---\n");
    check(Dropped, "---\n^^^ here\nname: x\ndescription: d\n");
    check(Dropped, "Text\n^^^^ here\n");
}

#[test]
fn the_schema_is_strict() {
    check(
        Loads,
        "---\nname: a_b-1\ndescription: d\ntools: [read_file, mcp_github_*, \"*\"]\nmax_turns: 3\n---\n",
    );
    check(Dropped, "---\n^^^ here\nname: x\n---\n");
    check(Dropped, "---\nname: Upper\n      ^^^^^ here\ndescription: d\n---\n");
    check(Dropped, "---\nname: 12\n      ^^ here\ndescription: d\n---\n");
    check(Dropped, "---\nname: x\ndescription:\n^^^^^^^^^^^ here\n---\n");
    check(Dropped, "---\nname: x\ndescription: d\ncolor: red\n^^^^^ here\n---\n");
    check(Dropped, "---\nname: x\ndescription: d\ntools: read_file\n       ^^^^^^^^^ here\n---\n");
    check(Dropped, "---\nname: x\ndescription: d\ntools: [Read]\n       ^^^^^^ here\n---\n");
    check(Dropped, "---\nname: x\ndescription: d\nmax_turns: 0\n           ^ here\n---\n");
    check(Dropped, "---\nname: x\ndescription: d\nmodel:\n^^^^^ here\n---\n");
    check(Dropped, "---\nname: x\ndescription: a: b\n              ^ here\n---\n");
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
    check(Dropped, "---\nname: x\nagent_card_url: nowhere\n                ^^^^^^^ here\n---\n");
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
    skill(Repaired, "---\nname: x\ndescription: a: b\n              ^ here\n---\n");
    skill(Dropped, "---\n^^^ here\nname: x\n---\n");
    skill(Dropped, "name: x\n^^^^^^^ here\ndescription: d\n");
}
