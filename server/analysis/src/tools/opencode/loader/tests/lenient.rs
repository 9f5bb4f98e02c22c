//! Where js-yaml 3 deviates from YAML. Each case was checked with the program's own copy of the library.

use super::check;
use crate::loading::Outcome::{Dropped, Loads, Placeholder, Stops};

#[test]
fn a_value_that_has_ended_is_followed_by_another_key() {
    check(
        Loads,
        r#"
        ---
        description: "Reviews" when: asked
        ---
        "#,
    );
    check(
        Loads,
        r#"
        ---
        description: 'It's for this: reviews'
        ---
        "#,
    );
    check(
        Loads,
        r#"
        ---
        x: [a, b] mode: all
        ---
        "#,
    );
    check(
        Stops,
        r#"
        ---
        x: [a, b] mode: some
        ---
        "#,
    );
    check(
        Loads,
        r#"
        ---
        x: ? y
        description: d
        ---
        "#,
    );
    check(
        Loads,
        r#"
        ---
        x:
          y: 'a' z: b
        ---
        "#,
    );
    check(
        Placeholder,
        r#"
        ---
        x:
          - y: 'a' z: b
        ---
        "#,
    );
    check(
        Placeholder,
        r#"
        ---
        x: 'a' 'b'
        ---
        "#,
    );
    check(
        Placeholder,
        r#"
        ---
        x: "a" b
        ---
        "#,
    );
    check(
        Placeholder,
        r#"
        ---
        x: "a": b
        ---
        "#,
    );
    check(
        Placeholder,
        r#"
        ---
        - 'a' x: b
        ---
        "#,
    );
}

#[test]
fn commas_and_comments() {
    check(
        Loads,
        r#"
        ---
        x: [a,, b, ,
        , c]
        ---
        "#,
    );
    check(
        Loads,
        r#"
        ---
        x: {a: b,, c: d}
        ---
        "#,
    );
    check(
        Placeholder,
        r#"
        ---
        x: {a,, b,, c}
        ---
        "#,
    );
    check(
        Stops,
        r#"
        ---
        tools: {bash: true,, edit: true}
        ---
        "#,
    );
    check(
        Stops,
        r#"
        ---
        description: [a]# comment
        ---
        "#,
    );
    check(
        Loads,
        r##"
        ---
        description: "a"# comment
        ---
        "##,
    );
    check(
        Loads,
        r#"
        ---
        description: a# no comment
        ---
        "#,
    );
}

#[test]
fn tabs_before_items_and_keys() {
    check(Loads, "---\nx:\n\t- a\nmode: all\n---\n");
    check(Loads, "---\nx:\n\t- a\n - b\n---\n");
    check(Placeholder, "---\nx:\n\t- a\n\t- b\n---\n");
    check(Placeholder, "---\nx:\n  - a\n\t- b\n---\n");
    check(Stops, "---\nx:\n\ty: z\n\tmode: other\n---\n");
    check(Placeholder, "---\nx:\n  \ty: z\n  mode: all\n---\n");
    check(Placeholder, "---\nx: a\n\tb\n---\n");
    check(Loads, "---\nx: \"a\n\tb\"\n---\n");
    check(Loads, "---\nx:\ty\n---\n");
}

#[test]
fn colons_anchors_and_tags() {
    check(
        Placeholder,
        r#"
        ---
        x: y
        : z
        ---
        "#,
    );
    check(
        Loads,
        r#"
        ---
        x: {: z}
        ---
        "#,
    );
    check(
        Placeholder,
        r#"
        ---
        &a x: y
        ---
        "#,
    );
    check(
        Loads,
        r#"
        ---
        x: y
        &a z: w
        ---
        "#,
    );
    check(
        Placeholder,
        r#"
        ---
        !t
        x: y
        ---
        "#,
    );
    check(
        Loads,
        r#"
        ---
        !!map
        x: y
        ---
        "#,
    );
    check(
        Placeholder,
        r#"
        ---
        x: !t y
        ---
        "#,
    );
    check(
        Loads,
        r#"
        ---
        x: !!str y
        ---
        "#,
    );
    check(
        Placeholder,
        r#"
        ---
        x: !!int y
        ---
        "#,
    );
    check(
        Placeholder,
        r#"
        ---
        x: *missing
        ---
        "#,
    );
    check(
        Loads,
        r#"
        ---
        x: &a {mode: all}
        <<: *a
        ---
        "#,
    );
    check(
        Stops,
        r#"
        ---
        x: &a {mode: some}
        <<: *a
        ---
        "#,
    );
    check(
        Placeholder,
        r#"
        ---
        <<:
        x: y
        ---
        "#,
    );
    check(
        Placeholder,
        r#"
        ---
        x: {a, b
        c}
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        x: {a: b
        c}
        ---
        "#,
    );
    check(
        Loads,
        r#"
        ---
        x: {a: b,
        c: d}
        ---
        "#,
    );
}

#[test]
fn plain_scalars_and_their_types() {
    for text in
        ["08", "0o17", "-.5", "2025-1-1", "2025-01-31 10:00", "yes", "1.2.3", "12:60", "\u{feff}d", "\"3\""]
    {
        check(Loads, &format!("---\ndescription: {text}\n---\n"));
    }
    for number in ["017", "1_0", "0b1", "1:30", "1:30.5", ".5", "1e3", "0x1f", "+1", ".inf"] {
        check(Stops, &format!("---\ndescription: {number}\n---\n"));
    }
    for value in ["~", "True", "2025-01-31", "2025-1-31 1:00:00 +1", "[]", "{}"] {
        check(Stops, &format!("---\ndescription: {value}\n---\n"));
    }
}
