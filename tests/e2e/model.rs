//! After any sequence of edits, saves, moves, links and deletions, what the server knows is what a server knows that has just
//! started. `AGENTLS_MODELS` says how many sequences there are.

mod dice;
mod edits;
mod pipeline;
mod steps;

use crate::support::{Client, Folder, at};
use proptest::prelude::*;
use serde_json::{Value, json};

use dice::given;
use steps::{FILES, Open, step, take};

/// A rule for files whose names the steps change.
const RULE: &str = ".cursor/rules/r.mdc";

/// What a server knows: every name with its place, who refers to each, and how many files match a pattern.
fn knows(client: &mut Client, folder: &Folder) -> Value {
    let mut known = vec![client.call("workspace/symbol", json!({ "query": "" })).unwrap()];
    for line in 0..3 {
        let mut params = at(&folder.uri("CLAUDE.md"), line, 8);
        params["context"] = json!({ "includeDeclaration": true });
        known.push(client.call("textDocument/references", params).unwrap());
    }
    let over = at(&folder.uri(RULE), 1, 10);
    // The files are listed beside everything else.
    known.push(client.until("textDocument/hover", &over, |hover| !hover.is_null()));
    Value::Array(known)
}

/// A client with a document open that names every agent.
fn client(folder: &Folder) -> Client {
    let mut client = Client::in_folder(folder);
    client.open(&folder.uri("CLAUDE.md"), "@agent-n0\n@agent-n1\n@agent-n2\n");
    client.open(&folder.uri(RULE), "---\nglobs: **/[a-d].md\n---\nDo it.\n");
    client
}

/// How many sequences there are, and how they are shown when one fails.
fn config() -> ProptestConfig {
    let cases = u32::try_from(given("AGENTLS_MODELS", 24)).unwrap_or(u32::MAX);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_is_known_is_what_a_fresh_server_knows(steps in prop::collection::vec(step(), 1..25)) {
        let folder = Folder::new();
        let mut open = Open::new();
        let mut old = client(&folder);
        for step in &steps {
            take(step, &mut old, &folder, &mut open);
        }
        let mut fresh = client(&folder);
        for (file, (_, text)) in &open {
            // Of a document that was lost, the file counts.
            if let Some(text) = text {
                fresh.open(&folder.uri(FILES[*file]), text);
            }
        }
        let wanted = knows(&mut fresh, &folder);
        fresh.finish_amid_findings();
        old.until_same(|client| knows(client, &folder), &wanted);
        old.finish_amid_messages();
    }
}
