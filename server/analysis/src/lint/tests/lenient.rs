//! Text that is no front matter, and front matter with lines that are not YAML.

use super::*;

#[test]
fn front_matter_that_no_tool_reads_is_text() {
    for path in ["/w/AGENTS.md", "/w/app/AGENTS.override.md", "/home/u/.codex/AGENTS.md"] {
        check_at(
            path,
            r#"
            ---
            name: "x
            globs: *
            globs: a: b
            ---
            "#,
        );
        check_at(
            path,
            r#"
            name: x
            ---
            "#,
        );
        check_at(
            path,
            r#"
            # Rules

            ---
            name: x
            "#,
        );
    }
}

#[test]
fn a_text_that_only_looks_like_front_matter_is_text_where_none_is_needed() {
    for path in ["/w/.cursor/commands/x.md", "/w/.kiro/steering/x.md"] {
        check_at(
            path,
            r#"
            Usage: run it
            ---
            and look
            "#,
        );
        check_at(path, "\n---\nNote: this is a line\n");
        check_at(
            path,
            r#"
            ---
            Note: this is a line

            and prose
            "#,
        );
        check_at(
            path,
            r#"
            ---
            prose between rules
            ---
            "#,
        );
        check_at(
            path,
            r#"
            ---
            Note: as this: shows
            ---
            "#,
        );
    }
    check_at(
        "/w/.cursor/commands/x.md",
        r#"
        ---
        description: d
        ^^^^^^^^^^^^^^ front-matter-unclosed: No closing `---`

        prose
        "#,
    );
}

#[test]
fn cursor_takes_patterns_as_they_are() {
    for globs in [
        "**/*.ts",
        "*.ts, *.tsx",
        "src/**/*.{ts,tsx}",
        "{**/*.ts,**/*.tsx}",
        "{a,b}/*.ts",
        "{a,a}",
        "[a-z]*.ts",
        "[**/*.ts, **/*.tsx]",
        "!**/*.test.ts",
        "\"**/*.ts\", \"**/*.tsx\"",
        "\"**/*.ts",
        "@types/**",
        "a: b",
        "",
    ] {
        for path in ["/w/.cursor/rules/x.mdc", "/w/.windsurf/rules/x.md"] {
            check_at(path, &format!("---\ndescription: d\nglobs: {globs}\nalwaysApply: false\n---\n"));
            check_at(path, &format!("---\nglobs: {globs}\n---\n"));
        }
    }
    check_at(
        "/w/.cursor/rules/x.mdc",
        r#"
        ---
        globs:
          - **/*.ts
          - *.tsx
        alwaysApply: false
        ---
        "#,
    );
}

#[test]
fn the_other_lines_of_a_rule_are_yaml() {
    let path = "/w/.cursor/rules/x.mdc";
    check_at(
        path,
        r#"
        ---
        description: Rules: for *.ts, see issue #4
        globs: *.ts
        alwaysApply: false
        ---
        "#,
    );
    check_at(
        path,
        r#"
        ---
        alwaysApply: a: b
                      ^ colon-in-plain-value: Unquoted `: ` in `alwaysApply`
        globs: **/*.ts
        descripton: d
        ^^^^^^^^^^ misspelt-key: Cursor ignores `descripton`: it is not a known key
        ---
        "#,
    );
    check_at(
        path,
        r#"
        ---
        globs:*.ts
             ^ missing-space: No space after the colon in `globs`
        alwaysApply: maybe
        ---
        "#,
    );
    check_at(
        path,
        r#"
        ---
        globs: *.ts
        no key here
        ^^^^^^^^^^^ unindented-line: Unindented line in `globs`
        alwaysApply: false
        ---
        "#,
    );
    check_at(
        "/w/.cursor/commands/x.md",
        r#"
        ---
        description: *x
                     ^^ reserved-character: Leading `*` in `description`
        ---
        "#,
    );
}
