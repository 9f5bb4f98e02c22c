//! Any bytes on the wire: what comes behind them is served.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::client;

/// What is nearly a message, and nearly a header.
const NEARLY: &[&[u8]] = &[
    b"{\"jsonrpc\":\"2.0\",\"method\":\"note\",\"params\":\"\\ud800\"}",
    b"{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"$/x\"}",
    b"[[[[",
    b"{\"id\":1}",
    b"content-length: x\r\n",
    b"Content-Type: y\r\n",
    b"\r\n\r\n",
    b"\0",
];

fn piece() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..40),
        // No message that is announced is longer than what is swallowed below.
        (0..150usize).prop_map(|length| format!("Content-Length: {length}\r\n\r\n").into_bytes()),
        prop::sample::select(NEARLY).prop_map(<[u8]>::to_vec),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_comes_behind_any_bytes_is_served(pieces in prop::collection::vec(piece(), 0..12)) {
        let mut client = client();
        client.raw(&pieces.concat());
        client.raw(b"\r\n\r\n");
        client.notify("$/swallowed", json!("x".repeat(300)));
        client.notify("note", json!("the last"));
        prop_assert_eq!(client.call("last", Value::Null), Ok(json!("the last")));
        client.drain(|_| true);
        client.finish();
    }
}
