use std::sync::Arc;

use super::*;
use crate::fixture::Fixture;
use crate::ide::hover::hover;
use crate::index::AgentIndex;
use crate::matching::ListedFile;
use crate::verdicts::Targets;

const FILES: &[&str] =
    &["README.md", "lib/x/src/c.ts", "src/a.ts", "src/b.ts", "src/deep/d.ts", "src/deep/e.tsx", "src/f.ts"];

/// Returns the hovered text and the hover in a file of a project with [`FILES`].
fn hovered(path: &str, source: &str, known: bool) -> Option<(String, String)> {
    let fixture = Fixture::parse(source);
    let document = Document::new(Some(path.into()), 0, &fixture.text);
    let file = |path: &&str| ListedFile { path: (*path).into(), ignored: false };
    let files = Arc::new(FileList::new("/w/".into(), FILES.iter().map(file).collect(), [], true));
    let files = |_: &str| known.then(|| files.clone());
    let (index, targets) = (AgentIndex::default(), Targets::default());
    let context = Context { index: &index, targets: &targets, documents: &|_| None, files: &files };
    let found = hover(&document, fixture.cursor.expect("a cursor"), &context)?;
    Some((document.text.slice(found.range).into_owned(), found.text.markdown()))
}

#[track_caller]
fn check(path: &str, source: &str, over: &str, said: &str) {
    let found = hovered(path, source, true).unwrap_or_else(|| panic!("no hover in\n{source}"));
    assert_eq!((&*found.0, &*found.1), (over, said));
}

const CLAUDE: &str = "/w/.claude/rules/a.md";

#[test]
fn one_pattern() {
    for (pattern, said) in [
        ("*.tsx", "`*.tsx` matches 1 file of this project: `src/deep/e.tsx`."),
        ("/src/*.ts", "`/src/*.ts` matches 3 files of this project: `src/a.ts`, `src/b.ts`, `src/f.ts`."),
        ("*.ts", "`*.ts` matches 5 files of this project, such as `lib/x/src/c.ts`, `src/a.ts`, `src/b.ts`."),
        (
            "src/**",
            "`src/**` matches at most 6 files of this project, such as `src/a.ts`, `src/b.ts`, `src/deep/d.ts`.",
        ),
        ("*.py", "`*.py` matches no file of this project, not counting those that are ignored."),
        ("**", "`**` matches 7 files of this project: all of them."),
    ] {
        check(CLAUDE, &format!("---\npaths: \"$0{pattern}\"\n---\n"), pattern, said);
    }
}

#[test]
fn one_of_several_patterns() {
    let both = "\n\nAll patterns together match 4 files.";
    for (source, over, said) in [
        (
            "---\npaths:\n  - \"/src/$0*.ts\"\n  - \"*.tsx\"\n---\n",
            "/src/*.ts",
            "`/src/*.ts` matches 3 files of this project: `src/a.ts`, `src/b.ts`, `src/f.ts`.",
        ),
        (
            "---\npaths: \"/src/*.ts, $0*.tsx\"\n---\n",
            "*.tsx",
            "`*.tsx` matches 1 file of this project: `src/deep/e.tsx`.",
        ),
    ] {
        check(CLAUDE, source, over, &format!("{said}{both}"));
    }
    check(
        CLAUDE,
        "---\npaths: [\"/src/*.ts\", \"$0!/src/a.ts\"]\n---\n",
        "!/src/a.ts",
        "`!/src/a.ts` excludes 1 file of this project: `src/a.ts`.",
    );
}

#[test]
fn patterns_that_do_not_count() {
    check(
        "/w/.cursor/rules/a.mdc",
        "---\nglobs: src/$0**\nalwaysApply: true\n---\n",
        "src/**",
        "`globs` does not count here, because of `alwaysApply`.",
    );
    check(
        "/w/.windsurf/rules/a.md",
        "---\ntrigger: manual\nglobs: src/$0**\n---\n",
        "src/**",
        "`globs` does not count here, because of `trigger`.",
    );
}

#[test]
fn what_is_not_known_is_not_said() {
    assert_eq!(hovered(CLAUDE, "---\npaths: src/$0**\n---\n", false), None);
    let key = hovered(CLAUDE, "---\npa$0ths: src/**\n---\n", false).expect("a hover over the key");
    assert!(key.1.contains("Patterns of the files"), "{key:?}");
}
