use std::cell::RefCell;

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;

/// A folder with these files; a name with `/` at its end is a folder.
fn folder(files: &[(&str, &str)]) -> (TempDir, Arc<str>) {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        write(folder.path(), path, text);
    }
    let root = format!("{}/", to_slash(&folder.path().canonicalize().unwrap()));
    (folder, root.into())
}

fn write(folder: &Path, path: &str, text: &str) {
    let place = folder.join(path);
    drop(fs::create_dir_all(place.parent().unwrap()));
    drop(fs::write(place, text));
}

fn read(root: &Arc<str>) -> FolderFiles {
    FolderFiles::read(root, MOST, &|_| true)
}

/// Returns the files, those that are ignored with a `-`, and the folders that were not looked into, with a `/`.
fn shown(files: &FolderFiles) -> Vec<String> {
    let listed =
        files.files.iter().map(|(path, ignored)| format!("{path}{}", if *ignored { "-" } else { "" }));
    listed.chain(files.closed.iter().map(|path| format!("{path}/"))).collect()
}

#[test]
fn all_files_with_what_ignore_files_say() {
    let (_folder, root) = folder(&[
        (".gitignore", "/dist/\n*.log\n!keep.log\n# c\n"),
        (".git/HEAD", ""),
        ("a.log", ""),
        ("keep.log", ""),
        ("src/a.ts", ""),
        ("src/.gitignore", "b.ts\n!a.log\n"),
        ("src/b.ts", ""),
        ("src/a.log", ""),
        ("dist/x.js", ""),
        ("src/dist/y.js", ""),
        ("node_modules/m/i.js", ""),
        (".claude/rules/r.md", ""),
    ]);
    let files = read(&root);
    assert_eq!(
        shown(&files),
        [
            ".claude/rules/r.md",
            ".gitignore",
            "a.log-",
            "keep.log",
            "src/.gitignore",
            "src/a.log",
            "src/a.ts",
            "src/b.ts-",
            "src/dist/y.js",
            "dist/",
            "node_modules/",
        ]
    );
    let list = files.to_list().unwrap();
    assert_eq!((list.root(), list.is_whole(), list.count()), (&*root, true, 7));
}

#[test]
fn a_part_of_a_repository_is_not_the_whole() {
    let (_folder, root) = folder(&[(".git/HEAD", ""), ("part/a.ts", "")]);
    let part: Arc<str> = format!("{root}part/").into();
    assert!(!read(&part).to_list().unwrap().is_whole());
    assert!(read(&root).to_list().unwrap().is_whole());
}

#[test]
fn a_listing_that_is_not_complete_tells_nothing() {
    let (_folder, root) = folder(&[("a/a.ts", ""), ("a/b.ts", ""), ("a/c.ts", "")]);
    assert!(FolderFiles::read(&root, 2, &|_| true).to_list().is_none());
    assert!(FolderFiles::read(&root, 3, &|_| true).to_list().is_some());
    // A folder that cannot be watched.
    assert!(FolderFiles::read(&root, 3, &|folder| !folder.ends_with("a")).to_list().is_none());
    assert!(read(&format!("{root}gone/").into()).to_list().is_none());
    let entered = RefCell::new(Vec::new());
    let note = |folder: &Path| {
        entered.borrow_mut().push(to_slash(folder).strip_prefix(&*root).map(ToOwned::to_owned));
        true
    };
    drop(FolderFiles::read(&root, 3, &note));
    assert_eq!(entered.into_inner(), [Some(String::new()), Some("a".to_owned())]);
}

#[cfg(unix)]
#[test]
fn links_to_folders_are_not_followed() {
    let (folder, root) = folder(&[("src/a.ts", "")]);
    std::os::unix::fs::symlink("src", folder.path().join("linked")).unwrap();
    std::os::unix::fs::symlink("src/a.ts", folder.path().join("file.ts")).unwrap();
    std::os::unix::fs::symlink("..", folder.path().join("src/up")).unwrap();
    assert_eq!(shown(&read(&root)), ["file.ts", "src/a.ts", "linked/", "src/up/"]);
}

#[test]
fn what_is_saved_or_ignored_changes_nothing() {
    let (folder, root) = folder(&[(".gitignore", "dist\n"), ("src/a.ts", ""), ("dist/a.js", "")]);
    let mut files = read(&root);
    let mut update = |path: &str| {
        files.update([&*folder.path().canonicalize().unwrap().join(path)].into_iter(), &|_| true)
    };
    write(folder.path(), "src/a.ts", "x");
    write(folder.path(), "dist/b.js", "x");
    assert!(!update("src/a.ts"));
    assert!(!update("dist/b.js"));
    assert!(!update("dist"));
    assert!(!update("src"));
    assert!(!update("gone.ts"));
    assert!(!update("../elsewhere.ts"));
    write(folder.path(), "src/b.ts", "x");
    assert!(update("src/b.ts"));
}

const PATHS: &[&str] =
    &["a", "a/b", "a/b/c", "a-b", "dist/x", "b/dist", ".gitignore", "a/.gitignore", "b/c/d", "a.ts"];
const TEXTS: &[&str] = &["", "dist\n", "/a\n", "*\n!a\n", "c/\n"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn after_any_changes_it_is_what_a_new_listing_is(
        steps in prop::collection::vec((0..3_usize, prop::sample::select(PATHS), prop::sample::select(PATHS), prop::sample::select(TEXTS)), 1..12),
    ) {
        let (folder, root) = folder(&[("b/c/d", "")]);
        let real = folder.path().canonicalize().unwrap();
        let mut files = read(&root);
        for (step, path, other, text) in steps {
            let before = shown(&files);
            let (path, other) = (real.join(path), real.join(other));
            // What was on the way is told as well, as systems do.
            let mut told = vec![path.clone()];
            match step {
                0 => write(&real, path.strip_prefix(&real).unwrap().to_str().unwrap(), text),
                1 => {
                    drop(fs::remove_file(&path));
                    drop(fs::remove_dir_all(&path));
                }
                _ => {
                    drop(fs::rename(&path, &other));
                    told.push(other.clone());
                }
            }
            told.extend(path.ancestors().skip(1).take_while(|folder| **folder != real).map(Path::to_owned));
            let changed = files.update(told.iter().map(PathBuf::as_path), &|_| true);
            let new = shown(&read(&root));
            prop_assert_eq!(&shown(&files), &new);
            prop_assert!(changed || before == new);
        }
    }
}
