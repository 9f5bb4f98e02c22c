//! Replaces a file atomically: with the whole new text, or not at all.

#[cfg(unix)]
mod attributes;
#[cfg(unix)]
mod signals;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Prefix of the names of temporary files; the process id follows.
const PREFIX: &str = ".agentls-";

/// Writes a new text to a file that held `old` when it was read. Writes a temporary file beside it and replaces it
/// atomically, keeping owner, permissions and extended attributes; a symlink remains one. Returns a note for the user,
/// if there is one.
///
/// # Errors
/// A sentence about why the file was not changed: it has another text by now, or cannot be written.
pub(super) fn replace_file(path: &Path, old: &str, new: &str) -> Result<Option<String>, String> {
    #[cfg(unix)]
    let _whole = signals::Writing::begin();
    let name = path.display();
    let describe = |error: io::Error| format!("{name}: not written: {error}");
    let target = fs::canonicalize(path).map_err(describe)?;
    let before = File::open(&target).map_err(describe)?;
    if before.metadata().map_err(describe)?.permissions().readonly() {
        return Err(format!("{name}: not written: the file is read-only"));
    }
    let file = written(&target, new).map_err(describe)?;
    let links = keep_attributes(&before, file.as_file()).map_err(describe)?;
    let put = put_in_place(file, &target, old.as_bytes(), || ()).map_err(describe)?;
    if !put {
        return Err(format!("{name}: not written: the file changed in the meantime; run the command again"));
    }
    Ok(links_left(path, links))
}

/// Returns a note about the other hard links of a replaced file, given their number with its own.
fn links_left(path: &Path, links: u64) -> Option<String> {
    (links > 1).then(|| format!("{}: its other hard links ({}) keep the old text", path.display(), links - 1))
}

/// Creates a file with that text, or replaces the existing one atomically if `may_replace` accepts its text. Returns a
/// note for the user, if there is one.
///
/// # Errors
/// A sentence about why nothing was written.
pub(super) fn create(
    path: &Path,
    text: &str,
    may_replace: impl Fn(&str) -> Result<(), String>,
) -> Result<Option<String>, String> {
    #[cfg(unix)]
    let _whole = signals::Writing::begin();
    let name = path.display();
    let describe = |error: io::Error| format!("{name}: {error}");
    let (target, data) = match (fs::canonicalize(path), fs::metadata(path)) {
        (Ok(target), Ok(data)) => (target, data),
        (_, Err(error)) if error.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(path).is_err() => {
            let file = written(path, text).map_err(describe)?;
            // A file created since is not this one.
            return file.persist_noclobber(path).map(|_| None).map_err(|error| describe(error.error));
        }
        (Err(error), _) | (_, Err(error)) => return Err(describe(error)),
    };
    if !data.is_file() {
        return Err(format!("{name}: not a regular file"));
    }
    let old = fs::read(&target).map_err(describe)?;
    may_replace(&String::from_utf8_lossy(&old)).map_err(|why| format!("{name}: {why}"))?;
    let file = written(&target, text).map_err(describe)?;
    let links = keep_attributes(&File::open(&target).map_err(describe)?, file.as_file()).map_err(describe)?;
    match put_in_place(file, &target, &old, || ()) {
        Ok(true) => Ok(links_left(path, links)),
        Ok(false) => Err(format!("{name}: the file changed in the meantime")),
        Err(error) => Err(describe(error)),
    }
}

/// Creates a temporary file with that text beside another one. Removes those left by earlier processes, such as one
/// killed by a signal that cannot be deferred.
fn written(target: &Path, text: &str) -> io::Result<NamedTempFile> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    remove_left(folder);
    let prefix = format!("{PREFIX}{}-", std::process::id());
    let mut file = tempfile::Builder::new().prefix(&prefix).tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Removes the temporary files of processes that no longer run.
fn remove_left(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let process =
            name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.split('-').next()?.parse().ok());
        if process.is_some_and(|process| !runs(process)) {
            // Another process may have removed it first.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether a process runs.
#[cfg(unix)]
fn runs(process: i32) -> bool {
    let id = rustix::process::Pid::from_raw(process);
    id.is_none_or(|id| rustix::process::test_kill_process(id) != Err(rustix::io::Errno::SRCH))
}

/// Whether a process runs, as far as is known.
#[cfg(not(unix))]
fn runs(_: i32) -> bool {
    true
}

/// Copies owner, permissions and extended attributes of a file. Returns its number of hard links.
#[cfg(unix)]
fn keep_attributes(from: &File, to: &File) -> io::Result<u64> {
    attributes::keep(from, to)
}

/// Copies the permissions of a file. Returns its number of hard links, as far as is known.
#[cfg(not(unix))]
fn keep_attributes(from: &File, to: &File) -> io::Result<u64> {
    to.set_permissions(from.metadata()?.permissions())?;
    Ok(1)
}

/// Replaces a file if it has the text `old`. If the system can exchange two files, checks the old one after the
/// exchange, since another program may have replaced it after the first check; `meanwhile` does that in tests.
fn put_in_place(
    file: NamedTempFile,
    target: &Path,
    old: &[u8],
    meanwhile: impl FnOnce(),
) -> io::Result<bool> {
    if fs::read(target)? != old {
        return Ok(false);
    }
    meanwhile();
    let new = fs::read(file.path())?;
    let path: PathBuf = file.path().to_owned();
    match exchange(&path, target) {
        None => file.persist(target).map(|_| true).map_err(|error| error.error),
        Some(exchanged) => {
            exchanged?;
            if fs::read(&path)? == old {
                return Ok(true);
            }
            // Restore what the other program wrote. If it has written once more by now, that stays.
            exchange(&path, target).unwrap_or(Ok(()))?;
            if fs::read(&path)? != new {
                exchange(&path, target).unwrap_or(Ok(()))?;
            }
            Ok(false)
        }
    }
}

/// Exchanges two files atomically; `None` if the system or the disk cannot.
#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> Option<io::Result<()>> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;

    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => None,
        done => Some(done.map_err(io::Error::from)),
    }
}

/// Exchanges two files atomically; `None` if the system or the disk cannot.
#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> Option<io::Result<()>> {
    None
}

#[cfg(test)]
mod tests;
