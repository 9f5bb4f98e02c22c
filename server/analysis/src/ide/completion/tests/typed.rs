//! Front matter that is being typed, before it is closed.

use super::*;

const SKILL: &str = "/w/.claude/skills/pdf/SKILL.md";
const COPILOT: &str = "/w/.github/agents/x.agent.md";

fn labels_at(path: &str, source: &str) -> Vec<String> {
    complete_at(path, source, &AgentIndex::default()).1.into_iter().map(|item| item.label).collect()
}

#[test]
fn what_is_offered_below_a_lone_cr_replaces_nothing_above_it() {
    for source in ["---\nname: x\na\r$0", "---\rname: x\r$0"] {
        let (document, found) = complete_at(AGENT, source, &AgentIndex::default());
        let replaces = |item: &Completion| !document.text.slice(item.replace.clone()).is_empty();
        assert!(!found.is_empty() && !found.iter().any(replaces), "{source:?}");
    }
}

#[test]
fn a_half_typed_line_is_a_key() {
    for (path, source, key) in [
        (AGENT, "---\nname: new\nd$0", "description"),
        (AGENT, "---\nname: new\nde$0\n", "description"),
        (AGENT, "---\nname: new\ndesc$0\n\n", "description"),
        (AGENT, "---\nname: new\r\ndesc$0\r\n", "description"),
        (AGENT, "---\nn$0", "name"),
        (AGENT, "---\n$0", "name"),
        (AGENT, "---\ncapabilities:\n  - a\npr$0", "priority"),
        (AGENT, "---\nname: new\ncapabilities: [a]\nhooks:\n  p$0", "pre"),
        (AGENT, "---\nname: new\nhooks:\n  PreToolUse:\n    - m$0", "matcher"),
        (AGENT, "---\nname: new\n# why\nd$0", "description"),
        (AGENT, "---\nname: new\nhooks:\n  pre: |\n    echo a b\n\n    echo c\nd$0", "description"),
        (AGENT, "---\nname: new\ntools: [Read,\n  Grep]\nd$0", "description"),
        (AGENT, "---\nname: new\ndescription: a\n  b c\nmo$0", "model"),
        (AGENT, "---\nname: new\nd$0\ntools: Read\n", "description"),
        (AGENT, "---\nname: new\nd$0\n\n# Title\n\nSome text.\n", "description"),
        (AGENT, "---\nna\nd$0", "description"),
        (AGENT, "\n---\nname: new\nd$0", "description"),
        (SKILL, "---\nname: pdf\nd$0", "description"),
        (COPILOT, "---\nname: x\nd$0", "description"),
        ("/w/.opencode/agent/x.md", "---\nmode: all\npermission:\n  e$0", "edit"),
    ] {
        let labels = labels_at(path, source);
        assert!(labels.iter().any(|label| label == key), "{source:?}: {labels:?}");
    }
    let other = labels_at(AGENT, "---\nname: new\nd$0\ntools: Read\n");
    assert!(!other.iter().any(|label| label == "tools" || label == "name"), "there already: {other:?}");
}

#[test]
fn a_half_typed_line_is_a_value_or_an_item() {
    for (path, source, value) in [
        (AGENT, "---\nname: new\nmodel: op$0", "opus"),
        (AGENT, "---\nname: new\npriority: h$0", "high"),
        (AGENT, "---\nname: new\ncapabilities:\n  - t$0", "testing"),
        (AGENT, "---\nname: new\ncapabilities:\n- t$0", "testing"),
        (AGENT, "---\nname: new\ncapabilities: [analysis, t$0", "testing"),
        (AGENT, "---\nname: new\ntools: Read, G$0", "Grep"),
        (AGENT, "---\nname: new\ntools:\n  - Read\n  - G$0\n\n# Title\n", "Grep"),
        (AGENT, "---\nname: $0", "x"),
        (SKILL, "---\nname: $0", "pdf"),
        (SKILL, "---\nname: pdf\ncontext: f$0", "fork"),
        (COPILOT, "---\nname: x\ntools: [$0", "edit"),
    ] {
        let labels = labels_at(path, source);
        assert!(labels.iter().any(|label| label == value), "{source:?}: {labels:?}");
    }
}

