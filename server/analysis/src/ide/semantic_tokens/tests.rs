use super::*;
use crate::dialect::Dialects;
use crate::fixture::Fixture;
use crate::ide::tests::index_of;

const AGENT: &str = "/w/.claude/agents/x.md";
const SKILL: &str = "/w/.claude/skills/a/SKILL.md";

const OTHERS: &[(&str, &str)] = &[
    ("/w/.claude/agents/coder.md", "---\nname: coder\ndescription: d\n---\n"),
    ("/w/.claude/skills/review/SKILL.md", "---\nname: review\ndescription: d\n---\n"),
    ("/w/.claude/commands/ship.md", "Do.\n"),
];

fn shown(token: SemanticToken) -> (Range<usize>, String) {
    let kind = match token.kind {
        TokenKind::Reference(kind) => format!("{kind:?}").to_lowercase(),
        kind => format!("{kind:?}").to_lowercase(),
    };
    let ignored = token.ignored && token.kind != TokenKind::Ignored;
    (token.range, if ignored { format!("{kind} ignored") } else { kind })
}

fn found(path: &str, text: &str, targets: &Targets) -> Vec<SemanticToken> {
    let document = Document::new(Some(path.into()), 0, text);
    semantic_tokens(&document, &(0..text.len()), &index_of(OTHERS), targets)
}

fn check_for(path: &str, targets: &[&str], source: &str) {
    let fixture = Fixture::parse(source);
    let (targets, _) = Targets::new(targets.iter().copied(), Dialects::built_in());
    fixture.assert_found(found(path, &fixture.text, &targets).into_iter().map(shown));
}

fn check(path: &str, source: &str) {
    check_for(path, &[], source);
}

#[test]
fn names_that_lead_to_a_definition() {
    check(
        AGENT,
        "\
---
name: x
description: d
skills: [review, lost]
         ^^^^^^ skill
---
Use the coder agent and the lost agent. Run `/ship` after `Task(\"a\", \"b\", \"coder\")`.
        ^^^^^ agent
                                              ^^^^ command
                                                                           ^^^^^ agent
Ask the coders, or read [this](coder.md).
",
    );
}

#[test]
fn placeholders_and_commands_of_the_kind() {
    check(
        SKILL,
        "\
---
description: d
arguments: [file]
---
Fix $ARGUMENTS, $2 and $file in ${CLAUDE_SKILL_DIR}, not $HOME, ${file}, \\$1, {{args}} or now!`id`.
    ^^^^^^^^^^ placeholder
                ^^ placeholder
                       ^^^^^ placeholder
                                ^^^^^^^^^^^^^^^^^^^ placeholder
!`git log $1`
^^^^^^^^^ shell
          ^^ placeholder
            ^ shell
```!
^^^^ shell
git status
^^^^^^^^^^ shell
  git diff 😀
  ^^^^^^^^^^ shell
```
^^^ shell
",
    );
    check(
        "/w/.qwen/commands/a.md",
        "\
Fix {{args}} in !{grep {{args}} .} of $1 !`ls`.
    ^^^^^^^^ placeholder
                ^^^^^^ shell
                       ^^^^^^^^ placeholder
                                ^^ shell
",
    );
    check(
        "/w/.github/prompts/a.prompt.md",
        "\
${input:issue} of ${HOME}
^^^^^^^^^^^^^^ placeholder
",
    );
    check(AGENT, "---\nname: x\ndescription: d\n---\n$1 !`ls`\n");
}

#[test]
fn what_all_target_tools_ignore() {
    let source = "\
---
name: x
description: d
effort: extreme
        ^^^^^^^ ignored
---
";
    check(AGENT, source);
    // One that drops the file says nothing of its parts, and one that uses a value says that it counts.
    let plain = "---\nname: x\ndescription: d\neffort: extreme\n---\n";
    check_for(AGENT, &["claude-code", "vscode"], plain);
    check(AGENT, "---\nname: x\ndescription: a: b: c\n x\neffort: extreme\n---\n");
    check_for(
        "/w/.github/agents/x.agent.md",
        &["copilot"],
        "\
---
description: d
mystery: 1
^^^^^^^ ignored
---
",
    );
}

#[test]
fn a_value_of_several_lines_is_a_token_on_each() {
    let source = "\
---
name: x
description: d
memory: |
        ^ ignored
  one
  ^^^ ignored

  two
  ^^^ ignored
---
";
    check(AGENT, source);
    let (crlf, targets) = (Fixture::parse(source).text.replace('\n', "\r\n"), Targets::default());
    let tokens = found(AGENT, &crlf, &targets);
    let texts: Vec<_> = tokens.into_iter().map(|token| &crlf[token.range]).collect();
    assert_eq!(texts, ["|", "one", "two"]);
}

#[test]
fn the_innermost_counts() {
    let document = Document::new(None, 0, "0123456789");
    let nested = Nested { document: &document, open: Vec::new(), at: 0, tokens: Vec::new() };
    let kinds = [TokenKind::Ignored, TokenKind::Shell, TokenKind::Placeholder, TokenKind::Placeholder];
    let found = [0..6, 2..8, 3..4, 9..10].into_iter().zip(kinds).collect();
    let tokens: Vec<_> = nested.flatten(found).into_iter().map(shown).collect();
    let expected = [
        (0..2, "ignored"),
        (2..3, "shell ignored"),
        (3..4, "placeholder ignored"),
        (4..6, "shell ignored"),
        (9..10, "placeholder"),
    ];
    assert_eq!(tokens, expected.map(|(range, kind)| (range, kind.to_owned())));
    assert_eq!(common_ranges(&[0..2, 4..9], &[1..5, 6..7, 8..12]), [1..2, 4..5, 6..7, 8..9]);
}

#[test]
fn only_a_part_is_looked_at_where_only_that_is_asked_for() {
    let text = "---\ndescription: d\n---\n$2\n\n$1\n";
    let document = Document::new(Some(SKILL.into()), 0, text);
    let from = text.find("$1").expect("there");
    let tokens = semantic_tokens(&document, &(from..text.len()), &index_of(&[]), &Targets::default());
    let starts: Vec<_> = tokens.iter().map(|token| token.range.start).collect();
    assert_eq!(starts, [from]);
}

#[test]
fn a_document_for_no_tool_has_none() {
    check("/w/README.md", "Use the coder agent with $1 and !`ls`.\n");
}
