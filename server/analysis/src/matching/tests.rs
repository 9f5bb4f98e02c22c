use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::dialect::{Glob, PatternReading};
use PatternReading::{Gitignore, Unknown};

fn listed(paths: &[&str]) -> FileList {
    let mut files: Vec<_> =
        paths.iter().map(|path| ListedFile { path: (*path).into(), ignored: false }).collect();
    files.sort_by(|one, other| one.path.cmp(&other.path));
    FileList::new("/w/".into(), files, [], true)
}

/// Asserts how many files match at least and at most, if the pattern is read in that way.
#[track_caller]
fn check(reading: PatternReading, pattern: &str, paths: &[&str], least: usize, most: usize) {
    let (files, pattern) = (listed(paths), FilePattern::new(pattern, reading));
    let count = files.matches([&pattern], "/w/");
    assert_eq!((count.least, count.most), (least, most), "{pattern:?}");
    assert_eq!(files.has_none(&pattern, "/w/"), most == 0, "{pattern:?}");
}

#[test]
fn of_an_unknown_tool_any_usual_reading_counts() {
    for (pattern, path, is_sure) in [
        ("src/**/*.ts", "src/a.ts", true),
        ("src/**/*.ts", "src/a/b/c.ts", true),
        ("src/**/*.ts", "packages/p/src/a.ts", false),
        ("src/*.ts", "src/deep/a.ts", false),
        ("*.ts", "src/a.ts", false),
        ("*.ts", "a.ts", true),
        ("/src/a.ts", "src/a.ts", true),
        ("./src/**", "src/a.ts", true),
        ("src", "src/a.ts", false),
        ("src/", "src/a.ts", false),
        ("SRC/**", "src/a.ts", false),
        ("src/**", "Src/a.ts", false),
        ("**/*.{ts,tsx}", "src/a.tsx", true),
        ("{src,lib}/**", "lib/a.ts", true),
        ("src/{a,{b,c}}.ts", "src/c.ts", true),
        ("src/[ab].ts", "src/a.ts", true),
        ("app/[slug]/page.tsx", "app/[slug]/page.tsx", false),
        ("src/@(a|b)/x.ts", "src/a/x.ts", false),
        ("src/a?.ts", "src/ab.ts", true),
        ("**/.env", "x/.env", true),
        ("**/*.yml", ".github/workflows/a.yml", false),
        ("**", "a", true),
        ("täst/**", "täst/a.ts", true),
        ("src/{1..3}.ts", "src/2.ts", false),
    ] {
        check(Unknown, pattern, &[path], usize::from(is_sure), 1);
    }
}

#[test]
fn what_matches_by_no_reading() {
    for pattern in [
        "src/**/*.tsx",
        "lib/**",
        "**/*.py",
        "*.rs",
        "src/b.ts",
        "{lib,app}/**",
        "rc/**",
        "src/a",
        "a.t",
        "src/**/a/*.ts",
    ] {
        check(Unknown, pattern, &["src/a.ts", "README.md"], 0, 0);
    }
    // A question mark is any text, and so is a class.
    check(Unknown, "src/?.t?", &["src/a.ts"], 1, 1);
}

#[test]
fn a_pattern_that_nobody_understands_may_match_anything() {
    let files = listed(&["src/a.ts"]);
    for pattern in [
        "../x/**", "~/x", "C:/x", "x\\y", "$HOME/x", "<name>.x", "x|y", "{a,b", "a}", "x y", "\"x\"",
        "a/../b", "%x%",
    ] {
        assert!(!files.has_none(&FilePattern::new(pattern, Unknown), "/w/"), "{pattern}");
    }
    let many = "{a,b}".repeat(12);
    assert!(!files.has_none(&FilePattern::new(&many, Unknown), "/w/"));
}

