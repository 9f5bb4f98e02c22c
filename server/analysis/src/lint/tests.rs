mod authors;
mod fields;
mod formats;
mod lenient;
mod loading;
mod pages;
mod relations;
mod said;
mod shell;
mod slips;
mod suppressions;
mod tools;
mod words;

use super::*;
use crate::fixture::{Fixture, dedent};

const AGENT: &str = "/w/.claude/agents/x.md";
const SKILL: &str = "/w/.claude/skills/x/SKILL.md";
const COPILOT: &str = "/w/.github/agents/x.agent.md";
const OPENCODE: &str = "/w/.opencode/agent/x.md";

/// Start of the front matter of a claude-flow agent, and of a plain one.
const FLOW: &str = "---\nname: x\ndescription: d\npriority: low\n";
const PLAIN: &str = "---\nname: x\ndescription: d\n";

/// Asserts that the diagnostics of a file at a path are those marked by carets, with their first words.
fn check_at(path: &str, source: &str) {
    let fixture = Fixture::parse(source);
    let document = Document::new(Some(path.into()), 0, &fixture.text);
    let found = diagnostics(&document).into_iter();
    fixture.check_messages(found.map(|found| (found.range, found.rule.code, found.message)));
}

fn check(source: &str) {
    check_at(AGENT, source);
}

/// Returns front matter of these lines, after a start that has the opening delimiter.
fn front_matter(start: &str, lines: &str) -> String {
    format!("{start}{}\n---\n", dedent(lines).trim_end())
}

fn agent(lines: &str) -> String {
    front_matter(PLAIN, lines)
}

/// Returns the rules, severities and first sentences of a file's diagnostics.
fn told(path: &str, text: &str) -> Vec<(&'static str, Severity, String)> {
    let document = Document::new(Some(path.into()), 0, text);
    let told =
        |found: Diagnostic| (found.rule.code, found.severity, found.first_clause().trim_end().to_owned());
    diagnostics(&document).into_iter().map(told).collect()
}

#[test]
fn every_page_has_a_rule() {
    let known: Vec<_> = rules().map(|rule| rule.code).collect();
    for (code, _) in rule::PAGES {
        assert!(known.contains(code), "{code}.md is the page of no rule");
    }
}

#[test]
fn codes_are_unique_and_in_kebab_case() {
    let mut codes: Vec<_> = rules().map(|rule| rule.code).collect();
    let count = codes.len();
    assert!(codes.iter().all(|code| code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')));
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), count);
}

#[test]
fn other_documents_are_never_wrong() {
    for path in [
        "/w/README.md",
        "/w/.claude/agents/README.md",
        "/w/.gemini/agents/README.md",
        "/w/.cursor/rules/README.md",
        "/w/docs/x.md",
        "/w/.github/notes/x.agents.md",
        "/w/AGENTS.md",
    ] {
        check_at(
            path,
            r#"
            ---
            title: a: b
            name: "x
            ---
            "#,
        );
    }
}

#[test]
fn what_lies_among_agents_is_none_of_the_documentation() {
    check(
        r#"
        # Notes
        ^^^^^^^ not-loaded: Claude Code and Copilot CLI drop this agent: no front matter

        No front matter.
        "#,
    );
    check(
        r#"
        ---
        ^^^ not-loaded: Claude Code and Copilot CLI drop this agent: `name` is missing
        title: Notes
        layout: page
        ---
        "#,
    );
    check_at(
        "/w/.agents/skills/x/SKILL.md",
        r#"
        Fill the form.
        ^^^^^^^^^^^^^^ not-loaded: Codex and 7 others drop this skill: no front matter
        "#,
    );
    // Prose is a valid command.
    check_at(
        "/w/.claude/commands/x.md",
        r#"
        # Notes

        Read the change.
        "#,
    );
    check_at(
        "/w/.claude/commands/x.md",
        r#"
        ---

        Read the change.

        ---
        "#,
    );
}

#[test]
fn comments() {
    check(
        r#"
        ---
        name: x
        description: Fixes issue #42 fast
                                 ^^^^^^^^ comment-cuts-value: `description` ends at ` #`, where a comment starts
        model: opus # fine
        ---
        "#,
    );
    check(
        r#"
        ---
        name: x # the name of it
                ^^^^^^^^^^^^^^^^ comment-cuts-value: `name` ends at ` #`, where a comment starts
        description: d # all
                       ^^^^^ comment-cuts-value: `description` ends at ` #`, where a comment starts
        ---
        "#,
    );
    check(
        r#"
        ---
        name: x
        description: "a #1" # fine
        tools: Read # fine
        ---
        "#,
    );
    check(
        r#"
        ---
        name: x
        description: #1 agent
                     ^^^^^^^^ comment-cuts-value: `description` ends at ` #`, where a comment starts
        ^^^^^^^^^^^ empty-field: Claude Code and Copilot CLI drop this agent: `description` is empty
        ---
        "#,
    );
}

#[test]
fn of_many_faults_the_first_hundred_are_told_and_that_there_are_more() {
    for (count, told) in [(100, None), (101, Some("k100"))] {
        let entries: String = (0..count).map(|at| format!("k{at}: \"a\" b\n")).collect();
        let text = format!("---\nname: x\ndescription: d\n{entries}---\n");
        let document = Document::new(Some("/w/.claude/agents/x.md".into()), 0, &text);
        let found = diagnostics(&document);
        let is_fault = |found: &&Diagnostic| found.rule.code == "text-after-value";
        let more: Vec<_> = found.iter().filter(|found| !is_fault(found)).collect();
        assert_eq!(found.iter().filter(is_fault).count(), 100);
        assert_eq!(more.len(), usize::from(told.is_some()), "{more:?}");
        for (more, key) in more.iter().zip(told) {
            assert_eq!(more.rule.code, "invalid-yaml");
            assert!(text[..more.range.start].ends_with(&format!("{key}: \"a\" ")), "{more:?}");
        }
    }
}

#[test]
fn a_finding_under_every_broken_entry() {
    check(
        r##"
        ---
        name: "x
              ^ unclosed-quote: Claude Code and Copilot CLI drop this agent: unclosed quote in `name`
        description: a: b
                      ^ colon-in-plain-value: Claude Code drops this agent: unquoted `: ` in `description`
        prioritty: low
        ^^^^^^^^^ misspelt-key: claude-flow ignores `prioritty`: it is not a known key
        capabilities: [a
                      ^ unclosed-bracket: Claude Code drops this agent: unclosed bracket in `capabilities`
        color: "#12"
                ^^^ invalid-color: `#12` is not a valid colour
        ---
        "##,
    );
}

#[test]
fn a_second_place_is_named() {
    let document = Document::new(
        Some("/w/.claude/agents/x.md".into()),
        0,
        "---\nname: x\nmetadata:\n  description: d\n---\n",
    );
    let found = diagnostics(&document);
    let related = found.first().and_then(|found| found.related.as_ref()).expect("a related place");
    assert_eq!(&*document.text.slice(related.0.clone()), "description");
}
