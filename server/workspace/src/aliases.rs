//! The paths by which files are read. Symbolic links to a file or its folders give it several; a file watcher reports
//! only the one without links.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

/// The paths by which folders and files with possible aliases were read, keyed by their paths without links.
#[derive(Default)]
pub struct Aliases(BTreeMap<PathBuf, BTreeSet<PathBuf>>);

impl Aliases {
    /// Records the root of a scan, or a link to a folder.
    pub fn note(&mut self, folder: &Path) {
        self.0.entry(real(folder)).or_default().insert(folder.to_owned());
    }

    /// Records a link to a file, which need not exist. Returns the folder in which its target is or would be.
    pub fn note_link(&mut self, link: &Path) -> Option<PathBuf> {
        let target = real(&link.parent()?.join(link.read_link().ok()?));
        let folder = target.parent().map(Path::to_owned);
        self.0.entry(target).or_default().insert(link.to_owned());
        folder
    }

    /// Whether a folder or file was read by that path.
    pub fn have(&self, path: &Path) -> bool {
        self.0.values().any(|read| read.contains(path))
    }

    /// Returns the given path and every other path by which it, or something below it, is or would be read. If the path
    /// is or was a link, those of its target are included, since each path can give the file another kind.
    pub fn aliases_of(&self, path: PathBuf) -> BTreeSet<PathBuf> {
        let mut targets: Vec<_> =
            self.0.iter().filter(|(_, read)| read.contains(&path)).map(|(it, _)| it).cloned().collect();
        if path.is_symlink() {
            targets.push(real(&path));
        }
        let mut all = self.of_itself(path);
        for target in targets {
            all.extend(self.of_itself(target));
        }
        all
    }

    fn of_itself(&self, path: PathBuf) -> BTreeSet<PathBuf> {
        let real = path.parent().map(real).unwrap_or_default().join(path.file_name().unwrap_or_default());
        let mut all = BTreeSet::from([path]);
        for around in real.ancestors() {
            let rest = real.strip_prefix(around).unwrap_or(Path::new(""));
            all.extend(self.0.get(around).into_iter().flatten().map(|read| with_rest(read, rest)));
        }
        let below = self.0.range(real.clone()..).take_while(|(below, _)| below.starts_with(&real));
        all.extend(below.flat_map(|(_, read)| read).cloned());
        all.insert(real);
        all
    }
}

/// Joins a path and a relative rest. Joining an empty rest would add a separator.
fn with_rest(path: &Path, rest: &Path) -> PathBuf {
    if rest.as_os_str().is_empty() { path.to_owned() } else { path.join(rest) }
}

/// Resolves the links of a path as far as it exists.
fn real(path: &Path) -> PathBuf {
    let around = path.ancestors().find_map(|around| Some((around, dunce::canonicalize(around).ok()?)));
    let Some((around, mut real)) = around else { return path.to_owned() };
    for part in path.strip_prefix(around).unwrap_or(path).components() {
        match part {
            Component::ParentDir => drop(real.pop()),
            Component::Normal(name) => real.push(name),
            _ => {}
        }
    }
    real
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_file_has_every_path_by_which_it_was_read() {
        let root =
            std::env::temp_dir().canonicalize().unwrap().join(format!("agentls-{}", std::process::id()));
        let path = |name: &str| root.join(name);
        fs::create_dir_all(path("a/b")).unwrap();
        symlink(".", path("a/up")).unwrap();
        symlink("../late/x.md", path("a/l.md")).unwrap();
        let mut aliases = Aliases::default();
        for folder in ["a", "a/up"] {
            aliases.note(&path(folder));
        }
        assert_eq!(aliases.note_link(&path("a/l.md")), Some(path("late")));
        let of = |name: &str| {
            let all = aliases.aliases_of(path(name)).into_iter();
            all.map(|path| path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(of("a/b/y.md"), ["a/b/y.md", "a/up/b/y.md"]);
        assert_eq!(of("a/up/b/y.md"), ["a/b/y.md", "a/up/b/y.md"]);
        assert_eq!(of("a/b"), ["a/b", "a/up/b"]);
        // The target of the link is created after the link, with its folder.
        assert_eq!(of("late/x.md"), ["a/l.md", "late/x.md"]);
        assert_eq!(of("late"), ["a/l.md", "late"]);
        assert_eq!(of("other"), ["other"]);
        fs::remove_dir_all(&root).unwrap();
    }
}
