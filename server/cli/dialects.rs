//! `agentls dialects`: the supported tools and kinds of file, and which of them a file is.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use agentls_analysis::dialect::{DialectFile, Dialects, FileKind};
use agentls_analysis::document::Document;
use agentls_analysis::loading::Observed;
use agentls_analysis::tools::{AskedProgram, asked_programs};
use agentls_workspace::files::{self, FoundFile};
use agentls_workspace::settings::SettingsCache;
use rayon::prelude::*;
use serde_json::{Value, json};

use super::input::{Exclude, read_document, user_settings};
use super::text::printable;
use super::{complain, print, print_json};

/// The arguments of `agentls dialects`.
#[derive(clap::Args)]
pub(crate) struct DialectsArguments {
    /// Show which kind of file this is, why, and which other tools read it; of folders and several files, of each.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    exclude: Exclude,
    /// Output format.
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

/// An output format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum ListFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// Prints the list, or the kinds of files. Returns 2 for files that cannot be read.
pub(crate) fn run_dialects(arguments: &DialectsArguments) -> ExitCode {
    let settings = Arc::new(user_settings());
    let mut unread = false;
    let answer = match &arguments.paths[..] {
        [] => list(&settings.project_for(Some(Path::new(&files::whole_path(Path::new("x"))))).dialects),
        [path] if !path.is_dir() => match read_document(path, &settings) {
            Ok((document, _)) => about(&document),
            Err(error) => {
                complain(&error);
                return ExitCode::from(2);
            }
        },
        paths => {
            let excluded = match arguments.exclude.to_excluded(&settings) {
                Ok(excluded) => excluded,
                Err(message) => {
                    complain(&message);
                    return ExitCode::from(2);
                }
            };
            let found = files::find_files(paths, &excluded);
            let all: Vec<Result<_, String>> =
                found.par_iter().map(|found| about_found(found, &settings)).collect();
            unread =
                all.iter().filter_map(|file| file.as_ref().err()).map(|error| complain(error)).count() > 0;
            let (lines, values): (Vec<_>, Vec<_>) = all.into_iter().flatten().flatten().unzip();
            (lines, Value::Array(values))
        }
    };
    let printed = match arguments.format {
        ListFormat::Json => print_json(&answer.1),
        ListFormat::Text => {
            print(&answer.0.iter().map(|line| format!("{}\n", printable(line))).collect::<String>())
        }
    };
    if unread { ExitCode::from(2) } else { printed }
}

/// Returns the kind of one of several files, as a line and as JSON; `None` if no tool reads it.
fn about_found(found: &FoundFile, settings: &SettingsCache) -> Result<Option<(String, Value)>, String> {
    let path = found.clone()?;
    let (document, _) = read_document(&path, settings)?;
    if document.detection.is_none() && document.location.readers.is_empty() {
        return Ok(None);
    }
    let (lines, mut value) = about(&document);
    let shown = files::to_slash(&path);
    value["path"] = json!(shown);
    Ok(Some((format!("{shown}: {}", lines.join("; ")), value)))
}

/// Returns every dialect with its kinds of file, as lines and as JSON.
fn list(dialects: &Dialects) -> (Vec<String>, Value) {
    let mut lines = Vec::new();
    for dialect in dialects.files() {
        lines.push(format!("{} ({}; checked {})", dialect.tool, dialect.versions, dialect.checked));
        let asked = asked_programs(&dialect.id);
        lines.extend(asked.iter().map(|asked| format!("  {}", verdict_line(asked))));
        if asked.is_empty() {
            lines.push("  no verdict".to_owned());
        }
        for kind in &dialect.documents {
            lines.push(format!("  {:30}{}", kind.id, kind.title));
            lines.extend(kind.globs.iter().map(|glob| format!("  {:30}  {glob}", "")));
        }
    }
    let dialect = |dialect: &Arc<DialectFile>| {
        json!({
            "id": dialect.id,
            "tool": dialect.tool,
            "versions": dialect.versions,
            "checked": dialect.checked,
            "verdicts": asked_programs(&dialect.id).iter().map(verdict).collect::<Vec<_>>(),
            "documents": dialect.documents.iter().map(|it| kind(it)).collect::<Vec<_>>(),
        })
    };
    (lines, dialects.files().iter().map(dialect).collect())
}

/// Returns what the verdicts of a program are worth.
fn verdict_line(asked: &AskedProgram) -> String {
    let Observed { program, version, date, earlier } = asked.observed;
    let earlier: Vec<_> = earlier.iter().map(|earlier| format!(" (also {})", earlier.version)).collect();
    let earlier = earlier.concat();
    let held = match asked.readings {
        0 => "not held against readings".to_owned(),
        readings => format!("held against {readings} readings"),
    };
    format!("verdict on {}: {program} {version}{earlier}, asked on {date}, {held}", asked.kinds.join(", "))
}

fn verdict(asked: &AskedProgram) -> Value {
    let Observed { program, version, date, earlier } = asked.observed;
    let earlier: Vec<_> =
        earlier.iter().map(|it| json!({ "version": it.version, "date": it.date })).collect();
    json!({
        "program": program,
        "version": version,
        "date": date,
        "earlier": earlier,
        "kinds": asked.kinds,
        "readings": asked.readings,
    })
}

fn kind(kind: &FileKind) -> Value {
    json!({ "id": kind.id, "title": kind.title, "globs": kind.globs, "alsoReads": kind.also_reads })
}

/// Returns the kind of one file, as lines and as JSON.
fn about(document: &Document) -> (Vec<String>, Value) {
    let own = document.detection.as_ref().map(|detection| detection.document.id.as_str());
    let others = document.location.readers.iter().filter(|reader| Some(reader.id.as_str()) != own);
    let others: Vec<_> = others.collect();
    let own_line = match &document.detection {
        Some(detection) => {
            let kind = &detection.document;
            format!("{} ({}), because {}", kind.id, kind.title, detection.reason)
        }
        None => "not an agent file: no tool reads this path, and no key is specific to one".to_owned(),
    };
    let read = others.iter().map(|reader| format!("also read as {} ({})", reader.id, reader.title));
    let lines = std::iter::once(own_line).chain(read).collect();
    let reason = document.detection.as_ref().map(|detection| &detection.reason);
    (
        lines,
        json!({ "kind": own, "reason": reason, "alsoReadAs": others.iter().map(|it| &it.id).collect::<Vec<_>>() }),
    )
}
