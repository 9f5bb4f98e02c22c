//! Completion of link destinations.

use super::*;

/// Returns the labels in the body of an agent.
fn labels(body: &str) -> Vec<String> {
    let source = format!("---\nname: x\ndescription: d\n---\n\n# Top\n\n{body}");
    found(AGENT, &source).1.into_iter().map(|item| item.label).collect()
}

#[test]
fn files_that_links_lead_to() {
    let all = [
        "coder.md",
        "../commands/go.md",
        "a/tester.md",
        "../skills/deploy/SKILL.md",
        "../../docs%20%28old%29/AGENTS.md",
    ];
    for body in ["[x]($0)", "[x]($0", "[x](a/b$0c.md#d)", "![x](<$0>)", "`a` [x]($0) b", "[x](y.md) [x]($0"] {
        let mut found = labels(body);
        found.sort_unstable();
        let mut all = all;
        all.sort_unstable();
        assert_eq!(found, all, "{body}");
    }
    assert_eq!(labels("[x]($0)").first().map(String::as_str), Some("coder.md"), "the nearest first");
    for body in ["[x](y.md) $0", "`[x]($0)`", "```\n[x]($0)\n```", "[x](a $0)", "x]($0", "($0)"] {
        assert_eq!(labels(body), Vec::<String>::new(), "{body}");
    }
    assert!(
        accepted(
            r#"
            ---
            name: x
            ---
            [x](te$0s#a-b)
            "#,
            "a/tester.md"
        )
        .ends_with("[x](a/tester.md#a-b)\n")
    );
}

#[test]
fn headings_that_links_lead_to() {
    for body in ["[x](coder.md#$0)", "[x](./coder.md#a$0-b", "[x](<coder.md#$0>)"] {
        assert_eq!(labels(body), ["über-uns", "a-b", "a-b-1"], "{body}");
    }
    assert_eq!(labels("[x](#$0)\n\n## Next\n"), ["top", "next"]);
    assert_eq!(labels("[x](nowhere.md#$0)"), Vec::<String>::new());
    assert!(
        accepted(
            r#"
            ---
            name: x
            ---
            [x](coder.md#$0z)
            "#,
            "a-b"
        )
        .ends_with("[x](coder.md#a-b)\n")
    );
}

#[test]
fn files_that_imports_lead_to() {
    let labels = |path: &str, source: &str| -> Vec<String> {
        found(path, source).1.into_iter().map(|item| item.label).collect()
    };
    let all = labels("/w/CLAUDE.md", "See @$0");
    assert!(all.contains(&".claude/agents/coder.md".to_owned()), "{all:?}");
    assert!(all.contains(&"docs\\ (old)/AGENTS.md".to_owned()), "{all:?}");
    assert_eq!(labels("/w/CLAUDE.md", "See @do$0cs more"), all);
    assert_eq!(
        labels("/w/.claude/commands/go.md", "@$0").first().map(String::as_str),
        Some("docs\\ (old)/AGENTS.md")
    );
    for source in ["See x@$0", "`@$0`", "```\n@$0\n```", "@a $0"] {
        assert_eq!(labels("/w/CLAUDE.md", source), Vec::<String>::new(), "{source}");
    }
    assert_eq!(labels("/w/.claude/agents/x.md", "---\nname: x\n---\n@$0"), Vec::<String>::new());
}
