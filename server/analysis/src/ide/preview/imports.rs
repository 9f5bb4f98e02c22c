//! The files that a text includes by `@path`.

use serde::Serialize;

use super::Subject;
use super::comments::without_comments;
use super::parts::size_of;
use crate::dialect::{ImportBase, Imports};
use crate::links::{Link, LinkForm, links, relative_import, resolve};
use crate::syntax::markdown::parse_markdown;

/// A file that is sent because a text names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IncludedFile {
    /// Its path, relative to the previewed file.
    pub path: String,
    /// Its text as it is sent.
    pub text: String,
    /// The number of characters.
    pub characters: usize,
    /// An estimate of the number of tokens.
    pub tokens: usize,
}

/// Maximum number of files.
const MOST: usize = 64;

/// Maximum length of all their texts, in bytes.
const LONGEST: usize = 1024 * 1024;

/// The files that have been found.
struct Inclusion<'a> {
    subject: &'a Subject<'a>,
    imports: &'a Imports,
    own: &'a str,
    /// The paths of all that is sent, of the previewed file too.
    seen: Vec<String>,
    length: usize,
    found: Vec<IncludedFile>,
    missing: Vec<String>,
}

impl Subject<'_> {
    /// Returns the files that the text includes and that are sent apart from it, in the order in which they are sent, and
    /// the paths of those that could not be read.
    pub(super) fn included(&self, text: &str) -> (Vec<IncludedFile>, Vec<String>) {
        let facts = self.sent.and_then(|sent| sent.imported).zip(self.kind.imports.as_ref());
        let Some(((facts, imports), own)) = facts.zip(self.document.path.as_deref()) else {
            return Default::default();
        };
        let (seen, found, missing) = (vec![own.to_owned()], Vec::new(), Vec::new());
        let mut inclusion = Inclusion { subject: self, imports, own, seen, length: 0, found, missing };
        inclusion.include(own, text, facts.levels);
        (inclusion.found, inclusion.missing)
    }
}

impl Inclusion<'_> {
    /// Adds the files that a text includes, and those that these include.
    fn include(&mut self, from: &str, text: &str, levels: usize) {
        if levels == 0 {
            return;
        }
        let markdown = parse_markdown(text, 0);
        for link in links(text, 0, &markdown) {
            let Some(path) = self.path_of(from, &link) else { continue };
            if self.seen.len() > MOST || self.length >= LONGEST || self.seen.contains(&path) {
                continue;
            }
            self.seen.push(path.clone());
            let shown = relative_import(self.own, &path);
            let Some(whole) = (self.subject.question.read)(&path) else {
                self.missing.push(shown);
                continue;
            };
            self.length += whole.len();
            let is_instructions = self.subject.is_instructions();
            let text = if is_instructions { without_comments(&whole).trim().to_owned() } else { whole };
            let (characters, tokens) = size_of(&text);
            self.found.push(IncludedFile { path: shown, text: text.clone(), characters, tokens });
            self.include(&path, &text, levels - 1);
        }
    }

    /// Returns the path of the file that an import names.
    fn path_of(&self, from: &str, link: &Link) -> Option<String> {
        let LinkForm::Import { glued, indented } = link.form else { return None };
        let is_glued = glued && !self.imports.glued_marks.is_empty();
        if is_glued || indented && !self.imports.indented || link.path.starts_with('~') {
            return None;
        }
        if link.path.starts_with('/') {
            return Some(link.path.to_string());
        }
        match self.imports.from {
            ImportBase::File => resolve(from, &link.path),
            ImportBase::Project => {
                // The project is around the folder of the tool.
                let (project, _) = from.split_once("/.")?;
                resolve(&format!("{project}/x"), &link.path)
            }
        }
    }
}
