//! The metadata of a file, on Unix.

use std::ffi::CStr;
use std::fs::File;
use std::io;
use std::os::unix::fs::MetadataExt;

use rustix::fs::{Gid, Uid, XattrFlags, fchown, fgetxattr, flistxattr, fsetxattr};
use rustix::io::Errno;

/// Maximum size of an attribute list or value that is copied, in bytes: the limit of Linux (`xattr(7)`).
const LONGEST: usize = 64 * 1024;

/// Copies owner, permissions and extended attributes of a file. Returns its number of hard links.
pub(super) fn keep(from: &File, to: &File) -> io::Result<u64> {
    let (before, now) = (from.metadata()?, to.metadata()?);
    let owner = (before.uid() != now.uid()).then(|| Uid::from_raw(before.uid()));
    let group = (before.gid() != now.gid()).then(|| Gid::from_raw(before.gid()));
    if owner.is_some() || group.is_some() {
        fchown(to, owner, group).map_err(|error| match error {
            Errno::PERM => io::Error::new(
                io::ErrorKind::PermissionDenied,
                "the file belongs to another user or group, and would not any more",
            ),
            error => error.into(),
        })?;
    }
    attributes(from, to)?;
    // Changing the owner clears some permission bits.
    to.set_permissions(before.permissions())?;
    Ok(before.nlink())
}

/// Copies the extended attributes. Those that only the system may set are set by it.
fn attributes(from: &File, to: &File) -> io::Result<()> {
    let mut names = vec![0; LONGEST];
    let length = match flistxattr(from, &mut names[..]) {
        Err(Errno::NOTSUP | Errno::NOSYS) => return Ok(()),
        length => length?,
    };
    let mut value = vec![0; LONGEST];
    for name in names.get(..length).unwrap_or_default().split_inclusive(|byte| *byte == 0) {
        let Ok(name) = CStr::from_bytes_with_nul(name) else { continue };
        let length = fgetxattr(from, name, &mut value[..])?;
        let value = value.get(..length).unwrap_or_default();
        match fsetxattr(to, name, value, XattrFlags::empty()) {
            Err(Errno::PERM | Errno::NOTSUP | Errno::ACCESS) if !name.to_bytes().starts_with(b"user.") => {}
            done => done?,
        }
    }
    Ok(())
}
