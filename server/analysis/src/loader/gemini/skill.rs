//! Skills: by YAML where name and description are texts, or else by the lines that begin with these words.

use super::{JS_YAML, dropped, find};
use crate::loader::value::Value;
use crate::loader::yaml::load;
use crate::loader::{File, Judged, Outcome, Part, Verdict};

pub(super) fn judge(file: &File<'_>) -> Judged {
    let block = find(file)?;
    let text = block.text(file);
    let read = load(text, &JS_YAML);
    if let Ok(Value::Map(map)) = &read
        && ["name", "description"].iter().all(|key| map.get(key).and_then(Value::text).is_some())
    {
        return Ok(Verdict::loads());
    }
    let line = |key: &str| {
        text.lines().any(|line| {
            line.trim_start().strip_prefix(key).is_some_and(|rest| rest.starts_with(':')) && !unusual(line)
        })
    };
    for key in ["name", "description"] {
        if !line(key) {
            let reason = format!("no line begins with `{key}:`");
            return Err(dropped(Part::Field, file.key(&[key]).or_else(|| file.opening()), reason));
        }
    }
    match read {
        Ok(_) => Ok(Verdict::loads()),
        Err(refusal) => Ok(Verdict::new(
            Outcome::Repaired,
            Part::Yaml,
            file.fault(&refusal, block.content.start),
            "the front matter is not valid YAML, so name and description are taken from their lines",
        )),
    }
}

/// Whether a line holds line ends that the dot of JavaScript's regular expressions does not stand for.
fn unusual(line: &str) -> bool {
    line.contains(['\u{2028}', '\u{2029}', '\r'])
}