#[test]
fn a_pattern_of_gitignore_is_read_as_such() {
    let paths = ["lib/src/b.ts", "src/a.ts", "src/deep/c.ts", "x.test.TS"];
    for (pattern, least, most) in [
        ("src", 3, 3),
        ("src/", 3, 3),
        ("/src", 2, 2),
        ("/src/**", 2, 2),
        // It is not known whether `/**` is taken away first.
        ("src/**", 2, 3),
        ("src/*.ts", 1, 1),
        ("lib/*.ts", 0, 0),
        ("*.ts", 4, 4),
        ("**/*.TS", 4, 4),
        ("{src,lib}/**", 3, 3),
        ("src/[ab].ts", 1, 1),
        ("*.{js,ts}", 4, 4),
        ("a.ts/", 0, 0),
        ("deep/c.ts", 0, 0),
        ("src/**/c.ts", 1, 1),
    ] {
        check(Gitignore, pattern, &paths, least, most);
    }
    // The loader says of these that they match nothing.
    for pattern in ["./src/**", "../**", ".", "/"] {
        assert!(!listed(&paths).has_none(&FilePattern::new(pattern, Gitignore), "/w/"), "{pattern}");
    }
}

#[test]
fn a_pattern_is_relative_to_its_project_or_to_the_whole() {
    let files = listed(&["packages/p/src/a.ts", "src/b.ts"]);
    for (pattern, most) in
        [("/src/**", 2), ("/src/b.ts", 1), ("/src/a.ts", 1), ("/packages/p/src/a.ts", 1), ("/p/src/**", 0)]
    {
        let pattern = FilePattern::new(pattern, Gitignore);
        assert_eq!(files.matches([&pattern], "/w/packages/p/").most, most, "{pattern:?}");
    }
}

#[test]
fn what_is_not_listed_may_be_there() {
    let files = [
        ListedFile { path: ".env".into(), ignored: true },
        ListedFile { path: "a.ts".into(), ignored: false },
    ];
    let files = FileList::new("/w/".into(), files.into(), ["dist".to_owned(), "*.LOG".to_owned()], true);
    for (pattern, is_none) in [
        ("dist/**", false),
        ("**/Dist/*.js", false),
        ("**/*.log", false),
        ("**/.env", false),
        ("**/*.js", true),
        ("distant/**", true),
    ] {
        let pattern = FilePattern::new(pattern, Unknown);
        assert_eq!(files.has_none(&pattern, "/w/"), is_none, "{pattern:?}");
        assert_eq!(files.matches([&pattern], "/w/").most, 0, "{pattern:?}");
    }
}

#[test]
fn a_project_that_has_only_texts_has_yet_to_begin() {
    for (paths, has) in [
        (&["README.md", "LICENSE", ".github/a.yml", ".gitignore", "docs/a.txt"][..], false),
        (&["README.md", "src/a.py"], true),
        (&["Cargo.toml"], true),
    ] {
        assert_eq!(listed(paths).has_sources(), has, "{paths:?}");
    }
}

fn patterns(path: &str, front: &str) -> Option<(Vec<String>, Option<String>)> {
    let text = format!("---\n{front}\n---\nx\n");
    let document = Document::new(Some(path.into()), 0, &text);
    let load = LoadPatterns::from_document(&document, &document.detection.as_ref()?.document)?;
    let pattern = |(range, pattern): &(Range<usize>, FilePattern)| {
        assert_eq!(document.text.slice(range.clone()), pattern.as_str(), "{front}");
        pattern.as_str().to_owned()
    };
    Some((load.patterns.iter().map(pattern).collect(), load.undone_by.map(ToOwned::to_owned)))
}

#[test]
fn the_patterns_of_a_document() {
    let (claude, cursor) = ("/w/.claude/rules/a.md", "/w/.cursor/rules/a.mdc");
    for (path, front, wanted) in [
        (claude, "paths: \"src/**\"", &["src/**"][..]),
        (claude, "paths:\n  - 'a/**'\n  - b/*.{ts,tsx}", &["a/**", "b/*.{ts,tsx}"]),
        (claude, "paths: 'a, b/{c,d}'", &["a", "b/{c,d}"]),
        (claude, "paths: ['', 'a']", &["a"]),
        (cursor, "globs: *.ts,src/**\nalwaysApply: false", &["*.ts", "src/**"]),
        (cursor, "globs: \"*.ts\"", &["*.ts"]),
        (cursor, "globs: [\"*.ts\", 'b']", &["*.ts", "b"]),
        (cursor, "globs:\n  - \"*.ts\"", &["*.ts"]),
        (
            "/w/.github/instructions/a.instructions.md",
            "applyTo: '**/*.ts,**/*.tsx'",
            &["**/*.ts", "**/*.tsx"],
        ),
        ("/w/.github/instructions/a.instructions.md", "applyTo: **/*.ts", &["**/*.ts"]),
    ] {
        let (found, undone_by) = patterns(path, front).unwrap_or_else(|| panic!("{front}"));
        assert_eq!((found, undone_by), (wanted.iter().map(ToString::to_string).collect(), None), "{front}");
    }
    // A list of lists, or an item that is not valid.
    for front in
        ["paths: [[a]]", "paths:\n  - **/*.ts", "paths: {a: b}", "description: x", "<<: {a: b}\npaths: a"]
    {
        assert!(patterns(claude, front).is_none_or(|(found, _)| found.is_empty()), "{front}");
    }
}

