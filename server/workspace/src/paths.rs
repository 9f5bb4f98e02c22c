//! Paths with `/` as separator and their `file:` URIs, on Unix and Windows.
//!
//! Files are identified by path, so each has a single spelling: the drive letter is upper case, and there is no `\\?\`
//! prefix. Clients spell URIs differently (VS Code writes `file:///c%3A/x`, Neovim and Helix `file:///C:/x`), and get
//! back the URI with which they opened a document.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use url::Url;

/// Characters that must be percent-encoded in a path segment (WHATWG URL, "path percent-encode set"), with the
/// separators and the escape character.
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'/')
    .add(b'%')
    .add(b'\\');

/// Characters that must be percent-encoded in a segment of a relative reference (RFC 3986, section 3.3, "pchar"), with
/// the colon, which cannot be in the first segment: it would end a scheme.
const ENCODED_IN_REFERENCE: &AsciiSet = &ENCODED.add(b':').add(b'[').add(b']').add(b'^').add(b'|');

/// How a platform writes paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum System {
    Unix,
    Windows,
}

/// The target platform.
const HERE: System = if cfg!(windows) { System::Windows } else { System::Unix };

/// Returns the path of a `file:` URI; `None` for other schemes, invalid URIs and paths of other platforms.
#[must_use]
pub fn of_uri(uri: &str) -> Option<Arc<str>> {
    HERE.path_of(uri).map(Into::into)
}

/// Returns the `file:` URI of a path, or `None` if it is relative.
#[must_use]
pub fn uri(path: &str) -> Option<String> {
    HERE.uri_of(path)
}

/// Returns a relative path as a relative reference (RFC 3986, section 4.2), which resolves from the folder's URI to
/// that of the path, even out of the folder.
#[must_use]
pub fn reference(path: &str) -> String {
    let parts = path.split('/').map(|part| utf8_percent_encode(part, ENCODED_IN_REFERENCE).to_string());
    parts.collect::<Vec<_>>().join("/")
}

/// Returns a path with `/` as separator. Invalid UTF-8 becomes U+FFFD.
#[must_use]
pub fn to_slash(path: &Path) -> Arc<str> {
    HERE.to_slash(path.to_string_lossy()).into()
}

/// Returns the path of a folder with `/` as separator and a trailing `/`.
#[must_use]
pub fn folder(folder: &Path) -> String {
    format!("{}/", to_slash(folder).trim_end_matches('/'))
}

/// Returns a path as the disk spells it if a client's spelling differs only in case: file systems may be
/// case-insensitive.
pub fn as_on_disk(path: Arc<str>) -> Arc<str> {
    let real = || dunce::canonicalize(&*path).ok().map(|real| to_slash(&real));
    // Where case counts, the spelling differs only through a link, which is kept as it is.
    let found = if cfg!(any(windows, target_os = "macos")) { real() } else { None };
    found.filter(|real| differs_in_case(&path, real)).unwrap_or(path)
}

/// Whether two different spellings of a path differ only in case.
fn differs_in_case(one: &str, other: &str) -> bool {
    one != other && one.to_lowercase() == other.to_lowercase()
}

/// Whether a path is absolute on Unix or Windows.
pub(crate) fn is_whole(path: &str) -> bool {
    path.starts_with(['/', '\\']) || is_drive(path)
}

/// Whether a path begins with a drive letter.
fn is_drive(path: &str) -> bool {
    let mut chars = path.chars();
    chars.next().is_some_and(|letter| letter.is_ascii_alphabetic()) && chars.next() == Some(':')
}

impl System {
    fn path_of(self, uri: &str) -> Option<String> {
        let url = Url::parse(uri).ok().filter(|url| url.scheme() == "file")?;
        let path = percent_decode_str(url.path()).decode_utf8_lossy();
        match (self, url.host_str()) {
            (Self::Unix, None) => Some(path.into_owned()),
            (Self::Unix, Some(_)) => None,
            (Self::Windows, Some(host)) => {
                let host = percent_decode_str(host).decode_utf8().ok()?;
                Some(self.to_slash(format!("//{host}{path}").into()))
            }
            (Self::Windows, None) => {
                let path = self.to_slash(path.strip_prefix('/')?.into());
                let rest = path.get(2..).filter(|_| is_drive(&path))?;
                match rest.chars().next() {
                    Some('/') => Some(path),
                    Some(_) => None,
                    None => Some(format!("{path}/")),
                }
            }
        }
    }

    fn uri_of(self, path: &str) -> Option<String> {
        let (start, rest) = match self {
            Self::Unix => ("file://".to_owned(), path.strip_prefix('/')?),
            Self::Windows => match path.strip_prefix("//") {
                Some(share) => {
                    let (host, rest) = share.split_once('/').filter(|(host, _)| !host.is_empty())?;
                    (format!("file://{}", utf8_percent_encode(host, ENCODED)), rest)
                }
                None => {
                    let (drive, rest) = path.split_at_checked(2).filter(|_| is_drive(path))?;
                    (format!("file:///{drive}"), rest.strip_prefix('/')?)
                }
            },
        };
        let mut uri = start;
        for part in rest.split('/') {
            uri.push('/');
            uri.extend(utf8_percent_encode(part, ENCODED));
        }
        Some(uri)
    }

    fn to_slash(self, path: Cow<'_, str>) -> String {
        if self == Self::Unix {
            return path.into_owned();
        }
        let path = path.replace('\\', "/");
        let mut path = match path.strip_prefix("//?/") {
            Some(rest) if is_drive(rest) => rest.to_owned(),
            Some(rest) => {
                rest.strip_prefix("UNC/").map_or_else(|| path.clone(), |share| format!("//{share}"))
            }
            None => path,
        };
        if is_drive(&path) {
            path.get_mut(..1).into_iter().for_each(str::make_ascii_uppercase);
        }
        path
    }
}

#[cfg(test)]
mod tests;
