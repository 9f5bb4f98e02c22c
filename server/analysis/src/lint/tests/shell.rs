//! Syntax errors of scripts, and where they stand.

use super::*;

#[test]
fn scripts_that_bash_refuses() {
    check(
        r#"
        ---
        name: x
        description: d
        priority: low
        hooks:
          pre: |
            for f in *; do
              echo "$f"
                   ^^^^ shell-syntax: The shell cannot run `pre`: `done` of `do` is missing
          post: 'echo "it''s; exit'
                      ^ shell-syntax: The shell cannot run `post`: a quote is not closed
        ---
        "#,
    );
    check(
        r#"
        ---
        name: x
        description: d
        hooks:
          Stop:
            - hooks:
                - type: command
                  command: "echo a && && b"
                                      ^^ shell-syntax: The shell cannot run `command`: syntax error
        ---
        "#,
    );
}

#[test]
fn scripts_that_are_left_alone() {
    check(
        r#"
        ---
        name: x
        description: d
        priority: low
        hooks:
          pre: |
            echo "{{task}}
          post: |
            [[ $a =~ ^(b|c)$ ]] && cat <<EOF
            it's
            EOF
        ---
        "#,
    );
    for other in ["shell: powershell", "args: [a]"] {
        let command = format!(
            "hooks:\n  Stop:\n    - hooks:\n        - type: command\n          command: if (x) {{ 'a'\n          {other}"
        );
        check(&agent(&command));
    }
}

#[test]
fn what_is_nested_too_deep_is_not_parsed() {
    for open in [
        "$(",
        "(",
        "{ ",
        "if ",
        "if a; then ",
        "[[ ( ",
        "[[ ! ",
        "\"$(",
        "${a:-",
        "`",
        "case x in a) ",
        "f() ",
        "<(",
        "$((",
        "a[",
        "\\`",
        "! ",
        "while ",
        "\"${a:-",
    ] {
        for count in [20, 40, 99, 2000] {
            let text = format!(
                "---\nname: x\ndescription: d\npriority: low\nhooks:\n  pre: >-\n    {}\n---\n",
                open.repeat(count)
            );
            let document = Document::new(Some(AGENT.into()), 0, &text);
            diagnostics(&document);
        }
    }
}