#[test]
fn patterns_that_do_not_count() {
    for (path, front, undone_by) in [
        ("/w/.cursor/rules/a.mdc", "globs: a\nalwaysApply: true", Some("alwaysApply")),
        ("/w/.cursor/rules/a.mdc", "globs: a\nalwaysApply: false", None),
        ("/w/.windsurf/rules/a.md", "globs: a\ntrigger: glob", None),
        ("/w/.windsurf/rules/a.md", "globs: a\ntrigger: manual", Some("trigger")),
        ("/w/.windsurf/rules/a.md", "globs: a", Some("trigger")),
        ("/w/.kiro/steering/a.md", "inclusion: fileMatch\nfileMatchPattern: a", None),
        ("/w/.kiro/steering/a.md", "fileMatchPattern: a", Some("inclusion")),
        ("/w/.continue/rules/a.md", "globs: a\nalwaysApply: true", Some("alwaysApply")),
        ("/w/.continue/rules/a.md", "globs: a\ninvokable: true", Some("invokable")),
        ("/w/.continue/rules/a.md", "globs: a", None),
    ] {
        let found = patterns(path, front).unwrap_or_else(|| panic!("{front}"));
        assert_eq!(found.1.as_deref(), undone_by, "{front}");
    }
}

fn pieces(all: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(all), 1..7).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn the_widest_reading_matches_whatever_a_narrower_one_does(
        pattern in pieces(&["**/", "*", "a", "/", ".ts", "?", "[ab]", "{a,b}", "{a/b,", "}", "b/", "!", ",", "**", "A"]),
        path in "[ab](/[ab]{1,2}){0,3}(\\.ts)?",
        others in prop::collection::vec("[ab](/[ab]{1,2}){0,3}(\\.ts)?", 0..3),
    ) {
        let paths: Vec<_> = others.iter().chain([&path]).map(|path| &**path).collect();
        let files = listed(&paths);
        for reading in [Unknown, Gitignore] {
            let parsed = FilePattern::new(&pattern, reading);
            let count = files.matches([&parsed], "/w/");
            prop_assert!(count.least <= count.most, "{pattern}: {count:?}");
            prop_assert!(!files.has_none(&parsed, "/w/") || count.most == 0, "{pattern}: {count:?}");
        }
        let usual = Glob::new(&pattern).is_ok_and(|glob| glob.is_match(&path));
        let parsed = FilePattern::new(&pattern, Unknown);
        if usual && !parsed.excludes() {
            prop_assert!(!files.has_none(&parsed, "/w/"), "{pattern} {path}");
        }
    }
}

#[test]
fn many_rules_and_files_take_little_time() {
    let paths: Vec<String> =
        (0..100_000).map(|at| format!("pkg{}/src/part{}/file{at}.rs", at % 50, at % 700)).collect();
    let files = listed(&paths.iter().map(|path| &**path).collect::<Vec<_>>());
    let start = std::time::Instant::now();
    for at in 0..1_000 {
        for pattern in [format!("src/old{at}/**"), format!("**/*.x{at}"), format!("pkg{}/**/*.rs", at % 50)] {
            std::hint::black_box(files.has_none(&FilePattern::new(&pattern, Unknown), "/w/"));
        }
    }
    // Unoptimized, on a busy machine; without the groups it takes a minute.
    assert!(start.elapsed() < std::time::Duration::from_secs(10), "{:?}", start.elapsed());
    let shared: Arc<FileList> = files.into();
    assert_eq!(shared.count(), 100_000);
}
