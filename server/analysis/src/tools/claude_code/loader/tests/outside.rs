//! Hooks outside `hooks`, and misplaced ones inside it. Each row was tested with Claude Code 2.1.332.

use super::*;

/// A key and its value, in flow style: `M` stands for a matcher group, `G` for an event that may block, with one.
type Row = &'static str;

/// Returns the whole front matter, with the letters expanded.
fn agent(row: Row) -> String {
    let group = "{matcher: Bash, hooks: [{type: command, command: echo}]}";
    let row: String = row
        .split_inclusive(|letter: char| !letter.is_alphanumeric())
        .map(|word| match word.strip_suffix(|letter: char| !letter.is_alphanumeric()).unwrap_or(word) {
            "M" => word.replace('M', group),
            "G" => word.replace('G', &format!("{{PreToolUse: [{group}]}}")),
            _ => word.to_owned(),
        })
        .collect();
    with(&format!("{row}\n"))
}

/// Whether an agent is dropped, and a skill and a command of the same text lose their hooks.
fn is_lost(row: Row) -> bool {
    let text = agent(row);
    let lost = verdict(AGENT, &text).outcome == Outcome::Dropped;
    for (document, what) in [(SKILL, "the skill has no hooks"), (COMMAND, "the command has no hooks")] {
        let verdict = verdict(document, &text);
        assert_eq!(verdict.outcome, Outcome::Loads, "{row}");
        assert_eq!(verdict.ignored.iter().any(|ignored| ignored.what == what), lost, "{row}: {verdict:?}");
    }
    lost
}

fn all_lost(rows: &[Row]) {
    rows.iter().for_each(|row| assert!(is_lost(row), "{row}"));
}

fn none_lost(rows: &[Row]) {
    rows.iter().for_each(|row| assert!(!is_lost(row), "{row}"));
}

#[test]
fn events_that_may_block_belong_in_hooks() {
    all_lost(&[
        "PreToolUse: echo",
        "PreToolUse: ''",
        "PreToolUse: 0",
        "PreToolUse: false",
        "PreToolUse: [~]",
        "PreToolUse: [M]",
        "PermissionRequest: {}",
        "PreSkillShellCommand: echo",
        "foo: {PreToolUse: echo}",
        "foo: [{PermissionRequest: 0}]",
        "PostToolUse: {PreToolUse: echo}",
    ]);
    none_lost(&[
        "PreToolUse:",
        "PreToolUse: []",
        "PermissionRequest: ~",
        "PreSkillShellCommand: []",
        "PostToolUse: echo",
        "preToolUse: echo",
        "PreToolUses: [echo]",
        "foo: {PreToolUse: ~}",
        "foo: [{PreToolUse: []}]",
        "foo: PreToolUse",
        "foo: [PreToolUse]",
    ]);
}

#[test]
fn matcher_groups_belong_in_hooks() {
    all_lost(&[
        "PreToolUses: [M]",
        "pretooluse: [M]",
        "foo: [M]",
        "foo: M",
        "foo: {hooks: [~]}",
        "foo: {hooks: {}, matcher: ~}",
        "foo: {hooks: {type: ''}}",
        // With a matcher, an event beside it changes nothing.
        "foo: {hooks: [x], matcher: Bash, Stop: []}",
    ]);
    none_lost(&[
        "foo: {hooks: []}",
        "foo: {hooks: [], matcher: Bash}",
        "foo: {hooks: echo, matcher: Bash}",
        "foo: {hooks: {}}",
        "foo: {hooks: {type: 5}}",
        "foo: {hooks: {command: echo}}",
        "foo: {matcher: Bash}",
        "foo: {type: command, command: echo}",
        "foo: {hooks: [x], Stop: []}",
        "foo: {hooks: {type: x}, PreToolUse: []}",
    ]);
}

#[test]
fn three_levels_are_searched() {
    all_lost(&[
        "foo: {a: {b: {PreToolUse: echo}}}",
        "foo: {a: {b: {c: {PreToolUse: echo}}}}",
        "foo: {a: {b: {c: M}}}",
        "foo: [[[G]]]",
        "foo: [[[M]]]",
        "foo: {a: [{b: G}]}",
        "foo: [{a: [M]}]",
    ]);
    none_lost(&[
        "foo: {a: {b: {c: {d: G}}}}",
        "foo: {a: {b: {c: {d: M}}}}",
        "foo: [[[[G]]]]",
        "foo: [[[[M]]]]",
        "foo: {a: [{b: [G]}]}",
        "foo: [{a: [[M]]}]",
    ]);
}

