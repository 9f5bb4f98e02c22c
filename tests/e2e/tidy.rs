//! What the design asks of the sources and Cargo does not check: floors, edges, sizes, headings.

mod imports;
mod names;
mod repeated;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The floors of the analysis, the lowest first. A module uses lower floors, and its own.
const FLOORS: &[&[&str]] = &[
    &["code_span", "normalize", "printable", "text"],
    &["syntax"],
    &["dialect"],
    &["loading"],
    &["tools"],
    &["links", "references", "sections", "substitutions", "summary", "values"],
    &["document"],
    &["index", "markup", "matching", "palette", "quote", "verdicts"],
    &["lint"],
    &["ide"],
];

/// Longer files are looked at hard, in lines.
const LONGEST: usize = 400;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder with that extension, with their texts.
fn files(folder: &str, extension: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("node_modules") && !path.ends_with("target") {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

/// The part of a file before its tests.
fn product(path: &Path, text: &str) -> String {
    let tests = path.components().any(|part| part.as_os_str() == "tests") || path.ends_with("tests.rs");
    let end = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    if tests { String::new() } else { text[..end].to_owned() }
}

#[test]
fn crates_use_lower_crates_only() {
    // The server knows nothing of the command line, which only starts it.
    let may_not = [
        ("server/analysis/src", &["agentls_workspace::", "agentls::", "tower_lsp"][..]),
        ("server/workspace/src", &["agentls::", "tower_lsp", "gen_lsp_types"]),
        ("server/lsp", &["crate::cli::", "clap::"]),
        ("server/cli", &["tower_lsp", "gen_lsp_types", "agentls::"]),
    ];
    for (folder, words) in may_not {
        for (path, text) in files(folder, "rs") {
            let text = product(&path, &text);
            for word in words {
                assert!(!text.contains(word), "{}: {word}", path.display());
            }
        }
    }
}

#[test]
fn floors_use_lower_floors_only() {
    let src = root().join("server/analysis/src");
    let floor = |module: &str| FLOORS.iter().position(|modules| modules.contains(&module));
    let mut wrong = Vec::new();
    for (path, text) in files("server/analysis/src", "rs") {
        let relative = path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
        let module = relative.trim_end_matches(".rs").split('/').next().unwrap();
        let Some(own) = floor(module) else { continue };
        for line in product(&path, &text).lines() {
            let used = line
                .split("crate::")
                .skip(1)
                .filter_map(|rest| rest.split(|char: char| !char.is_alphanumeric() && char != '_').next());
            for used in used.filter(|used| *used != module) {
                match floor(used) {
                    Some(other) if other < own || FLOORS[own].contains(&used) => {}
                    Some(_) => wrong.push(format!("{relative}: {module} uses {used}: {}", line.trim())),
                    None if used == "fixture" => {}
                    None => wrong.push(format!("{relative}: {used} is on no floor")),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_analysis_knows_no_protocol_no_files_and_no_clocks_but_budgets() {
    for (path, text) in files("server/analysis/src", "rs") {
        let text = product(&path, &text);
        for word in ["tower_lsp", "tokio", "std::fs", "std::net", "std::process", "std::env", "std::io"] {
            assert!(!text.contains(word), "{}: {word}", path.display());
        }
    }
}

#[test]
fn the_program_never_starts_programs_and_never_opens_the_network() {
    for (path, text) in files("server", "rs") {
        let text = product(&path, &text);
        for word in ["process::Command", "std::net", "TcpStream", "UdpSocket", "UnixStream"] {
            assert!(!text.contains(word), "{}: {word}", path.display());
        }
    }
}

#[test]
fn files_are_short_and_say_what_they_are() {
    for folder in ["server", "tests"] {
        for (path, text) in files(folder, "rs") {
            let lines = text.lines().count();
            assert!(lines <= LONGEST, "{}: {lines} lines", path.display());
            let heading = text.starts_with("//!")
                || path.ends_with("tests.rs")
                || path.components().any(|part| part.as_os_str() == "tests");
            assert!(heading, "{}: it does not say what it is", path.display());
        }
    }
}

#[test]
fn no_dozen_lines_stand_twice() {
    let mut all = Vec::new();
    for (folder, extension) in [("server", "rs"), ("editors", "ts"), ("editors", "lua"), ("server", "sh")] {
        let texts = files(folder, extension).into_iter();
        all.extend(texts.map(|(path, text)| (path.clone(), product(&path, &text))));
    }
    let twice = repeated::runs(&all);
    assert!(twice.is_empty(), "{}", twice.join("\n"));
    let text: String = (0..12).map(|line| format!("line {line}\n\n")).collect();
    let copies = [("a".into(), text.clone()), ("b".into(), format!("first\n{text}"))];
    assert_eq!(repeated::runs(&copies), ["b:2 repeats a:1"]);
}

#[test]
fn nothing_is_left_undone() {
    let words = ["TO\u{44}O", "FIX\u{4d}E", "dbg\u{21}(", "#[igno\u{72}e"];
    for folder in ["server", "tests", "editors"] {
        for extension in ["rs", "ts", "lua", "md", "yaml", "sh"] {
            for (path, text) in files(folder, extension) {
                for word in words {
                    assert!(!text.contains(word), "{}: {word}", path.display());
                }
            }
        }
    }
}

#[test]
fn no_files_take_from_each_other_in_a_circle() {
    let imports = imports::Imports::read();
    let between = imports.between();
    let mut circles = Vec::new();
    for file in between.keys() {
        // The shortest way back.
        let mut ways = vec![vec![*file]];
        let mut seen = BTreeSet::new();
        while let Some(way) = (!ways.is_empty()).then(|| ways.remove(0)) {
            let Some(next) = between.get(way[way.len() - 1]) else { continue };
            if next.contains(file) {
                // Each circle once.
                if way.iter().min() == Some(file) {
                    circles.push(way.iter().map(|it| it.join("::")).collect::<Vec<_>>().join(" -> "));
                }
                break;
            }
            ways.extend(next.iter().filter(|it| seen.insert(**it)).map(|it| [&way[..], &[it]].concat()));
        }
    }
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

/// More than so many things are never called by one name.
const MOST_NAMESAKES: usize = 2;

#[test]
fn no_type_name_stands_for_more_than_two_things() {
    let mut named: BTreeMap<String, BTreeSet<PathBuf>> = BTreeMap::new();
    for (path, text) in files("server", "rs") {
        for line in product(&path, &text).lines() {
            let line = line.trim_start();
            let line = line
                .strip_prefix("pub")
                .map_or(line, |rest| rest.split_once(' ').map_or("", |(_, rest)| rest));
            let kind =
                ["struct ", "enum ", "trait ", "type "].iter().find_map(|kind| line.strip_prefix(kind));
            let name = kind.and_then(|rest| rest.split(|c: char| !c.is_alphanumeric()).next());
            if let Some(name) = name.filter(|name| !name.is_empty()) {
                named.entry(name.to_owned()).or_default().insert(path.clone());
            }
        }
    }
    // What a trait asks for is called as the trait says.
    let of_traits = ["Err", "Error", "Future", "Item", "Response", "Target"];
    named.retain(|name, files| files.len() > MOST_NAMESAKES && !of_traits.contains(&&**name));
    assert!(named.is_empty(), "{named:#?}");
}
