//! Links to other files and to headings, and the anchors that headings give.

use rustc_hash::FxHashMap;

use crate::references::Span;
use crate::syntax::markdown::{Destination, Markdown};

/// A link or an image that leads to another file of the folder, or to a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The bytes of the destination as written, without angle brackets.
    pub span: Span,
    /// The path, after escapes, entities and percent signs; empty for a heading of the same file.
    pub path: Box<str>,
    /// What stands behind the `#`.
    pub anchor: Option<Box<str>>,
    /// Whether it is an image.
    pub image: bool,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The name by which links reach it, as GitHub makes it from the text, before equal ones are told apart.
    pub slug: Box<str>,
    /// The bytes of the heading.
    pub span: Span,
}

/// The relative links of a markdown text that starts at byte `base`, in the order of the text.
pub fn links(text: &str, base: usize, markdown: &Markdown) -> Vec<Link> {
    let link = |found: &Destination| {
        let from = found.address_from.checked_sub(base)?;
        let written = text.get(from..found.range.end.checked_sub(base)?)?;
        let (start, length) = address_in(written)?;
        let start = found.address_from + start;
        let (path, anchor) = match found.address.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor)),
            None => (&*found.address, None),
        };
        is_relative(&found.address).then(|| Link {
            span: (start..start + length).into(),
            path: percent_decoded(path.split('?').next().unwrap_or_default()),
            anchor: anchor.map(percent_decoded),
            image: found.image,
        })
    };
    markdown.links.iter().filter_map(link).collect()
}

/// The headings of a markdown text, in the order of the text.
pub fn headings(markdown: &Markdown) -> Vec<Heading> {
    let heading = |found: &crate::syntax::markdown::Heading| Heading {
        slug: slug(&found.text).into(),
        span: found.range.clone().into(),
    };
    markdown.headings.iter().map(heading).collect()
}

/// The anchors that headings give, in the order of the text. Of equal ones, all but the first get a number.
pub fn anchors<'a>(headings: impl Iterator<Item = &'a Heading>) -> Vec<Box<str>> {
    let mut taken: FxHashMap<Box<str>, usize> = FxHashMap::default();
    let mut anchor = |plain: &str| {
        let mut name: Box<str> = plain.into();
        while taken.contains_key(&name) {
            let count = taken.entry(plain.into()).or_default();
            *count += 1;
            name = format!("{plain}-{count}").into();
        }
        taken.insert(name.clone(), 0);
        name
    };
    headings.map(|heading| anchor(&heading.slug)).collect()
}

/// A heading's text in lower case, with hyphens for blanks and without punctuation.
fn slug(text: &str) -> String {
    let keep = |char: &char| char.is_alphanumeric() || matches!(char, ' ' | '-' | '_');
    text.chars()
        .filter(keep)
        .flat_map(char::to_lowercase)
        .map(|char| if char == ' ' { '-' } else { char })
        .collect()
}

/// The path that a relative path leads to from a document, with `/` between the parts; none if it leads out of the root.
pub fn resolve(from_path: &str, relative: &str) -> Option<String> {
    // The first part is the root (`/`, `C:`), or the folder that the whole is told in.
    let mut parts: Vec<&str> = from_path.split('/').collect();
    parts.pop();
    let root = parts.len().min(1);
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

/// The relative path that leads from a document to a path, as a link would say it: blanks, parentheses and the marks of
/// addresses with percent signs.
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

/// Where the address stands in `](address "title")` or `]: address`, and its length.
fn address_in(written: &str) -> Option<(usize, usize)> {
    let inline = written.find("](");
    let at = inline.or_else(|| written.find("]:"))? + 2;
    let rest = written.get(at..)?;
    let start = at + rest.len() - rest.trim_start().len();
    let rest = written.get(start..)?;
    if let Some(inside) = rest.strip_prefix('<') {
        return Some((start + 1, inside.find('>')?));
    }
    let end = rest.find(char::is_whitespace);
    let end = end.unwrap_or_else(|| rest.len() - usize::from(inline.is_some() && rest.ends_with(')')));
    Some((start, end))
}

/// Whether an address leads to a file beside this one, or to a heading.
fn is_relative(address: &str) -> bool {
    let scheme = address.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|char: char| char.is_ascii_alphabetic())
            && scheme.chars().all(|char| char.is_ascii_alphanumeric() || "+-.".contains(char))
    });
    !address.is_empty() && !address.starts_with('/') && !scheme
}

/// `%20` is a blank. What is no UTF-8 afterwards stays as it is.
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
    use crate::syntax::markdown::read;

    #[test]
    fn relative_links_and_where_their_destinations_stand() {
        let text = "[a](b%20c.md#d-e) ![i](<p q.png> \"t\") [w](https://x.y) [h](#top) [s](/root)\n\n[r]: ../z.md 't'\n";
        let found = links(text, 0, &read(text, 0));
        let shown: Vec<_> = found
            .iter()
            .map(|link| (&text[link.span.range()], &*link.path, link.anchor.as_deref(), link.image))
            .collect();
        assert_eq!(
            shown,
            [
                ("b%20c.md#d-e", "b c.md", Some("d-e"), false),
                ("p q.png", "p q.png", None, true),
                ("#top", "", Some("top"), false),
                ("../z.md", "../z.md", None, false),
            ]
        );
    }

    #[test]
    fn links_with_brackets_and_images_inside() {
        let text = "[![i](p.png)](q.md) [a `](` b](c(d).md) [](e.md)";
        let found = links(text, 0, &read(text, 0));
        let shown: Vec<_> = found.iter().map(|link| &text[link.span.range()]).collect();
        assert_eq!(shown, ["q.md", "p.png", "c(d).md", "e.md"]);
    }

    #[test]
    fn paths_from_documents() {
        for (from, link, to) in [
            ("/w/a/b.md", "c.md", Some("/w/a/c.md")),
            ("/w/a/b.md", "./x/../c d.md", Some("/w/a/c d.md")),
            ("/w/a/b.md", "../../c.md", Some("/c.md")),
            ("/w/a/b.md", "../../../c.md", None),
            ("C:/w/b.md", "../c.md", Some("C:/c.md")),
            ("C:/w/b.md", "../../c.md", None),
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

    #[test]
    fn anchors_are_githubs() {
        let text = "# Über `x_y` & Co.\n\n## A\n\n## A\n\n## A-1\n\n## a\n\nT\n=\n";
        let slugs = anchors(headings(&read(text, 0)).iter());
        assert_eq!(
            slugs.iter().map(|slug| &**slug).collect::<Vec<_>>(),
            ["über-x_y--co", "a", "a-1", "a-1-1", "a-2", "t"]
        );
    }
}
