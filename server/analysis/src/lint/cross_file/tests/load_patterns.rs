//! Rules that match no file, where that is certain.

use super::*;
use crate::matching::{FileList, ListedFile};

fn listed(paths: &[&str], whole: bool) -> Arc<FileList> {
    let mut files: Vec<_> =
        paths.iter().map(|path| ListedFile { path: (*path).into(), ignored: false }).collect();
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Arc::new(FileList::new("/w/".into(), files, [], whole))
}

/// Returns what is said of a file with these lines of front matter, in a project with these files.
fn said(path: &str, front: &str, files: Option<&Arc<FileList>>) -> Vec<(String, String)> {
    let text = format!("---\n{front}\n---\nDo it.\n");
    let project = Project::new(&[(path, &text)]);
    let files = |_: &str| files.cloned();
    let (index, policy, exists) = (&project.index, &Policy::default(), |_: &str| Some(false));
    let context =
        CrossFileContext { exists: &exists, files: &files, ..CrossFileContext::of_index(index, policy) };
    let found = diagnostics(&project.documents[0], &context).into_iter();
    let own = found.filter(|found| found.rule.code == "rule-matches-nothing");
    own.map(|found| (text[found.range].to_owned(), found.message)).collect()
}

const CLAUDE: &str = "/w/.claude/rules/a.md";

#[test]
fn each_tool_is_named_with_its_key() {
    for (path, front, at, clause) in [
        (
            CLAUDE,
            "paths: 'lib/**'",
            "'lib/**'",
            "Claude Code never loads this rule by itself: no file matches `lib/**`.",
        ),
        (
            "/w/.claude/skills/s/SKILL.md",
            "description: d\npaths: 'lib/**'",
            "'lib/**'",
            "Claude Code never loads this skill by itself: no file matches.",
        ),
        (
            "/w/.cursor/rules/a.mdc",
            "globs: *.py\nalwaysApply: false",
            "*.py",
            "Cursor never loads this rule by itself: no file matches `*.py`.",
        ),
        (
            "/w/.github/instructions/a.instructions.md",
            "applyTo: '**/*.py,lib/**'",
            "'**/*.py,lib/**'",
            "Copilot never loads this file by itself: no file matches.",
        ),
        (
            "/w/.windsurf/rules/a.md",
            "trigger: glob\nglobs: lib/**",
            "lib/**",
            "Windsurf never loads this rule by itself: no file matches `lib/**`.",
        ),
        (
            "/w/.continue/rules/a.md",
            "globs: lib/**",
            "lib/**",
            "Continue never loads this rule by itself: no file matches `lib/**`.",
        ),
        (
            "/w/.clinerules/a.md",
            "paths: ['lib/**']",
            "['lib/**']",
            "Cline (VS Code) never loads this rule by itself: no file matches.",
        ),
        (
            "/w/.kiro/steering/a.md",
            "inclusion: fileMatch\nfileMatchPattern: lib/**",
            "lib/**",
            "Kiro never loads this file by itself: no file matches `lib/**`.",
        ),
    ] {
        let found = said(path, front, Some(&listed(&["src/a.ts"], true)));
        let [(range, message)] = &found[..] else { panic!("{path}: {found:?}") };
        assert_eq!(range, at, "{path}");
        assert!(message.starts_with(clause), "{path}: {message}");
    }
}

#[test]
fn the_advice_names_the_patterns() {
    let found = said(CLAUDE, "paths: [a, b, c, d]", Some(&listed(&["src/x.ts"], true)));
    let advice = "The project has no file that matches `a`, `b`, `c` or 1 more.";
    assert!(found[0].1.contains(advice), "{found:?}");
}

#[test]
fn it_is_silent_where_it_is_not_certain() {
    let list = listed(&["src/a.ts"], true);
    let sources = || Some(&list);
    let nothing = "paths: 'lib/**'";
    for (path, front, files) in [
        // Not known, a part of a repository, or nothing there yet.
        (CLAUDE, nothing, None),
        (CLAUDE, nothing, Some(&listed(&["src/a.ts"], false))),
        (CLAUDE, nothing, Some(&listed(&["README.md"], true))),
        // One pattern matches, or may.
        (CLAUDE, "paths: ['lib/**', 'src/**']", sources()),
        (CLAUDE, "paths: ['lib/**', '~/x']", sources()),
        (CLAUDE, "paths: ['!lib/**']", sources()),
        (CLAUDE, "paths: ./src/**", sources()),
        (CLAUDE, "paths:", sources()),
        (CLAUDE, "description: x", sources()),
        // The patterns do not count.
        ("/w/.cursor/rules/a.mdc", "globs: lib/**\nalwaysApply: true", sources()),
        // For other projects.
        ("/home/u/.claude/rules/a.md", nothing, sources()),
        ("/w/plugins/p/.claude/rules/a.md", nothing, sources()),
        ("/w/templates/p/.claude/rules/a.md", nothing, sources()),
        ("/w/examples/p/.claude/rules/a.md", nothing, sources()),
        ("/w/docs/.claude/rules/a.md", nothing, sources()),
        ("/w/.claude/plugins/p/skills/s/SKILL.md", "description: d\npaths: lib/**", sources()),
        ("/w/instructions/a.instructions.md", "applyTo: lib/**", sources()),
        ("/w/ignored/p/.claude/rules/a.md", nothing, sources()),
        ("/elsewhere/.claude/rules/a.md", nothing, sources()),
    ] {
        assert_eq!(said(path, front, files), [], "{path}: {front}");
    }
}
