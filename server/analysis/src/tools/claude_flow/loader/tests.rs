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
    both(
        Dropped,
        r#"
        ---
        ^^^ no closing `---`
        name: scout
        "#,
    );
    both(
        Dropped,
        r#"
        ---
        ---
        Be brief.
        "#,
    );
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
    flow(
        Loads,
        r#"
        ---
        name: scout
        metadata: {description: d}
        ---
        "#,
    );
    flow(
        Loads,
        r#"
        ---
        name: scout
        metadata:
          description: [d]
        ---
        "#,
    );
    flow(
        Loads,
        r#"
        ---
        name: "0"
        metadata: {description: " "}
        ---
        "#,
    );
    flow(
        Dropped,
        r#"
        ---
        ^^^ `name` is missing
        metadata: {description: d}
        ---
        "#,
    );
    flow(
        Dropped,
        r#"
        ---
        name: ""
              ^^ `name` is empty
        metadata: {description: d}
        ---
        "#,
    );
    flow(
        Dropped,
        r#"
        ---
        name: 0
              ^ `name` is `0`
        metadata: {description: d}
        ---
        "#,
    );
    flow(
        Dropped,
        r#"
        ---
        name:
        ^^^^ `name` is empty
        metadata: {description: d}
        ---
        "#,
    );
    flow(
        Dropped,
        r#"
        ---
        ^^^ `metadata.description` is missing
        name: scout
        description: d
        ---
        "#,
    );
    flow(
        Dropped,
        r#"
        ---
        name: scout
        metadata: d
        ^^^^^^^^ `metadata.description` is missing
        ---
        "#,
    );
    flow(
        Dropped,
        r#"
        ---
        name: scout
        metadata:
        ^^^^^^^^ `metadata.description` is missing
          author: me
        ---
        "#,
    );
    flow(
        Dropped,
        r#"
        ---
        name: scout
        metadata:
          description: false
                       ^^^^^ `metadata.description` is `false`
        ---
        "#,
    );
    flow(
        Dropped,
        r#"
        ---
        name: scout
        metadata:
        - description: d
        ---
        "#,
    );
    flow(
        Dropped,
        r#"
        ---
        scout
        ---
        "#,
    );
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
    agentic(
        Loads,
        r#"
        ---
        name: scout
        description: a: b
        ---
        "#,
    );
    agentic(
        Loads,
        r#"
        ---
        name: [
        description: *d
        ---
        "#,
    );
    agentic(
        Loads,
        r#"
        ---
        name: scout
        description: |
          Looks around
        ---
        "#,
    );
    agentic(
        Loads,
        r#"
        ---
        name:scout
        description:Looks around
        ---
        "#,
    );
    agentic(Loads, "---\nname: scout\ndescription: \n---\n");
    agentic(Loads, "---\nname: scout\ndescription: \"\" \n---\n");
    agentic(
        Loads,
        r#"
        ---
        name: scout
        description: ""
        description: d
        ---
        "#,
    );
    agentic(
        Dropped,
        r#"
        ---
        name: scout
        description: d
        description: ''
        ^^^^^^^^^^^^^^^ the last `description:` line has no value
        ---
        "#,
    );
    agentic(
        Dropped,
        r#"
        ---
        name: scout
        description:
        ^^^^^^^^^^^ no `description:` line with a value
          Looks around
        ---
        "#,
    );
    agentic(
        Dropped,
        r#"
        ---
        name: scout
        description: "
        ---
        "#,
    );
    agentic(
        Dropped,
        r#"
        ---
          name: scout
          ^^^^ no `name:` line with a value
          description: d
        ---
        "#,
    );
    agentic(
        Dropped,
        r#"
        ---
        "name": scout
        description: d
        ---
        "#,
    );
    agentic(
        Dropped,
        r#"
        ---
        name : scout
        description: d
        ---
        "#,
    );
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

#[test]
fn ruflo_lists_an_agent_by_a_line() {
    let ruflo = |expected, source: &str| {
        tests::check("ruflo.agent", "/w/.claude/agents/x.md", expected, source);
    };
    for text in [
        "---\nname: x\n---\n",
        "Text.\n\nname: x",
        "---\r\nname: x\r\n",
        "---\nname:\n\n---\n",
        "name: ",
        "\u{2028}name: x",
        "---\nname: x\ndescription: a: b\n",
    ] {
        ruflo(Loads, text);
    }
    for text in ["---\n name: x\n---\n", "", "name:", "name:\n\n", "\u{feff}name: x"] {
        ruflo(Dropped, text);
    }
    tests::check("ruflo.agent", "/w/.claude/agents/MIGRATION_SUMMARY.md", Dropped, "name: x\n");
    tests::check("ruflo.agent", "/w/.claude/agents/README.md", Loads, "name: x\n");
    tests::check_losses(
        "ruflo.agent",
        "/w/.claude/agents/x.md",
        "---\nname: x # y\n---\n",
        &[("`name` is read as `x # y`: it is read without YAML", "x")],
    );
}
