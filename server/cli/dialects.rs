//! `agentls dialects`: the supported tools and kinds of file, and which of them a file is.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use agentls_analysis::dialect::{DialectFile, Dialects, FileKind};
use agentls_analysis::document::Document;
use agentls_analysis::loading::Observed;
use agentls_analysis::tools::{AskedProgram, asked_programs};
use agentls_workspace::files;
use agentls_workspace::settings::SettingsCache;
use serde_json::{Value, json};

use super::text::printable;
use super::{complain, print, print_json};

/// The arguments of `agentls dialects`.
#[derive(clap::Args)]
pub(crate) struct DialectsArguments {
    /// Show which kind of file this is, why, and which other tools read it.
    path: Option<PathBuf>,
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

/// Prints the list, or the kind of a file. Returns 2 for a file that cannot be read.
pub(crate) fn run_dialects(arguments: &DialectsArguments) -> ExitCode {
    let answer = match &arguments.path {
        None => list(
            &SettingsCache::default()
                .project_for(Some(Path::new(&files::whole_path(Path::new("x")))))
                .dialects,
        ),
        Some(path) => match files::read_input(path) {
            Ok(text) => {
                let path: Arc<str> = files::whole_path(path).into();
                let settings = SettingsCache::default();
                let (project, names) =
                    (settings.project_for(Some(Path::new(&*path))), settings.path_names(Path::new(&*path)));
                about(&Document::with_names(&project.dialects, &path, &names, None, 0, text.as_str().into()))
            }
            Err(error) => {
                complain(&error);
                return ExitCode::from(2);
            }
        },
    };
    match arguments.format {
        ListFormat::Json => print_json(&answer.1),
        ListFormat::Text => {
            print(&answer.0.iter().map(|line| format!("{}\n", printable(line))).collect::<String>())
        }
    }
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