#[test]
fn prose_is_no_front_matter() {
    for source in [
        "---\n\nSome text.\n\nd$0",
        "---\nname: new\n\nSome text.\nd$0",
        "---\nname: new\n\n# Title\nd$0",
        "name: new\nd$0",
        "text\n\n---\nd$0",
        "---\nname: new\ntwo words$0",
        "---$0\nname: new\n",
        "d$0",
    ] {
        assert_eq!(labels_at(AGENT, source), Vec::<String>::new(), "{source:?}");
    }
}

#[test]
fn the_skeleton_is_offered_at_every_dash() {
    for source in ["$0", "-$0", "--$0", "---$0", "---$0\n", "--$0\n\n", "---$0\n\n# Title\n\nSome text.\n"] {
        let (document, items) = complete_at(SKILL, source, &AgentIndex::default());
        let labels: Vec<_> = items.iter().map(|item| item.label.as_str()).collect();
        assert_eq!(labels, ["--- Claude Code skill"], "{source:?}");
        let text = apply(&document, &items[0]);
        assert!(text.starts_with("---\nname: ${1:pdf}\ndescription: ${2:"), "{source:?}: {text}");
        assert_eq!(text.matches("---").count(), 2, "{text}");
    }
}

#[test]
fn what_is_typed_in_full_is_not_offered() {
    for (source, expected) in [
        ("priority: high$0", &[][..]),
        ("priority: hig$0", &["low", "medium", "high", "critical"]),
        ("tools: Read, Grep$0", &[]),
        ("color: \"red$0\"", &[]),
        ("priority$0: high", &[]),
    ] {
        let labels = labels(&format!("{FLOW}{source}\n---\n"));
        assert_eq!(labels, expected, "{source}");
    }
    let longer = labels(&format!("{HEAD}capabilities:\n  - documentation$0\n---\n"));
    assert!(longer.contains(&"documentation_review".to_owned()), "another one goes on: {longer:?}");
}

#[test]
fn quotes_are_closed_and_colours_get_theirs() {
    for (source, label, expected) in [
        ("color: $0", "red", "color: red"),
        ("color: #$0", "#dc2626", "color: \"#dc2626\""),
        ("color: #dc$0", "#dc2626", "color: \"#dc2626\""),
        ("color: \"#dc$0", "#dc2626", "color: \"#dc2626\""),
        ("color: \"#dc$0\"", "#dc2626", "color: \"#dc2626\""),
        ("priority: 'h$0", "high", "priority: 'high'"),
        ("priority: 'h$0 # why", "high", "priority: 'high' # why"),
        ("capabilities: [\"t$0", "testing", "capabilities: [\"testing\""),
        ("capabilities: [\"t$0]", "testing", "capabilities: [\"testing\"]"),
        ("capabilities:\n  - \"t$0", "testing", "capabilities:\n  - \"testing\""),
        ("tools: \"Read, G$0", "Grep", "tools: \"Read, Grep"),
    ] {
        let head = if source.starts_with('c') { "priority: low\n" } else { "capabilities: [a]\n" };
        let head = format!("{HEAD}{head}");
        assert_eq!(accept(&format!("{head}{source}\n---\n"), label), format!("{head}{expected}\n---\n"));
        assert_eq!(accept(&format!("{head}{source}"), label), format!("{head}{expected}"), "not closed yet");
    }
    assert_eq!(labels(&format!("{FLOW}priority: #$0\n---\n")), Vec::<String>::new());
    assert_eq!(labels(&format!("{FLOW}color: # a$0\n---\n")), Vec::<String>::new());
}

#[test]
fn groups_of_hooks_are_for_what_the_event_is_about() {
    let group = |event: &str, line: &str| labels(&format!("{HEAD}hooks:\n  {event}:\n    - {line}\n---\n"));
    for (event, line, expected) in [
        ("PreToolUse", "matcher: $0", "Bash"),
        ("PreToolUse", "matcher: Edit|$0", "Write"),
        ("PostToolUse", "matcher: \"Edit|W$0\"", "Write"),
        ("PreCompact", "matcher: $0", "auto"),
        ("SessionStart", "matcher: startup|$0", "resume"),
        ("SubagentStop", "matcher: $0", "Explore"),
    ] {
        let found = group(event, line);
        assert!(found.iter().any(|label| label == expected), "{event} {line}: {found:?}");
        assert!(!found.iter().any(|label| line.contains(label.as_str())), "there already: {found:?}");
    }
    assert_eq!(group("Stop", "matcher: $0"), Vec::<String>::new());
    assert_eq!(group("Stop", "$0"), ["hooks"]);
    assert_eq!(group("PreToolUse", "$0"), ["matcher", "hooks"]);
    let taken = accept(&format!("{HEAD}hooks:\n  $0\n---\n"), "Stop");
    assert!(taken.contains("  Stop:\n    - hooks:\n        - type: $0\n"), "{taken}");
    let taken = accept(&format!("{HEAD}hooks:\n  $0\n---\n"), "PreToolUse");
    assert!(taken.contains("  PreToolUse:\n    - matcher: $0\n"), "{taken}");
}

