mod authors;
mod loading;
mod pages;
mod said;
mod suppressions;
mod tools;
mod words;

use super::*;
use crate::fixture::Fixture;

/// Fails unless the findings are those that the carets mark, for a file of that path.
fn check_at(path: &str, source: &str) {
    let fixture = Fixture::parse(source);
    let document = Document::new(Some(path.into()), 0, &fixture.text);
    fixture.assert_found(
        diagnostics(&document).into_iter().map(|found| (found.range, found.rule.code.to_owned())),
    );
}

fn check(source: &str) {
    check_at("/w/.claude/agents/x.md", source);
}

#[test]
fn every_page_has_a_rule() {
    let known: Vec<_> = rules().map(|rule| rule.code).collect();
    for (code, _) in PAGES {
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

const FLOW: &str = "---\nname: x\ndescription: d\npriority: low\n";
const PLAIN: &str = "---\nname: x\ndescription: d\n";

#[test]
fn other_documents_are_never_wrong() {
    for path in [
        "/w/README.md",
        "/w/.claude/agents/README.md",
        "/w/.gemini/agents/README.md",
        "/w/.cursor/rules/README.md",
        "/w/docs/x.md",
        "/w/.github/workflows/x.agents.md",
        "/w/AGENTS.md",
    ] {
        check_at(path, "---\ntitle: a: b\nname: \"x\n---\n");
    }
}

#[test]
fn what_lies_among_agents_is_none_of_the_documentation() {
    check("# Notes\n^^^^^^^ not-loaded\n\nNo front matter.\n");
    check("---\n^^^ not-loaded\ntitle: Notes\nlayout: page\n---\n");
    check_at("/w/.agents/skills/x/SKILL.md", "Fill the form.\n^^^^^^^^^^^^^^ not-loaded\n");
    // Prose is a command as it is.
    check_at("/w/.claude/commands/x.md", "# Notes\n\nRead the change.\n");
    check_at("/w/.claude/commands/x.md", "---\n\nRead the change.\n\n---\n");
}

#[test]
fn a_key_that_only_other_tools_know_is_fine() {
    check(&format!("{PLAIN}my-key: 1\nx-team: [a]\nmode: subagent\n---\n"));
}

#[test]
fn types() {
    check("---\nname: 12\n      ^^ wrong-type\ndescription: [a]\n             ^^^ wrong-type\n---\n");
    check(&format!(
        "{PLAIN}maxTurns: many\n          ^^^^ wrong-type\nmemory: {{a: b}}\n        ^^^^^^ wrong-type\n---\n"
    ));
    check(&format!("{PLAIN}maxTurns: \"12\"\nbackground: \"true\"\neffort: 3\nmodel: \"4\"\n---\n"));
    check(&format!("{PLAIN}maxTurns: 0\n          ^ invalid-value\n---\n"));
    check(&format!(
        "{FLOW}capabilities: testing\n              ^^^^^^^ wrong-type\nversion: 1.0\nauthor: 7\n---\n"
    ));
}

#[test]
fn values() {
    check(&format!("{PLAIN}permissionMode: Plan\n                ^^^^ unknown-value\n---\n"));
    check(
        "---\nname: x\ndescription: d\ncapabilities: [a]\npriority: normal\n          ^^^^^^ unknown-value\n---\n",
    );
    check(&format!(
        "{PLAIN}tools: Read, grepp, mcp__x__y, Custom, Bash(rm *)\n             ^^^^^ misspelt-value\n                                       ^^^^^^^^^^ ignored-pattern\n---\n"
    ));
    check(&format!("{PLAIN}model: my-gateway/some-model\n---\n"));
    check(&format!("{PLAIN}tools: [Read, Read]\n              ^^^^ duplicate-item\n---\n"));
    check(&format!("{FLOW}type: anything-at-all\ncapabilities: [whatever, code-review]\n---\n"));
}

#[test]
fn keys() {
    check(&format!("{PLAIN}tool: Read\n^^^^ misspelt-key\n---\n"));
    check(&format!("{PLAIN}Name: y\n---\n").replace("Name: y", "model: a\nmodel: b\n^^^^^ duplicate-key"));
    check(&format!("{PLAIN}hooks:\n  PreTooluse:\n  ^^^^^^^^^^ misspelt-key\n    - hooks: []\n---\n"));
}

#[test]
fn colors() {
    check(&format!("{FLOW}color: #ff0000\n       ^^^^^^^ unquoted-color\n---\n"));
    check(&format!("{FLOW}color: \"#ff00\"\n---\n"));
    check(&format!("{FLOW}color: \"#ff0g00\"\n        ^^^^^^^ invalid-color\n---\n"));
    check(&format!("{PLAIN}color: Blue\n       ^^^^ ignored-color\n---\n"));
    check(&format!("{PLAIN}color: nonsense\n       ^^^^^^^^ invalid-color\n---\n"));
}

#[test]
fn a_colour_that_stops_the_tool_is_an_error() {
    let agent = Document::new(
        Some("/w/.opencode/agent/x.md".into()),
        0,
        "---\ndescription: d\nmode: all\ncolor: blue\n---\n",
    );
    let found = diagnostics(&agent);
    let [color] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((color.rule.code, color.severity), ("ignored-color", Severity::Error));
    assert!(color.message.ends_with("The nearest is `\"#0000ff\"`."), "{}", color.message);
}

#[test]
fn a_key_without_use_says_why() {
    check_at(
        "/w/plugins/p/agents/x.md",
        "---\nname: x\ndescription: d\nhooks: {}\n^^^^^ deprecated-key\ntools: Read\n---\n",
    );
    let text = "---\ndescription: d\nhooks:\n  PreToolUse: []\n---\n";
    let agent = Document::new(Some("/w/plugins/p/agents/x.md".into()), 0, text);
    let messages: Vec<_> = diagnostics(&agent).into_iter().map(|found| found.message).collect();
    assert_eq!(messages, ["`hooks` has no effect here. Claude Code runs no hooks of the agents of plugins."]);
}

#[test]
fn skills() {
    let path = "/w/.claude/skills/x/SKILL.md";
    check_at(
        path,
        "---\nname: x\ndescription: d\ndisable-model-invocation: true\nallowed-tools: Bash(git:*), Read\nlicense: MIT\n---\n",
    );
    check_at(
        path,
        "---\nname: x\ndescription: d\nuser-invocable: maybe\n                ^^^^^ unknown-value\ncontext: inline\n---\n",
    );
    check_at(
        path,
        "---\nname: x\ndescription: d\ntools: Read\n^^^^^ misspelt-key\ndisallowedTools: Bash\nanything: 1\n---\n",
    );
}

#[test]
fn comments() {
    check(
        "---\nname: x\ndescription: Fixes issue #42 fast\n                         ^^^^^^^^ comment-cuts-value\nmodel: opus # fine\n---\n",
    );
    check(
        "---\nname: x # the name of it\n        ^^^^^^^^^^^^^^^^ comment-cuts-value\ndescription: d # all\n               ^^^^^ comment-cuts-value\n---\n",
    );
    check("---\nname: x\ndescription: \"a #1\" # fine\ntools: Read # fine\n---\n");
    check(
        "---\nname: x\ndescription: #1 agent\n             ^^^^^^^^ comment-cuts-value\n^^^^^^^^^^^ empty-field\n---\n",
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
        "---\nname: \"x\n      ^ unclosed-quote\ndescription: a: b\n              ^ colon-in-plain-value\nprioritty: low\n^^^^^^^^^ misspelt-key\ncapabilities: [a\n              ^ unclosed-bracket\ncolor: \"#12\"\n        ^^^ invalid-color\n---\n",
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
