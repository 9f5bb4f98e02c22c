//! Any front matter is read, judged by every tool's model and checked.

#![no_main]

use agentls_analysis::document::Document;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((path, yaml)) = agentls_fuzz::place(data) else { return };
    let document = Document::new(Some(path), 0, &format!("---\n{yaml}\n---\nbody\n"));
    agentls_fuzz::found(&document);
});