#[test]
fn the_first_key_of_claude_flow() {
    let index = |flow: usize, plain: usize| {
        let text = |key| format!("---\nname: n\ndescription: d\n{key}\n---\n");
        let file = |at: usize| {
            let key = if at < flow { "priority: low" } else { "model: opus" };
            (format!("/w/.claude/agents/n{at}.md"), text(key))
        };
        let files: Vec<_> = (0..flow + plain).map(file).collect();
        let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        crate::fixture::index_of(&files)
    };
    let at = |source: &str, flow, plain| complete_in(source, &index(flow, plain)).1;
    let keys = |flow, plain| {
        let found = at("---\nname: x\n$0", flow, plain);
        found.into_iter().map(|item| (item.label, item.detail.unwrap_or_default())).collect::<Vec<_>>()
    };
    let place =
        |keys: &[(String, String)], key: &str| keys.iter().position(|(label, _)| label == key).unwrap();
    let alone = keys(0, 0);
    assert!(
        place(&alone, "priority") > place(&alone, "initialPrompt"),
        "behind Claude Code's own: {alone:?}"
    );
    assert_eq!(alone[place(&alone, "capabilities")].1, "claude-flow");
    assert!(!alone.iter().any(|(label, _)| label == "sparc_phase"), "{alone:?}");
    let among = keys(2, 1);
    assert!(place(&among, "priority") < place(&among, "permissionMode"), "as in the neighbours: {among:?}");
    for (source, value) in [
        ("---\nname: x\npriority: $0", "high"),
        ("---\nname: x\ntype: $0", "tester"),
        ("---\nname: x\ntype: t$0", "tester"),
    ] {
        assert!(at(source, 0, 0).iter().any(|item| item.label == value), "{source}");
    }
    let hooks = at("---\nname: x\nhooks:\n  $0", 0, 0);
    assert!(!hooks.iter().any(|item| item.label == "pre"), "Claude Code's own");
    let document = Document::new(Some(AGENT.into()), 0, "---\nname: x\n\n---\n");
    for (target, expected) in [("claude-code", false), ("claude-flow", true)] {
        let (targets, unknown) = Targets::new([target], dialect::Dialects::built_in());
        assert!(unknown.is_empty());
        let (index, cache) = (&AgentIndex::default(), &OfferCache::default());
        let scope = CompletionScope { index, targets: &targets, most: MOST, docs: true, cache };
        let found = completions_in(&scope, &document, 12);
        assert_eq!(found.iter().any(|item| item.label == "priority"), expected, "{target}");
    }
}

#[test]
fn a_misspelling_comes_after_the_right_word() {
    let file = |at: usize, word: &str| {
        (
            format!("/w/.claude/agents/n{at}.md"),
            format!("---\nname: n\ndescription: d\ncapabilities: [{word}]\n---\n"),
        )
    };
    let words = [
        "testng", "testng", "testng", "tests", "shipping", "shipping", "shippng", "audit", "audits", "7",
        "true",
    ];
    let files: Vec<_> = words.iter().enumerate().map(|(at, word)| file(at, word)).collect();
    let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let index = crate::fixture::index_of(&files);
    let (_, found) = complete_in(&format!("{HEAD}capabilities:\n  - $0\n---\n"), &index);
    let place = |word: &str| found.iter().position(|item| item.label == word);
    for (right, wrong) in [("testing", "testng"), ("shipping", "shippng")] {
        assert!(place(right).is_some(), "{right}");
        assert!(place(wrong).is_none_or(|wrong| wrong > place(right).unwrap()), "{wrong}: {found:#?}");
    }
    assert_eq!(place("7").or(place("true")), None, "no words");
    assert_eq!(place("shipping"), Some(0), "the most used");
    assert!(place("audit").is_some() && place("audits").is_some(), "both may be right");
}

