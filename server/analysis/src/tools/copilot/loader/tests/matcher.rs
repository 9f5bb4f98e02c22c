//! Recognition of regular expressions.

use crate::tools::copilot::loader::matcher::is_regular_expression;

#[test]
fn expressions() {
    for text in [
        "a|b",
        "a|",
        "()",
        "(?:a)+",
        "(?=a)*",
        "(?!a)b",
        "(?<=a)b",
        "(?<n>a)\\k<n>",
        "(?i:a)",
        "a{2}",
        "a{1,}?",
        "a{,2}",
        "a{",
        "{",
        "}",
        "]",
        "[]",
        "[^]",
        "[a-]",
        "[\\w-a]",
        "[a-\\d]",
        "\\",
        "mcp__.*",
        "Bash(git:*)",
        "a]",
    ] {
        let expected = text != "\\";
        assert_eq!(is_regular_expression(text), expected, "{text}");
    }
}

#[test]
fn texts_that_are_none() {
    for text in [
        "*",
        "+a",
        "?",
        "*.ts",
        "a**",
        "a++",
        "a|*",
        "^*",
        "(",
        "a)",
        "(()",
        "[",
        "[a",
        "[z-a]",
        "{1}",
        "a{2,1}",
        "x{2}{3}",
        "(?",
        "(?i)a",
        "(?P<n>a)",
        "(?>a)",
        "(?#a)",
        "(?<1>a)",
        "(?<n>a)(?<n>b)",
        "(?<=a)*",
        "a\\",
    ] {
        assert!(!is_regular_expression(text), "{text}");
    }
}
