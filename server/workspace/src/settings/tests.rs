use std::path::Path;

use agentls_analysis::dialect::Dialects;
use agentls_analysis::lint::{Policy, Severity};
use agentls_analysis::verdicts::Targets;
use serde_json::json;

use super::project::Editor;
use super::user::SettingsFile;
use super::*;

/// Resolves a settings file of that text at `/w/agentls.toml`, with an editor's settings for `/w/`.
fn project(text: &str, editor: serde_json::Value) -> Project {
    let read = ParsedSettings::of_section(editor);
    Project::from_settings(
        Some(SettingsFile::new(Path::new("/w/agentls.toml"), None)),
        text,
        Editor { read: &read, root: Some("/w/") },
        &[],
        None,
    )
}

/// Returns the errors of a text: the source at their ranges, and the messages.
fn wrong(text: &str) -> Vec<(String, String)> {
    let project = project(text, json!({}));
    let problems = project.reports.into_iter().flat_map(|report| report.problems);
    problems.map(|problem| (text[problem.range].to_owned(), problem.message)).collect()
}

#[test]
fn what_is_wrong_is_said_at_its_place() {
    for (text, place, message) in [
        ("tragets = []", "tragets", "Unknown setting `tragets`. Did you mean `targets`?"),
        ("colour = 1", "colour", "Unknown setting `colour`. Valid keys: "),
        ("targets = 'claude-code'", "'claude-code'", "`targets` must be a list of strings, not a string."),
        ("targets = ['copilot', 1]", "1", "An item of `targets` must be a string, not an integer."),
        (
            "targets = ['claude-cod']",
            "'claude-cod'",
            "Unknown tool `claude-cod`. Did you mean `claude-code`?",
        ),
        (
            "targets = ['claude-code@2.1.1']",
            "'claude-code@2.1.1'",
            "Unknown version `2.1.1` of claude-code; known ones are `2.1.332`, `2.1.330`.",
        ),
        (
            "targets = ['opencode@1']",
            "'opencode@1'",
            "Unknown version `1` of opencode; the known one is `1.18.33`.",
        ),
        (
            "targets = ['claude-cod@2.1.330']",
            "'claude-cod@2.1.330'",
            "Unknown tool `claude-cod`. Did you mean `claude-code`?",
        ),
        ("targets = ['zzz']", "'zzz'", "Unknown tool `zzz`. `agentls dialects` lists all tools."),
        (
            "rules.unknwon-value = 'off'",
            "unknwon-value",
            "Unknown rule `unknwon-value`. Did you mean `unknown-value`?",
        ),
        ("rules.zzz = 'off'", "zzz", "Unknown rule `zzz`. `agentls explain` lists all rules."),
        (
            "[rules]\nunknown-value = 'eror'",
            "'eror'",
            "`eror` is not a valid value for `unknown-value`. Did you mean `error`? Valid values: `off`, ",
        ),
        (
            "[[overrides]]\nrules.unknown-value = 'off'",
            "[[overrides]]",
            "An item of `overrides` is missing the key `files`.",
        ),
        ("[[overrides]]\nfiles = ['[']", "'['", "`[` is not a valid glob: unclosed character class"),
        ("'a` b`' = 1", "'a` b`'", "Unknown setting `` a` b` ``. Valid keys: "),
        ("targets = ['`a`']", "'`a`'", "Unknown tool `` `a` ``."),
        ("[[overrides]]\nfiles = ['/x']", "'/x'", "`/x` is outside the folder"),
        ("[[overrides]]\nfiles = ['C:/x']", "'C:/x'", "`C:/x` is outside the folder"),
        ("[[overrides]]\nfiles = ['a\\b/*']", "'a\\b/*'", "`a\\b/*` has a backslash between names"),
        ("[[overrides]]\nfiles = []", "[]", "`files` must not be empty."),
        (
            "limits.files = nan",
            "nan",
            "`files` must be an integer, not one that is infinite or not a number.",
        ),
        ("limits.files = 1e999", "1e999", "`files` must be an integer, not one that is infinite"),
        ("targets = ['copilot'\n", "", "Not valid TOML: "),
        ("targets = \n", "", "Not valid TOML: "),
    ] {
        let found = wrong(text);
        assert!(
            matches!(&found[..], [(at, said)] if at == place && said.starts_with(message)),
            "{text}: {found:#?}"
        );
    }
}

