//! Findings among the files of real repositories: they are printed to be read. The corpus holds a part of each
//! repository only, so names and files are missing that are there in truth; what is asserted holds all the same.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use agentls_analysis::document::Document;
use agentls_analysis::index::{AgentIndex, DocumentSummary};
use agentls_analysis::lint::{Diagnostic, Policy, cross_file, rules};

use crate::corpus::files;
use crate::shared;

/// So many findings of each rule are printed.
const SHOWN: usize = 25;

/// The documents of one repository.
#[derive(Default)]
struct Repository {
    fleet: AgentIndex,
    documents: Vec<Document>,
}

/// The repositories of the corpus by their names.
fn repositories(folder: &Path) -> BTreeMap<String, Repository> {
    let all = files(folder);
    let mut repositories = BTreeMap::<String, Repository>::new();
    for (path, text) in all {
        let below = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
        let name = below.split('/').next().unwrap().to_owned();
        let path: Arc<str> = path.to_string_lossy().replace('\\', "/").as_str().into();
        let document = Document::new(Some(path.clone()), 0, &text);
        let repository = repositories.entry(name).or_default();
        repository.fleet.set_complete(true);
        repository.fleet.set(&path, DocumentSummary::from_document(&document));
        repository.documents.push(document);
    }
    repositories
}

/// Fails if a finding says that something is not there which is.
fn must_be_true(found: &Diagnostic, document: &Document, fleet: &AgentIndex) {
    let path = document.path.as_deref().unwrap();
    let facts = fleet.get(path).unwrap();
    match found.rule.code {
        "unknown-reference" => {
            let (_, reference) = facts.references().find(|(range, _)| *range == found.range).unwrap();
            assert!(!reference.prose, "{path}: {}", found.message);
            for kind in reference.kind.answers() {
                assert_eq!(fleet.definitions(*kind, &reference.name).count(), 0, "{path}: {}", found.message);
            }
        }
        "broken-link" => {
            let (_, link) = facts.body.links().find(|(range, _)| *range == found.range).unwrap();
            let target = Path::new(path).parent().unwrap().join(&*link.path);
            assert!(!target.exists(), "{path}: {}", found.message);
        }
        "duplicate-name" => {
            assert!(!found.elsewhere.is_empty());
            for place in &found.elsewhere {
                assert_eq!(fleet.get(&place.path).unwrap().name(), facts.name(), "{path}");
                assert_ne!(&*place.path, path);
            }
        }
        _ => {}
    }
}

#[test]
fn findings_among_files_are_true() {
    let Some(folder) = shared("corpus/dev") else { return };
    let exists = |path: &str| Some(Path::new(path).exists());
    let severities = rules().map(|rule| (rule.code, Some(rule.severity))).collect();
    let every = Policy { severities, ..Policy::default() };
    let mut all: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for Repository { fleet, documents } in repositories(&folder).values() {
        for document in documents {
            for found in cross_file::diagnostics(
                document,
                &cross_file::CrossFileContext {
                    exists: &exists,
                    ..cross_file::CrossFileContext::of_index(fleet, &every)
                },
            ) {
                must_be_true(&found, document, fleet);
                let path = document.path.as_deref().unwrap();
                let path = path.trim_start_matches(&*folder.to_string_lossy());
                let text = document.text.slice(found.range.clone());
                all.entry(found.rule.code).or_default().push(format!("{path}: `{text}`: {}", found.message));
            }
        }
    }
    let shown = if std::env::var_os("AGENTLS_ALL").is_some() { usize::MAX } else { SHOWN };
    for (code, findings) in &all {
        println!("{} {code}", findings.len());
        let step = findings.len().div_ceil(shown).max(1);
        findings.iter().step_by(step).for_each(|finding| println!("    {finding}"));
    }
}

#[test]
fn the_example_agent_is_sound_among_files() {
    let Some(folder) = shared("seed") else { return };
    let text = std::fs::read_to_string(folder.join("async-rust-specialist.md")).unwrap();
    let path: Arc<str> = "/w/.claude/agents/async-rust-specialist.md".into();
    let document = Document::new(Some(path.clone()), 0, &text);
    let mut fleet = AgentIndex::default();
    fleet.set(&path, DocumentSummary::from_document(&document));
    fleet.set_complete(true);
    let exists = |_: &str| Some(false);
    let policy = Policy::default();
    let among = cross_file::CrossFileContext {
        exists: &exists,
        ..cross_file::CrossFileContext::of_index(&fleet, &policy)
    };
    let found: Vec<_> = cross_file::diagnostics(&document, &among).into_iter().map(|it| it.message).collect();
    assert_eq!(found, [""; 0]);
}
