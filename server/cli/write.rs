//! Putting a new text in place of a file, whole or not at all.

#[cfg(unix)]
mod attributes;
#[cfg(unix)]
mod signals;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// What the names of the files begin with in which a new text is written; the number of the process follows.
const PREFIX: &str = ".agentls-";

/// Writes a new text to a file that held `old` when it was read. It is written beside the file and put in its place in
/// one step, with the file's owner, permissions and extended attributes; a link stays a link. Gives what the person should
/// know of it, in a sentence, if there is something.
///
/// # Errors
/// A sentence about why the file was left alone: it holds another text by now, or cannot be written.
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

/// What the person should know of a file that had so many hard links when another one was put in its place.
fn links_left(path: &Path, links: u64) -> Option<String> {
    (links > 1).then(|| format!("{}: its other hard links ({}) keep the old text", path.display(), links - 1))
}

/// Makes a file with that text, or puts it in place of the one that is there, in one step. `may_replace` looks at the text
/// that is there. Gives what the person should know of it, in a sentence, if there is something.
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
            // A file that has come since is not this one.
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

/// A new file with that text beside another one. What earlier processes have left there is taken away: one that was killed
/// by a signal that cannot be held off could not.
fn written(target: &Path, text: &str) -> io::Result<NamedTempFile> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    remove_left(folder);
    let prefix = format!("{PREFIX}{}-", std::process::id());
    let mut file = tempfile::Builder::new().prefix(&prefix).tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Removes the files of processes that run no more.
fn remove_left(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let process =
            name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.split('-').next()?.parse().ok());
        if process.is_some_and(|process| !runs(process)) {
            // Somebody else may have been faster.
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

/// Gives a file the owner, the permissions and the extended attributes of another one. Gives the number of hard links that
/// this one has.
#[cfg(unix)]
fn keep_attributes(from: &File, to: &File) -> io::Result<u64> {
    attributes::keep(from, to)
}

/// Gives a file the permissions of another one. Gives the number of hard links that this one has, as far as is known.
#[cfg(not(unix))]
fn keep_attributes(from: &File, to: &File) -> io::Result<u64> {
    to.set_permissions(from.metadata()?.permissions())?;
    Ok(1)
}

/// Puts a file in the place of another one if that holds `old`. Where the system can exchange two files, it is looked at once
/// it is out of the way, since another program may have put its own there after the first look; `meanwhile` does so in
/// tests.
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
            // What the other program has written goes back. If it has written once more by now, that stands.
            exchange(&path, target).unwrap_or(Ok(()))?;
            if fs::read(&path)? != new {
                exchange(&path, target).unwrap_or(Ok(()))?;
            }
            Ok(false)
        }
    }
}

/// Exchanges two files in one step; none where the system or the disk cannot.
#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> Option<io::Result<()>> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;

    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => None,
        done => Some(done.map_err(io::Error::from)),
    }
}

/// Exchanges two files in one step; none where the system or the disk cannot.
#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> Option<io::Result<()>> {
    None
}

#[cfg(test)]
mod tests;
