//! Keys that require each other, or that one makes ineffective.

use super::*;

#[test]
fn two_keys_of_which_one_counts() {
    check(&agent(
        r#"
        tools: Read
        allowed-tools: Bash
        ^^^^^^^^^^^^^ key-relation: Claude Code ignores `allowed-tools`: in agents, `tools` counts
        "#,
    ));
    check(&agent(
        r#"
        allowedTools: Bash
        ^^^^^^^^^^^^ key-relation: Claude Code ignores `allowedTools`: in agents, `tools` counts
        tools: Read
        "#,
    ));
    let skill = "/w/.claude/skills/s/SKILL.md";
    check_at(
        skill,
        r#"
        ---
        name: s
        description: d
        allowed-tools: Read
        tools: Bash
        ^^^^^ key-relation: Claude Code ignores `tools`: in skills, `allowed-tools` counts
        ---
        "#,
    );
    check_at(
        skill,
        r#"
        ---
        name: s
        description: d
        tools: Bash
        ^^^^^ misspelt-key: Claude Code ignores `tools`: it is not a known key
        ---
        "#,
    );
    check_at(
        "/w/.augment/agents/x.md",
        r#"
        ---
        name: x
        tools: [a]
        ^^^^^ key-relation: Augment ignores `tools` beside `disabled_tools`
        disabled_tools: [b]
        ---
        "#,
    );
}

