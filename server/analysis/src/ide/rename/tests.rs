//! Renames in small indexes, and back again in generated ones.

use proptest::prelude::*;

use super::*;
use crate::fixture::Fixture;
use crate::ide::navigate::tests::index;

/// The texts after a rename, and the moved file or folder.
type Renamed = (Vec<String>, Option<(String, String)>);

/// Renames at the cursor.
fn rename(files: &[(&str, &str)], new: &str) -> Result<Renamed, String> {
    let fixtures: Vec<_> = files.iter().map(|(path, source)| (*path, Fixture::parse(source))).collect();
    let texts: Vec<_> = fixtures.iter().map(|(path, fixture)| (*path, fixture.text.clone())).collect();
    let (index, all) = index(&texts);
    let asked = fixtures.iter().zip(&all).find_map(|((_, fixture), it)| subject(it, fixture.cursor?, &index));
    let rename = Rename::new(asked.expect("a subject").1, new, &index)?;
    Ok((apply(&rename, &all, &index)?, rename.moved))
}

fn apply(rename: &Rename, all: &[Document], index: &AgentIndex) -> Result<Vec<String>, String> {
    let named = rename.affected_documents(index);
    let after = |document: &Document| {
        let path = document.path.as_ref().expect("a path");
        let edits = if named.contains(path) { rename.edits(document, index)? } else { Vec::new() };
        let edits = edits.iter().map(|edit| (edit.range.clone(), edit.text.as_str()));
        Ok(document.replaced(edits).text.to_string())
    };
    all.iter().map(after).collect()
}

#[test]
fn name_references_and_file() {
    let files = [
        ("/w/.claude/agents/coder.md", "---\nname: \"coder\"\ndescription: d\n---\nThe coder.\n"),
        ("/w/CLAUDE.md", "Use the `cod$0er` agent.\n\n    Task(\"a\", \"b\", \"coder\")\n"),
    ];
    let (texts, moved) = rename(&files, "writer").expect("it can be renamed");
    assert_eq!(texts[0], "---\nname: \"writer\"\ndescription: d\n---\nThe coder.\n");
    assert_eq!(texts[1], "Use the `writer` agent.\n\n    Task(\"a\", \"b\", \"writer\")\n");
    let path = |name: &str| format!("/w/.claude/agents/{name}.md");
    assert_eq!(moved, Some((path("coder"), path("writer"))));
}

#[test]
fn skills_move_with_their_folder_and_commands_within_theirs() {
    let skill = [("/w/.claude/skills/deploy/SKILL.md", "---\nname: dep$0loy\ndescription: d\n---\n")];
    let (texts, moved) = rename(&skill, "ship").expect("it can be renamed");
    assert_eq!(texts[0], "---\nname: ship\ndescription: d\n---\n");
    assert_eq!(moved, Some(("/w/.claude/skills/deploy".to_owned(), "/w/.claude/skills/ship".to_owned())));
    let command = [("/w/.claude/commands/sc/go.md", "Go.\n"), ("/w/CLAUDE.md", "`/sc:g$0o`\n")];
    let (texts, moved) = rename(&command, "sc:run").expect("it can be renamed");
    assert_eq!(texts[1], "`/sc:run`\n");
    assert_eq!(moved.expect("a new path").1, "/w/.claude/commands/sc/run.md");
}

#[test]
fn a_file_with_another_name_stays() {
    let files = [("/w/.claude/agents/file.md", "---\nname: na$0me\ndescription: d\n---\n")];
    assert_eq!(rename(&files, "other").expect("it can be renamed").1, None);
}

#[test]
fn names_that_cannot_be() {
    let files = [
        ("/w/.claude/agents/a.md", "---\nname: a$0a\ndescription: d\n---\n"),
        ("/w/.claude/agents/b.md", "---\nname: bb\ndescription: d\n---\n"),
    ];
    for new in
        ["", "a b", "-x", "x:y", "true", "12", "bb", "\u{e9}", "x\ny", "x\n", "\tx", "x\u{1b}", "x\u{2028}"]
    {
        let error = rename(&files, new).expect_err(new);
        assert!(error.contains('`'), "{error}");
    }
    let (texts, _) = rename(&files, " xx\u{3000}").expect("blanks around it are no part of a name");
    assert_eq!(texts[0], "---\nname: xx\ndescription: d\n---\n");
}

