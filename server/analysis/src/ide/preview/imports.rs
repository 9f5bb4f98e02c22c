//! The files that a text includes by `@path`.

use serde::Serialize;

use super::comments::without_comments;
use super::parts::{PartForm, PromptPart, size_of};
use super::{ReadFile, Subject};
use crate::dialect::{ImportBase, Imports, SentInPlace};
use crate::index::project_root;
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

/// A text with the files in it that take the place of their paths.
#[derive(Default)]
pub(super) struct TextWithFiles {
    pub(super) parts: Vec<PromptPart>,
    /// The paths of files that could not be read, as they are written.
    pub(super) missing: Vec<String>,
}

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
        let facts = self.sent.and_then(|sent| sent.imported.as_ref()).zip(self.kind.imports.as_ref());
        let Some(((facts, imports), own)) = facts.zip(self.document.path.as_deref()) else {
            return Default::default();
        };
        if facts.in_place.is_some() {
            return Default::default();
        }
        let (seen, found, missing) = (vec![own.to_owned()], Vec::new(), Vec::new());
        let mut inclusion = Inclusion { subject: self, imports, own, seen, length: 0, found, missing };
        inclusion.include(own, text, facts.levels);
        (inclusion.found, inclusion.missing)
    }

    /// Returns the text with the files that take the place of their paths; `None` if none do.
    pub(super) fn text_with_files(&self, text: &str) -> Option<TextWithFiles> {
        let facts = self.sent.and_then(|sent| sent.imported.as_ref())?;
        let in_place = facts.in_place.as_ref()?;
        let imports = self.kind.imports.as_ref()?;
        let own = self.document.path.as_deref()?;
        let mut replacing = Replacing {
            in_place,
            imports,
            read: self.question.read,
            around: if in_place.counts_itself { vec![own.to_owned()] } else { Vec::new() },
            files: 0,
            length: 0,
            made: TextWithFiles::default(),
        };
        replacing.add_file(own, text, facts.levels, PartForm::Text);
        Some(replacing.made)
    }
}

/// A text whose imports are being replaced.
struct Replacing<'a> {
    in_place: &'a SentInPlace,
    imports: &'a Imports,
    read: ReadFile<'a>,
    /// The paths of the files in one another whose text is being added.
    around: Vec<String>,
    files: usize,
    length: usize,
    made: TextWithFiles,
}

impl Replacing<'_> {
    /// Adds the text of a file and of those that it includes.
    fn add_file(&mut self, from: &str, text: &str, levels: usize, form: PartForm) {
        let markdown = parse_markdown(text, 0);
        let mut at = 0;
        for link in links(text, 0, &markdown) {
            // The sign before the path belongs to it.
            let range = link.span.range();
            let Some(start) = range.start.checked_sub(1).filter(|start| *start >= at && levels > 0) else {
                continue;
            };
            if !link.is_followed_in(self.imports) {
                continue;
            }
            // The tool takes the marks behind a path for a part of it.
            let rest = text.get(range.end..).unwrap_or_default();
            let marks =
                if is_glued(&link) { rest.find(char::is_whitespace).unwrap_or(rest.len()) } else { 0 };
            let range = range.start..range.end + marks;
            let written = text.get(range.clone()).unwrap_or_default();
            let Some(path) = resolved(self.imports, from, written) else { continue };
            let mark = |form: &str| form.replace("{path}", written).replace("{whole}", &path);
            let file = (self.files < MOST && self.length < LONGEST).then(|| (self.read)(&path)).flatten();
            let again = self.around.contains(&path);
            if file.is_none() && !again {
                self.made.missing.push(written.to_owned());
                let Some(missing) = &self.in_place.missing else { continue };
                self.push(form, text.get(at..start));
                self.push(PartForm::Added, Some(&mark(missing)));
                at = range.end;
                continue;
            }
            self.push(form, text.get(at..start));
            at = range.end;
            let Some(file) = file.filter(|_| !again) else {
                self.push(PartForm::Added, Some(&mark(&self.in_place.again)));
                continue;
            };
            self.files += 1;
            self.length += file.len();
            self.push(PartForm::Added, Some(&mark(&self.in_place.before)));
            self.around.push(path.clone());
            self.add_file(&path, &file, levels - 1, PartForm::Imported);
            self.around.pop();
            self.push(PartForm::Added, Some(&mark(&self.in_place.behind)));
        }
        self.push(form, text.get(at..));
    }

    fn push(&mut self, form: PartForm, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.made.parts.push(PromptPart { form, text: text.to_owned(), written: None });
        }
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
            let Some(path) = path_of(self.imports, from, &link) else { continue };
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
}

/// Whether a punctuation mark follows an import.
fn is_glued(link: &Link) -> bool {
    matches!(link.form, LinkForm::Import { glued: true, .. })
}

/// Returns the path of the file that an import names.
fn path_of(imports: &Imports, from: &str, link: &Link) -> Option<String> {
    let has_mark = is_glued(link) && !imports.glued_marks.is_empty();
    let is_followed = link.is_followed_in(imports) && !has_mark && !link.path.starts_with('~');
    is_followed.then(|| resolved(imports, from, &link.path)).flatten()
}

/// Returns the whole path for one in a file.
fn resolved(imports: &Imports, from: &str, path: &str) -> Option<String> {
    if path.starts_with('/') {
        return Some(path.to_owned());
    }
    match imports.from {
        ImportBase::File => resolve(from, path),
        ImportBase::Project => resolve(project_root(from), path),
    }
}
