use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use agentls_analysis::index::DocumentSummary;

use super::{FileVisitor, ScanRoot, Within, read_area};
use crate::settings::SettingsCache;

/// Finds files, and adds one to each folder that it enters: the latest moment at which a watch can be missing.
#[derive(Default)]
struct Author {
    settings: SettingsCache,
    found: Mutex<BTreeSet<Arc<str>>>,
}

impl FileVisitor for Author {
    fn needs_read(&self, _: &str) -> bool {
        true
    }

    fn visit(&self, path: Arc<str>, _: Option<DocumentSummary>) {
        self.found.lock().unwrap().insert(path);
    }

    fn watches(&self) -> bool {
        true
    }

    fn enter_dir(&self, folder: &Path, _: bool) {
        if folder.ends_with("agents") {
            fs::write(folder.join("new.md"), "---\nname: new\n---\n").unwrap();
        }
    }

    fn visit_link(&self, _: &Path) {}

    fn settings(&self) -> &SettingsCache {
        &self.settings
    }

    fn limit_reached(&self) {}
}

#[test]
fn what_appears_in_a_folder_once_it_is_watched_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let agents = [root.join(".claude/agents"), root.join("sub/.claude/agents")];
    agents.iter().for_each(|agents| fs::create_dir_all(agents).unwrap());
    let author = Author::default();
    let area = ScanRoot::Workspace(crate::paths::to_slash(&root));
    read_area(&area, &Within::Everything, &author);
    let found = author.found.into_inner().unwrap();
    let expected = agents.iter().map(|agents| crate::paths::to_slash(&agents.join("new.md"))).collect();
    assert_eq!(found, expected);
}
