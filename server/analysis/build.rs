//! Lists the data files, so that adding a dialect is adding one file and adding a rule's page is writing it.
//!
//! Dialects are written as YAML, for people, and built in as JSON: every start reads them, and JSON is read ten times as fast.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let out =
        env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("Cargo sets OUT_DIR for build scripts"))?;
    let out = Path::new(&out);
    fs::write(out.join("dialects.rs"), listed("src/dialects", "yaml", as_json)?)?;
    fs::write(
        out.join("pages.rs"),
        listed("src/rules/pages", "md", |path| Ok(format!("include_str!({path:?})")))?,
    )
}

/// The Rust source of the content of a YAML file as JSON.
fn as_json(path: &Path) -> io::Result<String> {
    let fault = |error: &dyn std::fmt::Display| io::Error::other(format!("{}: {error}", path.display()));
    let content: serde_json::Value =
        serde_yaml::from_str(&fs::read_to_string(path)?).map_err(|error| fault(&error))?;
    Ok(format!("{:?}", content.to_string()))
}

/// The Rust source of a slice of (file stem, content) pairs, one for each file with that extension, by name.
fn listed(
    folder: &str,
    extension: &str,
    content: impl Fn(&Path) -> io::Result<String>,
) -> io::Result<String> {
    println!("cargo::rerun-if-changed={folder}");
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let mut files: Vec<_> = fs::read_dir(Path::new(&root).join(folder))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    files.retain(|path| path.extension().is_some_and(|found| found == extension));
    files.sort();
    let mut source = String::from("&[\n");
    for path in files {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        source += &format!("    ({stem:?}, {}),\n", content(&path)?);
    }
    source += "]\n";
    Ok(source)
}