#[test]
fn keys_that_need_others() {
    let check = |path: &str, lines: &str| check_at(path, &front_matter("---\n", lines));
    let kiro = "/w/.kiro/steering/x.md";
    check(
        kiro,
        r#"
        inclusion: fileMatch
                   ^^^^^^^^^ key-relation: Kiro has no files to load this for: `fileMatchPattern` is missing
        "#,
    );
    check(
        kiro,
        r#"
        inclusion: fileMatch
                   ^^^^^^^^^ key-relation: Kiro has no files to load this for: `fileMatchPattern` is missing
        fileMatchPattern: ""
        "#,
    );
    check(
        kiro,
        r#"
        inclusion: auto
                   ^^^^ key-relation: Kiro needs `name` with `inclusion: auto`
        description: d
        "#,
    );
    check(
        kiro,
        r#"
        inclusion: auto
                   ^^^^ key-relation: Kiro needs `description` with `inclusion: auto`
        name: x
        "#,
    );
    check(
        kiro,
        r#"
        fileMatchPattern: "*.ts"
        ^^^^^^^^^^^^^^^^ key-relation: Kiro ignores `fileMatchPattern` without `inclusion: fileMatch`
        "#,
    );
    check(
        kiro,
        r#"
        inclusion: always
        fileMatchPattern: "*.ts"
        ^^^^^^^^^^^^^^^^ key-relation: Kiro ignores `fileMatchPattern` without `inclusion: fileMatch`
        "#,
    );
    check(
        kiro,
        r#"
        inclusion: fileMatch
        fileMatchPattern: ["*.ts"]
        "#,
    );
    check(
        kiro,
        r#"
        inclusion: auto
        name: x
        description: d
        "#,
    );
    check(
        kiro,
        r#"
        inclusion: sometimes
        fileMatchPattern: "*.ts"
        "#,
    );
    check(
        kiro,
        r#"
        inclusion: fileMatch
        fileMatchPatern: a
        ^^^^^^^^^^^^^^^ misspelt-key: Kiro ignores `fileMatchPatern`: it is not a known key
        "#,
    );
    let windsurf = "/w/.windsurf/rules/x.md";
    check(
        windsurf,
        r#"
        trigger: glob
                 ^^^^ key-relation: Windsurf has no files to apply this to: `globs` is missing
        "#,
    );
    check(
        windsurf,
        r#"
        trigger: glob
                 ^^^^ key-relation: Windsurf has no files to apply this to: `globs` is missing
        globs:
        "#,
    );
    check(
        windsurf,
        r#"
        trigger: model_decision
                 ^^^^^^^^^^^^^^ key-relation: Windsurf needs `description` with `trigger: model_decision`
        "#,
    );
    check(
        windsurf,
        r#"
        trigger: manual
        globs: *.ts
        ^^^^^ key-relation: Windsurf ignores `globs` without `trigger: glob`
        "#,
    );
    check(
        windsurf,
        r#"
        trigger: glob
        globs: *.ts
        "#,
    );
    check(
        windsurf,
        r#"
        trigger: model_decision
        description: d
        "#,
    );
    let cursor = "/w/.cursor/rules/x.mdc";
    check(
        cursor,
        r#"
        alwaysApply: false
                     ^^^^^ key-relation: Cursor reads this rule only where someone names it with `@`
        "#,
    );
    check(
        cursor,
        r#"
        description:
        globs:
        alwaysApply: false
                     ^^^^^ key-relation: Cursor reads this rule only where someone names it with `@`
        "#,
    );
    check(
        cursor,
        r#"
        globs: *.ts
        ^^^^^ key-relation: Cursor ignores `globs`: `alwaysApply: true` always loads the rule
        alwaysApply: true
        "#,
    );
    check(
        cursor,
        r#"
        globs: **/*
        alwaysApply: true
        "#,
    );
    check(
        cursor,
        r#"
        description: d
        alwaysApply: true
        "#,
    );
    check(
        cursor,
        r#"
        description: d
        alwaysApply: false
        "#,
    );
    for skill in ["/w/.claude/skills/s/SKILL.md", "/w/plugins/p/skills/s/SKILL.md"] {
        check(
            skill,
            r#"
            name: s
            description: d
            agent: Explore
                   ^^^^^^^ key-relation: Claude Code ignores `agent` without `context: fork`
            "#,
        );
        check(
            skill,
            r#"
            name: s
            description: d
            agent: Explore
                   ^^^^^^^ key-relation: Claude Code ignores `agent` without `context: fork`
            context: inline
            "#,
        );
        check(
            skill,
            r#"
            name: s
            description: d
            agent: Explore
            context: fork
            "#,
        );
        check(
            skill,
            r#"
            name: s
            description: d
            user-invocable: false
                            ^^^^^ key-relation: Nobody can start this: neither the user nor Claude
            disable-model-invocation: true
            "#,
        );
        check(
            skill,
            r#"
            name: s
            description: d
            user-invocable: true
            disable-model-invocation: true
            "#,
        );
    }
}

#[test]
fn commands_have_the_relations_of_skills() {
    check_at(
        "/w/.claude/commands/x.md",
        r#"
        ---
        description: d
        agent: Explore
               ^^^^^^^ key-relation: Claude Code ignores `agent` without `context: fork`
        ---
        "#,
    );
}

#[test]
fn a_rule_that_its_author_may_want_so_is_information() {
    let told = told("/w/.cursor/rules/x.mdc", "---\nalwaysApply: false\n---\n");
    assert!(matches!(told[..], [("key-relation", Severity::Information, _)]), "{told:?}");
}

#[test]
fn the_missing_key_is_added() {
    let text = "---\nname: s\ndescription: d\nagent: Explore # looks around\n---\n";
    let document = Document::new(Some("/w/.claude/skills/s/SKILL.md".into()), 0, text);
    let found = diagnostics(&document);
    assert!(found[0].fixes.is_empty(), "a comment may be about the line");
    let text = "---\nname: s\ndescription: d\nagent: Explore\n---\n";
    let document = Document::new(Some("/w/.claude/skills/s/SKILL.md".into()), 0, text);
    let found = diagnostics(&document);
    let edits = found[0].fixes[0].edits.iter().map(|edit| (edit.range.clone(), edit.text.as_str()));
    let mended = document.replaced(edits).text.slice(0..usize::MAX).into_owned();
    assert_eq!(mended, "---\nname: s\ndescription: d\nagent: Explore\ncontext: fork\n---\n");
    assert!(!found[0].fixes[0].safe);
}
