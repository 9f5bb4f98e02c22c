//! Reads the files that a text includes, for a preview. Only files of the same project are read, and only small ones.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Maximum size of a file, in bytes.
const LARGEST: u64 = 256 * 1024;

/// The files that may be read: those in one folder.
#[derive(Debug)]
pub struct IncludedFiles {
    /// The real path of the folder; `None` if it is not there.
    root: Option<PathBuf>,
}

impl IncludedFiles {
    /// Returns the files of the project around a file: its git repository, or else the folder around a hidden one, or else
    /// its own folder.
    pub fn around(path: &str) -> Self {
        let folder = Path::new(path).parent();
        let repository = || folder?.ancestors().find(|folder| folder.join(".git").exists());
        let before_hidden = || path.split_once("/.").map(|(before, _)| Path::new(before));
        let root = repository().or_else(before_hidden).or(folder);
        Self { root: root.and_then(|root| fs::canonicalize(root).ok()) }
    }

    /// Reads a file; `None` if it is not there, not in the folder, no text, or too large.
    pub fn read(&self, path: &str) -> Option<String> {
        let real = fs::canonicalize(path).ok()?;
        if !real.starts_with(self.root.as_ref()?) || !fs::metadata(&real).ok()?.is_file() {
            return None;
        }
        let mut text = String::new();
        File::open(&real).ok()?.take(LARGEST + 1).read_to_string(&mut text).ok()?;
        (text.len() as u64 <= LARGEST).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_small_files_of_the_project_are_read() {
        let folder = std::env::temp_dir().join(format!("agentls-included-{}", std::process::id()));
        let project = folder.join("project");
        fs::create_dir_all(project.join(".claude/agents")).unwrap();
        fs::write(project.join("in.md"), "in").unwrap();
        fs::write(folder.join("out.md"), "out").unwrap();
        fs::write(project.join("large.md"), "x".repeat(300_000)).unwrap();
        fs::write(project.join("bytes.md"), [0xff, 0xfe]).unwrap();
        let slash = |path: PathBuf| path.to_string_lossy().into_owned();
        let files = IncludedFiles::around(&slash(project.join(".claude/agents/a.md")));
        assert_eq!(files.read(&slash(project.join("in.md"))).as_deref(), Some("in"));
        for refused in ["large.md", "bytes.md", "absent.md", "../out.md", ".claude"] {
            assert_eq!(files.read(&slash(project.join(refused))), None, "{refused}");
        }
        fs::remove_dir_all(folder).unwrap();
    }
}
