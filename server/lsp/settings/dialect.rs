//! Dialect files of a project: what is wrong in them, and where.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use agentls_analysis::dialect::{DialectFile, Dialects};
use agentls_analysis::rules::fault_message;
use agentls_analysis::syntax::yaml;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::files;
use super::fit::fit;
use super::problem::{Problem, Report};
use super::tree::Node;

/// Maximum size of a dialect file, in bytes: eight times the largest built-in one.
const LARGEST: u64 = 512 * 1024;

static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.into_root_schema_for::<DialectFile>().to_value();
    schema["$id"] = concat!(env!("CARGO_PKG_REPOSITORY"), "/schema/dialect.json").into();
    schema["title"] = "A dialect of agentls".into();
    schema
});

/// The format of dialect files as a JSON Schema (draft 2020-12).
#[must_use]
pub fn dialect_schema() -> &'static Value {
    &SCHEMA
}

/// A dialect file that settings name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) path: PathBuf,
    /// Its text, or why it cannot be read, in a sentence.
    pub(super) text: Result<String, String>,
}

impl Named {
    /// Reads a file that settings name, relative to their folder. What lies elsewhere is not read, as [`files::read`]
    /// explains.
    pub(super) fn read(root: &str, name: &str) -> Self {
        let path = Path::new(root).join(name);
        let outside = path.exists() && !files::is_inside(&path, Path::new(root));
        let text = if outside {
            Err("The file must be inside the folder of the settings file.".to_owned())
        } else {
            files::read(&path, LARGEST)
        };
        Self { path, text }
    }

    /// What is known with the file, or what is wrong in it: then it is left out as a whole, since half of what is to be
    /// known of a tool makes findings that are not true. A file that cannot be read adds nothing, and has no faults.
    pub(super) fn add(&self, known: &Dialects) -> Result<Dialects, Report> {
        let Ok(text) = &self.text else { return Ok(known.clone()) };
        parse(text, known).map(|file| known.with_file(file)).map_err(|mut problems| {
            problems.sort_by_key(|problem| (problem.range.start, problem.range.end));
            Report { path: self.path.clone(), text: text.clone(), problems }
        })
    }
}

/// Reads a dialect file.
///
/// # Errors
/// What is wrong in it.
pub fn parse(text: &str, known: &Dialects) -> Result<DialectFile, Vec<Problem>> {
    let yaml = yaml::parse(text, 0, &yaml::Nothing);
    let fault = |fault: &yaml::Fault| Problem {
        range: fault.range.clone(),
        path: String::new(),
        message: fault_message(fault),
    };
    let faults: Vec<_> = yaml.faults.iter().map(fault).collect();
    let mut tree = yaml.root.as_ref().map(Node::of_yaml).unwrap_or_default();
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut problems = Vec::new();
    let fits = fit(&mut tree, &SCHEMA, &mut problems);
    // Much of what is beside can be looked at only when the whole can be read.
    let file = match serde_json::from_value::<DialectFile>(tree.to_json()) {
        Ok(file) if fits => file,
        Err(error) if problems.is_empty() => {
            let message = format!("Not a dialect file: {error}.");
            return Err(vec![Problem { range: 0..0, path: String::new(), message }]);
        }
        _ => return Err(problems),
    };
    let fault = |fault: agentls_analysis::dialect::Fault| Problem {
        range: tree.at_path(&fault.path).map_or(0..0, |node| node.span.clone()),
        path: fault.path,
        message: fault.message,
    };
    problems.extend(file.faults(known).into_iter().map(fault));
    if problems.is_empty() { Ok(file) } else { Err(problems) }
}