#[test]
fn a_refused_name_is_quoted_as_far_as_anyone_reads() {
    let files = [("/w/.claude/agents/a.md", "---\nname: a$0a\ndescription: d\n---\n")];
    let refused = |new: &str| rename(&files, new).expect_err("it is refused");
    let start = "a".repeat(59);
    assert_eq!(
        refused(&"a".repeat(40_000)),
        format!("`{start}…` is too long: a name has at most 128 characters.")
    );
    assert!(rename(&files, &"a".repeat(128)).is_ok());
    let error = refused(&format!("{} b", "a".repeat(40_000)));
    assert!(error.starts_with(&format!("`{start}…` cannot be a name: it must be letters")), "{error}");
    assert!(refused("a` b").starts_with("``a` b`` cannot be a name: "));
}

#[test]
fn words_are_written_as_their_places_ask() {
    let agent =
        |list: &str| format!("---\nname: x\ntype: developer\ndescription: d\ncapabilities: {list}\n---\n");
    let files = [
        ("/w/.claude/agents/a.md", agent("[tes$0ting, \"testing\", 'testing']")),
        ("/w/.claude/agents/b.md", agent("testing")),
    ];
    let files: Vec<_> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let (texts, moved) = rename(&files, "it's: \"so\"").expect("it can be renamed");
    assert_eq!(texts[0], agent("[\"it's: \\\"so\\\"\", \"it's: \\\"so\\\"\", 'it''s: \"so\"']"));
    assert_eq!(texts[1], agent("\"it's: \\\"so\\\"\""));
    assert_eq!(moved, None);
    for new in [
        "",
        "a, b",
        "a\nb",
        "a\u{1b}[31mb",
        "a\tb",
        "a\u{7f}",
        "a\u{85}b",
        "a\n",
        "\ta",
        "a\u{85}",
        "a\u{2028}",
    ] {
        assert!(rename(&files, new).expect_err(new).contains("control characters"), "{new:?}");
    }
    let (texts, _) = rename(&files, " a b\u{a0}").expect("blanks around it are no part of a word");
    assert_eq!(texts[1], agent("a b"));
}

/// A file of an index: its number, the number of its name, and its calls with their forms.
fn body() -> impl Strategy<Value = String> {
    let call = (0..4usize, 0..7usize).prop_map(|(name, form)| match form {
        0 => format!("Use the `n{name}` agent.\n"),
        1 => format!("\n```js\nTask(\"a\", \"b (\", \"n{name}\")\n```\n"),
        2 => format!("# About n{name}\nn{name} is not called here.\n"),
        3 => format!("`subagent_type: \"n{name}\"`\r\n"),
        4 => format!("@agent-n{name}, delegate to `n{name}`.\n"),
        5 => format!("é😀 `npx claude-flow agent spawn n{name}`\n"),
        _ => format!("<!-- \"agent\": \"n{name}\" -->\n"),
    });
    prop::collection::vec(call, 0..6).prop_map(|calls| calls.concat())
}

proptest! {
    #[test]
    fn a_rename_and_its_undoing_give_back_every_byte(
        bodies in prop::collection::vec((0..4usize, body()), 1..6),
        which in any::<prop::sample::Index>(),
    ) {
        let paths: Vec<_> = (0..bodies.len()).map(|file| format!("/w/.claude/agents/f{file}.md")).collect();
        let text = |(name, body): &(usize, String)| format!("---\nname: n{name}\ndescription: d\n---\n{body}");
        let before: Vec<_> = paths.iter().map(String::as_str).zip(bodies.iter().map(text)).collect();
        let (fleet_before, all) = index(&before);
        let named = &all[which.index(all.len())];
        let (_, there) = subject(named, "---\nname: n".len(), &fleet_before).expect("its own name");
        let rename = Rename::new(there, "fresh", &fleet_before).expect("a new name");
        let after = apply(&rename, &all, &fleet_before).expect("edits");
        let files: Vec<_> = paths.iter().map(String::as_str).zip(after.iter().cloned()).collect();
        let (fleet_after, all) = index(&files);
        let old = named.front_summary().definition.as_ref().expect("a definition").name.to_string();
        // Only what had the old name has the new one.
        let place = all.iter().find_map(|it| {
            let definition = it.front_summary().definition.as_ref()?;
            (&*definition.name == "fresh").then_some((it, definition.span?.range().start))
        });
        let (document, at) = place.expect("the new name");
        let (_, back) = subject(document, at, &fleet_after).expect("its own name");
        // If two files had the name, the other one still has it, and renaming back is impossible.
        if let Ok(back) = Rename::new(back, &old, &fleet_after) {
            let again = apply(&back, &all, &fleet_after).expect("edits");
            prop_assert_eq!(again, before.into_iter().map(|(_, text)| text).collect::<Vec<_>>());
        }
    }
}
