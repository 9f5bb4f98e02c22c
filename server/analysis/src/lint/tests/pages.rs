//! Checks that the examples of the pages do what the pages say.

use super::*;
use crate::index::{AgentIndex, DocumentSummary, imported_paths};
use crate::matching::{FileList, FileTexts, ListedFile};

/// The example below a heading of a page: the file with the diagnostic, and the other files of the project, with their
/// paths. A fence names its file, `markdown .claude/agents/x.md`; without a path it is an agent. Others are files that
/// no tool reads as agents, `text src/main.rs`, and one is for the project's servers, `json .mcp.json`.
struct Example {
    path: Arc<str>,
    text: String,
    others: Vec<(Arc<str>, String)>,
    plain: Vec<(Arc<str>, String)>,
    servers: Option<Arc<[String]>>,
}

impl Example {
    fn of(page: &str, heading: &str) -> Self {
        let (_, section) = page.split_once(heading).unwrap_or_else(|| panic!("no `{heading}`"));
        let section = section.split_once("\n## ").map_or(section, |(section, _)| section);
        let file = |fenced: &str| {
            let (path, rest) = fenced.split_once('\n').expect("a fence of several lines");
            let path = if path.is_empty() { ".claude/agents/example.md" } else { path.trim() };
            let (text, _) = rest.split_once("\n```\n").expect("a fence that ends");
            (format!("/w/{path}").as_str().into(), format!("{text}\n"))
        };
        // What is too long for a page is generated here.
        let too_long = format!("---\nname: x\ndescription: |\n{}", "  more and more\n".repeat(6000));
        let mut files: Vec<(Arc<str>, String)> = section.split("```markdown").skip(1).map(file).collect();
        let plain = section.split("```text ").skip(1).map(file).collect();
        for (_, text) in &mut files {
            *text = text.replace("@too-long@", &too_long).replace("@long@", &"more and more ".repeat(4500));
            *text = text.replace("@hidden-text@", "\u{e0041}\u{e0042}\u{202e}");
            *text = text.replace("@many-headings@", &"# Again\n".repeat(10_001));
            *text = text.replace("@many-lines@", &"Do one more thing.\n".repeat(501));
            *text = text.replace("@deep-quote@", &"> ".repeat(101));
        }
        assert!(!files.is_empty(), "no fence below `{heading}`");
        let (path, text) = files.remove(0);
        let servers = section.split_once("```json .mcp.json\n").map(|(_, rest)| {
            let (text, _) = rest.split_once("\n```\n").expect("a fence that ends");
            let config: serde_json::Value = serde_json::from_str(text).expect("JSON");
            config["mcpServers"].as_object().expect("servers").keys().cloned().collect()
        });
        Self { path, text, others: files, plain, servers }
    }

    fn document(&self) -> Document {
        Document::new(Some(self.path.clone()), 0, &self.text)
    }

    /// Returns the diagnostics of a version of the file, of all rules that are on by default and one more.
    fn diagnostics(&self, document: &Document, rule: &Rule) -> Vec<Diagnostic> {
        let mut known = AgentIndex::default();
        known.set_complete(true);
        known.set(&self.path, DocumentSummary::from_document(document));
        for (path, text) in &self.others {
            known.set(path, DocumentSummary::from_document(&Document::new(Some(path.clone()), 0, text)));
        }
        let exists =
            |path: &str| Some(self.others.iter().chain(&self.plain).any(|(other, _)| &**other == path));
        let imports = |path: &str| {
            let (other, text) = self.others.iter().find(|(other, _)| &**other == path)?;
            Some(imported_paths(&Document::new(Some(other.clone()), 0, text)))
        };
        let severities = [(rule.code, Some(rule.severity))].into_iter().filter(|_| !rule.enabled);
        let policy =
            Policy { severities: severities.collect(), servers: self.servers.clone(), ..Policy::default() };
        let mut found = diagnostics(document);
        found.extend(cross_file::diagnostics(
            document,
            &cross_file::CrossFileContext {
                exists: &exists,
                executable: &|path| Some(!self.plain.iter().any(|(other, _)| &**other == path)),
                files: &|_| Some(self.files()),
                texts: &|folder| Some(self.texts(folder)),
                imports: &imports,
                ..cross_file::CrossFileContext::of_index(&known, &policy)
            },
        ));
        found
    }

    /// Returns the files of the project.
    fn files(&self) -> Arc<FileList> {
        let paths = self.others.iter().chain(&self.plain).map(|(path, _)| path).chain([&self.path]);
        let path = |path: &Arc<str>| path.strip_prefix("/w/").expect("a file of the project").into();
        let mut files: Vec<_> = paths.map(|file| ListedFile { path: path(file), ignored: false }).collect();
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Arc::new(FileList::new("/w/".into(), files, [], true))
    }

    /// Returns the texts of the files below a folder.
    fn texts(&self, folder: &str) -> FileTexts {
        let below = |(path, text): &(Arc<str>, String)| {
            Some((path.strip_prefix(folder)?.into(), text.as_str().into()))
        };
        self.others.iter().chain(&self.plain).filter_map(below).collect()
    }

    fn codes(&self, rule: &Rule) -> Vec<&'static str> {
        self.diagnostics(&self.document(), rule).into_iter().map(|found| found.rule.code).collect()
    }
}

#[test]
fn every_rule_has_a_page_whose_examples_do_what_it_says() {
    for rule in rules() {
        let page = rule.page();
        assert!(page.starts_with(&format!("# {}\n", rule.code)), "{} has no page", rule.code);
        for heading in ["## Why\n", "## Source\n"] {
            assert!(page.contains(heading), "{}: no `{heading}`", rule.code);
        }
        let fails = Example::of(page, "## Fails\n").codes(rule);
        let passes = Example::of(page, "## Passes\n").codes(rule);
        assert!(fails.iter().all(|code| *code == rule.code), "{}: {fails:?}", rule.code);
        assert!(!fails.is_empty(), "{}: the failing example passes", rule.code);
        assert!(passes.is_empty(), "{}: the passing example gives {passes:?}", rule.code);
    }
}

#[test]
fn a_page_says_how_its_finding_is_mended_and_every_fix_does_it() {
    for rule in rules() {
        let fails = Example::of(rule.page(), "## Fails\n");
        let document = fails.document();
        let fixes: Vec<_> =
            fails.diagnostics(&document, rule).into_iter().flat_map(|found| found.fixes).collect();
        let said = rule.page().contains("\n## Fix\n");
        assert_eq!(said, !fixes.is_empty(), "{}: `## Fix` says so, and {} fixes", rule.code, fixes.len());
        for fix in fixes {
            let edits = fix.edits.iter().map(|edit| (edit.range.clone(), edit.text.as_str()));
            let fixed = document.replaced(edits);
            let left = fails.diagnostics(&fixed, rule).into_iter().any(|found| found.rule.code == rule.code);
            assert!(!left, "{}: `{}` leaves it in\n{}", rule.code, fix.title, fixed.text);
        }
    }
}

#[test]
fn the_first_clause_of_every_example_says_what_is_wrong() {
    for rule in rules() {
        let fails = Example::of(rule.page(), "## Fails\n");
        for found in fails.diagnostics(&fails.document(), rule) {
            let (clause, rest) = found.message.split_at(found.first);
            assert!(clause.chars().count() <= LONGEST_CLAUSE, "{}: {clause}", rule.code);
            // A reason that has no room in the first clause is a sentence of its own.
            assert!(!rest.contains(&sentence(&found.clause)), "{}: {}", rule.code, found.message);
        }
    }
}
