//! Completions are as short as the client allows, and say the same to each.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::support::{Client, at, capabilities};

const URI: &str = "file:///w/.claude/agents/lead.md";
const OTHER: &str = "file:///w/.claude/agents/other.md";
const LEAD: &str =
    "---\nname: lead\ndescription: d\npriority: hi\ncapabilities:\n  - \ncolor: r\n---\n\nYou lead.\n";

/// Where a value, an item, a key and a colour are completed.
const PLACES: [(u32, u32); 4] = [(3, 12), (5, 4), (7, 0), (6, 8)];

/// A client that takes defaults for a list, and asks for documentation.
fn able() -> Value {
    let mut able = capabilities(&["utf-8"]);
    let completion = &mut able["textDocument"]["completion"];
    completion["completionList"]["itemDefaults"] = json!(["editRange", "insertTextFormat", "data"]);
    completion["completionItem"]["resolveSupport"]["properties"] = json!(["documentation"]);
    able
}

fn started(capabilities: &Value) -> Client {
    let mut client = Client::in_process();
    client.initialize_as(&[], capabilities);
    client.open(OTHER, &LEAD.replace("  - \n", "  - reading\n").replace("name: lead", "name: other"));
    client.open(URI, LEAD);
    client.ignore("textDocument/publishDiagnostics");
    client
}

/// The items of a list by their labels, each with what the list says of all.
fn items(list: &Value) -> BTreeMap<String, Value> {
    let whole = |item: &Value| {
        let mut item = item.clone();
        let label = item["label"].as_str().unwrap().to_owned();
        let ranges = list.pointer("/itemDefaults/editRange").filter(|_| item.get("textEdit").is_none());
        if let Some(ranges) = ranges {
            item["textEdit"] = ranges.clone();
            item["textEdit"]["newText"] = item.get("textEditText").unwrap_or(&item["label"]).clone();
        }
        if let Some(format) = list.pointer("/itemDefaults/insertTextFormat") {
            item["insertTextFormat"] = format.clone();
        }
        if item.get("filterText").is_none() {
            item["filterText"] = item["label"].clone();
        }
        (label, item)
    };
    list["items"].as_array().unwrap().iter().map(whole).collect()
}

#[test]
fn a_list_says_once_what_its_items_have_in_common_and_leaves_documentation_for_later() {
    let (mut plain, mut able) = (started(&capabilities(&["utf-8"])), started(&able()));
    for (line, column) in PLACES {
        let asked = at(URI, line, column);
        let long = plain.call("textDocument/completion", asked.clone()).unwrap();
        let short = able.call("textDocument/completion", asked).unwrap();
        let (expected, found) = (items(&long), items(&short));
        assert!(found.len() > 2, "{short}");
        assert!(long.get("itemDefaults").is_none(), "{long}");
        for item in short["items"].as_array().unwrap() {
            assert!(item.get("textEdit").is_none() && item.get("filterText").is_none(), "{item}");
        }
        let mut documented = 0;
        for ((label, expected), (same, item)) in expected.iter().zip(&found) {
            assert_eq!(label, same);
            for key in ["textEdit", "filterText", "insertTextFormat", "kind", "detail", "sortText"] {
                assert_eq!(item.get(key), expected.get(key), "{key} of {label}");
            }
            // A colour is shown by what is said of it.
            let is_color = item["kind"] == 16;
            assert!(item.get("documentation").is_none() || is_color, "{item}");
            let mut asked = item.clone();
            asked["data"] = short["itemDefaults"]["data"].clone();
            let resolved = able.call("completionItem/resolve", asked).unwrap();
            assert_eq!(resolved.get("documentation"), expected.get("documentation"), "{label}");
            documented += usize::from(resolved.get("documentation").is_some());
        }
        assert_eq!(found.len(), expected.len());
        assert!(documented > 1, "{short}");
    }
    plain.finish();
    able.finish();
}

#[test]
fn a_client_that_asks_when_a_completion_is_taken_has_its_documentation_at_once() {
    let mut asks = able();
    asks["textDocument"]["completion"]["completionItem"]["resolveSupport"]["properties"] =
        json!(["additionalTextEdits", "command", "documentation"]);
    let mut client = Client::in_process();
    let offered = client.initialize_as(&[], &asks);
    assert_eq!(offered.capabilities.completion_provider.unwrap().resolve_provider, Some(false));
    client.open(URI, LEAD);
    client.ignore("textDocument/publishDiagnostics");
    let list = client.call("textDocument/completion", at(URI, 7, 0)).unwrap();
    assert!(list["itemDefaults"].get("data").is_none() && list["itemDefaults"].get("editRange").is_some());
    assert!(
        list["items"].as_array().unwrap().iter().all(|item| item.get("documentation").is_some()),
        "{list}"
    );
    client.finish();
}

#[test]
fn words_of_others_are_new_at_once() {
    let mut client = started(&able());
    let labels = |client: &mut Client| -> Vec<String> {
        let list = client.call("textDocument/completion", at(URI, 5, 4)).unwrap();
        items(&list).into_keys().collect()
    };
    assert!(labels(&mut client).contains(&"reading".to_owned()));
    // What is typed in the document itself changes nothing, and what another says does.
    client.change(URI, 2, json!([{ "text": LEAD.replace("You lead", "You do lead") }]));
    assert!(labels(&mut client).contains(&"reading".to_owned()));
    client.change(OTHER, 2, json!([{ "text": LEAD.replace("  - \n", "  - writing\n") }]));
    let now = labels(&mut client);
    assert!(now.contains(&"writing".to_owned()) && !now.contains(&"reading".to_owned()), "{now:?}");
    client.ignore("textDocument/publishDiagnostics");
    client.finish();
}

#[test]
fn what_is_resolved_of_another_place_is_given_back_as_it_is() {
    let mut client = started(&able());
    for data in
        [json!(1), json!([URI, 3, 12]), json!(["file:///none.md", 0, 0]), json!([URI, 9999, 0]), json!("x")]
    {
        let item = json!({ "label": "no such word", "data": data });
        assert_eq!(client.call("completionItem/resolve", item.clone()).unwrap(), item);
    }
    client.finish();
}