#[test]
fn some_keys_are_passed_over_at_every_level() {
    none_lost(&[
        "metadata: G",
        "metadata: [M]",
        "mcpServers: [G]",
        "mcpServers: {x: M}",
        "lspServers: M",
        "foo: {metadata: G}",
        "foo: {a: {mcpServers: M}}",
        "foo: [{lspServers: [G]}]",
    ]);
    all_lost(&[
        "metadata: {}\nfoo: G",
        "foo: {metadata: G, a: G}",
        "Metadata: G",
        "foo: {PreToolUse: {metadata: x}}",
    ]);
    // Not so within `hooks`.
    all_lost(&["hooks: {metadata: G}", "hooks: {foo: {metadata: G}}", "hooks: {Stop: [{mcpServers: G}]}"]);
}

#[test]
fn below_an_event_only_events_count() {
    none_lost(&[
        "PostToolUse: [M]",
        "Stop: M",
        "PreModelSwitch: [M]",
        "foo: {Stop: [M]}",
        "foo: {a: {Stop: {b: M}}}",
    ]);
    all_lost(&["PostToolUse: [G]", "Stop: {a: {b: {c: G}}}", "foo: {Stop: [{a: G}]}"]);
}

#[test]
fn handlers_are_not_looked_into() {
    none_lost(&[
        "Stop: {hooks: [{type: x, a: G}]}",
        "Stop: {hooks: [{type: '', a: {b: 5}, c: G}]}",
        "foo: {Stop: 1, hooks: [{type: x, a: M}]}",
        "hooks: {Stop: [{hooks: [{type: x, a: G}]}]}",
    ]);
    all_lost(&[
        "Stop: {hooks: [{type: 5, a: G}]}",
        "Stop: {hooks: [{a: G}]}",
        "Stop: {hooks: {type: x, a: G}}",
        "Stop: {a: [{type: x, a: G}]}",
        // The key itself counts.
        "Stop: {hooks: [{type: x, PreToolUse: echo}]}",
        "foo: {Stop: 1, hooks: [{type: x, hooks: [x]}]}",
    ]);
}

#[test]
fn hooks_are_lists_below_events() {
    all_lost(&[
        "hooks: {hooks: [M]}",
        "hooks: M",
        "hooks: {hooks: [x]}",
        "hooks: {hooks: {}, matcher: ~}",
        "hooks: {hooks: {type: x}}",
        "hooks: {hooks: [M], Stop: [M], matcher: Bash}",
        "hooks: {foo: M}",
        "hooks: {foo: {a: {b: {c: M}}}}",
        "hooks: {foo: {a: [[M]]}}",
        "hooks: {foo: [[[G]]]}",
        "hooks: {preToolUse: G}",
    ]);
    none_lost(&[
        "hooks: {hooks: []}",
        "hooks: {hooks: {type: 5}}",
        "hooks: {hooks: [M], Stop: [M]}",
        "hooks: {type: command, command: echo}",
        "hooks: {foo: [M]}",
        "hooks: {foo: [{a: M}]}",
        "hooks: {preToolUse: [M]}",
        "hooks: {foo: {a: {b: {c: {d: M}}}}}",
        "hooks: {foo: {a: [[[M]]]}}",
        "hooks: {foo: [[[[G]]]]}",
        "hooks: {foo: {Stop: M}}",
    ]);
}

