//! Lists the files tracked by git, from its index: ignore files may hide some of them from a walk.
//!
//! The format is described in git's `Documentation/gitformat-index.txt`. Parsing stops at the first invalid entry;
//! those before it are used.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Component, Path, PathBuf};

/// Maximum size of an index, in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;

/// Size of an entry before its flags, in bytes: times, device, inode, mode, owners, size and object name.
const FIXED: usize = 40 + 20;

/// Offset of the mode in an entry.
const MODE: usize = 24;

/// Returns the tracked files below a folder, given with its absolute path, for which `wanted` holds. It gets the path
/// as the folder was given, and the part below the folder. `None` outside of a repository.
pub(crate) fn tracked_files(
    folder: &Path,
    whole: &Path,
    wanted: impl Fn(&Path, &Path) -> bool,
) -> Vec<PathBuf> {
    let Some((root, git)) = whole.ancestors().find_map(|around| Some((around, git_folder(around)?))) else {
        return Vec::new();
    };
    let Ok(below) = whole.strip_prefix(root) else { return Vec::new() };
    let Some(index) = read_index(&git.join("index")) else { return Vec::new() };
    let mut found = Vec::new();
    for_each_name(&index, |name| {
        let Some(rest) = Path::new(name).strip_prefix(below).ok().filter(|rest| is_inside(rest)) else {
            return;
        };
        let path = folder.join(rest);
        if wanted(&path, rest) && path.is_file() {
            found.push(path);
        }
    });
    found
}

/// Whether a path of an index stays inside the working tree.
fn is_inside(path: &Path) -> bool {
    path.components().all(|part| matches!(part, Component::Normal(_)))
}

/// Returns the git directory of a working tree; worktrees and submodules have a file that names it.
fn git_folder(root: &Path) -> Option<PathBuf> {
    let git = root.join(".git");
    let kind = fs::metadata(&git).ok()?;
    if kind.is_dir() {
        return Some(git);
    }
    let text = kind.is_file().then(|| fs::read_to_string(&git).ok()).flatten()?;
    Some(root.join(text.strip_prefix("gitdir:")?.trim()))
}

fn read_index(index: &Path) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = index.is_file().then(|| File::open(index).ok()).flatten()?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= LARGEST).then_some(bytes)
}

/// Calls `take` with the names of the files in an index of version 2, 3 or 4, in order.
fn for_each_name(index: &[u8], mut take: impl FnMut(&str)) -> Option<()> {
    let version =
        read_u32(index, 4).filter(|version| index.starts_with(b"DIRC") && (2..=4).contains(version))?;
    let (mut at, mut name) = (12, Vec::new());
    for _ in 0..read_u32(index, 8)? {
        let start = at;
        let mode = read_u32(index, start + MODE)?;
        let flags = index.get(start + FIXED..start + FIXED + 2)?;
        let extended = version > 2 && flags.first()? & 0x40 != 0;
        at = start + FIXED + if extended { 4 } else { 2 };
        if version == 4 {
            let (cut, length) = offset(index.get(at..)?)?;
            at += length;
            name.truncate(name.len().checked_sub(cut)?);
        } else {
            name.clear();
        }
        let rest = index.get(at..)?;
        let length = rest.iter().position(|byte| *byte == 0)?;
        name.extend_from_slice(rest.get(..length)?);
        at += length + 1;
        if version < 4 {
            // Entries are padded to a multiple of eight bytes.
            at = start + (at - start).next_multiple_of(8);
        }
        // Skips folders of a sparse index and submodules.
        let is_file = matches!(mode >> 12, 0o10 | 0o12);
        if let Some(name) = std::str::from_utf8(&name).ok().filter(|_| is_file) {
            take(name);
        }
    }
    Some(())
}

fn read_u32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Decodes an offset of git's packs and its size: seven bits per byte, the highest first, each further one adding one.
fn offset(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut value = 0_usize;
    for (index, byte) in bytes.iter().enumerate().take(8) {
        value = (value << 7) | usize::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((value, index + 1));
        }
        value += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Builds an index with these names, each with how much of the previous name it keeps in version 4.
    fn index(version: u8, names: &[&str]) -> Vec<u8> {
        let mut bytes = [b"DIRC".as_slice(), &[0, 0, 0, version, 0, 0, 0, names.len() as u8]].concat();
        let mut before = "";
        for name in names {
            let start = bytes.len();
            bytes.extend([0; 24]);
            bytes.extend([0, 0, 0o201, 0o244]);
            bytes.extend([0; 32]);
            // One entry of version 3 has extended flags.
            let extended = version == 3 && *name == "b/c.md";
            bytes.extend([if extended { 0x40 } else { 0 }, name.len() as u8]);
            bytes.extend([0_u8, 0].iter().take(if extended { 2 } else { 0 }));
            if version == 4 {
                let same = before.bytes().zip(name.bytes()).take_while(|(one, other)| one == other).count();
                bytes.push((before.len() - same) as u8);
                bytes.extend(&name.as_bytes()[same..]);
                bytes.push(0);
            } else {
                bytes.extend(name.as_bytes());
                bytes.push(0);
                while (bytes.len() - start) % 8 != 0 {
                    bytes.push(0);
                }
            }
            before = name;
        }
        bytes
    }

    fn read(bytes: &[u8]) -> Vec<String> {
        let mut found = Vec::new();
        let _ = for_each_name(bytes, |name| found.push(name.to_owned()));
        found
    }

    #[test]
    fn names_of_all_versions() {
        let all = ["a.md", "b/c.md", "b/cd.md", "e/\u{e4}.md"];
        for version in [2, 3, 4] {
            let bytes = index(version, &all);
            assert_eq!(read(&bytes), all, "{version}");
            // A truncated index ends the parsing.
            for end in 0..bytes.len() {
                assert!(read(&bytes[..end]).iter().all(|name| all.contains(&&**name)), "{version} {end}");
            }
        }
        assert_eq!(read(&index(5, &all)), [""; 0]);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read(version in 2..5_u8, bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300)) {
            read(&[b"DIRC".as_slice(), &[0, 0, 0, version, 0, 0, 0, 9], &bytes].concat());
        }
    }
}
