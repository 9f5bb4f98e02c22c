//! Models how Kilo reads files. Kilo is a fork of OpenCode: it finds and parses front matter as OpenCode does
//! (`opencode`), with its own repair and with schemas of its own. A value that these refuse
//! drops the file alone, and the program starts.
//!
//! Facts: npm `@kilocode/cli-linux-x64` 7.7.9 (`packages/opencode/src/config`, `packages/core/src/v1/config`,
//! `packages/opencode/src/kilocode/workflows-migrator.ts`, MIT), and readings of it over 800 files.
//!
//! Not modelled: a body that contains `{env:NAME}` drops a file of a project, except behind `$` or `//`.

use crate::loading::shape::Shape;
use crate::loading::value::Value;
use crate::loading::{File, Loader, Outcome, Part, Verdict, VerdictResult};
use crate::tools::opencode::loader::config::{self, Actions, ConfigKind};
use crate::tools::opencode::loader::repair::SecondTry;
use crate::tools::opencode::loader::{config_verdict, skill_verdict};

/// The loaders of this tool.
pub(crate) static LOADERS: &[Loader] = &[
    Loader::new("kilo.agent", |file| config_verdict(file, &QUOTES, &AGENT)),
    Loader::new("kilo.mode", |file| config_verdict(file, &QUOTES, &MODE)),
    Loader::new("kilo.command", |file| config_verdict(file, &QUOTES, &COMMAND)),
    Loader::new("kilo.workflow", workflow_verdict),
    Loader::new("kilo.skill", |file| skill_verdict(file, &QUOTES)),
];

/// Values with a colon are put in quotes: unlike a block scalar, such a value has no second line.
static QUOTES: SecondTry = SecondTry {
    tool: "Kilo",
    does: "puts values with a colon in quotes",
    reason: "invalid YAML, read again with quotes",
    because: "it is put in quotes",
    write: |key, value| format!("{key}: \"{}\"", value.replace('\\', r"\\").replace('"', "\\\"")),
};

/// A permission: also empty, which takes back what another configuration says.
const ACTION: Shape = Shape::Either(&[
    Shape::Word(&["ask", "allow", "deny"]),
    Shape::Such(|value| *value == Value::Null, "nothing"),
]);

/// Agents. Other keys are handed to the provider of the model.
const AGENT: ConfigKind = ConfigKind {
    keys: &[
        ("description", Shape::Text),
        ("mode", Shape::Word(&["subagent", "primary", "all"])),
        ("model", Shape::Text),
        ("variant", Shape::Text),
        ("temperature", Shape::Number),
        ("top_p", Shape::Number),
        ("tools", Shape::Map),
        ("permission", config::PERMISSION),
        ("steps", config::STEPS),
        ("maxSteps", config::STEPS),
        ("color", config::COLOR),
        ("hidden", Shape::Boolean),
        ("disable", Shape::Boolean),
        ("options", Shape::Map),
        ("displayName", Shape::Text),
        ("source", Shape::Text),
    ],
    nullable: &["description", "model", "variant", "temperature", "top_p", "permission", "steps"],
    actions: Actions { whole: ACTION, rule: Shape::Either(&[ACTION, Shape::MapOf(&ACTION)]) },
    misfit: Outcome::Dropped,
    unread_permissions: &[],
    ..config::AGENT
};

/// Modes: agents of former versions.
const MODE: ConfigKind = ConfigKind { is_mode: true, ..AGENT };

/// Commands.
const COMMAND: ConfigKind = ConfigKind { misfit: Outcome::Dropped, ..config::COMMAND };

/// Loads workflows, which are commands of former versions: the whole text is the prompt.
fn workflow_verdict(file: &File<'_>) -> VerdictResult {
    file.check_extension()?;
    let front = file.front.filter(|front| front.yaml.root.is_some());
    let Some(front) = front else { return Ok(Verdict::loads()) };
    let reason = "a workflow has no front matter";
    Err(Verdict::new(Outcome::Placeholder, Part::Delimiters, Some(front.open.clone()), reason)
        .detail("The whole file becomes the prompt. Commands have front matter."))
}

#[cfg(test)]
mod tests;
