//! Lists the data files, so that adding a dialect is adding one file and adding a rule's page is writing it.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let out =
        env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("Cargo sets OUT_DIR for build scripts"))?;
    let out = Path::new(&out);
    fs::write(out.join("dialects.rs"), embed("src/dialects", "yaml")?)?;
    fs::write(out.join("pages.rs"), embed("src/rules/pages", "md")?)
}

/// The Rust source of a slice of (file stem, content) pairs, one for each file with that extension, by name.
fn embed(folder: &str, extension: &str) -> io::Result<String> {
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
        source += &format!("    ({stem:?}, include_str!({path:?})),\n");
    }
    source += "]\n";
    Ok(source)
}
