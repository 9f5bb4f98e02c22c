//! Completion in TOML files.

use super::*;

const CODEX: &str = "/w/.codex/agents/reviewer.toml";

/// Returns the text after accepting the completion with that label.
fn accepted(source: &str, label: &str) -> String {
    let (document, found) = complete_at(CODEX, source, &AgentIndex::default());
    let item = found.iter().find(|item| item.label == label);
    let item = item.unwrap_or_else(|| panic!("no `{label}` in {source:?}: {found:#?}"));
    apply(&document, item)
}

fn offered(source: &str) -> Vec<String> {
    complete_at(CODEX, source, &AgentIndex::default()).1.into_iter().map(|item| item.label).collect()
}

#[test]
fn keys() {
    assert_eq!(accepted("name = \"x\"\ndes$0\n", "description"), "name = \"x\"\ndescription = \"$0\"\n");
    assert_eq!(accepted("name = \"x\"\n$0", "sandbox_mode"), "name = \"x\"\nsandbox_mode = \"$0\"");
    assert_eq!(
        accepted("na$0me = \"x\"\n", "description"),
        "description = \"x\"\n",
        "before an equals sign the key alone is written"
    );
    assert_eq!(
        accepted("$0\nname = \"x\"\n", "developer_instructions"),
        "developer_instructions = \"\"\"\n$0\n\"\"\"\nname = \"x\"\n"
    );
    let all = offered("name = \"x\"\n$0\nmodel = \"m\"\n");
    assert!(
        all.len() > 9 && !all.iter().any(|key| matches!(key.as_str(), "name" | "model" | "tui")),
        "{all:?}"
    );
    assert_eq!(offered("[[skills.config]]\npath = \"p\"\n$0\n"), ["enabled"]);
    assert_eq!(offered("skills.config = [{ path = \"p\", $0 }]\n"), ["enabled"]);
    assert_eq!(offered("skills = { $0 }\n"), ["config"]);
}

#[test]
fn values() {
    let modes = ["read-only", "workspace-write", "danger-full-access"];
    for source in [
        "sandbox_mode = $0\n",
        "sandbox_mode =$0\n",
        "sandbox_mode = \"$0\"\n",
        "sandbox_mode = \"re$0",
        "sandbox_mode = re$0\nmodel = \"m\"\n",
        "sandbox_mode = 'read$0-x'\n",
    ] {
        assert_eq!(offered(source), modes, "{source:?}");
    }
    assert_eq!(accepted("sandbox_mode =$0\n", "read-only"), "sandbox_mode = \"read-only\"\n");
    assert_eq!(accepted("sandbox_mode = \"re$0", "read-only"), "sandbox_mode = \"read-only\"");
    assert_eq!(accepted("sandbox_mode = 'x$0'\n", "read-only"), "sandbox_mode = 'read-only'\n");
    assert_eq!(accepted("[[skills.config]]\nenabled = $0\n", "true"), "[[skills.config]]\nenabled = true\n");
}

#[test]
fn nothing_where_nothing_can_be_written() {
    for source in [
        "name = \"x\" $0\n",
        "name $0\n",
        "# sandbox_mode = $0\n",
        "[skills$0]\n",
        "developer_instructions = \"\"\"\nsandbox_mode = $0\n\"\"\"\n",
        "sandbox_mode = \"read-only\"$0\n",
        "sandbox_mode = \"read-only\" # $0\n",
    ] {
        assert_eq!(offered(source), Vec::<String>::new(), "{source:?}");
    }
}

#[test]
fn a_new_file() {
    let (document, found) = complete_at(CODEX, "$0", &AgentIndex::default());
    let [item] = &found[..] else { panic!("{found:?}") };
    let text = without_stops(&apply(&document, item));
    assert_eq!(
        text,
        "name = \"reviewer\"\ndescription = \"When to use this agent.\"\ndeveloper_instructions = \"\"\"\nWhat the agent does, and how it works.\n\"\"\"\n"
    );
    assert!(diagnostics(&document.with_text(&text)).is_empty());
}

#[test]
fn a_file_of_yaml_alone() {
    let side =
        |source: &str| complete_at("/w/.agents/skills/x/agents/openai.yaml", source, &AgentIndex::default());
    let labels = |source: &str| side(source).1.into_iter().map(|item| item.label).collect::<Vec<_>>();
    assert_eq!(labels("pol$0"), ["interface", "dependencies", "policy"]);
    assert_eq!(labels("policy:\n  $0\n"), ["allow_implicit_invocation", "products"]);
    assert_eq!(labels("policy:\n  products: [codex, $0]\n"), ["chatgpt", "atlas"]);
    let (document, found) = side("policy:\n  allow_implicit_invocation: $0\n");
    assert_eq!(apply(&document, &found[1]), "policy:\n  allow_implicit_invocation: false\n");
}
