//! Baselines: known problems, so that only new ones are reported.
//!
//! Problems are matched by file, rule and message, not by line, which edits change. The same one may occur several
//! times.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use agentls_analysis::index;
use agentls_workspace::files::{FoundFile, whole_path};
use serde::{Deserialize, Serialize};

use super::pass::CheckRun;
use crate::cli::diagnostic::Report;
use crate::cli::text::{self, printable, sentences};
use crate::cli::totals::format_count;
use crate::cli::{complain, print, write};

/// The version of the file format.
const VERSION: u32 = 1;

/// Known problems, by file, rule and message.
#[derive(Default)]
pub(super) struct Baseline {
    /// The folder that paths in the file are relative to.
    folder: String,
    known: BTreeMap<String, BTreeMap<(String, String), usize>>,
}

/// The file format.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    version: u32,
    findings: Vec<BaselineEntry>,
}

/// A problem, with the number of its occurrences.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineEntry {
    path: String,
    code: String,
    message: String,
    count: usize,
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// A sentence about a file that cannot be read or is not a baseline.
    pub(super) fn from_file(file: &Path) -> Result<Self, String> {
        let name = file.display();
        let hint = "`--write-baseline` writes it";
        if fs::metadata(file).is_ok_and(|data| !data.is_file()) {
            return Err(format!("{name}: not a regular file; {hint}"));
        }
        let text = fs::read_to_string(file).map_err(|error| format!("{name}: {error}; {hint}"))?;
        let stored: Stored = serde_json::from_str(&text)
            .map_err(|error| format!("{name}: not a baseline: {error}; {hint}"))?;
        if stored.version != VERSION {
            return Err(format!(
                "{name}: baseline version {} is not supported, only {VERSION}; {hint}",
                stored.version
            ));
        }
        let mut known: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        for entry in stored.findings {
            known.entry(entry.path).or_default().insert((entry.code, entry.message), entry.count);
        }
        Ok(Self { folder: folder_of(file), known })
    }

    /// Removes known problems from a report. Returns their number.
    pub(super) fn take_known(&mut self, report: &mut Report) -> usize {
        let (path, whole) = (relative(&self.folder, &report.path), whole_path(&report.path));
        // Older versions wrote absolute paths for files outside the baseline's folder.
        let path = if self.known.contains_key(&path) { path } else { whole };
        let Some(known) = self.known.get_mut(&path) else { return 0 };
        let before = report.diagnostics.len();
        report.diagnostics.retain(|found| {
            match known.get_mut(&(found.code.to_owned(), what(&found.message))) {
                Some(left @ 1..) => {
                    *left -= 1;
                    false
                }
                _ => true,
            }
        });
        before - report.diagnostics.len()
    }
}

/// Returns the part of a message that identifies a problem. The rest may contain paths relative to the working folder,
/// which differ between machines.
fn what(message: &str) -> String {
    sentences(message).0.to_owned()
}

/// Writes all problems as a baseline. Returns the exit code: 0, or 2 if some files could not be read.
///
/// # Errors
/// A sentence about a file that cannot be written.
pub(super) fn write_baseline(file: &Path, pass: &CheckRun<'_>, paths: &[FoundFile]) -> Result<u8, String> {
    let folder = folder_of(file);
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    let (mut unread, mut all) = (0, 0);
    let looked = pass.each(paths, |looked| {
        match looked {
            Ok((report, _)) => {
                let path = relative(&folder, &report.path);
                all += report.diagnostics.len();
                for found in report.diagnostics {
                    *counts.entry((path.clone(), found.code, what(&found.message))).or_default() += 1;
                }
            }
            Err(message) => {
                unread += 1;
                complain(&message);
            }
        }
        Ok(())
    });
    let entry = |((path, code, message), count): ((String, &str, String), usize)| BaselineEntry {
        path,
        code: code.to_owned(),
        message,
        count,
    };
    let stored = Stored { version: VERSION, findings: counts.into_iter().map(entry).collect() };
    let text = text::json(&stored).map_err(|error| error.to_string())?;
    looked.map_err(|error| format!("{}: cannot write the baseline: {error}", file.display()))?;
    let is_baseline = |text: &str| {
        let known = text.trim().is_empty() || serde_json::from_str::<Stored>(text).is_ok();
        known.then_some(()).ok_or_else(|| "not a baseline, and left as it is".to_owned())
    };
    let note = write::create(file, &(text + "\n"), is_baseline)?;
    print(&format!("{} written to {}\n", format_count(all, "problem"), printable(&file.to_string_lossy())));
    note.iter().for_each(|note| complain(note));
    Ok(if unread > 0 { 2 } else { 0 })
}

/// Returns the folder of a baseline, with its last `/`.
fn folder_of(file: &Path) -> String {
    let whole = whole_path(file);
    whole.rfind('/').map_or_else(String::new, |end| whole.get(..=end).unwrap_or_default().to_owned())
}

/// Returns the path of a file relative to that folder, so that it is the same wherever the project is.
fn relative(folder: &str, path: &Path) -> String {
    let whole = whole_path(path);
    index::relative(&whole, folder).unwrap_or(whole)
}
