//! Any text is read, checked, and asked about.

#![no_main]

use agentls_analysis::document::Document;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((path, text)) = agentls_fuzz::place(data) else { return };
    let document = Document::new(Some(path), 0, text);
    let offset = usize::from(data.first().copied().unwrap_or_default()) * text.len() / 256;
    let offset = (0..=offset).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    agentls_fuzz::ask(&document, offset);
});
