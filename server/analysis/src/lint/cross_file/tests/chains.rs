//! Imports of imported files.

use super::*;
use crate::index::imported_paths;

/// Asserts that the diagnostics of a document are those marked by carets. Of the other files, those that a tool reads
/// are in the index.
fn check(path: &str, source: &str, others: &[(&str, &str)]) {
    let fixture = Fixture::parse(source);
    let mut index = AgentIndex::default();
    index.set_complete(true);
    let document = Document::new(Some(path.into()), 0, &fixture.text);
    index.set(&path.into(), DocumentSummary::from_document(&document));
    let parsed: Vec<_> =
        others.iter().map(|(path, text)| Document::new(Some((*path).into()), 0, text)).collect();
    for other in &parsed {
        index.set(other.path.as_ref().expect("a path"), DocumentSummary::from_document(other));
    }
    let at = |wanted: &str| parsed.iter().find(|other| other.path.as_deref() == Some(wanted));
    let exists = |wanted: &str| Some(wanted == path || at(wanted).is_some());
    let imports = |wanted: &str| Some(at(wanted).map(imported_paths).unwrap_or_default());
    let policy = Policy::default();
    let context = CrossFileContext {
        exists: &exists,
        imports: &imports,
        ..CrossFileContext::of_index(&index, &policy)
    };
    let found = diagnostics(&document, &context).into_iter();
    fixture.check_messages(found.map(|found| (found.range, found.rule.code, found.message)));
}

#[test]
fn imports_that_lead_around_in_a_circle() {
    check(
        "/w/CLAUDE.md",
        "\
See @docs/a.md and @CLAUDE.md and then @docs/a.md and @docs/c.md with @docs/e.md
     ^^^^^^^^^ import-cycle: Claude Code ignores the import of this file in `docs/b.md`.
                    ^^^^^^^^^ import-cycle: Claude Code imports nothing here: the file imports itself.
                                                       ^^^^^^^^^ import-cycle: Claude Code ignores the import of `docs/c.md` in `docs/d.md`.
                                                                       ^^^^^^^^^ import-cycle: Claude Code ignores that `docs/e.md` imports itself.
",
        &[
            ("/w/docs/a.md", "@b.md\n"),
            ("/w/docs/b.md", "- @../CLAUDE.md\n"),
            ("/w/docs/c.md", "@d.md\n"),
            ("/w/docs/d.md", "@c.md @a.md\n"),
            ("/w/docs/e.md", "@./e.md `@../CLAUDE.md`\n"),
        ],
    );
}

#[test]
fn a_file_that_two_others_import_is_no_circle() {
    let others = [
        ("/w/docs/a.md", "@c.md\n"),
        ("/w/docs/b.md", "@c.md\n"),
        ("/w/docs/c.md", "`@../CLAUDE.md` @../CLAUDE.md. @gone.md @~/CLAUDE.md\n\n    @../CLAUDE.md\n"),
    ];
    check("/w/CLAUDE.md", "@docs/a.md @docs/b.md @docs/c.md\n", &others);
}

/// The files `n1.md` to `nN.md`, each of which imports the next.
fn chain(last: usize) -> Vec<(String, String)> {
    (1..=last).map(|at| (format!("/w/n{at}.md"), format!("@n{}.md\n", at + 1))).collect()
}

#[test]
fn files_that_are_too_many_imports_away() {
    let check = |path: &str, source: &str, last: usize| {
        let chain = chain(last);
        let others: Vec<_> = chain.iter().map(|(path, text)| (&**path, &**text)).collect();
        check(path, source, &others);
    };
    let claude = "\
@n1.md
 ^^^^^ deep-import: Claude Code leaves out `n5.md`: it is 5 imports away.
";
    check("/w/CLAUDE.md", claude, 5);
    check("/w/CLAUDE.md", claude, 7);
    check("/w/AGENTS.md", claude, 5);
    // The fifth is not there, or another import leads to it sooner.
    check("/w/CLAUDE.md", "@n1.md\n", 4);
    check("/w/CLAUDE.md", "@n1.md @n2.md\n", 5);
    check("/w/GEMINI.md", "@n1.md\n", 5);
    check(
        "/w/QWEN.md",
        "@n1.md\n ^^^^^ deep-import: Qwen Code leaves out `n6.md`: it is 6 imports away.\n",
        6,
    );
    // How deep it is where a command imports it depends on nothing that is known.
    check("/w/.claude/commands/a.md", "@n1.md\n", 7);
}

#[test]
fn claude_md_counts_in_place_of_agents_md() {
    let others = [("/w/CLAUDE.md", "@AGENTS.md\n")];
    check("/w/AGENTS.md", "@CLAUDE.md\n", &others);
    let marked =
        "@AGENTS.md\n ^^^^^^^^^ import-cycle: Claude Code ignores the import of this file in `AGENTS.md`.\n";
    check("/w/CLAUDE.md", marked, &[("/w/AGENTS.md", "@CLAUDE.md\n")]);
}

#[test]
fn many_imports_are_looked_at_once() {
    let links: String = (0..9_000).map(|at| format!("@n{at}.md\n")).collect();
    let document = Document::new(Some("/w/CLAUDE.md".into()), 0, &links);
    let asked = std::cell::Cell::new(0);
    let imports = |_: &str| {
        asked.set(asked.get() + 1);
        Some((0..9_000).map(|at| format!("/w/n{at}.md").into()).collect())
    };
    let (index, policy, exists) = (AgentIndex::default(), Policy::default(), |_: &str| Some(true));
    let context = CrossFileContext {
        exists: &exists,
        imports: &imports,
        ..CrossFileContext::of_index(&index, &policy)
    };
    let found = diagnostics(&document, &context);
    assert!(found.iter().all(|found| found.rule.code == "import-cycle") && !found.is_empty());
    assert!(asked.get() < 500, "{}", asked.get());
}
