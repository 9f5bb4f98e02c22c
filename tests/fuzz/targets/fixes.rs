//! What fixes everything that is safe to fix leaves nothing that it could fix, and no tool does less with the file.

#![no_main]

use agentls_analysis::document::Document;
use agentls_analysis::ide::actions::fix_all;
use agentls_analysis::lint::{Policy, diagnostics};
use agentls_analysis::verdicts::{Targets, tool_verdicts};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((path, text)) = agentls_fuzz::place(data) else { return };
    let document = Document::new(Some(path.clone()), 0, text);
    let Some(action) = fix_all(&document, &diagnostics(&document), &Policy::default()) else { return };
    let mut fixed = text.to_owned();
    for edit in action.edits.iter().rev() {
        fixed.replace_range(edit.range.clone(), &edit.text);
    }
    let after = Document::new(Some(path), 0, &fixed);
    assert!(
        fix_all(&after, &diagnostics(&after), &Policy::default()).is_none(),
        "more can be fixed:\n{text:?}\n{fixed:?}"
    );
    for (before, now) in
        tool_verdicts(&document, &Targets::default()).iter().zip(tool_verdicts(&after, &Targets::default()))
    {
        assert!(
            now.verdict.outcome <= before.verdict.outcome,
            "{} does less:\n{text:?}\n{fixed:?}",
            now.loader.id
        );
    }
});
