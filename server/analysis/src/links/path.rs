//! Resolves the paths of links, and builds relative ones.

/// Resolves a relative path against a document, separated with `/`; `None` if it leads out of the root.
pub fn resolve(from_path: &str, relative: &str) -> Option<String> {
    // The first part is the root (`/`, `C:`), or the first folder of a relative path. That of a share is
    // `//host/share`.
    let root = if from_path.starts_with("//") { 4 } else { 1 };
    let mut parts: Vec<&str> = from_path.split('/').collect();
    parts.pop();
    let root = parts.len().min(root);
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.len() > root => {
                parts.pop();
            }
            ".." => return None,
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// Returns the relative path from a document to another path, as a link destination: spaces, parentheses and characters
/// reserved in URLs are percent-encoded.
pub fn relative(from_path: &str, to: &str) -> String {
    let folder = from_path.rfind('/').map_or("", |at| from_path.get(..=at).unwrap_or_default());
    let mut shared = 0;
    for (one, other) in folder.split_inclusive('/').zip(to.split_inclusive('/')) {
        if one != other {
            break;
        }
        shared += one.len();
    }
    let up = folder.get(shared..).unwrap_or_default().matches('/').count();
    let mut path = "../".repeat(up);
    for char in to.get(shared..).unwrap_or_default().chars() {
        match char {
            ' ' => path.push_str("%20"),
            '(' => path.push_str("%28"),
            ')' => path.push_str("%29"),
            '<' => path.push_str("%3C"),
            '>' => path.push_str("%3E"),
            '#' => path.push_str("%23"),
            '?' => path.push_str("%3F"),
            '%' => path.push_str("%25"),
            other => path.push(other),
        }
    }
    path
}

/// Returns the relative path from a document to another path, as it is written behind `@`.
pub fn relative_import(from_path: &str, to: &str) -> String {
    percent_decoded(&relative(from_path, to)).replace(' ', "\\ ")
}

/// Decodes `%20` and the like. What is not UTF-8 afterwards stays as it is.
pub(crate) fn percent_decoded(text: &str) -> Box<str> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let digits = behind.get(..2).filter(|two| *first == b'%' && two.iter().all(u8::is_ascii_hexdigit));
        let digits = digits.and_then(|two| std::str::from_utf8(two).ok());
        let decoded = digits.and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(decoded.unwrap_or(*first));
        rest = if decoded.is_some() { behind.get(2..).unwrap_or_default() } else { behind };
    }
    String::from_utf8(bytes).map_or_else(|_| text.into(), String::into_boxed_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_from_documents() {
        for (from, link, to) in [
            ("/w/a/b.md", "c.md", Some("/w/a/c.md")),
            ("/w/a/b.md", "./x/../c d.md", Some("/w/a/c d.md")),
            ("/w/a/b.md", "../../c.md", Some("/c.md")),
            ("/w/a/b.md", "../../../c.md", None),
            ("C:/w/b.md", "../c.md", Some("C:/c.md")),
            ("C:/w/b.md", "../../c.md", None),
            ("//host/share/w/b.md", "../c.md", Some("//host/share/c.md")),
            ("//host/share/w/b.md", "../../c.md", None),
            ("b.md", "c/d.md", Some("c/d.md")),
            ("b.md", "../c.md", None),
            ("/b.md", "c.md", Some("/c.md")),
            ("/b.md", "../c.md", None),
        ] {
            assert_eq!(resolve(from, link).as_deref(), to, "{from} {link}");
        }
        for (from, to, link) in [
            ("/w/a/b.md", "/w/a/c d (1).md", "c%20d%20%281%29.md"),
            ("/w/a/b.md", "/w/ab/c.md", "../ab/c.md"),
            ("/w/a/b.md", "/v/50%#1?.md", "../../v/50%25%231%3F.md"),
            ("b.md", "c.md", "c.md"),
        ] {
            assert_eq!(relative(from, to), link, "{from} {to}");
            let decoded = percent_decoded(link);
            assert_eq!(resolve(from, &decoded).as_deref(), Some(to), "and back again");
        }
    }
}
