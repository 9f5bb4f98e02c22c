//! Putting a new text in place of a file, whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes a new text to a file that held `old` when it was read. It is written beside the file and put in its place in
/// one step, with the file's permissions; a link stays a link.
///
/// # Errors
/// A sentence about why the file was left alone: it holds another text by now, or cannot be written.
pub(super) fn replace(path: &Path, old: &str, new: &str) -> Result<(), String> {
    let name = path.display();
    let describe = |error: io::Error| format!("{name}: not written: {error}");
    let target = fs::canonicalize(path).map_err(describe)?;
    let permissions = fs::metadata(&target).map_err(describe)?.permissions();
    if permissions.readonly() {
        return Err(format!("{name}: not written: the file is read-only"));
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".agentls-").tempfile_in(folder).map_err(describe)?;
    file.write_all(new.as_bytes())
        .and_then(|()| file.as_file().set_permissions(permissions))
        .and_then(|()| file.as_file().sync_all())
        .map_err(describe)?;
    if fs::read(&target).map_err(describe)? != old.as_bytes() {
        return Err(format!("{name}: not written: the file changed in the meantime; run the command again"));
    }
    file.persist(&target).map_err(|error| describe(error.error))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_changed_meanwhile_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.md");
        fs::write(&path, "theirs").unwrap();
        let error = replace(&path, "old", "new").unwrap_err();
        assert!(error.contains("changed in the meantime"), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
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
        replace(&link, "old", "new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o750);
    }
}
