use super::*;
use crate::fixture::Fixture;

fn hover_in(path: &str, source: &str, index: &AgentIndex) -> Option<(String, String)> {
    let fixture = Fixture::parse(source);
    let document = Document::new(Some(path.into()), 0, &fixture.text);
    let targets = Targets::default();
    let context = Context { index, targets: &targets, documents: &|_| None, files: &|_| None };
    let found = hover(&document, fixture.cursor.expect("a cursor"), &context)?;
    Some((document.text.slice(found.range).into_owned(), found.text.markdown()))
}

/// Asserts the hovered text, and that the hover has all the parts.
fn check(source: &str, over: &str, parts: &[&str]) {
    let found = hover_in("/w/.claude/agents/x.md", source, &AgentIndex::default());
    let (text, markdown) = found.unwrap_or_else(|| panic!("no hover in\n{source}"));
    assert_eq!(text, over);
    for part in parts {
        assert!(markdown.contains(part), "no `{part}` in:\n{markdown}");
    }
}

const FLOW: &str = "name: x\ndescription: d\ncapabilities: [a]\n";

#[test]
fn a_key() {
    check(
        &format!("---\n{FLOW}prio$0rity: high\n---\n"),
        "priority",
        &[
            "Type: string.",
            "Values: `low`, `medium`, `high`, `critical`.",
            "Default: `medium`.",
            "Read by claude-flow.",
            "[source](http",
        ],
    );
    check(
        r#"
        ---
        na$0me: x
        description: d
        ---
        "#,
        "name",
        &["required", "Read by Claude Code.", "drops the file"],
    );
    check(
        r#"
        ---
        na$0me: x
        description: d
        priority: low
        ---
        "#,
        "name",
        &["Read by claude-flow and Claude Code."],
    );
    check(&format!("---\n{FLOW}hooks:\n  pr$0e: x\n---\n"), "pre", &["**`pre`**"]);
    check(
        r#"
        ---
        name: x
        description: d
        hooks:
          PreTool$0Use:
            - matcher: x
        ---
        "#,
        "PreToolUse",
        &["**`PreToolUse`**"],
    );
}

#[test]
fn a_value() {
    check(&format!("---\n{FLOW}priority: hi$0gh\n---\n"), "high", &["**`high`** (priority)"]);
    check(
        r#"
        ---
        name: x
        description: d
        tools: Read, Gr$0ep, Bash(git *)
        ---
        "#,
        "Grep",
        &["**`Grep`** (tools)"],
    );
    check(
        r#"
        ---
        name: x
        description: d
        tools: Read, Grep, Ba$0sh(git *)
        ---
        "#,
        "Bash(git *)",
        &["**`Bash`** (tools)"],
    );
    check(
        r##"
        ---
        name: x
        description: d
        color: "#21$096F3"
        ---
        "##,
        "#2196F3",
        &["rgb(33, 150, 243)", "closest colour that it shows is `blue`"],
    );
    check(
        r#"
        ---
        name: x
        description: d
        color: bl$0ue
        ---
        "#,
        "blue",
        &["#6a9bcc"],
    );
}

#[test]
fn the_opening_dashes() {
    check(
        &format!("-$0--\n{FLOW}---\n"),
        "---",
        &["because Claude Code reads this path, and the key `capabilities` is one of claude-flow's"],
    );
    let found = hover_in("/w/x.md", &format!("---$0\n{FLOW}---\n"), &AgentIndex::default());
    assert!(found.is_some_and(|(_, markdown)| markdown.contains("`capabilities`, a key of claude-flow")));
}

#[test]
fn a_capability_names_who_else_has_it() {
    let mut index = AgentIndex::default();
    for at in 0..10 {
        let path = format!("/w/.claude/agents/deep/n{at}.md").into();
        let text = format!("---\nname: agent-{at}\ndescription: d\ncapabilities: [testing]\n---\n");
        let document = Document::new(Some(std::sync::Arc::clone(&path)), 0, &text);
        index.set(&path, crate::index::DocumentSummary::from_document(&document));
    }
    let source = "---\nname: x\ndescription: d\ncapabilities:\n  - test$0ing\n---\n";
    let (text, markdown) = hover_in("/w/.claude/agents/x.md", source, &index).expect("a hover");
    assert_eq!(text, "testing");
    assert!(
        markdown.contains("Also in `agent-0`, `agent-1`") && markdown.contains("and 2 more."),
        "{markdown}"
    );
}

#[test]
fn nothing_elsewhere() {
    for source in [
        &format!("---\n{FLOW}---\n\nBo$0dy\n"),
        "---\nunknown: x$0\nname: y\n---\n",
        "---\nname: x # com$0ment\n---\n",
    ] {
        assert_eq!(hover_in("/w/.claude/agents/x.md", source, &AgentIndex::default()), None, "{source}");
    }
    assert_eq!(
        hover_in(
            "/w/README.md",
            r#"
            ---
            name$0: x
            ---
            "#,
            &AgentIndex::default()
        ),
        None
    );
}

/// The first line of a hover, which must be self-contained: a sentence, not just a title.
fn explains(markdown: &str) -> bool {
    let first = markdown.lines().next().unwrap_or_default();
    first.ends_with(['.', '!', '?']) && first.split(' ').count() > 1
}

#[test]
fn the_first_line_explains() {
    fn keys(fields: &[Field], kind: &FileKind) {
        for field in fields {
            let markdown = about_key(&field.name, field, kind).markdown();
            assert!(explains(&markdown), "{}: {markdown}", kind.id);
            let values =
                field.values.iter().flat_map(|set| &set.values).filter(|value| !value.doc.is_empty());
            values.for_each(|value| {
                let line = format!("**`{}`** ({}): {}", value.value, field.name, value.doc);
                assert!(explains(&line), "{}: {line}", kind.id);
            });
            keys(&field.fields, kind);
        }
    }
    for kind in crate::dialect::file_kinds() {
        keys(&kind.fields, kind);
    }
    let index = crate::fixture::index_of(&[(
        "/w/.claude/agents/a.md",
        "---\nname: a\ndescription: Does.\n---\n@agent-a\n",
    )]);
    for source in [
        "-$0--\nname: x\ndescription: d\n---\n",
        "---\nname: $0x\ndescription: d\n---\n",
        "---\nname: x\ndescription: d\ncolor: \"#21$096F3\"\n---\n",
        "---\nname: x\ndescription: d\n---\n@agent-$0a\n",
    ] {
        let found = hover_in("/w/.claude/agents/x.md", source, &index);
        let (_, markdown) = found.unwrap_or_else(|| panic!("no hover in\n{source}"));
        assert!(explains(&markdown), "{markdown}");
    }
}
