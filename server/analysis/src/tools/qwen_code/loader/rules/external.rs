//! Agents that run elsewhere: in another program (`executor`) or in a container (`executionBackend`). If in doubt about
//! these keys, Qwen Code drops the agent rather than run it itself.
//!
//! Not modelled: front matter that is not YAML and has these keys within a block scalar only.

use super::dropped;
use crate::loading::block::lf_lines;
use crate::loading::value::Value;
use crate::loading::yaml::{YamlLibrary, load};
use crate::loading::{File, Part, Verdict};
use crate::tools::qwen_code::loader::{QwenFrontMatter, YAML};

/// Checks `executionBackend`: it must be `container`, in front matter that is valid YAML.
pub(super) fn check_backend(file: &File<'_>, front: &QwenFrontMatter<'_>) -> Result<(), Verdict> {
    const KEY: &str = "executionBackend";
    if claim(front.block, KEY).is_some() && front.refusal.is_some() {
        return Err(unreadable(file, front, KEY));
    }
    match front.whole.as_ref().and_then(|map| map.get(KEY)) {
        None => Ok(()),
        Some(Value::Text(text)) if &**text == "container" => Ok(()),
        Some(_) => Err(dropped(file.value_range(&[KEY]), "`executionBackend` must be `container`")),
    }
}

/// Checks `executor`: it must name a program. The only error that may precede it is a duplicate key: after any other,
/// the YAML library drops what follows.
pub(super) fn check_executor(file: &File<'_>, front: &QwenFrontMatter<'_>) -> Result<(), Verdict> {
    const KEY: &str = "executor";
    let twice = YamlLibrary { last_key_wins: true, ..YAML };
    let map = match (&front.whole, &front.refusal, claim(front.block, KEY)) {
        (Some(map), ..) => map.clone(),
        (None, None, _) | (None, Some(_), None) => return Ok(()),
        (None, Some(refusal), Some(at)) => match load(front.block, &twice) {
            Ok(Value::Map(map)) if refusal.offset < at => map,
            _ => return Err(unreadable(file, front, KEY)),
        },
    };
    let Some(executor) = map.get(KEY) else { return Ok(()) };
    let fits = executor.map().is_some_and(|executor| {
        let kind = executor.get("kind").and_then(Value::as_str);
        let command = executor.get("command").and_then(Value::as_str);
        let args = match executor.get("args") {
            None => true,
            Some(args) => args.list().is_some_and(|args| args.iter().all(|arg| arg.as_str().is_some())),
        };
        matches!(kind, Some("acp" | "codex"))
            && command.is_some_and(|command| !super::trim(command).is_empty())
            && args
    });
    if fits {
        return Ok(());
    }
    let verdict = dropped(file.value_range(&[KEY]), "`executor` is not valid");
    Err(verdict.detail("It needs a `kind` (`acp` or `codex`), a `command`, and only strings in `args`."))
}

/// Returns the start of a line that sets a key, at any indentation.
fn claim(block: &str, key: &str) -> Option<usize> {
    lf_lines(block).find_map(|(start, line)| {
        let rest = line.trim_start_matches([' ', '\t']);
        let rest = rest.strip_prefix(['"', '\'']).unwrap_or(rest).strip_prefix(key)?;
        let rest = rest.strip_prefix(['"', '\'']).unwrap_or(rest);
        rest.trim_start_matches([' ', '\t']).starts_with(':').then_some(start)
    })
}

fn unreadable(file: &File<'_>, front: &QwenFrontMatter<'_>, key: &str) -> Verdict {
    let start = file.front.map_or(0, |front| front.content.start);
    let cause = front.refusal.as_ref().and_then(|refusal| file.error_range(refusal, start));
    let detail = format!("With `{key}`, Qwen Code does not read invalid YAML line by line.");
    Verdict::dropped(Part::Yaml, cause, "invalid YAML").detail(detail)
}