#[test]
fn no_more_is_told_than_anyone_reads() {
    let long = "a".repeat(40_000);
    let quotes = "`a".repeat(20_000);
    for text in [
        format!("targets = ['{long}']"),
        format!("targets = ['`a{long}`']"),
        format!("targets = ['{quotes}']"),
        format!("'{quotes}' = 1"),
        format!("rules.{long} = 'off'"),
        format!("rules.unknown-value = '{long}'"),
        format!("{long} = 1"),
        format!("[[overrides]]\nfiles = ['/{long}']"),
    ] {
        let found = wrong(&text);
        assert!(found.len() == 1 && found[0].1.len() < 2_000, "{:?}", found.iter().map(|(_, it)| it.len()));
    }
    let many =
        |item: fn(usize) -> String, between: &str| (0..5_000).map(item).collect::<Vec<_>>().join(between);
    for text in [
        format!("targets = [{}]", many(|at| format!("'tool{at}'"), ",")),
        format!("[rules]\n{}", many(|at| format!("rule{at} = 'off'"), "\n")),
        many(|at| format!("key{at} = 1"), "\n"),
        format!("[[overrides]]\nfiles = [{}]", many(|at| format!("'/a{at}'"), ",")),
    ] {
        let found = wrong(&text);
        assert_eq!(found.len(), 100);
        assert!(found[99].1.ends_with(" More problems follow, which are not shown."), "{}", found[99].1);
    }
}

#[test]
fn no_more_is_told_of_a_dialect_either() {
    let long = "a".repeat(4_000);
    let document = |at: usize| format!("  - {{ id: 'x.{at}{long}_', title: t, role: agent, fields: [] }}\n");
    let documents: String = (0..110).map(document).collect();
    let text = format!(
        "id: x\ntool: X\nchecked: '2026-11-23'\nversions: '1'\nsources: {{}}\ndocuments:\n{documents}"
    );
    let problems = parse_dialect(&text, Dialects::built_in()).unwrap_err();
    assert_eq!(problems.len(), 100, "{:?}", problems.first());
    let long = problems.iter().find(|problem| problem.message.len() > 300);
    assert!(long.is_none() && problems[0].message.contains("has to be `x.`"), "{:?}", problems[0].message);
}

#[test]
fn what_is_right_holds_beside_what_is_wrong() {
    let text = "targets = ['copilot', 'nobody']\nfoo = 1\n[rules]\nunknown-value = 'off'\nmisspelt-key = 'loud'\n\
                [[overrides]]\nfiles = ['[', 'old/**']\nrules.unknown-value = 'hint'\nrules.zzz = 'off'\n";
    let project = project(text, json!({}));
    assert_eq!(project.reports[0].problems.len(), 5, "{:#?}", project.reports);
    let policy = project.policy(Some("/w/x.md"));
    assert_eq!(policy.targets, targets(&["copilot"]));
    assert_eq!(policy.severities, [("unknown-value", None)].into());
    let old = project.policy(Some("/w/old/deep/x.md"));
    assert_eq!(old.severities, [("unknown-value", Some(Severity::Hint))].into());
}

fn targets(names: &[&str]) -> Targets {
    let (targets, unknown) =
        Targets::new(names.iter().copied(), agentls_analysis::dialect::Dialects::built_in());
    assert!(unknown.is_empty());
    targets
}

