//! Models how GitHub Copilot's command line reads files; [`mod@vscode`] is VS Code. The command line repairs nothing and
//! reports what it rejects.
//!
//! Facts: readings of npm `@github/copilot` 1.0.102 over 7,000 files, with its own messages. The package is proprietary
//! and nothing of it is copied here.

use std::rc::Rc;

use crate::loading::block::{Block, UNCLOSED, bom, unopened};
use crate::loading::value::Value;
use crate::loading::yaml::YamlLibrary;
use crate::loading::{File, Loaded, Loader, Part, Size, Verdict, VerdictResult};

mod agent;
mod events;
mod handler;
mod hooks;
mod matcher;
mod servers;
mod skill;
mod vscode;

/// The loaders of this tool.
pub(crate) static LOADERS: &[Loader] = &[
    loader("copilot.agent", agent::agent_verdict).reading(read_loaded),
    loader("copilot.skill", skill::skill_verdict).reading(read_loaded),
    Loader {
        id: "vscode.agent",
        applies: Some(|path| !vscode::is_claude(path)),
        misses: Some(vscode::misses_agent),
        ..vscode("copilot.agent", vscode::agent_verdict)
    },
    Loader {
        id: "vscode.claude-agent",
        applies: Some(vscode::is_claude),
        misses: Some(vscode::misses_agent),
        ..vscode("copilot.agent", vscode::claude_verdict)
    },
    Loader { id: "vscode.skill", ..vscode("copilot.skill", vscode::skill_verdict) },
];

const fn loader(document: &'static str, judge: fn(&File<'_>) -> VerdictResult) -> Loader {
    let loader = Loader::new(document, judge);
    Loader { program: Some("copilot-cli"), ..loader }
}

/// VS Code loads nearly everything, so that its verdict counts only where it is a target.
const fn vscode(document: &'static str, judge: fn(&File<'_>) -> VerdictResult) -> Loader {
    let loader = Loader::new(document, judge);
    Loader { program: Some("vscode"), lenient: true, ..loader }
}

/// Its messages are those of Rust's `serde_yaml`.
const YAML: YamlLibrary = YamlLibrary::SERDE_YAML;

/// Returns what Copilot CLI has of a file that it loads.
fn read_loaded(file: &File<'_>) -> Loaded {
    match read_front_matter(file) {
        Ok((block, Value::Map(map))) => Loaded { map, body: block.body },
        Ok((block, _)) => Loaded { map: Rc::default(), body: block.body },
        Err(_) => Loaded { map: Rc::default(), body: bom(file.text()) },
    }
}

/// Reads the front matter and its value.
fn read_front_matter(file: &File<'_>) -> Result<(Block, Value), Verdict> {
    file.check_size(Size::Mebibyte)?;
    let block = find_front_matter(file)?;
    let text = block.content_of(file.text());
    let value = file.load_by_libyaml(text, block.content.start, &YAML)?;
    Ok((block, value))
}

/// Finds the front matter: from a first line of three dashes and spaces, after at most one byte-order mark, to the next
/// such line. Lines end at LF; a CR before it counts as a space.
fn find_front_matter(file: &File<'_>) -> Result<Block, Verdict> {
    let start = bom(file.text());
    let is_delimiter = |line: &str| line.starts_with("---") && line.trim_end() == "---";
    let mut lines = file.text().get(start..).unwrap_or_default().split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| is_delimiter(line)) else {
        let reason = unopened(file.text().get(start..).unwrap_or_default());
        return Err(Verdict::dropped(Part::Delimiters, Some(file.first_line()), reason));
    };
    let content = start + first.len();
    let mut at = content;
    for line in lines {
        if is_delimiter(line) {
            return Ok(Block { content: content..at, body: at + line.len() });
        }
        at += line.len();
    }
    Err(Verdict::dropped(Part::Delimiters, file.opening(), UNCLOSED))
}

#[cfg(test)]
mod tests;
