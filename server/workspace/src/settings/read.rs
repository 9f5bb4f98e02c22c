//! Parsed settings with their errors and source ranges.

use std::ops::Range;

use super::fit::validate;
use super::format::Settings;
use super::problem::SettingsError;
use super::tree::{Node, Step, written};

/// Parsed settings.
#[derive(Clone, Debug, Default)]
pub struct ParsedSettings {
    /// The valid part.
    pub settings: Settings,
    /// The errors, in the order of the text.
    pub problems: Vec<SettingsError>,
    /// Whether they are too slow to process while a request waits.
    pub(super) heavy: bool,
    tree: Node,
}

/// Size in bytes above which a settings file is too slow to read while a request waits.
pub const HEAVY: usize = 64 * 1024;

/// The corresponding limit for the number of values in an editor's settings.
const HEAVY_SECTION: usize = 4096;

/// Whether a section of an editor's settings is slow to read.
pub fn is_heavy(section: &serde_json::Value) -> bool {
    fn count_values(value: &serde_json::Value) -> usize {
        match value {
            serde_json::Value::Array(items) => 1 + items.iter().map(count_values).sum::<usize>(),
            serde_json::Value::Object(entries) => 1 + entries.values().map(count_values).sum::<usize>(),
            _ => 1,
        }
    }
    count_values(section) > HEAVY_SECTION
}

impl ParsedSettings {
    /// Parses the text of a settings file.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let (tree, faults) = Node::of_toml(text);
        let problem = |(range, message)| {
            SettingsError::new(range, String::new(), format!("Not valid TOML: {message}."))
        };
        let faults = apart(faults.into_iter().map(problem).collect());
        let mut read = Self { heavy: text.len() > HEAVY, ..Self::from_tree(tree) };
        // Drops errors that follow from a value with a syntax error.
        read.problems.retain(|it| !faults.iter().any(|fault| touch(&it.range, &fault.range)));
        read.problems.extend(faults);
        read.problems.sort_by_key(|problem| (problem.range.start, problem.range.end));
        read
    }

    /// Parses a section of an editor's settings, without keys that are for the client only.
    #[must_use]
    pub fn of_section(section: serde_json::Value) -> Self {
        Self { heavy: is_heavy(&section), ..Self::from_tree(Node::of_json(section)) }
    }

    fn from_tree(mut tree: Node) -> Self {
        let mut problems = Vec::new();
        // The schema is slow to build, and most projects set nothing.
        let usable = tree.is_empty() || validate(&mut tree, Settings::schema(), &mut problems);
        let settings = usable.then(|| serde_json::from_value(tree.to_json()));
        // What matches the schema deserializes, which a test verifies.
        let settings = settings.and_then(Result::ok).unwrap_or_default();
        problems.sort_by_key(|problem| (problem.range.start, problem.range.end));
        Self { settings, problems, heavy: false, tree }
    }

    /// Creates an error for a part of the settings.
    pub(super) fn problem(&self, steps: &[Step<'_>], message: String) -> SettingsError {
        let range = self.tree.at(steps).map_or(0..0, |node| node.span.clone());
        SettingsError::new(range, written(steps), message)
    }
}

/// Keeps one error per range: the last, which is the innermost.
fn apart(mut faults: Vec<SettingsError>) -> Vec<SettingsError> {
    faults.reverse();
    faults.sort_by_key(|fault| fault.range.start);
    faults.dedup_by_key(|fault| fault.range.start);
    faults
}

fn touch(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start <= other.end && other.start <= one.end
}
