//! What Bun's YAML library accepts and rejects.

use super::*;

/// Asserts that an agent with these lines, which contain its description, after its name loads.
fn takes(lines: &str) {
    loads(&format!("---\nname: scout\n{lines}\n---\n"));
}

fn refuses(lines: &str) {
    drops(&format!("---\nname: scout\n{lines}\n---\n"));
}

#[test]
fn a_front_matter_is_a_mapping() {
    drops(
        r#"
        ---
        Looks around
        ^^^^^^^^^^^^ the front matter is not a mapping
        ---
        "#,
    );
    drops(
        r#"
        ---
        - name: scout
        - description: Looks around
        ---
        "#,
    );
    drops(
        r#"
        ---
        ^^^ the front matter is empty
        ---
        "#,
    );
    drops(
        r#"
        ---
        # nothing yet
        ---
        "#,
    );
    drops(
        r#"
        ---
        name:scout
        description:Looks around
        ---
        "#,
    );
    loads(
        r#"
        ---
        {name: scout, description: Looks around}
        ---
        "#,
    );
    loads(
        r#"
        ---
          name: scout
          description: Looks around
        ---
        "#,
    );
    drops(
        r#"
        ---
        name: scout
        description: x
        ...
        model: haiku
        ---
        "#,
    );
}

#[test]
fn the_last_of_equal_keys_counts() {
    takes("description: 5\ndescription: Looks around");
    refuses("description: Looks around\ndescription: 5");
}

#[test]
fn plain_texts_go_on_at_indented_lines() {
    takes("description: Looks\n  around");
    takes("description:\n  Looks around\n\n  and tells");
    refuses("description: Looks\naround");
    refuses("description: Looks around.\n<example>\nHe asks\n</example>");
    refuses("description: Looks\n  like: this");
}

#[test]
fn texts_in_quotes_go_on_at_indented_lines() {
    takes("description: \"Looks\n  around\"");
    takes("description: 'Looks\n around'");
    takes("description: \"Looks\n\n around\"");
    refuses("description: \"Looks\naround\"");
    refuses("description: 'Looks\n'");
    takes("description: x\nextra:\n- \"Looks\n around\"");
    refuses("description: x\nextra:\n  - \"Looks\n  around\"");
}

#[test]
fn lists_in_brackets_go_on_at_indented_lines() {
    takes("description: x\ntools: [\n  Read,\n  Grep\n]");
    refuses("description: x\ntools: [\nRead,\nGrep\n]");
    refuses("description: x\ntools: [Read,\nGrep]");
}

#[test]
fn quotes_end_a_value() {
    refuses("description: \"Chief\" scout");
    refuses("description: 'He's a scout'");
    refuses("description: \"a scout");
    refuses("description: \"a scout\",");
    refuses(r#"description: "a \scout""#);
    takes(r#"description: "a \u0073cout\t\"""#);
    takes("description: 'He''s a scout' # always");
}

#[test]
fn a_line_of_a_tab_is_blank_only_behind_a_scalar_that_swallows_it() {
    takes("description:\tLooks\taround");
    takes("description: Looks around\n\t\nmodel: haiku");
    takes("description: Looks around\n \t# far\nmodel: haiku");
    takes("description: |\n  Looks around\n\t\nmodel: haiku");
    drops("---\nname: scout\ndescription: |\n  Looks around\n\n\t\nmodel: haiku\n---\n");
    // The repair replaces the tabs with spaces.
    repairs("---\nname: scout\ndescription: 'Looks around'\n\t\nmodel: haiku\n---\n");
    repairs("---\nname: scout\ndescription: Looks around\nhooks:\n\t# none\n---\n");
    repairs("---\nname: scout\ndescription: Looks around\ntools: [Read]\n\t---\n");
    repairs("---\nname: scout\ndescription: Looks around # far\n\t# and near\n---\n");
    loads("---\nname: 'scout'\n\t\ndescription: Looks around\n---\n");
}

#[test]
fn odd_characters_are_taken() {
    takes("description: , around");
    takes("description: a\u{7}b");
    takes("description: \u{feff}x");
    takes("description: a\u{85}b\u{2028}c");
    refuses("description: a\0b");
    refuses("description: x\nlist:\n  - ] around");
}

#[test]
fn anchors_tags_and_merges_work() {
    takes("base: &text Looks around\ndescription: *text");
    takes("base: &base {description: Looks around}\n<<: *base");
    takes("description: &chief scout");
    takes("description: !chief scout");
    takes("description: !!str 42");
    refuses("description: &chief");
    refuses("description: !chief");
    refuses("description: x\nextra:\n  - *nobody");
}

#[test]
fn values_are_typed_as_in_yaml_1_2() {
    takes("description: 2025-01-31");
    takes("description: yes");
    takes("description: 1_000");
    takes("description: 1:30");
    refuses("description: 010");
    refuses("description: 0x1f");
    refuses("description: True");
    refuses("description: ~");
}

#[test]
fn blocks_are_texts() {
    takes("description: |\n  Looks: around\n  <example>");
    takes("description: >-\n  Looks\n\n  around\nmodel: haiku");
    refuses("description: |\nLooks around");
    refuses("description: |\nmodel: haiku");
}
