//! Files on disk, read for what they tell their neighbours. Errors cost a file its say and nothing else.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use agentls_analysis::document::Document;
use agentls_analysis::fleet::Facts;

use crate::convert::slashed;

/// How much of a file is read, in bytes: front matter is never longer.
const HEAD: u64 = 64 * 1024;

/// More files of one folder are not read.
const MOST_FILES: usize = 20_000;

/// Deeper folders are not entered.
const DEEPEST: usize = 12;

/// Reads the markdown files of a folder of agents, below it only where tools look below: in a folder called `agents`.
/// Hidden and ignored files are read, as tools do; links to folders are not followed.
pub(crate) fn read_folder(root: &str, mut take: impl FnMut(Arc<str>, Option<Facts>)) {
    let depth = if root.ends_with("/agents/") { DEEPEST } else { 1 };
    let walk = ignore::WalkBuilder::new(root).standard_filters(false).max_depth(Some(depth)).build();
    let files = walk.flatten().filter(|entry| is_markdown(entry.path()));
    for entry in files.take(MOST_FILES) {
        take(slashed(entry.path()), read_facts(entry.path()));
    }
}

/// What one file tells.
pub(crate) fn read_facts(path: &Path) -> Option<Facts> {
    let mut head = Vec::new();
    File::open(path)
        .ok()
        .filter(|file| file.metadata().is_ok_and(|data| data.is_file()))?
        .take(HEAD)
        .read_to_end(&mut head)
        .ok()?;
    Facts::of(&Document::new(Some(slashed(path)), 0, &String::from_utf8_lossy(&head)))
}

/// Whether a path is one of a markdown file.
pub(crate) fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "md" || extension == "mdc")
}