/// Types a file from the top, for every field of every kind: after each letter, the completions are those of the same
/// file with closing dashes, and include the key being typed.
#[test]
fn each_prefix_is_offered_what_the_closed_file_is() {
    let (mut tried, mut keys) = (0, 0);
    for kind in dialect::file_kinds().filter(|kind| kind.front_matter != dialect::Presence::None) {
        let path = dialect::Dialects::built_in().example_path(kind);
        let marker = if kind.overlay.is_some() { "priority: low\n" } else { "" };
        let mut both = |lines: &str| {
            let typed = format!("---\nzzz: x\n{marker}{lines}$0");
            let (_, open) = complete_at(&path, &typed, &AgentIndex::default());
            let (_, closed) = complete_at(&path, &format!("{typed}\n---\n"), &AgentIndex::default());
            assert_eq!(open, closed, "{}: {typed}", kind.id);
            tried += 1;
            open
        };
        let mut seen = std::collections::HashSet::new();
        for (place, key) in places(&kind.fields, 0) {
            let place = place.replace("$0", "");
            let field = kind.fields.iter().find(|field| field.name == key);
            let offered = field.filter(|field| field.evidence.is_offered() && field.deprecated.is_none());
            let letters = place.char_indices().map(|(at, char)| at + char.len_utf8());
            for end in letters.filter(|end| seen.insert(place[..*end].to_owned())) {
                let found = both(&place[..end]);
                if offered.is_some()
                    && end <= key.len()
                    && place.starts_with(&key)
                    && !marker.starts_with(&key)
                {
                    assert!(found.iter().any(|item| item.label == key), "{}: {}", kind.id, &place[..end]);
                    keys += 1;
                }
            }
            let values = both(&place);
            let value = values.iter().find(|item| !item.snippet).map_or("", |item| item.text.as_str());
            for end in value.char_indices().map(|(at, char)| at + char.len_utf8()).take(4) {
                both(&format!("{place}{}", &value[..end]));
            }
        }
    }
    assert!(tried > 9_000 && keys > 2_000, "{tried} prefixes and {keys} of keys");
}

/// The skeleton of a new file loads in every tool that reads it there, without diagnostics.
#[test]
fn every_skeleton_loads_in_all_its_readers() {
    let (mut tried, mut read) = (0, 0);
    // Whether the author types something at each tab stop, or keeps the default.
    for said in ["x", ""] {
        for kind in dialect::file_kinds().filter(|kind| kind.overlay.is_none()) {
            let path = dialect::Dialects::built_in().example_path(kind);
            let (document, found) = complete_at(&path, "$0", &AgentIndex::default());
            let Some(item) = found.first() else { continue };
            let text = filled(&apply(&document, item), said);
            let document = Document::new(Some(path.as_str().into()), 0, &text);
            for reading in crate::verdicts::tool_verdicts(&document, &Targets::default()) {
                let outcome = reading.verdict.outcome;
                assert_eq!(
                    outcome,
                    crate::loading::Outcome::Loads,
                    "{}: {}\n{text}",
                    kind.id,
                    reading.predicate()
                );
                read += 1;
            }
            let found = diagnostics(&document);
            let found: Vec<_> =
                found.iter().filter(|found| !said.is_empty() || found.severity < Severity::Hint).collect();
            assert!(found.is_empty(), "{}: {found:#?}\n{text}", kind.id);
            tried += 1;
        }
    }
    assert!(tried > 60 && read > 50, "{tried} skeletons, {read} readings");
}

/// Returns a snippet with the defaults of its tab stops; those without one become `said`.
fn filled(snippet: &str, said: &str) -> String {
    let (mut text, mut rest) = (String::new(), snippet);
    while let Some((before, stop)) = rest.split_once('$') {
        let (stop, behind) = match stop.strip_prefix('{').and_then(|stop| stop.split_once('}')) {
            Some((stop, behind)) => (stop.split_once(':').map_or(said, |(_, text)| text), behind),
            None => (if stop.starts_with('0') { "" } else { said }, &stop[1..]),
        };
        text += before;
        text += stop;
        rest = behind;
    }
    text + rest
}

