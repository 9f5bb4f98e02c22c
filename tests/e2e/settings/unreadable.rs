//! Settings files, and files that they name, that are no files at all.

use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use super::{check, messages};
use crate::support::{Client, Folder};

/// Makes something at a path that cannot be read, with how that is said.
type Odd = (fn(&Path), &'static str);

const ODD: [Odd; 5] = [
    (pipe, "Not a regular file. Put a text file in its place, or remove it."),
    (directory, "Not a regular file. Put a text file in its place, or remove it."),
    (socket, "Not a regular file. Put a text file in its place, or remove it."),
    (circle, "The link cannot be followed: "),
    (gone, "The link cannot be followed: "),
];

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

fn directory(path: &Path) {
    std::fs::create_dir(path).unwrap();
}

fn socket(path: &Path) {
    std::os::unix::net::UnixListener::bind(path).unwrap();
}

fn circle(path: &Path) {
    symlink(path.file_name().unwrap(), path).unwrap();
}

fn gone(path: &Path) {
    symlink("nothing", path).unwrap();
}

#[test]
fn a_settings_file_that_is_none_is_said() {
    for (make, said) in ODD {
        let folder = Folder::new();
        folder.write(".claude/agents/x.md", "---\nname: x\ndescription: d\n---\n");
        make(&folder.path("agentls.toml"));
        let (code, out, err) = check(&folder, &["check", "--format=github", "."]);
        assert_eq!((code, err.as_str()), (2, ""), "{out}");
        assert!(out.contains("file=agentls.toml") && out.contains(said), "{out}");
        assert_eq!(check(&folder, &["fix", "."]).0, 2);
        let mut client = Client::in_folder(&folder);
        let found = client.findings(&folder.uri("agentls.toml"));
        assert!(messages(&found)[0].starts_with(said), "{found:?}");
        client.finish_amid_findings();
    }
}

#[test]
fn a_dialect_file_that_is_none_is_said() {
    for (make, said) in ODD {
        let folder = Folder::new();
        folder.write("agentls.toml", "dialects = ['ours.yaml']\n");
        make(&folder.path("ours.yaml"));
        let (code, out, _) = check(&folder, &["check", "--format=github", "."]);
        assert_eq!(code, 2, "{out}");
        assert!(out.contains("file=agentls.toml") && out.contains(&format!("`ours.yaml`: {said}")), "{out}");
    }
}
