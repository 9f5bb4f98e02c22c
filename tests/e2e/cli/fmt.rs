//! `agentls fmt`: the front matter of agent files is formatted, and nothing else changes.

use std::fs;
use std::path::Path;

use super::{BROKEN, Folder, SOUND, run, with_input};

const LOOSE: &str =
    "---\nname:   x\ndescription:  'd' # why\ntools: [Read,Grep]\n---\n\nYou  review.  \n* as it is\n";
const TIDY: &str =
    "---\nname: x\ndescription: \"d\" # why\ntools: [Read, Grep]\n---\n\nYou  review.  \n* as it is\n";

fn fmt(arguments: &[&Path]) -> (i32, String, String) {
    run(&[&[Path::new("fmt")], arguments].concat())
}

#[test]
fn files_are_formatted_once() {
    let folder = Folder::new("fmt");
    let loose = folder.write(".claude/agents/loose.md", LOOSE);
    folder.write(".claude/agents/sound.md", SOUND);
    let other = folder.write("notes.md", LOOSE);
    let (check, diff) = (Path::new("--check"), Path::new("--diff"));
    let name = loose.display();
    let (code, out, err) = fmt(&[&folder.0, check]);
    assert_eq!((code, &*err), (1, ""));
    assert_eq!(out, format!("would format {name}\n1 file to format, 1 file formatted already\n"));
    let (code, out, _) = fmt(&[&folder.0, diff]);
    assert_eq!(code, 1);
    assert!(out.contains("\n-name:   x\n") && out.contains("\n+name: x\n"), "{out}");
    assert_eq!(fs::read_to_string(&loose).unwrap(), LOOSE);
    let (code, out, _) = fmt(&[&folder.0]);
    assert_eq!((code, out), (0, format!("formatted {name}\n1 file formatted, 1 file formatted already\n")));
    assert_eq!(fs::read_to_string(&loose).unwrap(), TIDY);
    assert_eq!(fs::read_to_string(&other).unwrap(), LOOSE, "it is for no tool");
    assert_eq!(fmt(&[&folder.0, check]), (0, "2 files formatted already\n".into(), String::new()));
    assert_eq!(fmt(&[&folder.0, diff]), (0, String::new(), String::new()));
    assert_eq!(fmt(&[&folder.0, Path::new("-q")]), (0, String::new(), String::new()));
}

#[test]
fn invalid_yaml_is_named_and_left_as_it_is() {
    let folder = Folder::new("fmt-invalid");
    let loose = folder.write(".claude/agents/loose.md", LOOSE);
    let broken = folder.write(".claude/agents/broken.md", BROKEN);
    let (code, out, err) = fmt(&[&folder.0]);
    assert_eq!(code, 2);
    assert!(out.ends_with("1 file formatted, 1 file left as it is\n"), "{out}");
    let name = broken.display();
    assert!(err.starts_with(&format!("agentls: {name}:3:14: not formatted: ")), "{err}");
    assert_eq!(fs::read_to_string(&broken).unwrap(), BROKEN);
    assert_eq!(fs::read_to_string(&loose).unwrap(), TIDY);
    let (code, out, err) = fmt(&[&folder.0, Path::new("--quiet")]);
    assert_eq!((code, &*out, err.lines().count()), (2, "", 1), "{err}");
    let (code, out, err) = fmt(&[&loose, &folder.0.join("missing.md")]);
    assert_eq!((code, &*out), (2, "1 file formatted already, 1 file not read or written\n"), "{err}");
}

#[test]
fn what_a_tool_might_read_otherwise_is_left_as_it_is() {
    let folder = Folder::new("fmt-unsure");
    let kept = "---\nname:   x\ndescription: |+\n  d\n\n\n---\n";
    let file = folder.write(".claude/agents/x.md", kept);
    let (code, out, err) = fmt(&[&file]);
    assert_eq!((code, &*out), (0, "1 file left as it is\n"));
    assert!(err.ends_with("left as it is: formatting could change what a tool reads\n"), "{err}");
    assert_eq!(fs::read_to_string(&file).unwrap(), kept);
}

#[test]
fn what_a_tool_repairs_is_invalid_all_the_same() {
    let folder = Folder::new("fmt-repaired");
    let file = folder.write(".claude/agents/x.md", "---\nname:   x\ndescription: Use it: now\n---\n");
    let (code, _, err) = fmt(&[&file]);
    assert_eq!(code, 2);
    assert!(err.contains("x.md:3:20: not formatted: the front matter is invalid here"), "{err}");
}

#[test]
fn front_matter_that_is_not_yaml_is_no_fault_where_its_tool_does_not_need_it() {
    let folder = Folder::new("fmt-globs");
    let rule = "---\ndescription:   d\nglobs: **/*.ts\nalwaysApply: false\n---\nUse types.\n";
    folder.write(".cursor/rules/x.mdc", rule);
    let (code, out, err) = fmt(&[&folder.0]);
    assert_eq!((code, &*out), (0, "1 file left as it is\n"));
    assert!(
        err.ends_with("x.mdc:3:8: not formatted: this is no valid front matter, which its tools let pass\n"),
        "{err}"
    );
}

#[test]
fn standard_input_is_formatted_to_standard_output() {
    let place = "--stdin-filename=.claude/agents/x.md";
    assert_eq!(with_input(&["fmt", "-", place], LOOSE.as_bytes()), (0, TIDY.into(), String::new()));
    assert_eq!(with_input(&["fmt", "-"], LOOSE.as_bytes()).1, LOOSE, "it is for no tool");
    // Nothing is lost where an editor replaces its text with the output.
    let (code, out, err) = with_input(&["fmt", "-", place], BROKEN.as_bytes());
    assert_eq!((code, &*out), (2, BROKEN));
    assert!(err.contains(".claude/agents/x.md:3:14: not formatted"), "{err}");
    assert_eq!(with_input(&["fmt", "-", "--check", place], LOOSE.as_bytes()).0, 1);
    assert_eq!(with_input(&["fmt", "-", "x.md"], b"").0, 2);
    // Without `-`, everything below this folder would be formatted.
    let (code, _, err) = with_input(&["fmt", place], LOOSE.as_bytes());
    assert_eq!(code, 2);
    assert!(err.contains("standard input, which is read if `-` is among the paths"), "{err}");
}

#[test]
fn excluded_files_and_invalid_settings_are_respected() {
    let folder = Folder::new("fmt-settings");
    let vendored = folder.write("vendor/.claude/agents/x.md", LOOSE);
    folder.write(".claude/agents/x.md", LOOSE);
    folder.write("agentls.toml", "exclude = ['vendor']\n");
    assert_eq!(fmt(&[&folder.0]).0, 0);
    assert_eq!(fs::read_to_string(&vendored).unwrap(), LOOSE);
    folder.write("agentls.toml", "exclude = 3\n");
    let (code, _, err) = fmt(&[&folder.0]);
    assert_eq!(code, 2);
    assert!(err.ends_with("nothing was formatted: fix the settings first\n"), "{err}");
}
