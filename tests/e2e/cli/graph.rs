//! `agentls graph` in each of its formats.

use std::path::Path;

use serde_json::Value;

use super::{Folder, command, run};

/// The graph of a folder in a format. Gives the exit code, the output and the errors.
fn graph(format: &str, folder: &Path) -> (i32, String, String) {
    let format = format!("--format={format}");
    run(&[Path::new("graph"), Path::new(&format), folder])
}

#[test]
fn the_example_in_each_format() {
    for (format, wanted) in [
        ("mermaid", include_str!("../../example/graph.mmd")),
        ("dot", include_str!("../../example/graph.dot")),
        ("json", include_str!("../../example/graph.json")),
    ] {
        let (code, out, err) = graph(format, Path::new("tests/example"));
        let root = url::Url::from_directory_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/example"));
        let out = out.replace(root.unwrap().as_str(), "file:///example/");
        assert_eq!((code, &*out, &*err), (0, wanted, ""), "{format}");
    }
    assert_eq!(command(&["graph", "tests/example"]).1, include_str!("../../example/graph.mmd"));
    let (code, page, _) = graph("html", Path::new("tests/example"));
    assert_eq!(code, 0);
    assert!(page.starts_with("<!doctype html>") && page.contains("\"name\":\"slow-reviewer\""));
}

#[test]
fn what_is_called_and_what_is_not() {
    let folder = Folder::new("graph");
    let agent = |name: &str, body: &str| format!("---\nname: {name}\ndescription: d\n---\n{body}\n");
    folder.write("w/.claude/agents/a.md", agent("a", "@agent-b and @agent-gone"));
    folder.write("w/.claude/agents/b.md", agent("b", "@agent-a"));
    folder.write("w/.claude/agents/c.md", agent("c", "Do."));
    folder.write("w/CLAUDE.md", "@notes/x.md\n");
    folder.write("w/notes/x.md", "x\n");
    let (code, out, err) = graph("json", &folder.0.join("w"));
    assert_eq!((code, &*err), (0, ""));
    let found: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        found["totals"],
        serde_json::json!({ "files": 5, "edges": 4, "dead": 1, "cycles": 1, "islands": 1, "dropped": 0 })
    );
    let names: Vec<_> = found["nodes"].as_array().unwrap().iter().map(|node| node["path"].as_str()).collect();
    let paths =
        [".claude/agents/a.md", ".claude/agents/b.md", ".claude/agents/c.md", "CLAUDE.md", "notes/x.md"];
    assert_eq!(names, [&paths.map(Some)[..], &[None]].concat());
}

#[test]
fn faults_are_told_and_the_rest_is_drawn() {
    let folder = Folder::new("graph-faults");
    folder.write(".claude/agents/a.md", super::SOUND);
    folder.write(".claude/agents/bytes.md", b"\xff");
    let (code, out, err) = graph("mermaid", &folder.0);
    assert_eq!(code, 2);
    assert!(out.contains("n0[\"x<br/>") && err.contains("bytes.md: not UTF-8"), "{out}{err}");
    let (code, out, err) = graph("mermaid", &folder.0.join("missing"));
    assert_eq!(code, 2);
    assert!(out.starts_with("flowchart LR\n") && err.contains("missing"), "{out}{err}");
    folder.write("empty/README.md", "x\n");
    let (code, out, err) = graph("dot", &folder.0.join("empty"));
    assert_eq!((code, out.contains("n0")), (0, false));
    assert!(err.contains("warning: no agent file in "), "{err}");
    let (code, _, err) = command(&["graph", "--target=claud-code", "tests/example"]);
    assert_eq!(code, 2);
    assert!(err.contains("--target: unknown tool `claud-code`"), "{err}");
}