#[test]
fn events_hold_no_events() {
    all_lost(&[
        "hooks: {Stop: G}",
        "hooks: {PostToolUse: {a: {b: {c: G}}}}",
        "hooks: {Stop: [G]}",
        "hooks: {Stop: [x, {a: {b: {c: G}}}]}",
        "hooks: {Stop: [{matcher: Bash, hooks: [], PreToolUse: x}]}",
        "hooks: {PreToolUse: [{matcher: Bash, hooks: [], PermissionRequest: x}]}",
        "hooks: {PermissionRequest: M}",
        "hooks: {PreToolUse: {}}",
    ]);
    none_lost(&[
        "hooks: {Stop: M}",
        "hooks: {Stop: {a: M}}",
        "hooks: {Stop: {a: {b: {c: {d: G}}}}}",
        "hooks: {Stop: [{a: {b: {c: {d: G}}}}]}",
        "hooks: {Stop: [{PreToolUse: ~}]}",
        "hooks: {Stop: {PreToolUse: []}}",
        "hooks: {Stop: ~, PreToolUse: ~, PermissionRequest: []}",
        "hooks: {PreToolUse: [M]}",
    ]);
}

#[test]
fn the_key_at_fault_is_shown() {
    drops(&with("PreToolUse: echo\n^^^^^^^^^^ `PreToolUse` outside `hooks`\n"));
    drops(&with("Hooks:\n^^^^^ `PreToolUse` in `Hooks`, outside `hooks`\n  PreToolUse: [{hooks: []}]\n"));
    drops(&with("PreToolUses: [{hooks: [x]}]\n^^^^^^^^^^^ hooks in `PreToolUses`, outside `hooks`\n"));
    drops(&with("hooks:\n  foo: {hooks: [x]}\n  ^^^ `foo` is not a hook event\n"));
    drops(&with("hooks:\n  hooks: [x]\n  ^^^^^ `hooks` must map events to lists\n"));
    drops(&with("hooks:\n  Stop: [{PreToolUse: x}]\n  ^^^^ `PreToolUse` in `Stop`\n"));
    // The valid hooks do not save it.
    drops(&with(
        "hooks:\n  Stop: [{hooks: [{type: command, command: x}]}]\nfoo: [{hooks: [x]}]\n^^^ hooks in `foo`, outside `hooks`\n",
    ));
}

#[test]
fn aliases_of_aliases_cost_nothing() {
    let mut lines = String::from("a0: &a0 [x]\n");
    for level in 1..=4 {
        let items = format!("*a{}, ", level - 1).repeat(2_000);
        lines += &format!("a{level}: &a{level} [{items}]\n");
    }
    loads(&with(&lines));
}

#[test]
fn reasons_say_what_to_do() {
    let said = |row: Row| {
        let verdict = verdict(AGENT, &agent(row));
        (verdict.reason.clone(), verdict.detail.clone())
    };
    for (row, reason, detail) in [
        ("PreToolUse: [M]", "`PreToolUse` outside `hooks`", "Move it below `hooks`."),
        ("foo: G", "`PreToolUse` in `foo`, outside `hooks`", "Move it below `hooks`, or remove it."),
        (
            "foo: [M]",
            "hooks in `foo`, outside `hooks`",
            "Move them below an event in `hooks`, or remove them.",
        ),
        (
            "hooks: M",
            "`hooks` must map events to lists",
            "Put the matcher group in a list below an event, such as `PreToolUse`.",
        ),
        (
            "hooks: {foo: M}",
            "`foo` is not a hook event",
            "Move the hooks in it below an event in `hooks`, or remove them.",
        ),
        ("hooks: {Stop: [G]}", "`PreToolUse` in `Stop`", "Move it directly below `hooks`."),
    ] {
        assert_eq!(said(row), (reason.to_owned(), detail.to_owned()), "{row}");
    }
}

#[test]
fn an_earlier_version_knows_fewer_events() {
    for (row, lost) in [
        ("PreSkillShellCommand: echo", false),
        ("foo: {PreSkillShellCommand: echo}", false),
        ("hooks: {PreSkillShellCommand: echo}", false),
        ("hooks: {PreToolUse: echo}", true),
    ] {
        assert!(is_lost(row), "{row}");
        for id in [AGENT, SKILL, COMMAND] {
            let newest = loaders().find(|loader| loader.id == id).expect("a loader for the kind");
            let verdict =
                Document::new(Some(path(id).into()), 0, &agent(row)).verdict(newest.of_version("2.1.330"));
            let dropped = verdict.outcome == Outcome::Dropped;
            let hooks = verdict.ignored.iter().any(|ignored| ignored.what.ends_with("has no hooks"));
            assert_eq!(dropped || hooks, lost, "{id} {row}: {verdict:?}");
        }
    }
}
