//! The text and the place of a new file of a kind, from the template that completion offers.

use std::sync::Arc;

use super::NewFile;
use super::place::{place_in, slug};
use crate::code_span::code_span;
use crate::dialect::{Dialects, FileKind};
use crate::document::Document;
use crate::ide::completion::template;
use crate::lint::{Severity, diagnostics};

/// Returns a new file of a kind with that name below a folder, which is given with its last `/`.
///
/// # Errors
/// A clause about a name that tools do not take, or a kind that has no place or no template.
pub fn new_file(
    dialects: &Arc<Dialects>,
    kind: &FileKind,
    folder: &str,
    name: &str,
) -> Result<NewFile, String> {
    if slug(name).as_deref() != Some(name) {
        let hint = slug(name).map_or_else(String::new, |slug| format!(", as in {}", code_span(&slug)));
        return Err(format!("{}: use lower-case letters, digits and hyphens{hint}", code_span(name)));
    }
    let nowhere = || format!("{} has no folder of its own for files with a name", kind.title);
    let path = format!("{folder}{}", place_in(kind, name).ok_or_else(nowhere)?);
    let of_text = |text: &str| Document::with_dialects(dialects, Some(path.as_str().into()), 0, text);
    let made = template(&of_text("")).filter(|text| {
        let worst = |text: &str| diagnostics(&of_text(text)).iter().map(|found| found.severity).min();
        worst(text).is_none_or(|severity| severity >= Severity::Hint)
    });
    let text = made.ok_or_else(|| format!("{} has no template for {}", kind.title, code_span(name)))?;
    Ok(NewFile { path, text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::file_kinds;

    #[test]
    fn every_new_file_is_one_of_its_kind_and_loads() {
        let dialects = Dialects::built_in();
        let mut made = 0;
        for kind in file_kinds() {
            let Ok(file) = new_file(dialects, kind, "/w/", "my-name") else { continue };
            let document = Document::new(Some(file.path.as_str().into()), 0, &file.text);
            let id = document.detection.as_ref().map(|detection| detection.document.id.clone());
            assert_eq!(id.as_ref(), Some(&kind.id), "{}", file.path);
            made += 1;
        }
        assert!(made > 40, "{made}");
        let claude = file_kinds().find(|kind| kind.id == "claude-code.agent").unwrap();
        assert!(new_file(dialects, claude, "/w/", "My Agent").unwrap_err().contains("`my-agent`"));
    }
}
