//! What a markdown text would do, as editors read it: for the tests of hovers and documentation.

use pulldown_cmark::{Event, Options, Parser, Tag};

/// What a text holds beside words, code and the structure of what agentls says: images, HTML, headings, lists, formulas,
/// icons, and links that are not to the documentation of a tool.
pub(crate) fn live(markdown: &str) -> Vec<String> {
    let is_live = |event: &Event<'_>| match event {
        Event::Start(Tag::Link { dest_url, .. }) => !dest_url.starts_with("https://"),
        Event::Start(tag) => !matches!(tag, Tag::Paragraph | Tag::Strong),
        Event::Text(_) | Event::Code(_) | Event::End(_) | Event::HardBreak | Event::Rule => false,
        _ => true,
    };
    // Nobody is known to read these in hovers.
    let options = Options::all() - Options::ENABLE_DEFINITION_LIST - Options::ENABLE_SUPERSCRIPT;
    let mut found = Vec::new();
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        if is_live(&event) {
            found.push(format!("{event:?}"));
        }
        // Links without marks, and icons, which this parser does not know.
        if matches!(event, Event::Text(_)) {
            let escaped = |at: usize| markdown[..range.start + at].ends_with('\\');
            for mark in ["://", "@", "$(", "www."] {
                let places = markdown[range.clone()].match_indices(mark);
                found.extend(places.filter(|(at, _)| !escaped(*at)).map(|(_, mark)| mark.to_owned()));
            }
        }
    }
    found
}

/// Like [`live`], without the list of verdicts in a hover, which has an item in each of its lines.
pub(crate) fn live_beside_verdicts(markdown: &str) -> Vec<String> {
    let is_verdict =
        |line: &str| ["- ✓ **", "- ⚠ **", "- ✗ **", "  - "].iter().any(|own| line.starts_with(own));
    let mut items = markdown.lines().filter(|line| is_verdict(line)).count();
    let mut found = live(markdown);
    found.retain(|event| match event.as_str() {
        "Start(List(None))" => items == 0,
        "Start(Item)" if items > 0 => {
            items -= 1;
            false
        }
        _ => true,
    });
    found
}
