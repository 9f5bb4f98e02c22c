//! Files with the line breaks of Windows: what is fixed in them is what is fixed in others, and they keep their breaks.

use std::fs;
use std::path::Path;

use agentls_analysis::lint::rules;

use super::{Folder, agentls, run};

const FAULTY: &str = "---\nname: x\ndescription: Use this: now\ntool: Read\n---\nbody\n";

fn windows(text: &str) -> String {
    text.replace('\n', "\r\n")
}

/// What fails by the page of each rule, with where it lies: each in a project of its own.
fn examples() -> Vec<(String, String)> {
    let example = |page: &str, code: &str| {
        let (_, fenced) = page.split_once("\n## Fails\n")?.1.split_once("```markdown")?;
        let (path, rest) = fenced.split_once('\n')?;
        let path = if path.is_empty() { ".claude/agents/example.md" } else { path.trim() };
        Some((format!("{code}/{path}"), rest.split_once("```\n")?.0.to_owned()))
    };
    rules().filter_map(|rule| example(rule.page(), rule.code)).collect()
}

#[test]
fn line_breaks_stay() {
    for (index, how) in [&["fix"][..], &["fix", "--unsafe-fixes"], &["fix", "--diff"]].into_iter().enumerate()
    {
        let fixed = |name: &str, change: &dyn Fn(&str) -> String| {
            let folder = Folder::new(&format!("{name}-{index}"));
            let files = examples();
            files.iter().for_each(|(path, text)| drop(folder.write(path, change(text))));
            let (_, out, _) = run(&how.iter().map(Path::new).chain([&*folder.0]).collect::<Vec<_>>());
            let read = |(path, _): &(String, String)| fs::read_to_string(folder.0.join(path)).unwrap();
            (out.replace(&format!("{name}-{index}"), ""), files.iter().map(read).collect::<Vec<_>>())
        };
        let (out, unix) = fixed("breaks-unix", &str::to_owned);
        let (out_of_windows, after) = fixed("breaks-windows", &windows);
        assert!(out.matches('\n').count() > 10, "{out}");
        if how.contains(&"--diff") {
            assert_eq!(out_of_windows.replace('\r', ""), out);
        }
        for ((path, text), (unix, after)) in std::iter::zip(examples(), std::iter::zip(unix, after)) {
            assert_eq!(after, windows(&unix), "{path}: {text}");
        }
    }
}

#[test]
fn a_baseline_holds_whatever_ends_the_lines() {
    let folder = Folder::new("breaks-baseline");
    let known = format!("--baseline={}", folder.0.join("known.json").display());
    folder.write(".qwen/agents/x.md", FAULTY);
    let (code, ..) = agentls(&[&folder.0, Path::new(&known), Path::new("--write-baseline")]);
    assert_eq!(code, 0);
    folder.write(".qwen/agents/x.md", windows(FAULTY));
    let (code, out, _) = agentls(&[&folder.0, Path::new(&known)]);
    assert!(code == 0 && out.contains("in the baseline"), "{out}");
}
