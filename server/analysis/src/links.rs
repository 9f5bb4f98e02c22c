//! Links to other files and to headings, imports, and the anchors of headings.

mod bundled;
mod imports;
mod path;

use std::borrow::Cow;

use rustc_hash::FxHashMap;

pub(crate) use path::percent_decoded;
pub use path::{relative, relative_import, resolve};

use crate::references::Span;
use crate::syntax::markdown::{Destination, Markdown};

/// How a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkForm {
    /// A link of markdown, or a link reference definition.
    Text,
    /// An image.
    Image,
    /// `@path`, by which some tools include a file.
    Import {
        /// Whether a punctuation mark follows, which tools take for a part of the path.
        glued: bool,
        /// Whether it stands in an indented block, which is code to some tools.
        indented: bool,
        /// Whether asterisks stand before it, in which some tools see no import.
        starred: bool,
    },
    /// A path in a code span that starts with a folder that skills have.
    Bundled {
        /// Whether its line does not speak of examples, or of files that are still to be written.
        sure: bool,
    },
}

/// A relative link or image, to another file or to a heading; or what stands for one in some kinds of file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The bytes of the destination as written, without angle brackets.
    pub span: Span,
    /// The path with escapes, entities and percent-encoding decoded; empty for a heading of the same file.
    pub path: Box<str>,
    /// The fragment, after the `#`.
    pub anchor: Option<Box<str>>,
    /// How it is written.
    pub form: LinkForm,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedHeading {
    /// The anchor as GitHub generates it from the text, before duplicates are numbered.
    pub slug: Box<str>,
    /// The bytes of the heading.
    pub span: Span,
    /// Whether it is inside a block quote or a list.
    pub nested: bool,
}

/// Returns the relative links, imports and paths of bundled files of a markdown text that starts at byte `base`, in
/// text order. Which of them count depends on the kind of file.
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
            form: if found.image { LinkForm::Image } else { LinkForm::Text },
        })
    };
    let mut found: Vec<_> = markdown.links.iter().filter_map(link).collect();
    let written = found.len();
    imports::add_imports(text, base, markdown, &mut found);
    bundled::add_bundled(text, base, markdown, &mut found);
    if found.len() > written {
        found.sort_by_key(|link| link.span);
    }
    found
}

/// Returns the headings of a markdown text, in text order.
pub fn headings(markdown: &Markdown) -> Vec<LinkedHeading> {
    let heading = |found: &crate::syntax::markdown::Heading| LinkedHeading {
        slug: slug(&found.text).into(),
        nested: found.nested,
        span: found.range.clone().into(),
    };
    markdown.headings.iter().map(heading).collect()
}

/// Returns the anchors of the headings, in text order. Duplicates after the first get a number.
pub fn anchors<'a>(headings: impl Iterator<Item = &'a LinkedHeading>) -> Vec<Box<str>> {
    let mut taken: FxHashMap<Cow<'a, str>, usize> = FxHashMap::default();
    let mut anchor = |plain: &'a str| {
        let mut name = Cow::Borrowed(plain);
        while taken.contains_key(&name) {
            let count = taken.entry(Cow::Borrowed(plain)).or_default();
            *count += 1;
            name = Cow::Owned(format!("{plain}-{count}"));
        }
        let anchor = Box::from(&*name);
        taken.insert(name, 0);
        anchor
    };
    headings.map(|heading| anchor(&heading.slug)).collect()
}

/// Slugifies a heading: lower case, hyphens for spaces, no punctuation.
fn slug(text: &str) -> String {
    let keep = |char: &char| char.is_alphanumeric() || matches!(char, ' ' | '-' | '_');
    let hyphen = |char| if char == ' ' { '-' } else { char };
    let kept = text.chars().filter(keep);
    if text.is_ascii() {
        return kept.map(|char| hyphen(char.to_ascii_lowercase())).collect();
    }
    kept.flat_map(char::to_lowercase).map(hyphen).collect()
}

/// Returns the offset and length of the destination in `](address "title")` or `]: address`.
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

/// Whether a destination is a relative path or a heading.
fn is_relative(address: &str) -> bool {
    let scheme = address.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|char: char| char.is_ascii_alphabetic())
            && scheme.chars().all(|char| char.is_ascii_alphanumeric() || "+-.".contains(char))
    });
    !address.is_empty() && !address.starts_with('/') && !scheme
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::markdown::parse_markdown;

    #[test]
    fn relative_links_and_where_their_destinations_stand() {
        let text = "[a](b%20c.md#d-e) ![i](<p q.png> \"t\") [w](https://x.y) [h](#top) [s](/root)\n\n[r]: ../z.md 't'\n";
        let found = links(text, 0, &parse_markdown(text, 0));
        let shown: Vec<_> = found
            .iter()
            .map(|link| {
                (&text[link.span.range()], &*link.path, link.anchor.as_deref(), link.form == LinkForm::Image)
            })
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
        let found = links(text, 0, &parse_markdown(text, 0));
        let shown: Vec<_> = found.iter().map(|link| &text[link.span.range()]).collect();
        assert_eq!(shown, ["q.md", "p.png", "c(d).md", "e.md"]);
    }

    #[test]
    fn anchors_are_githubs() {
        let text = "# Über `x_y` & Co.\n\n## A\n\n## A\n\n## A-1\n\n## a\n\nT\n=\n";
        let slugs = anchors(headings(&parse_markdown(text, 0)).iter());
        assert_eq!(
            slugs.iter().map(|slug| &**slug).collect::<Vec<_>>(),
            ["über-x_y--co", "a", "a-1", "a-1-1", "a-2", "t"]
        );
    }
}
