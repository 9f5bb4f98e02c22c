//! Any file of settings is read, or refused with a reason.

#![no_main]

use agentls::settings::Settings;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(settings) = toml::from_str::<Settings>(text) {
        let _ = settings.policy();
    }
});
