use std::sync::Arc;

use super::*;
use crate::fixture::Fixture;
use crate::ide::hover::hover;
use crate::ide::tests::index_of;
use crate::verdicts::Targets;

const LEAD: &str = "/w/.claude/agents/lead.md";

const CODER: (&str, &str) = (
    "/w/.claude/agents/core/coder.md",
    "---\nname: coder\ndescription: Writes <b>code</b>.\ntools:\n  - Read\n  - \"Edit\"\n---\n",
);

/// Returns the hover at the cursor in a file at that path, and the hovered text.
fn hovered(path: &str, source: &str, files: &[(&str, &str)]) -> Option<(String, String)> {
    let fixture = Fixture::parse(source);
    let document = Document::new(Some(path.into()), 0, &fixture.text);
    let all: Vec<_> = files.iter().copied().chain([(path, fixture.text.as_str())]).collect();
    let documents = |path: &str| {
        let (path, text) = files.iter().find(|(known, _)| *known == path)?;
        Some(Arc::new(Document::new(Some((*path).into()), 0, text)))
    };
    let (mut index, targets) = (index_of(&all), Targets::default());
    index.set_home("/home/u");
    let context = Context { index: &index, targets: &targets, documents: &documents, files: &|_| None };
    let found = hover(&document, fixture.cursor.expect("a cursor"), &context)?;
    Some((document.text.slice(found.range).into_owned(), found.text.markdown()))
}

#[test]
fn a_reference_in_every_place() {
    let front = "name: lead\ndescription: d\n";
    for source in [
        &format!("---\n{front}---\n\nUse the `cod$0er` agent.\n"),
        &format!("---\n{front}---\n\n```js\nTask(\"a\", \"b\", \"coder$0\")\n```\n"),
        &format!("---\n{front}tools: Read, Agent($0coder)\n---\n"),
        &format!("---\n{front}capabilities: [a]\nhooks:\n  pre: |\n    claude --agent co$0der\n---\n"),
    ] {
        let (over, markdown) =
            hovered(LEAD, source, &[CODER]).unwrap_or_else(|| panic!("no hover in {source}"));
        assert_eq!(over, "coder");
        assert_eq!(
            markdown,
            "**`coder`** (Claude Code subagent): Writes \\<b>code\\</b>.\n\nTools: `Read, Edit`\n\n✓ Claude Code 2.1.332 loads it.\n\n---\n\nDefined in `.claude/agents/core/coder.md`."
        );
    }
}

#[test]
fn a_name_that_hides_others() {
    let agent = "---\nname: coder\ndescription: Hers.\n---\n";
    let files = [CODER, ("/home/u/.claude/agents/c.md", agent), ("/v/.claude/agents/c.md", agent)];
    let source = "Use the `coder$0` agent.\n";
    let (_, markdown) = hovered("/w/AGENTS.md", source, &files).expect("a hover");
    assert!(
        markdown.ends_with(
            "Defined in `.claude/agents/core/coder.md`. It shadows `~/.claude/agents/c.md`, which has the same name."
        ),
        "{markdown}"
    );
    let (_, markdown) = hovered("/x/AGENTS.md", source, &files).expect("a hover");
    assert!(markdown.ends_with("Defined in `~/.claude/agents/c.md`."), "{markdown}");
}

#[test]
fn a_file_that_does_not_load() {
    let broken = (CODER.0, "---\nname: coder\ndescription: a: b\ntools: \"\n---\n");
    let (_, markdown) = hovered("/w/AGENTS.md", "Use the `coder$0` agent.\n", &[broken]).expect("a hover");
    assert!(markdown.contains("\n\n✗ Claude Code 2.1.332 does not load it: "), "{markdown}");
}

#[test]
fn nothing_where_a_name_leads_nowhere() {
    for source in ["Use the `cod$0` agent.\n", "Use the cod$0 agent.\n", "The coder$0.\n"] {
        assert_eq!(hovered("/w/AGENTS.md", source, &[CODER]), None, "{source}");
    }
}

