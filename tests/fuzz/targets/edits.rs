//! After any edits a document is what a first reading of its text gives: front matter, blocks, findings, outline, colours,
//! references. An input is a text, and edits behind a zero byte each: where from, how long, and the new text.

#![no_main]

use agentls_analysis::document::{Change, Document};
use agentls_analysis::ide::{colors, symbols};
use agentls_analysis::text::Encoding;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((path, text)) = agentls_fuzz::place(data) else { return };
    let mut parts = text.split('\0');
    let mut document = Document::new(Some(path.clone()), 0, parts.next().unwrap_or_default());
    for edit in parts.take(6) {
        let mut chars = edit.chars();
        let (Some(from), Some(length)) = (chars.next(), chars.next()) else { continue };
        let size = document.text.len();
        let start = size * (from as usize % 128) / 127;
        let end = start + (length as usize % 32).min(size - start);
        let place = |at| document.text.position(at, Encoding::Utf8);
        let range = Some((place(start), place(end)));
        document = document.changed(1, &[Change { range, text: chars.as_str() }], Encoding::Utf8);
        compare(&document);
    }
});

fn compare(document: &Document) {
    let text = document.text.to_string();
    let fresh = Document::new(document.path.clone(), 1, &text);
    assert_eq!(tree(document), tree(&fresh), "blocks of {text:?}");
    assert_eq!(front(document), front(&fresh), "front matter of {text:?}");
    assert_eq!(document.sections(), fresh.sections(), "sections of {text:?}");
    assert_eq!(symbols::symbols(document), symbols::symbols(&fresh), "outline of {text:?}");
    let of = |document| format!("{:?} {:?}", colors::colors(document), agentls_fuzz::found(document));
    assert_eq!(of(document), of(&fresh), "findings in {text:?}");
}

fn tree(document: &Document) -> Option<String> {
    document.syntax.blocks(&document.text).map(|tree| tree.root_node().to_sexp())
}

fn front(document: &Document) -> String {
    format!("{:?}", document.syntax.front_matter())
}
