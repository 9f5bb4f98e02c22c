//! Dialect files of a project, and their errors with ranges.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use agentls_analysis::code_span::code_excerpt;
use agentls_analysis::dialect::{DialectFile, Dialects};
use agentls_analysis::lint::fault_message;
use agentls_analysis::syntax::yaml;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::files;
use super::fit::validate;
use super::problem::{self, MOST, Report, SettingsError};
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

/// A dialect file named in settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) path: PathBuf,
    /// Its text, or a sentence on why it cannot be read.
    pub(super) text: Result<String, String>,
}

impl Named {
    /// Reads a file named in settings, relative to their folder. Files outside of it are not read, for the reason given
    /// at [`files::read_project_file`].
    pub(super) fn read_file(root: &str, name: &str) -> Self {
        let path = Path::new(root).join(name);
        let outside = path.exists() && !files::is_inside(&path, Path::new(root));
        let text = if outside {
            Err("The file must be inside the folder of the settings file.".to_owned())
        } else {
            files::read_project_file(&path, LARGEST)
        };
        Self { path, text }
    }

    /// Adds the file to the dialects, or returns its errors: it is then ignored as a whole, since half of a dialect
    /// causes false diagnostics. A file that cannot be read adds nothing and has no errors.
    pub(super) fn add_to(&self, known: &Dialects) -> Result<Dialects, Report> {
        let Ok(text) = &self.text else { return Ok(known.clone()) };
        let wrong = |problems| Report { path: self.path.clone(), text: text.clone(), problems };
        parse(text, known).map(|file| known.with_file(file)).map_err(wrong)
    }
}

/// Reports duplicate keys of a mapping: otherwise one of the two would be silently ignored.
fn repeated(node: &yaml::Node, problems: &mut Vec<SettingsError>) {
    let mut seen = HashSet::new();
    for entry in node.entries() {
        if let Some(name) = entry.name().filter(|name| problems.len() <= MOST && !seen.insert(*name)) {
            let message = format!("The key {} stands here twice.", code_excerpt(name));
            problems.push(SettingsError::new(entry.key.span.clone(), String::new(), message));
        }
        repeated(&entry.value, problems);
    }
    node.items().iter().for_each(|item| repeated(item, problems));
}

/// Parses a dialect file.
///
/// # Errors
/// Returns the errors in the file, up to a maximum.
pub fn parse(text: &str, known: &Dialects) -> Result<DialectFile, Vec<SettingsError>> {
    parse_dialect(text, known).map_err(problem::told)
}

fn parse_dialect(text: &str, known: &Dialects) -> Result<DialectFile, Vec<SettingsError>> {
    let yaml = yaml::parse(text, 0, &yaml::Nothing);
    let fault = |fault: &yaml::SyntaxError| {
        SettingsError::new(fault.range.clone(), String::new(), fault_message(fault))
    };
    let mut faults: Vec<_> = yaml.faults.iter().take(MOST + 1).map(fault).collect();
    yaml.root.iter().for_each(|root| repeated(root, &mut faults));
    let mut tree = yaml.root.as_ref().map(Node::of_yaml).unwrap_or_default();
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut problems = Vec::new();
    let fits = validate(&mut tree, &SCHEMA, &mut problems);
    // Most checks below need a file that deserializes as a whole.
    let file = match serde_json::from_value::<DialectFile>(tree.to_json()) {
        Ok(file) if fits => file,
        Err(error) if problems.is_empty() => {
            let message = format!("Not a dialect file: {error}.");
            return Err(vec![SettingsError::new(0..0, String::new(), message)]);
        }
        _ => return Err(problems),
    };
    let fault = |fault: agentls_analysis::dialect::DialectError| {
        let range = tree.at_path(&fault.path).map_or(0..0, |node| node.span.clone());
        SettingsError::new(range, fault.path, fault.message)
    };
    problems.extend(file.dialect_errors(known).into_iter().map(fault));
    if problems.is_empty() { Ok(file) } else { Err(problems) }
}
