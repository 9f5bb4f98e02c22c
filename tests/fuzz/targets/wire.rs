//! Any bytes on the wire: the server reads them to their end, and leaves.

#![no_main]

use std::io;

use agentls::transport::Outbox;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(outbox) = Outbox::new(io::sink(), || true) else { return };
    let _ = agentls::serve(data, &outbox, None);
});