#[test]
fn a_key_or_an_item_stands_where_it_can() {
    let body = |line: &str| format!("{HEAD}priority: low\n{line}");
    for (source, expected) in [
        ("hooks:\n  PreToolUse:\n    - matcher: Bash\n    h$0", None),
        ("hooks:\n  PreToolUse:\n    - matcher: Bash\n     h$0", None),
        ("hooks:\n  PreToolUse:\n    - matcher: Bash\n      h$0", Some("hooks")),
        ("hooks:\n  PreToolUse:\n  - matcher: Bash\n  P$0", Some("PostToolUse")),
        ("hooks:\n    pre: a\n  po$0", None),
        ("capabilities:\n  - a\n-$0", None),
        ("capabilities:\n  - a\n - $0", None),
        ("capabilities:\n  - a\n  - $0", Some("testing")),
        ("capabilities:\n- a\n- $0", Some("testing")),
        ("capabilities:\n- a\nm$0", Some("model")),
        ("-$0", None),
        ("--$0", None),
        ("description: d\n  to$0", None),
        ("description: \"abc\n  to$0", None),
        ("color: \"red\"$0", None),
        ("color: \"red\" $0", None),
        ("tools: \"Read\"$0", None),
        ("tools: [Read, \"Grep\"$0]", None),
        ("tools: [Read]$0", None),
        ("tools: [Read] $0", None),
        ("tools: [$0", Some("Read")),
        ("tools: Bash(git s$0", None),
        ("tools: Bash(git *), $0", Some("Read")),
        ("tools:\n  - Read # $0", None),
        ("tools: [Read, # c$0", None),
        ("tools: [\"Read, Gr$0\"]", None),
        ("tools: [Bash(git $0", None),
        ("tools: Read\ndisallowedTools: $0", Some("Bash")),
        ("model:s$0", Some("sonnet")),
        ("hooks:\n  PreToolUse:\n    -$0", Some("matcher")),
    ] {
        for close in ["", "\n---\n"] {
            let labels = labels(&format!("{}{close}", body(source)));
            match expected {
                Some(expected) => {
                    assert!(labels.iter().any(|label| label == expected), "{source}: {labels:?}");
                }
                None => assert_eq!(labels, Vec::<String>::new(), "{source}{close}"),
            }
        }
    }
    let without = labels(&body("tools: Read\ndisallowedTools: $0"));
    assert!(!without.contains(&"Read".to_owned()), "one takes away from the other: {without:?}");
    for (source, label, expected) in [
        ("model:$0 sonnet", "opus", "model: opus"),
        ("model:s$0", "sonnet", "model: sonnet"),
        ("model: $0 # why", "opus", "model: opus # why"),
        ("model: $0# why", "opus", "model: opus# why"),
        ("tools:\n  -$0 Read", "Grep", "tools:\n  - Grep"),
        ("hooks:\n  PreToolUse:\n    - $0matcher: Bash", "hooks", "hooks:\n  PreToolUse:\n    - hooks: Bash"),
        ("hooks:\n  Stop:\n    -$0", "hooks", "hooks:\n  Stop:\n    - hooks:\n        - type: $0"),
    ] {
        assert_eq!(accept(&format!("{}\n---\n", body(source)), label), format!("{}\n---\n", body(expected)));
    }
    // The first key of a list of mappings includes its hyphen.
    let source = body("hooks:\n  PreToolUse:\n    m$0\n---\n");
    assert!(accept(&source, "matcher").ends_with("  PreToolUse:\n    - matcher: $0\n---\n"));
    let source = body("hooks:\n  Stop:\n    - hooks:\n        t$0\n---\n");
    assert!(accept(&source, "type").ends_with("    - hooks:\n        - type: $0\n---\n"));
    let source = body("hooks:\n  Stop:\n    h$0\n---\n");
    assert!(accept(&source, "hooks").ends_with("  Stop:\n    - hooks:\n        - type: $0\n---\n"));
}

#[test]
fn snippets_lose_their_stops() {
    assert_eq!(without_stops("---\nname: ${1:x}\n$0"), "---\nname: x\n");
    assert_eq!(without_stops("no stop"), "no stop");
}
