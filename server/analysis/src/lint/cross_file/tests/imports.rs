//! Imports that include nothing.

use super::*;

/// Asserts that the diagnostics of `/w/sub/CLAUDE.md` are those marked by carets. Around it are `/w/docs/a.md`,
/// `/w/sub/docs/b.md` and `/w/sub/README.md`.
fn check_imports(source: &str) {
    let others = [("/w/docs/a.md", ""), ("/w/sub/docs/b.md", ""), ("/w/sub/README.md", "")];
    check_at("/w/sub/CLAUDE.md", source, &others);
}

fn check_at(path: &str, source: &str, others: &[(&str, &str)]) {
    let fixture = Fixture::parse(source);
    let document = Document::new(Some(path.into()), 0, &fixture.text);
    let mut index = AgentIndex::default();
    index.set_complete(true);
    index.set(&path.into(), DocumentSummary::from_document(&document));
    let there = |wanted: &str| Some(others.iter().any(|(path, _)| *path == wanted) || wanted == path);
    let policy = Policy::default();
    let context = CrossFileContext { exists: &there, ..CrossFileContext::of_index(&index, &policy) };
    let found = diagnostics(&document, &context).into_iter();
    fixture.check_messages(found.map(|found| (found.range, found.rule.code, found.message)));
}

#[test]
fn imports_that_include_nothing() {
    check_imports(
        r#"
        See @docs/b.md: read it.
             ^^^^^^^^^ broken-import: Claude Code imports nothing here: `:` follows the path.
        - @docs/b.md, then **@docs/c.md** (@docs/d.md).
           ^^^^^^^^^ broken-import: Claude Code imports nothing here: `,` follows the path.
                              ^^^^^^^^^ broken-import: Claude Code imports nothing here: `docs/c.md` does not exist.
        @docs/a.md
         ^^^^^^^^^ broken-import: Claude Code imports nothing here: `docs/a.md` does not exist.
        @readme.md
         ^^^^^^^^^ broken-import: Claude Code imports nothing here: `readme.md` does not exist.
        "#,
    );
}

#[test]
fn what_is_imported_and_what_is_no_import() {
    check_imports(
        r#"
        @docs/b.md @./docs/b.md @../docs/a.md
        - @docs/b.md
        **@docs/b.md** and **@docs/b.md**: bold
        `@docs/no.md` "@docs/no.md" x@docs/no.md (@docs/no.md)
        <!-- @docs/no.md -->
        @types/node @scope/package.js @someone @agent-x @~/no.md @/no.md @docs/{name}.md @path/to/x.md
        @src/no.ts says a.b@c.md

            @docs/no.md @docs/b.md: indented

        ```
        @docs/no.md
        ```
        "#,
    );
}

#[test]
fn agents_md_is_claude_codes_only_without_claude_md() {
    let text = "@docs/no.md\n";
    let marked = "@docs/no.md\n ^^^^^^^^^^ broken-import: Claude Code imports nothing here: `docs/no.md` does not exist.\n";
    check_at("/w/AGENTS.md", marked, &[]);
    check_at("/w/AGENTS.md", text, &[("/w/CLAUDE.md", "")]);
    check_at("/w/.claude/commands/x.md", text, &[]);
    check_at("/w/.claude/agents/x.md", "---\nname: x\ndescription: d\n---\n@docs/no.md\n", &[]);
}

#[test]
fn advice_and_fix_name_the_file_that_was_meant() {
    for (text, advice, fixed) in [
        (
            "@docs/a.md#x\n",
            "There is no `sub/docs/a.md`: the path is relative to the folder of this file. For `docs/a.md` write \
             `@../docs/a.md`.",
            "@../docs/a.md#x\n",
        ),
        (
            "@readme.md\n",
            "The letters of `sub/README.md` have another case. Write `@README.md`.",
            "@README.md\n",
        ),
        (
            "@docs/b.md.\n",
            "Claude Code takes it for a part of the path `docs/b.md`. Put a space after the path.",
            "@docs/b.md .\n",
        ),
    ] {
        let path: Arc<str> = "/w/sub/CLAUDE.md".into();
        let document = Document::new(Some(path.clone()), 0, text);
        let mut index = AgentIndex::default();
        index.set_roots(["/w/".into()]);
        index.set(&path, DocumentSummary::from_document(&document));
        let there =
            |path: &str| Some(["/w/docs/a.md", "/w/sub/docs/b.md", "/w/sub/README.md"].contains(&path));
        let policy = Policy::default();
        let context = CrossFileContext { exists: &there, ..CrossFileContext::of_index(&index, &policy) };
        let found = diagnostics(&document, &context);
        let [only] = found.as_slice() else { panic!("{found:?}") };
        assert!(only.message.ends_with(advice), "{}", only.message);
        let [fix] = only.fixes.as_slice() else { panic!("{:?}", only.fixes) };
        let edits = fix.edits.iter().map(|edit| (edit.range.clone(), edit.text.as_str()));
        assert_eq!(document.replaced(edits).text.to_string(), fixed);
    }
}

#[test]
fn files_of_a_skill_that_are_not_there() {
    let skill = |body: &str| format!("---\nname: forms\ndescription: Fills forms.\n---\n{}", dedent(body));
    let there = [
        ("/w/.claude/skills/forms/scripts", ""),
        ("/w/.claude/skills/forms/scripts/check.py", ""),
        ("/w/scripts/deploy.sh", ""),
    ];
    let body = r#"
        Run `python ${CLAUDE_SKILL_DIR}/scripts/fill.py x` and `scripts/check.py`.
                                        ^^^^^^^^^^^^^^^ missing-skill-file: The skill has no file `scripts/fill.py`.
        Again `scripts/fill.py`, `scripts/deploy.sh`, `references/no.md`, `scripts/{x}.py`, scripts/no.py
        For example `scripts/rotate.py`.
        See `other`'s
        `scripts/rotate.py`, and its `scripts/more.py`.

        [`scripts/rotate.py`](https://x.y/rotate.py)

        Create a folder, and move things there:
        - words to `scripts/rotate.py`
        - more to `scripts/more.py`
        [a](scripts/no.py)
            ^^^^^^^^^^^^^ broken-link: The link leads to no file: `scripts/no.py`.
        "#;
    check_at("/w/.claude/skills/forms/SKILL.md", &skill(body), &there);
    let plain = skill("`scripts/fill.py`\n");
    check_at("/w/.claude/commands/forms.md", &plain, &there);
    check_at("/w/.claude/skills/skill-forms/SKILL.md", &plain.replace("forms", "skill-forms"), &there);
}
