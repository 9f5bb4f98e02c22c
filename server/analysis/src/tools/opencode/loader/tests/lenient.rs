//! What js-yaml 3 takes and refuses against the rules of YAML. Each was asked of the program's own copy of the library.

use super::check;
use crate::loading::Outcome::{Dropped, Loads, Placeholder, Repaired, Stops};
use crate::loading::tests::check_losses;

#[test]
fn a_value_that_has_ended_is_followed_by_another_key() {
    check(Loads, "---\ndescription: \"Reviews\" when: asked\n---\n");
    check(Loads, "---\ndescription: 'It's for this: reviews'\n---\n");
    check(Loads, "---\nx: [a, b] mode: all\n---\n");
    check(Stops, "---\nx: [a, b] mode: some\n---\n");
    check(Loads, "---\nx: ? y\ndescription: d\n---\n");
    check(Loads, "---\nx:\n  y: 'a' z: b\n---\n");
    check(Placeholder, "---\nx:\n  - y: 'a' z: b\n---\n");
    check(Placeholder, "---\nx: 'a' 'b'\n---\n");
    check(Placeholder, "---\nx: \"a\" b\n---\n");
    check(Placeholder, "---\nx: \"a\": b\n---\n");
    check(Placeholder, "---\n- 'a' x: b\n---\n");
}

#[test]
fn commas_and_comments() {
    check(Loads, "---\nx: [a,, b, ,\n, c]\n---\n");
    check(Loads, "---\nx: {a: b,, c: d}\n---\n");
    check(Placeholder, "---\nx: {a,, b,, c}\n---\n");
    check(Stops, "---\ntools: {bash: true,, edit: true}\n---\n");
    check(Stops, "---\ndescription: [a]# comment\n---\n");
    check(Loads, "---\ndescription: \"a\"# comment\n---\n");
    check(Loads, "---\ndescription: a# no comment\n---\n");
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
    check(Placeholder, "---\nx: y\n: z\n---\n");
    check(Loads, "---\nx: {: z}\n---\n");
    check(Placeholder, "---\n&a x: y\n---\n");
    check(Loads, "---\nx: y\n&a z: w\n---\n");
    check(Placeholder, "---\n!t\nx: y\n---\n");
    check(Loads, "---\n!!map\nx: y\n---\n");
    check(Placeholder, "---\nx: !t y\n---\n");
    check(Loads, "---\nx: !!str y\n---\n");
    check(Placeholder, "---\nx: !!int y\n---\n");
    check(Placeholder, "---\nx: *missing\n---\n");
    check(Loads, "---\nx: &a {mode: all}\n<<: *a\n---\n");
    check(Stops, "---\nx: &a {mode: some}\n<<: *a\n---\n");
    check(Placeholder, "---\n<<:\nx: y\n---\n");
    check(Placeholder, "---\nx: {a, b\nc}\n---\n");
    check(Dropped, "---\nx: {a: b\nc}\n---\n");
    check(Loads, "---\nx: {a: b,\nc: d}\n---\n");
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

#[test]
fn the_languages_of_gray_matter() {
    check(Loads, "---YAML\ndescription: d\n---\n");
    check(Stops, "---yml\ndescription: 1\n---\n");
    check(Loads, "---json\n{\"description\": \"d\"}\n---\n");
    check(Stops, "---json\n{\"description\": 1}\n---\n");
    check(Placeholder, "---json\n{description: d}\n---\n");
    check(Placeholder, "---toml\n^^^^^^^ unknown language after the opening `---`\nname = 1\n---\n");
}

#[test]
fn the_repair_reads_keys_of_letters_at_the_start_of_lines() {
    check(Repaired, "---\ndescription: a: b\nx : c: d\n_y1: e: f\n---\n");
    check(Dropped, "---\ndescription: a: b\nx: @c\n---\n");
    check(Placeholder, "---\n1x: a: b\n---\n");
    check(Placeholder, "---\nx:\n  y: a: b\n---\n");
    check(Placeholder, "---\nx: \"a\": b\n---\n");
    check(Placeholder, "--- \ndescription: a: b\n---\n");
    check(Placeholder, "\u{feff}---\ndescription: a: b\n---\n");
    check(Dropped, "---\ndescription: a: b\n  more: c\n: d\n---\n");
}

fn lost(source: &str, expected: &[(&str, &str)]) {
    check_losses("opencode.agent", "/w/.opencode/agent/x.md", source, expected);
}

#[test]
fn what_the_library_and_the_repair_do_to_values() {
    let hoisted = "`y` becomes a top-level key: a tab is not indentation";
    lost("---\nx:\n\ty: z\n---\n", &[(hoisted, "y")]);
    let ended = "this is read as another key: the value before it has ended";
    lost("---\ndescription: 'It's for this: reviews'\n---\n", &[(ended, "s for this: reviews'")]);
    lost(
        "---\na: 'b' c: d\ne:\n\tf: g\nh: ? i\n---\n",
        &[("`f` becomes a top-level key: a tab is not indentation", "f"), (ended, "c: d"), (ended, "? i")],
    );
    lost(
        "---\ndescription: a: b # note\nx: [c: d\n---\n",
        &[
            ("`description` includes the comment: it becomes a block scalar", "# note"),
            ("`x` is read as a string: it becomes a block scalar", "[c: d"),
        ],
    );
    lost("---\ndescription: a: b\n---\n", &[]);
}

#[test]
fn what_has_no_effect() {
    lost(
        "---\nprompt: p\nsteps: 1\nmaxSteps: 2\n---\n",
        &[
            ("`prompt` has no effect: the body takes its place", "prompt"),
            ("`maxSteps` has no effect: `steps` is set", "maxSteps"),
        ],
    );
    let unclosed = "the prompt is empty: no closing `---`";
    lost("---\ndescription: d\n", &[(unclosed, "---")]);
    lost("---\njust text\n---\n", &[("the front matter has no keys", "")]);
    lost("---\ndescription: d\nmode: all\nmaxSteps: 2\n---\n", &[]);
    let mode = "`mode` has no effect: modes are always `primary`";
    check_losses("opencode.mode", "/w/.opencode/mode/x.md", "---\nmode: all\n---\n", &[(mode, "mode")]);
    let template = "`template` has no effect: the body takes its place";
    let source = "---\ntemplate: t\n---\n";
    check_losses("opencode.command", "/w/.opencode/command/x.md", source, &[(template, "template")]);
}
