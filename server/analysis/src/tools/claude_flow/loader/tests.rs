use crate::loading::Outcome::{self, Dropped, Loads};
use crate::loading::tests;

const AGENT: &str = "/w/.claude/agents/core/scout.md";

fn flow(expected: Outcome, source: &str) {
    tests::check("claude-flow.agent", AGENT, expected, source);
}

fn agentic(expected: Outcome, source: &str) {
    tests::check("agentic-flow.agent", AGENT, expected, source);
}

#[test]
fn the_header_needs_lf() {
    let text = "---\nname: scout\ndescription: d\nmetadata:\n  description: d\n---\nBe brief.\n";
    let both = |expected, text: &str| {
        flow(expected, text);
        agentic(expected, text);
    };
    both(Loads, text);
    both(Loads, &text.replace("---\nBe brief.\n", "---\n"));
    both(Dropped, &text.replace('\n', "\r\n"));
    both(Dropped, &text.replace('\n', "\r"));
    both(Dropped, &format!("\u{feff}{text}"));
    both(Dropped, &format!("\n{text}"));
    both(Dropped, &text.replace("---\nname", "--- \nname"));
    both(Dropped, &text.replace("---\nBe brief.\n", "---"));
    both(Dropped, &text.replace("---\nBe", "--- \nBe"));
    both(Dropped, "---\n^^^ no closing `---`\nname: scout\n");
    both(Dropped, "---\n---\nBe brief.\n");
    both(Dropped, "Be brief.\n^^^^^^^^^ no front matter\n");
}

#[test]
fn files_are_read_by_their_names() {
    let text = "---\nname: scout\ndescription: d\nmetadata:\n  description: d\n---\n";
    for (name, first, second) in [
        ("README.md", Dropped, Dropped),
        ("MIGRATION_SUMMARY.md", Dropped, Loads),
        ("readme.md", Loads, Loads),
        (".scout.md", Dropped, Loads),
        ("scout.MD", Dropped, Dropped),
        ("scout.txt", Dropped, Dropped),
    ] {
        let path = format!("/w/.claude/agents/{name}");
        tests::check("claude-flow.agent", &path, first, text);
        tests::check("agentic-flow.agent", &path, second, text);
    }
}

#[test]
fn claude_flow_wants_a_name_and_a_description_within_metadata() {
    flow(Loads, "---\nname: scout\nmetadata: {description: d}\n---\n");
    flow(Loads, "---\nname: scout\nmetadata:\n  description: [d]\n---\n");
    flow(Loads, "---\nname: \"0\"\nmetadata: {description: \" \"}\n---\n");
    flow(Dropped, "---\n^^^ `name` is missing\nmetadata: {description: d}\n---\n");
    flow(Dropped, "---\nname: \"\"\n      ^^ `name` is empty\nmetadata: {description: d}\n---\n");
    flow(Dropped, "---\nname: 0\n      ^ `name` is `0`\nmetadata: {description: d}\n---\n");
    flow(Dropped, "---\nname:\n^^^^ `name` is empty\nmetadata: {description: d}\n---\n");
    flow(Dropped, "---\n^^^ `metadata.description` is missing\nname: scout\ndescription: d\n---\n");
    flow(Dropped, "---\nname: scout\nmetadata: d\n^^^^^^^^ `metadata.description` is missing\n---\n");
    flow(
        Dropped,
        "---\nname: scout\nmetadata:\n^^^^^^^^ `metadata.description` is missing\n  author: me\n---\n",
    );
    flow(
        Dropped,
        "---\nname: scout\nmetadata:\n  description: false\n               ^^^^^ `metadata.description` is `false`\n---\n",
    );
    flow(Dropped, "---\nname: scout\nmetadata:\n- description: d\n---\n");
    flow(Dropped, "---\nscout\n---\n");
}