#[test]
fn the_own_name() {
    let calls = "Use the `lead` agent. Use the `lead` agent.\n";
    let files = [CODER, ("/w/AGENTS.md", calls), ("/w/docs/AGENTS.md", "Use the `lead` agent.\n")];
    let source = "---\nname: le$0ad\ndescription: Leads all.\n---\n";
    let (over, markdown) = hovered(LEAD, source, &files).expect("a hover");
    assert_eq!(over, "lead");
    assert_eq!(
        markdown,
        "**`lead`** (Claude Code subagent): Referenced 3 times in `AGENTS.md` (2 times) and `docs/AGENTS.md`.\n\nIts name and description take about 4 tokens; those of all 2 agents here take about 11 of the 15,000 that Claude Code allows."
    );
    let (_, markdown) = hovered(LEAD, source, &[]).expect("a hover");
    assert!(
        markdown
            .contains(": No other file refers to it by name.\n\nIts name and description take about 4 of"),
        "{markdown}"
    );
    let twin = ("/w/.claude/agents/z.md", "---\nname: lead\ndescription: d\n---\n");
    let (_, markdown) = hovered(LEAD, source, &[twin]).expect("a hover");
    assert!(markdown.contains("Shadowed by `.claude/agents/z.md`, which has the same name."), "{markdown}");
    assert!(!markdown.contains("tokens"), "what is hidden costs nothing: {markdown}");
}

#[test]
fn the_share_of_a_skill() {
    let path = "/w/.claude/skills/release/SKILL.md";
    let source = "---\nname: rel$0ease\ndescription: Says.\nwhen_to_use: When.\n---\n";
    let (_, markdown) = hovered(path, source, &[]).expect("a hover");
    let share = "Its name and description take 17 of the 8,000 characters that Claude Code allows for all skills at a context \
                 window of 200k tokens.";
    assert!(markdown.ends_with(share), "{markdown}");
    let other = ("/w/.claude/skills/other/SKILL.md", "---\ndescription: Says.\n---\n");
    let (_, markdown) = hovered(path, source, &[other]).expect("a hover");
    let share = "Its name and description take 17 characters; those of all 2 skills here take 27 of the 8,000 that Claude Code \
                 allows at a context window of 200k tokens.";
    assert!(markdown.ends_with(share), "{markdown}");
}

#[test]
fn a_name_that_the_path_gives() {
    let path = "/w/.claude/commands/go.md";
    let (over, markdown) = hovered(
        path,
        r#"
        -$0--
        description: d
        ---
        "#,
        &[("/w/AGENTS.md", "Run `/go`.\n")],
    )
    .expect("a hover");
    assert_eq!(over, "---");
    assert!(
        markdown.ends_with("---\n\n**`go`** (Claude Code command): Referenced once in `AGENTS.md`."),
        "{markdown}"
    );
}

#[test]
fn words() {
    let and = |count: usize| {
        let names = (0..count).map(|at| Line::from(at.to_string())).collect();
        Markup::from_line(and(names, "file")).plain()
    };
    assert_eq!(and(1), "0");
    assert_eq!(and(3), "0, 1 and 2");
    assert_eq!(and(9), "0, 1, 2, 3, 4, 5, 6, 7 and one more file");
    assert!(and(20).ends_with("7 and 12 more files"));
    assert_eq!(grouped(999), "999");
    assert_eq!(grouped(1_004_020), "1,004,020");
    assert_eq!(shortened(&"é ".repeat(400)), shortened(&"é ".repeat(4000)));
    assert_eq!(shortened(" a\n\nb c\n"), [Line::from("a"), Line::from("b c")]);
    assert_eq!(listed("[Read, Grep]"), "Read, Grep");
}

#[test]
fn an_import_shows_the_start_of_its_file() {
    let long = format!("# Style\n\nUse <b>four</b> [spaces](x).\n{}", "more\n".repeat(20));
    let files = [("/w/docs/style.md", long.as_str())];
    let (over, markdown) = hovered("/w/CLAUDE.md", "See @docs/st$0yle.md\n", &files).expect("a hover");
    assert_eq!(over, "docs/style.md");
    assert!(markdown.starts_with("Imports `docs/style.md` (24 lines)."), "{markdown}");
    assert!(markdown.contains("Use \\<b>four\\</b> \\[spaces\\](x)."), "{markdown}");
    assert!(markdown.ends_with('…'), "{markdown}");
    assert_eq!(hovered("/w/CLAUDE.md", "See @docs/n$0o.md\n", &files), None);
}