#[test]
fn the_file_goes_before_the_editor_and_later_overrides_before_earlier_ones() {
    let editor = json!({
        "targets": ["copilot"],
        "rules": { "unknown-value": "off", "misspelt-key": "hint" },
        "overrides": [{ "files": ["**/*.md"], "rules": { "unknown-value": "hint", "wrong-type": "off" } }],
    });
    let text = "targets = ['opencode']\nrules.unknown-value = 'error'\n\
                [[overrides]]\nfiles = ['a/**']\ntargets = ['claude-code']\nrules.unknown-value = 'warning'\n\
                [[overrides]]\nfiles = ['a/b/*', 'c.md']\nrules.unknown-value = 'information'\n";
    let project = project(text, editor.clone());
    let of = |path: &str| {
        let Policy { targets, severities, servers: _, excluded: _ } = project.policy(Some(path));
        assert_eq!(severities["misspelt-key"], Some(Severity::Hint));
        assert_eq!(severities["wrong-type"], None);
        (targets, severities["unknown-value"])
    };
    let (opencode, claude) = (targets(&["opencode"]), targets(&["claude-code"]));
    assert_eq!(of("/w/x.md"), (opencode.clone(), Some(Severity::Error)));
    assert_eq!(of("/w/a/x.md"), (claude.clone(), Some(Severity::Warning)));
    assert_eq!(of("/w/a/b/x.md"), (claude, Some(Severity::Information)));
    assert_eq!(of("/w/c.md"), (opencode, Some(Severity::Information)));
    // Without a file it is the editor's, and overrides are for files of the workspace.
    let read = ParsedSettings::of_section(editor);
    let alone = Project::new(None, Editor { read: &read, root: Some("/w/") }, &[], None);
    assert_eq!(alone.policy(Some("/w/x.md")).severities["unknown-value"], Some(Severity::Hint));
    assert_eq!(alone.policy(Some("/v/x.md")).severities["unknown-value"], None);
    assert_eq!(alone.policy(None).targets, targets(&["copilot"]));
}

#[test]
fn an_editor_may_send_null_for_what_is_not_set() {
    let read = ParsedSettings::of_section(
        json!({ "targets": null, "rules": { "unknown-value": "off" }, "overrides": null }),
    );
    assert_eq!(read.problems, []);
    assert_eq!(read.settings.rules.len(), 1);
}

#[test]
fn what_holds_in_a_folder_of_the_workspace_does_not_depend_on_who_asked_first() {
    let folder = tempfile::tempdir().unwrap();
    let root = format!("{}/", folder.path().display());
    let editor = json!({
        "overrides": [{ "files": ["*.md"], "rules": { "wrong-type": "off" } }],
        "vocabulary": { "tools": ["Ours"] },
    });
    let file = folder.path().join("x.md");
    let store = SettingsCache::default();
    store.set_editor(ParsedSettings::of_section(editor));
    store.set_roots(std::slice::from_ref(&root));
    for _ in 0..2 {
        let policy = store.project_for(Some(&file)).policy(file.to_str());
        assert_eq!(policy.severities.get("wrong-type"), Some(&None));
        let elsewhere = store.project_for(Some(Path::new("/nowhere/x.md")));
        assert!(!store.reload() && !store.take_changed(), "nothing has changed");
        let again = store.project_for(Some(Path::new("/nowhere/x.md")));
        assert!(std::sync::Arc::ptr_eq(&elsewhere.dialects, &again.dialects));
    }
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    fn line() -> impl Strategy<Value = String> {
        let key = prop::sample::select(vec![
            "targets",
            "rules",
            "rules.unknown-value",
            "overrides",
            "files",
            "[rules]",
            "[[overrides]]",
            "[",
            "x",
        ]);
        let value = prop::sample::select(vec![
            "",
            "= 1",
            "= 'off'",
            "= ['copilot']",
            "= [",
            "= {}",
            "= { files = ['**'] }",
            "= [{ files = ['**'] }]",
            "= 1979-05-27",
            "= true",
            "# c",
            "= \"\u{e4}",
        ]);
        (key, value).prop_map(|(key, value)| format!("{key} {value}\n"))
    }

    proptest! {
        /// Errors of any text have ranges inside it, and its valid part deserializes.
        #[test]
        fn any_text_is_read(lines in prop::collection::vec(line(), 0..8)) {
            let text = lines.concat();
            for (_, message) in wrong(&text) {
                prop_assert!(!message.is_empty());
            }
            let _ = project(&text, json!({})).policy(Some("/w/x.md"));
        }
    }
}
