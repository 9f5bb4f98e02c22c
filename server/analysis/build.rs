//! Lists the data files, so that adding a tool is adding one folder and adding a rule's page is writing it.
//!
//! Dialects are written as YAML, for people, and built in as JSON: every start reads a part of them, and JSON is read ten times as fast.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use serde_json::{Value, json};

fn main() -> io::Result<()> {
    let out =
        env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("Cargo sets OUT_DIR for build scripts"))?;
    let out = Path::new(&out);
    let tools = tools(&fs::read_to_string(rerun_if_changed("src/tools.rs"))?);
    fs::write(out.join("dialects.rs"), listed(&tools, as_json)?)?;
    let page = |path: &Path| Ok(format!("include_str!({:?})", fs::canonicalize(path)?));
    fs::write(out.join("pages.rs"), listed(&pages(rerun_if_changed("src/lint/pages"))?, page)?)
}

/// What is read of a kind of file when somebody first asks for it, and not at each start: nearly all of the text.
const LATER: &[&str] = &["fields", "foreign", "mistakes", "relations", "sent"];

/// The Rust source of a dialect file as JSON: what every start reads, the value sets, and the rest of each kind of file.
fn as_json(path: &Path) -> io::Result<String> {
    let fault = |error: &dyn std::fmt::Display| io::Error::other(format!("{}: {error}", path.display()));
    let read =
        |text: &str| -> io::Result<Value> { serde_yaml::from_str(text).map_err(|error| fault(&error)) };
    let mut text = fs::read_to_string(path)?;
    // The version of an observed program stands once in a file, and its id in braces everywhere else.
    for (id, program) in read(&text)?["observed"].as_object().into_iter().flatten() {
        text = text.replace(&format!("{{{id}}}"), program["version"].as_str().unwrap_or_default());
    }
    let mut head = read(&text)?;
    let sets = head.as_object_mut().and_then(|head| head.remove("sets")).unwrap_or_else(|| json!({}));
    let mut kinds = Vec::new();
    for kind in head["documents"].as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        let later = LATER.iter().filter_map(|key| kind.remove(*key).map(|value| ((*key).to_owned(), value)));
        kinds.push(Value::Object(later.collect()).to_string());
        kind.insert("fields".to_owned(), json!([]));
    }
    Ok(format!("{:?}, {:?}, &{kinds:?}", head.to_string(), sets.to_string()))
}

/// A path of which Cargo is told that this has to run again when the file, or what is in the folder, changes.
fn rerun_if_changed(path: &str) -> &Path {
    println!("cargo::rerun-if-changed={path}");
    Path::new(path)
}

/// The tools that are modules, with their dialect files.
fn tools(source: &str) -> Vec<(String, PathBuf)> {
    // The tests are a file, and no folder.
    let modules = source.lines().filter_map(|line| line.strip_prefix("mod ")?.split_once(" {"));
    let folders = modules.map(|(module, _)| module.trim_start_matches("r#"));
    folders
        .map(|folder| {
            let path = format!("src/tools/{folder}/dialect.yaml");
            (folder.to_owned(), rerun_if_changed(&path).to_owned())
        })
        .collect()
}

/// The pages of a folder by their names without the extension.
fn pages(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut pages = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if let Some(stem) = path.file_stem().filter(|_| path.extension().is_some_and(|found| found == "md")) {
            pages.push((stem.to_string_lossy().into_owned(), path.clone()));
        }
    }
    pages.sort();
    Ok(pages)
}

/// The Rust source of a slice of tuples: a name, and the content, which may be several values.
fn listed(files: &[(String, PathBuf)], content: impl Fn(&Path) -> io::Result<String>) -> io::Result<String> {
    let mut source = String::from("&[\n");
    for (name, path) in files {
        source += &format!("    ({name:?}, {}),\n", content(path)?);
    }
    source += "]\n";
    Ok(source)
}
