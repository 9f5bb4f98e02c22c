//! The repair: quotes around values.

use super::*;

#[test]
fn a_colon_within_a_value_is_repaired() {
    repairs(
        r#"
        ---
        name: scout
        description: Looks: around
                          ^ invalid YAML, read again with quotes added
        ---
        "#,
    );
    repairs(
        r#"
        ---
        name: scout
        description: Says "go": now, C:\maps\q
        ---
        "#,
    );
    repairs(
        r#"
        ---
        name: scout
        description: Looks: around:
        ---
        "#,
    );
    repairs("---\nname: scout\ndescription: \u{201c}Looks: around\u{201d}\n---\n");
    drops(
        r#"
        ---
        name: scout
        description: Looks around:
        ---
        "#,
    );
    drops("---\nname: scout\ndescription: Looks:\taround\n---\n");
    drops("---\nname: scout\ndescription: Looks: a\u{2028}round\n---\n");
}

#[test]
fn marks_at_the_start_of_a_value_are_repaired() {
    for value in [
        "*all* around",
        "@map looks",
        "%d looks",
        "`look` around",
        "| looks",
        "> looks",
        "[far] looks",
        "{far} looks",
    ] {
        repairs(&format!("---\nname: scout\ndescription: {value}\n---\n"));
    }
    drops(
        r#"
        ---
        name: scout
        description: - looks
        ---
        "#,
    );
    drops(
        r#"
        ---
        name: scout
        description: ? looks
        ---
        "#,
    );
}

#[test]
fn values_in_equal_quotes_are_left_alone() {
    repairs(
        r#"
        ---
        name: scout
        description: "Looks": around
        ---
        "#,
    );
    repairs(
        r#"
        ---
        name: scout
        description: "Looks": 'around'
        ---
        "#,
    );
    drops(
        r#"
        ---
        name: scout
        description: "Looks": "around"
        ---
        "#,
    );
    drops(
        r#"
        ---
        name: scout
        description: 'Looks': 'around'
        ---
        "#,
    );
}

#[test]
fn only_keys_of_letters_at_the_start_of_a_line_are_repaired() {
    repairs(&with("X_note-a: a: b\n"));
    drops(&with("note2: a: b\n"));
    drops(&with("a.note: a: b\n"));
    drops(&with("my note: a: b\n"));
    drops(
        r#"
        ---
          name: scout
          description: Looks: around
        ---
        "#,
    );
    drops(&with("list:\n  - a: b: c\n"));
    drops(&with("list:\n  - @map\n"));
    drops(&with("no key\n"));
}

#[test]
fn lines_that_end_in_cr_are_not_repaired() {
    drops("---\r\nname: scout\r\ndescription: Looks: around\r\n---\r\n");
    repairs("---\r\nname: scout\r\ndescription: Looks: around\n---\r\n");
}

#[test]
fn tabs_that_indent_become_spaces() {
    repairs("---\nname: scout\ndescription: Looks around\ntools:\n\t- Read\n---\n");
    repairs("---\n\tname: scout\n\tdescription: Looks around\n---\n");
    drops("---\nname: scout\ndescription: Looks: around\nnotes:\n\ta: b: c\n---\n");
}

#[test]
fn the_header_of_a_block_is_not_spared() {
    drops(
        r#"
        ---
        name: scout
        description: Looks: around
        notes: |
          Far
        ---
        "#,
    );
    drops(
        r#"
        ---
        name: scout
        description: Looks: around
        notes: >-
          Far
        ---
        "#,
    );
}

#[test]
fn the_repair_touches_good_lines() {
    loses(
        AGENT,
        Outcome::Repaired,
        r#"
        ---
        name: scout
        description: Looks: around
        model: haiku # cheap
               ^^^^^ `model` is read as `haiku # cheap`
        tools: [Read, Grep]
        ---
        "#,
    );
    drops(
        r#"
        ---
        name: scout
        description: Looks: around
        hooks: {}
               ^^ invalid YAML, and its repair breaks `hooks`
        ---
        "#,
    );
    drops(
        r#"
        ---
        name: scout
        note: a: b
        description: [far, near]
        ---
        "#,
    );
    repairs(
        r#"
        ---
        name: scout
        note: a: b
        description: {far}
        ---
        "#,
    );
}

#[test]
fn what_is_left_after_the_repair_is_checked_as_ever() {
    drops(
        r#"
        ---
        name: team: scout
        description: Looks around
        ---
        "#,
    );
    drops(
        r#"
        ---
        name: scout
        model: a: b
        ---
        "#,
    );
}

#[test]
fn the_place_is_what_the_repair_does_not_mend() {
    drops(
        r#"
        ---
        name: scout
        description: Looks: around
        note: "far" away
                    ^^^^ invalid YAML
        ---
        "#,
    );
}

#[test]
fn no_repair_where_none_is_needed() {
    loads(
        r#"
        ---
        name: scout
        description: see https://example.org/a#b, a -> b, [a](b) & {c}
        ---
        "#,
    );
    loads(
        r#"
        ---
        name: scout
        description: Looks # around: here
        ---
        "#,
    );
}
