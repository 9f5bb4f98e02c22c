//! When a rule is loaded. Each row was asked of Claude Code 2.1.332 with a mock provider, with files in `src` and `lib`.

use super::*;

/// Returns when a rule with that front matter is loaded, and what is reported.
fn loaded(lines: &str) -> (&'static str, Vec<String>) {
    let loader = loaders().find(|loader| loader.id == "claude-code.rule").expect("a loader for the kind");
    let text = format!("---\n{lines}\n---\nx\n");
    let verdict = Document::new(Some("/w/.claude/rules/a.md".into()), 0, &text).verdict(loader);
    let when = ["always", "once", "never"].into_iter().find(|word| verdict.detail.contains(word));
    (when.expect("when it is loaded"), verdict.ignored.iter().map(IgnoredPart::to_clause).collect())
}

#[track_caller]
fn check(when: &str, rows: &[&str]) {
    for row in rows {
        assert_eq!(loaded(row).0, when, "{row}: {:?}", loaded(row));
    }
}

#[test]
fn without_a_pattern_it_is_always_loaded() {
    check(
        "always",
        &[
            "paths:\n  - **/*.ts",
            "paths:",
            "paths: ''",
            "paths: '  '",
            "paths: 3",
            "paths: true",
            "paths: .5",
            "paths: []",
            "paths: ','",
            "paths: ['']",
            "paths: [3]",
            "paths: [null]",
            "paths: {a: b}",
            "paths: !src/**",
            "paths: !x",
            "paths:\n  - !src/**",
            "paths:\n  - src/**: x",
            "paths: '**'",
            "globs: '**/*.ts'",
            "description: x",
        ],
    );
}

#[test]
fn patterns_tie_it_to_files() {
    check(
        "once",
        &[
            "paths: **/*.ts",
            "paths: '**/*.ts'",
            "paths: {src,lib}/**",
            "paths: '{src,./lib}/**'",
            "paths: [[src/**]]",
            "paths: 'src/**, lib/**'",
            "paths: ', src/**'",
            "paths: 'src/**,./lib/**'",
            "paths: ['./src/**', 'lib/**']",
            "paths: ['[src/**]', 'lib/**']",
            "paths: ['**', 'src/**']",
            "paths: [3, 'lib/**']",
            "paths: ['', 'lib/**']",
            "paths:\n  - !src/**\n  - 'lib/**'",
            "paths: [!x src/**]",
            "paths: /src/**",
            "paths: src",
            "paths: src/",
            "paths: '*.ts'",
            "paths: '*'",
            "paths: 'src/[ab].ts'",
            "paths: '[s]rc/**'",
            "paths: src/** # c",
        ],
    );
}

#[test]
fn some_patterns_match_nothing() {
    check(
        "never",
        &[
            "paths: ./src/**",
            "paths: './{src,lib}/**'",
            "paths: ['./src/**']",
            "paths: '../**'",
            "paths: '.'",
            "paths: './'",
            "paths: '/'",
            "paths: '[src/**]'",
            "paths: ['[src/**]']",
            "paths: [src/**, **/*.md]",
            "paths: '[\"src/**\"]'",
            "paths: '[src'",
            "paths: 'src/[a'",
            "paths: '!src/**'",
            "paths: ['!src/**']",
            "paths: '#src'",
            "paths: '\"src/**\"'",
            "paths: \"src/**\\nlib/**\"",
        ],
    );
}

#[test]
fn it_is_said_why() {
    for (row, said) in [
        ("paths: ", "the rule is always loaded: `paths` is empty"),
        ("paths: 3", "the rule is always loaded: `paths` must be a string or list"),
        ("paths: [3]", "the rule is always loaded: no string in `paths`"),
        ("paths: ./src/**", "the rule is never loaded: `./` matches nothing"),
        ("paths: '!src/**'", "the rule is never loaded: `!` only excludes files"),
        ("paths: ['./src/**', lib]", "a pattern in `paths` matches nothing: `./` matches nothing"),
        ("paths: [3, lib]", "a pattern in `paths` matches nothing: it is not a string"),
    ] {
        assert_eq!(loaded(row).1, [said], "{row}");
    }
    for row in ["paths: src", "paths: '**'", "paths: ['!src/a.ts', 'src/**']", "description: x"] {
        assert_eq!(loaded(row).1, [""; 0], "{row}");
    }
}
