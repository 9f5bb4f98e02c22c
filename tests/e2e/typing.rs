//! Completion plugins of Neovim that no registry has, replayed: the requests that blink.cmp and nvim-cmp send while the
//! sessions of tests/editors/typing are typed, what they make of the answers, and what is in the buffer afterwards. Their
//! rules are written down here from their sources; the editors of tests/editors are the real ones.

mod blink;
mod cmp;
mod editor;

use serde_json::Value;

use crate::support::Folder;
use editor::{Editor, Plugin};

/// A session: rows of a text, each followed by the keys for it. `→` stands before the label of an item that is taken.
struct Session {
    file: String,
    rows: Vec<Vec<String>>,
}

fn sessions() -> Vec<(String, Session)> {
    let all: Value = serde_json::from_str(include_str!("../editors/typing/sessions.json")).unwrap();
    let session = |told: &Value| Session {
        file: told["file"].as_str().unwrap().to_owned(),
        rows: serde_json::from_value(told["rows"].clone()).unwrap(),
    };
    all.as_object().unwrap().iter().map(|(name, told)| (name.clone(), session(told))).collect()
}

/// A workspace with the agents whose values and names are offered.
fn workspace() -> Folder {
    let folder = Folder::new();
    for name in ["async-engineer", "slow-reviewer"] {
        let path = format!(".claude/agents/{name}.md");
        let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/");
        folder.write(&path, &std::fs::read_to_string(format!("{fixtures}{path}")).unwrap());
    }
    folder
}

/// Types a session with a plugin, and holds each row and the whole text to be what was meant.
fn type_with(plugin: impl Plugin + 'static, folder: &Folder, session: &Session) {
    let mut editor = Editor::open(plugin, folder, &session.file);
    let mut before = String::new();
    for (number, row) in session.rows.iter().enumerate() {
        let (wanted, keys) = row.split_first().unwrap();
        if number > 0 {
            editor.new_line(&before, wanted.len() - wanted.trim_start_matches(' ').len());
        }
        for key in keys {
            match key.strip_prefix('→') {
                Some(label) => editor.take(label),
                None => key.chars().for_each(|character| editor.type_character(character)),
            }
        }
        assert!(editor.text().ends_with(wanted), "{wanted:?} was to be typed: {:?}", editor.text());
        before.clone_from(wanted);
    }
    let meant: Vec<_> = session.rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(editor.text(), meant.join("\n"));
    editor.close();
}

#[test]
fn whole_files_are_typed_with_blink() {
    let folder = workspace();
    for (_, session) in sessions() {
        type_with(blink::Blink::default(), &folder, &session);
    }
}

#[test]
fn whole_files_are_typed_with_nvim_cmp() {
    let folder = workspace();
    for (_, session) in sessions() {
        type_with(cmp::Cmp::default(), &folder, &session);
    }
}

/// Names that begin behind a fixed text: for both plugins, a hyphen belongs to the word before the cursor.
#[test]
fn names_behind_a_hyphen_are_completed() {
    let folder = workspace();
    let row = |text: &str, keys: &[&str]| {
        [text].iter().chain(keys).map(|part| (*part).to_owned()).collect::<Vec<_>>()
    };
    let rows = vec![
        row("---", &["---"]),
        row("name: rota", &["name: rota"]),
        row("description: Asks others.", &["description: Asks others."]),
        row("type: tester", &["ty", "→type", "test", "→tester"]),
        row("color: \"#00897B\"", &["co", "→color", "#0", "→#00897B"]),
        row("tools: Read, Grep", &["to", "→tools", "Read, Gr", "→Grep"]),
        row("model: haiku", &["mo", "→model", "h", "→haiku"]),
        row("permissionMode: plan", &["perm", "→permissionMode", "pl", "→plan"]),
        row("---", &["---"]),
        row("Ask @agent-slow-reviewer.", &["Ask @agent-slow-re", "→slow-reviewer", "."]),
        row("Ask @agent-async-engineer.", &["Ask @agent-", "→async-engineer", "."]),
        row("Use the `async-engineer` agent.", &["Use the `asy", "→async-engineer", "` agent."]),
    ];
    let session = Session { file: ".claude/agents/rota.md".to_owned(), rows };
    type_with(blink::Blink::default(), &folder, &session);
    type_with(cmp::Cmp::default(), &folder, &session);
}
