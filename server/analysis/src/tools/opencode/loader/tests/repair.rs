//! What OpenCode's repair makes readable that is not YAML, and what is lost of values.

use super::check;
use crate::loading::Outcome::{Dropped, Loads, Placeholder, Repaired, Stops};
use crate::loading::tests::check_losses;

#[test]
fn the_languages_of_gray_matter() {
    check(
        Loads,
        r#"
        ---YAML
        description: d
        ---
        "#,
    );
    check(
        Stops,
        r#"
        ---yml
        description: 1
        ---
        "#,
    );
    check(
        Loads,
        r#"
        ---json
        {"description": "d"}
        ---
        "#,
    );
    check(
        Stops,
        r#"
        ---json
        {"description": 1}
        ---
        "#,
    );
    check(
        Placeholder,
        r#"
        ---json
        {description: d}
        ---
        "#,
    );
    check(
        Placeholder,
        r#"
        ---toml
        ^^^^^^^ unknown language after the opening `---`
        name = 1
        ---
        "#,
    );
}

#[test]
fn the_repair_reads_keys_of_letters_at_the_start_of_lines() {
    check(
        Repaired,
        r#"
        ---
        description: a: b
        x : c: d
        _y1: e: f
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        description: a: b
        x: @c
        ---
        "#,
    );
    check(
        Placeholder,
        r#"
        ---
        1x: a: b
        ---
        "#,
    );
    check(
        Placeholder,
        r#"
        ---
        x:
          y: a: b
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
    check(Placeholder, "--- \ndescription: a: b\n---\n");
    check(Placeholder, "\u{feff}---\ndescription: a: b\n---\n");
    check(
        Dropped,
        r#"
        ---
        description: a: b
          more: c
        : d
        ---
        "#,
    );
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
