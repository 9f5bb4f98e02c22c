use crate::loading::Outcome::{self, Dropped, Loads, Repaired};
use crate::loading::tests;

const SKILL: &str = "/w/.agents/skills/pdf/SKILL.md";

fn check(expected: Outcome, source: &str) {
    tests::check("agent-skills.skill", SKILL, expected, source);
}

/// Asserts the outcome of a skill with these lines after its name and description.
fn with(expected: Outcome, lines: &str) {
    check(expected, &format!("---\nname: pdf\ndescription: Reads PDFs\n{lines}\n---\n"));
}

#[test]
fn the_header_is_what_stands_between_dashes_anywhere() {
    check(
        Loads,
        r#"
        ---
        name: pdf
        description: d
        ---
        "#,
    );
    check(Loads, "---\r\nname: pdf\r\ndescription: d\r\n---\r\n");
    check(Loads, "---\nname: pdf\ndescription: d---");
    check(
        Loads,
        r#"
        --- # comment
        name: pdf
        description: d
          ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name: pdf
        ---
        ^^^ `description` is missing
        description: d
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name: pdf
        description: "a --- b"
                        ^^^ `---` ends the front matter too early
        ---
        "#,
    );
    check(Dropped, "\u{feff}---\nname: pdf\ndescription: d\n---\n");
    check(
        Dropped,
        r#"
         ---
        ^^^^ no front matter
        name: pdf
        description: d
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        ^^^ no closing `---`
        name: pdf
        description: d
        "#,
    );
    tests::loses(
        "agent-skills.skill",
        SKILL,
        Loads,
        "---\nname: pdf\ndescription: a --- b\n               ^^^ the rest is body text\nlicense: MIT\n---\n",
    );
}

#[test]
fn strictyaml_takes_less_than_yaml() {
    with(Loads, "license: |\n  a\tb\nmetadata:\n  version: 1.0");
    with(Loads, "license: \"a\tb\" # c\td");
    with(Loads, "license: null\ncompatibility: 5");
    with(Loads, "license: a\u{2028}b\u{feff}");
    with(Loads, "metadata:\n- a\n- b: c");
    for lines in [
        "metadata: {a: b}",
        "allowed-tools: [Read]",
        "license: &a MIT",
        "license: !!str MIT",
        "license: a\tb",
        "license: MIT\t",
        "license: \"#1\"\t",
        "license: a: b\n          ^ invalid YAML for strictyaml",
        "name: pdf",
        "metadata:\n  a: b\n  a: c",
        "? metadata:\n  a: b\n: c",
        "license: a\u{7f}b",
    ] {
        with(Dropped, lines);
    }
}

#[test]
fn mappings_side_by_side_are_indented_alike() {
    with(Dropped, "metadata:\n  a: b\nother:\n    c: d");
    with(Dropped, "metadata:\n  a:\n    b: c\n  d:\n     e: f");
    with(Repaired, "metadata:\n    a: b\nother:\n    c: d");
    with(Loads, "metadata:\n    a: b");
}

#[test]
fn a_name_and_a_description_are_texts() {
    check(
        Dropped,
        r#"
        ---
        ^^^ `description` is missing
        name: pdf
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        ^^^ `name` is missing
        description: d
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name: pdf
        description: ""
                     ^^ `description` is empty
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name: pdf
        description:
        ^^^^^^^^^^^ `description` is empty
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name:
          a: b
          ^^^^ `name` must be a string, not a mapping
        description: d
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        Reads PDFs
        ---
        "#,
    );
    check(Dropped, "---\n---\n");
}

#[test]
fn keys_are_known() {
    with(Loads, "license: MIT\ncompatibility: any\nallowed-tools: Read\nmetadata:\n  a: b");
    with(Repaired, "model: opus\n^^^^^ unknown key `model`");
    with(Repaired, "License: MIT\n^^^^^^^ unknown key `License`");
}

#[test]
fn names_are_words_with_hyphens_and_the_folders() {
    let name = |expected, name: &str, folder: &str| {
        let path = format!("/w/.agents/skills/{folder}/SKILL.md");
        let source = format!("---\nname: {name}\ndescription: d\n---\n");
        tests::check("agent-skills.skill", &path, expected, &source);
    };
    name(Loads, "pdf-2", "pdf-2");
    name(Loads, "\" pdf \"", "pdf");
    name(Loads, "读取", "读取");
    name(Loads, &"p".repeat(64), &"p".repeat(64));
    name(Repaired, &"p".repeat(65), &"p".repeat(65));
    name(Repaired, "Pdf\n      ^^^ `name` must be lowercase", "Pdf");
    name(Repaired, "p_df\n      ^^^^ invalid character in `name`", "p_df");
    name(Repaired, "p--df\n      ^^^^^ misplaced hyphen in `name`", "p--df");
    name(Repaired, "-pdf\n      ^^^^ misplaced hyphen in `name`", "-pdf");
    name(Repaired, "pdf-\n      ^^^^ misplaced hyphen in `name`", "pdf-");
    name(Repaired, "pdf\n      ^^^ `name` does not match the folder name", "other");
}

#[test]
fn texts_have_an_end() {
    let description =
        |expected, text: &str| check(expected, &format!("---\nname: pdf\ndescription: {text}\n---\n"));
    description(Loads, &"\u{1f680}".repeat(1024));
    description(Repaired, &"x".repeat(1025));
    with(Loads, &format!("compatibility: {}", "x".repeat(500)));
    with(Repaired, &format!("compatibility: {}", "x".repeat(501)));
    with(Repaired, "compatibility:\n  - any\n    ^^^ `compatibility` must be a string");
    with(Loads, "license:\n  - any");
}

#[test]
fn tabs_stand_in_quotes_blocks_and_comments_only() {
    with(Loads, "license: \"a\n\t\n  b\"");
    with(Loads, "license: 'it''s\ta'");
    with(Loads, "license: |\n  it's\ta\n  \t\n  b");
    with(Loads, "# it's\ta comment\nlicense: MIT # a\tb");
    with(Loads, "license: \"#1\" # a\tb");
    with(Dropped, "license: it's\ta");
    with(Dropped, "license: a#b\tc");
    with(Dropped, "license: it's\t# comment");
    with(Dropped, "license: |\n  a\n\t\ncompatibility: any");
    with(Dropped, "license: MIT\n\t\ncompatibility: any");
    with(Dropped, "license: MIT\n\t# comment");
    with(Dropped, "metadata:\n\ta: b");
    // Only the tab must be changed.
    let tab = "---\nname: pdf\ndescription: it's\ta\n                 ^ a tab outside of quotes\n---\n";
    check(Dropped, tab);
}
