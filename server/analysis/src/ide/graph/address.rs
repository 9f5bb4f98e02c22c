//! Paths as URIs.

use std::fmt::Write;

/// Returns a relative path with `/` as separator as a URI.
pub(super) fn relative_uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

/// Returns an absolute path with `/` as separator as a URI.
pub(super) fn file_uri(path: &str) -> String {
    match path.as_bytes() {
        // A share: `//host/share`.
        [b'/', b'/', ..] => format!("file:{}", relative_uri(path)),
        [b'/', ..] => format!("file://{}", relative_uri(path)),
        [drive, b':', ..] => {
            format!("file:///{}:{}", char::from(*drive), relative_uri(path.get(2..).unwrap_or_default()))
        }
        _ => format!("file:///{}", relative_uri(path)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_files() {
        assert_eq!(relative_uri("a b/c:d#é.md"), "a%20b/c%3Ad%23%C3%A9.md");
        assert_eq!(file_uri("/w/a\n.md"), "file:///w/a%0A.md");
        assert_eq!(file_uri("C:/w/a.md"), "file:///C:/w/a.md");
        assert_eq!(file_uri("//host/share/"), "file://host/share/");
    }
}
