//! A folder without agent files is no clean one.

use std::path::Path;

use super::{BROKEN, Folder, SOUND, agentls, command, run, with_input};

#[test]
fn a_folder_without_agent_files_is_named_with_what_was_looked_at() {
    let folder = Folder::new("no-agents");
    folder.write("docs/a.md", "# A\n");
    folder.write("docs/b.md", "---\ntitle: b\n---\n");
    folder.write("docs/c.txt", SOUND);
    let docs = folder.0.join("docs");
    let expected = format!(
        "agentls: warning: no agent file in {} (2 markdown files looked at). `agentls dialects` lists where tools \
         look; [[locations]] in agentls.toml names other places\n",
        docs.display()
    );
    assert_eq!(agentls(&[&docs]), (0, "0 agent files checked\n".into(), expected.clone()));
    let (code, _, err) = agentls(&[Path::new("--verdict"), &docs]);
    assert_eq!((code, &err), (0, &expected));
    let (code, out, err) = run(&[Path::new("fix"), &docs]);
    assert_eq!((code, &*out, &err), (0, "nothing to fix\n", &expected));
    // What is there to be read is said alone.
    let (code, _, err) = agentls(&[&docs, &folder.0.join("missing.md")]);
    assert!(code == 2 && !err.contains("warning"), "{err}");
    let (_, _, err) = command(&["check", "README.md", "LICENSE", "Cargo.toml", "clippy.toml"]);
    assert!(err.contains("in README.md, LICENSE, Cargo.toml and 1 more (4 files looked at)"), "{err}");
}

#[test]
fn agents_where_no_tool_looks_are_counted() {
    let folder = Folder::new("unplaced");
    let file = folder.write("prompts/x.md", SOUND);
    let (code, out, err) = agentls(&[&folder.0]);
    assert_eq!(code, 0);
    let said = "1 file with `name` and `description` lies where no tool looks ([[locations]])";
    assert_eq!(out, format!("0 agent files checked\n{said}\n"));
    assert!(err.contains("(1 markdown file looked at, 1 of them with `name` and `description`)"), "{err}");
    folder.write(".claude/agents/y.md", SOUND);
    let (_, out, err) = agentls(&[&folder.0]);
    assert_eq!((&*out, &*err), (&*format!("1 agent file checked: no problems\n{said}\n"), ""));
    folder.write("agentls.toml", "[[locations]]\nfiles = ['prompts/*.md']\nkind = 'claude-code.agent'\n");
    assert_eq!(agentls(&[&file]).1, "1 agent file checked: no problems\n");
}

#[test]
fn standard_input_without_a_name_may_be_no_agent() {
    let (code, _, err) = with_input(&["check", "-"], b"# Text\n");
    assert_eq!(code, 0);
    assert!(err.starts_with("agentls: warning: standard input is not an agent file."), "{err}");
    let arguments = ["check", "-", "--stdin-filename=.claude/agents/x.md"];
    assert_eq!(with_input(&arguments, BROKEN.as_bytes()).2, "");
}
