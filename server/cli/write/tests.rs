//! Replacing files, and what else is in their folder.

use super::*;

fn names(folder: &Path) -> Vec<String> {
    let name = |entry: io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(name).collect();
    names.sort();
    names
}

#[test]
fn a_file_that_was_changed_meanwhile_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.md");
    fs::write(&path, "theirs").unwrap();
    let error = replace_file(&path, "old", "new").unwrap_err();
    assert!(error.contains("changed in the meantime"), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
    assert_eq!(names(folder.path()), ["x.md"], "nothing is left behind");
}

#[test]
fn what_a_killed_process_left_is_taken_away() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.md");
    fs::write(&path, "old").unwrap();
    let mut child = std::process::Command::new("true").spawn().unwrap();
    let gone = child.id();
    child.wait().unwrap();
    let own = format!("{PREFIX}{}-abc", std::process::id());
    for name in [&format!("{PREFIX}{gone}-abc"), &own, &format!("{PREFIX}x"), &"agentls-1".to_owned()] {
        fs::write(folder.path().join(name), "half").unwrap();
    }
    replace_file(&path, "old", "new").unwrap();
    assert_eq!(names(folder.path()), [own, format!("{PREFIX}x"), "agentls-1".to_owned(), "x.md".to_owned()]);
}

#[test]
fn what_is_not_to_be_replaced_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.json");
    let may = |text: &str| if text == "ours" { Ok(()) } else { Err("not ours".to_owned()) };
    create(&path, "ours", may).unwrap();
    create(&path, "theirs", may).unwrap();
    let error = create(&path, "new", may).unwrap_err();
    assert!(error.ends_with("x.json: not ours"), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
    assert!(create(folder.path(), "new", may).is_err());
    assert_eq!(names(folder.path()), ["x.json"]);
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = tempfile::tempdir().unwrap();
    let (path, link) = (folder.path().join("x.md"), folder.path().join("link.md"));
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o750)).unwrap();
    symlink(&path, &link).unwrap();
    assert_eq!(replace_file(&link, "old", "new").unwrap(), None);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o750);
    let other = folder.path().join("other.md");
    fs::hard_link(&path, &other).unwrap();
    let said = replace_file(&path, "new", "newer").unwrap().unwrap();
    assert!(said.ends_with("x.md: its other hard links (1) keep the old text"), "{said}");
    assert_eq!(fs::read_to_string(&other).unwrap(), "new");
}

#[cfg(target_os = "linux")]
#[test]
fn owners_and_extended_attributes_stay() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};

    use rustix::fs::{XattrFlags, getxattr, setxattr};

    let folder = tempfile::tempdir_in(".").unwrap();
    let path = folder.path().join("x.md");
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o2755)).unwrap();
    // Only root can change the owner.
    let given = chown(&path, Some(1234), Some(2345)).is_ok();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o2755)).unwrap();
    setxattr(&path, "user.agentls.test", b"kept", XattrFlags::empty()).unwrap();
    let before = fs::metadata(&path).unwrap();
    replace_file(&path, "old", "new").unwrap();
    let after = fs::metadata(&path).unwrap();
    assert_eq!((after.uid(), after.gid()), (before.uid(), before.gid()));
    assert!(!given || after.uid() == 1234 && after.gid() == 2345);
    assert_eq!(after.mode() & 0o7777, 0o2755);
    let mut value = [0; 8];
    let length = getxattr(&path, "user.agentls.test", &mut value[..]).unwrap();
    assert_eq!(&value[..length], b"kept");
}

/// Another program replaces the file after the first check.
#[cfg(target_os = "linux")]
#[test]
fn what_another_program_writes_in_between_is_not_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.md");
    fs::write(&path, "old").unwrap();
    for replaces in [false, true] {
        let other = || {
            if replaces {
                fs::write(folder.path().join("theirs"), "theirs").unwrap();
                fs::rename(folder.path().join("theirs"), &path).unwrap();
            } else {
                fs::write(&path, "theirs").unwrap();
            }
        };
        fs::write(&path, "old").unwrap();
        let put = put_in_place(written(&path, "new").unwrap(), &path, b"old", other).unwrap();
        assert!(!put);
        assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
        assert_eq!(names(folder.path()), ["x.md"]);
    }
}
