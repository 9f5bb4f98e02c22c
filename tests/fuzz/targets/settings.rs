//! Any settings file is read: what fits, and what does not with a reason, at its place.

#![no_main]

use std::ops::Range;

use agentls::settings::Read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    for problem in Read::of_text(text).problems {
        let Range { start, end } = problem.range;
        assert!(text.get(start..end).is_some() && !problem.message.is_empty(), "{start}..{end} of {text:?}");
    }
});