#[test]
fn claude_flow_reads_yaml() {
    let with = |expected, lines: &str| {
        flow(expected, &format!("---\nname: scout\nmetadata: {{description: d}}\n{lines}\n---\n"));
    };
    with(Loads, "hooks:\n  pre: |\n    echo\n    echo");
    with(Loads, "x: !important a");
    with(Loads, "x: a\u{7f}b\u{feff}c\rd");
    with(Dropped, "description: a: b\n              ^ invalid YAML");
    with(Dropped, "name: other");
    with(Dropped, "x: *a");
    with(Dropped, "x: [a,\nb]");
    with(Dropped, "...\nx: y");
}

#[test]
fn claude_flow_fails_on_names_that_are_no_texts() {
    let source = "---\nname: 42\n      ^^ `name` must be a string\nmetadata: {description: d}\n---\n";
    tests::loses("claude-flow.agent", AGENT, Loads, source);
}

#[test]
fn agentic_flow_reads_lines() {
    agentic(Loads, "---\nname: scout\ndescription: a: b\n---\n");
    agentic(Loads, "---\nname: [\ndescription: *d\n---\n");
    agentic(Loads, "---\nname: scout\ndescription: |\n  Looks around\n---\n");
    agentic(Loads, "---\nname:scout\ndescription:Looks around\n---\n");
    agentic(Loads, "---\nname: scout\ndescription: \n---\n");
    agentic(Loads, "---\nname: scout\ndescription: \"\" \n---\n");
    agentic(Loads, "---\nname: scout\ndescription: \"\"\ndescription: d\n---\n");
    agentic(
        Dropped,
        "---\nname: scout\ndescription: d\ndescription: ''\n^^^^^^^^^^^^^^^ the last `description:` line has no value\n---\n",
    );
    agentic(
        Dropped,
        "---\nname: scout\ndescription:\n^^^^^^^^^^^ no `description:` line with a value\n  Looks around\n---\n",
    );
    agentic(Dropped, "---\nname: scout\ndescription: \"\n---\n");
    agentic(Dropped, "---\n  name: scout\n  ^^^^ no `name:` line with a value\n  description: d\n---\n");
    agentic(Dropped, "---\n\"name\": scout\ndescription: d\n---\n");
    agentic(Dropped, "---\nname : scout\ndescription: d\n---\n");
    agentic(Dropped, "---\nname: scout\r\ndescription: d\n---\n");
    agentic(Loads, "---\nname: \rscout\ndescription: \u{2028}d\n---\n");
}

#[test]
fn agentic_flow_says_what_it_makes_of_yaml() {
    let loses = |lines: &str| {
        let source = format!("---\n{lines}\n---\n");
        tests::loses("agentic-flow.agent", AGENT, Loads, &source);
    };
    loses("name: scout\ndescription: \"d\"\ntools: Read, Grep");
    loses("name: scout # me\n      ^^^^^ `scout # me`\ndescription: d");
    loses("name: scout\ndescription: d\ntools: [Read, Grep]\n       ^^^^^^^^^^^^ include the brackets");
    loses("name: scout\ndescription: a: b\ntools:\n  - Read");
}

#[test]
fn tabs_are_no_indentation() {
    let with = |expected, lines: &str| {
        flow(expected, &format!("---\nname: scout\n{lines}\nmetadata:\n  description: d\n---\n"));
    };
    with(Loads, "x: |\n  a\n  \t\n  b");
    with(Dropped, "x: |\n  a\n\t\n");
    with(Dropped, "x: >\n  a\n \t\ny: z");
    with(Loads, "x: a\n\t\ny: z");
    with(Loads, "x: a\n \t\n  b");
    with(Dropped, "x: a\n\t\n  b");
    with(Loads, "x:\n  \ta");
    with(Dropped, "x:\n  \ta: b");
    with(Dropped, "x:\n  \t- a");
    with(Loads, "x:\n  -\ta");
    with(Dropped, "x:\n  -\ta: b");
    with(Loads, "x:\n-\ta\n- b");
}
