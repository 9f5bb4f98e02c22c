//! Document links to other files and to headings.

use std::ops::Range;

use crate::document::Document;
use crate::index::{DocumentSummary, link_target_at_home};

/// A document link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLink {
    /// The bytes of the destination as written, without angle brackets.
    pub range: Range<usize>,
    /// The target path, separated with `/`; that of the document itself for one of its headings.
    pub path: String,
    /// The anchor of a heading there, without `#`.
    pub anchor: Option<String>,
}

/// Returns the relative links of a document, in text order, with the files that it imports and those of a skill; empty
/// for a document without a file, or not for an agent tool. Links that lead out of the root are skipped, and imports
/// from the home folder if that is not known.
pub fn links(document: &Document, home: Option<&str>) -> Vec<DocumentLink> {
    if document.path.is_none() || document.detection.is_none() {
        return Vec::new();
    }
    let link = |(range, link): (Range<usize>, &crate::links::Link)| {
        let path = link_target_at_home(document, link, home)?;
        let anchor = link.anchor.as_deref().filter(|anchor| !anchor.is_empty()).map(str::to_owned);
        Some(DocumentLink { range, path, anchor })
    };
    document.links().filter_map(link).collect()
}

/// Returns the bytes of the heading with an anchor.
pub fn anchor_at(summary: &DocumentSummary, anchor: &str) -> Option<Range<usize>> {
    let at = summary.body.anchors().names.iter().position(|found| **found == *anchor)?;
    summary.body.headings().nth(at).map(|(range, _)| range)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::Fixture;

    #[test]
    fn relative_links() {
        let fixture = Fixture::parse(
            "\
---
name: x
description: d
---
[a](b%20c.md#d-e) ![i](../p.png) [h](#top) [w](https://x.y) [out](../../../../../z.md)
    ^^^^^^^^^^^^ /w/.claude/agents/b c.md # d-e
                       ^^^^^^^^ /w/.claude/p.png
                                     ^^^^ /w/.claude/agents/x.md # top
```
[no](link.md)
```
[r]: </y z.md> 't'
[s]: <./y z.md> 't'
      ^^^^^^^^ /w/.claude/agents/y z.md
",
        );
        let document = Document::new(Some("/w/.claude/agents/x.md".into()), 0, &fixture.text);
        fixture.assert_found(links(&document, None).into_iter().map(|link| {
            let anchor = link.anchor.map_or(String::new(), |anchor| format!(" # {anchor}"));
            (link.range, link.path + &anchor)
        }));
        let elsewhere = Document::new(Some("/w/README.md".into()), 0, &fixture.text.replace("name", "nome"));
        assert!(links(&elsewhere, None).is_empty());
    }

    #[test]
    fn imports_from_the_home_folder_and_in_indented_blocks() {
        let text = "See @~/style.md.\n\n    @docs/a.md\n\n```\n@docs/b.md\n```\n";
        let found = |path: &str, home| {
            let document = Document::new(Some(path.into()), 0, text);
            links(&document, home).into_iter().map(|link| link.path).collect::<Vec<_>>()
        };
        assert_eq!(found("/w/CLAUDE.md", Some("/home/u/")), ["/home/u/style.md", "/w/docs/a.md"]);
        assert_eq!(found("/w/CLAUDE.md", None), ["/w/docs/a.md"]);
        assert_eq!(found("/w/GEMINI.md", Some("/home/u")), ["/w/docs/a.md"]);
        assert_eq!(found("/w/QWEN.md", Some("/home/u")), [""; 0]);
    }

    #[test]
    fn the_heading_of_an_anchor() {
        let text = "# One\n\n## Two `x`\n\n## Two x\n";
        let document = Document::new(Some("/w/AGENTS.md".into()), 0, text);
        let summary = DocumentSummary::from_document(&document).expect("a summary");
        let at = |anchor| anchor_at(&summary, anchor).map(|range| text[range].trim_end().to_owned());
        assert_eq!(at("two-x").as_deref(), Some("## Two `x`"));
        assert_eq!(at("two-x-1").as_deref(), Some("## Two x"));
        assert_eq!(at("three"), None);
    }
}
