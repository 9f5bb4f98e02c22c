//! Any settings file and any dialect file is read: what fits, and what does not with a reason, at its place. However much is
//! wrong, it is told in no more problems and no longer sentences than a person reads.

#![no_main]

use std::path::Path;

use agentls_analysis::dialect::Dialects;
use agentls_workspace::settings::{ParsedSettings, SettingsCache, SettingsError, parse_dialect};
use libfuzzer_sys::fuzz_target;

/// So many problems of one file are told.
const MOST: usize = 100;

/// Longer messages are read by nobody, in bytes. They list what is valid, which is known, and quote what was written.
const LONGEST: usize = 2000;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let told = SettingsCache::default().check_text(Path::new("/w/agentls.toml"), text).unwrap_or_default();
    assert!(told.len() <= MOST, "{} problems in {text:?}", told.len());
    hold(text, &told);
    hold(text, &ParsedSettings::of_text(text).problems);
    if let Err(problems) = parse_dialect(text, Dialects::built_in()) {
        assert!(!problems.is_empty() && problems.len() <= MOST, "{} problems in {text:?}", problems.len());
        hold(text, &problems);
    }
    if let Ok(section) = serde_json::from_str(text) {
        hold("", &ParsedSettings::of_section(section).problems);
    }
});

fn hold(text: &str, problems: &[SettingsError]) {
    for SettingsError { range, message, .. } in problems {
        assert!(text.get(range.clone()).is_some(), "{range:?} of {text:?}");
        assert!(!message.is_empty() && message.len() <= LONGEST, "{} bytes: {message:?}", message.len());
    }
}
