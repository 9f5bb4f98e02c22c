//! Detects the kind of a file, with the reason.

mod shape;

use std::sync::Arc;

use super::catalog::Dialects;
use super::globs::{GlobPath, Paths, Reach};
use super::places::split_glob;
use super::schema::FileKind;
use super::words::{Presence, Role};
use crate::code_span::code_span;
use crate::syntax::{FileFormat, Syntax};

/// The detected kind of a document, and the reason in a sentence for the author.
#[derive(Clone, Debug)]
pub struct Detection {
    /// The kind.
    pub document: Arc<FileKind>,
    /// Why it is of this kind.
    pub reason: String,
    /// The kind that a project adds for the same files, whose keys are checked too.
    pub added: Option<Arc<FileKind>>,
    /// Whether only weak markers show it: keys that files of other kinds have too.
    pub weak: bool,
}

/// Which tools read a path. Computing it matches every glob; it holds for as long as the path does.
#[derive(Debug, Default)]
pub struct Location {
    /// The kind that the project assigns to the path.
    said: Option<Detection>,
    /// Whether keys may override the kind.
    open: bool,
    /// The folder of the project, with a trailing `/`, if the project assigns the kind.
    root: Option<Box<str>>,
    /// The kind that would own the path if its file name did not say that it is about its folder.
    beside: Option<(Arc<FileKind>, String)>,
    /// The kind that owns the path, and the glob that matched.
    owner: Option<(Arc<FileKind>, String)>,
    /// The kind that the project adds for the path, besides the owner.
    added: Option<Arc<FileKind>>,
    /// The kind of the editor's language id, and that id.
    language: Option<(Arc<FileKind>, String)>,
    /// The kinds as which tools read the path: the owner and that of every other tool that reads it.
    pub readers: Vec<Arc<FileKind>>,
    /// Whether the path is in a location of a tool or of the project.
    found: bool,
    /// The path of the target, if this one is a link.
    real: Option<Arc<str>>,
}

/// The other paths by which tools see a file, because it or a parent folder is the target of a link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PathNames {
    /// The path of the target, if the file's path is a link.
    pub real: Option<Arc<str>>,
    /// Its other paths.
    pub others: Vec<Arc<str>>,
}

/// A kind that owns a path, the glob that matched, and how specific it is.
type Owner = (Arc<FileKind>, String, Reach);

/// A kind with globs that match a path.
struct Found<'a> {
    kind: &'a Arc<FileKind>,
    /// Its own most specific glob, and how specific that is.
    own: Option<(&'a str, Reach)>,
    /// Whether it reads the path as a file of another tool.
    also: bool,
}

impl Location {
    /// Returns the folder of the project, with a trailing `/`, if the project assigns the kind.
    pub(crate) fn root(&self) -> Option<&str> {
        self.root.as_deref()
    }

    /// Returns the format of the file, by the kind that the project assigns or that owns the path.
    pub(crate) fn format(&self) -> FileFormat {
        let said = self.said.as_ref().map(|said| &said.document);
        let kind = said.or_else(|| self.owner.as_ref().map(|(kind, _)| kind));
        kind.map(|kind| kind.format).unwrap_or_default()
    }

    /// Whether the path is in a location of a tool or of the project.
    pub(crate) fn is_found(&self) -> bool {
        self.found
    }

    /// Returns the path of the target, if the file's path is a link.
    pub(crate) fn real(&self) -> Option<&str> {
        self.real.as_deref()
    }
}

/// The name of a file that is about its folder.
const README: &str = "README.md";

/// Other such names, case-sensitive: an agent may be called `security`.
const ABOUT: &[&str] =
    &["CHANGELOG", "LICENSE", "LICENCE", "NOTICE", "AUTHORS", "CONTRIBUTING", "CODE_OF_CONDUCT", "SECURITY"];

/// Whether the name of a markdown file says that it is about its folder. `README` may have any case and a language.
fn is_about_folder(name: &str) -> bool {
    let Some(stem) = name.strip_suffix(".md") else { return name.eq_ignore_ascii_case(README) };
    let first = stem.split('.').next().unwrap_or_default();
    first.eq_ignore_ascii_case("README") || ABOUT.contains(&stem)
}

impl Dialects {
    /// Computes which tools read a path with `/` as separator.
    pub fn locate(&self, path: &str) -> Location {
        if let Some((folder, name)) = path.rsplit_once('/')
            && name != README
            && is_about_folder(name)
        {
            return self.locate(&format!("{folder}/{README}"));
        }
        if let Some(said) = self.said(path, false) {
            return said;
        }
        let found = self.found_at(path);
        let (owner, added) = owners(&found);
        let is_owned =
            |(kind, _, reach): &(Arc<FileKind>, String, Reach)| *reach > Reach::Ending && !kind.fallback;
        let named = (!owner.as_ref().is_some_and(is_owned)).then(|| self.said(path, true)).flatten();
        if let Some(named) = named {
            return named;
        }
        let is_found = owner.as_ref().is_some_and(|(.., reach)| *reach == Reach::Folder);
        let owner = owner.map(|(document, glob, _)| (document, glob));
        let beside = if owner.is_none() { self.beside(path) } else { None };
        let own = owner.as_ref().filter(|(document, _)| document.added);
        let root = own.and_then(|(_, glob)| around(path, glob)).map(Into::into);
        let readers = readers(found);
        Location { owner, added, beside, root, found: is_found, readers, ..Location::default() }
    }

    /// Adds the other paths by which tools see a file: they read it according to each of them.
    #[must_use]
    pub fn locate_names(&self, location: Location, names: &PathNames) -> Location {
        let mut location = Location { real: names.real.clone(), ..location };
        for name in &names.others {
            let other = self.locate(name);
            location.owner = location.owner.or(other.owner);
            let news = other.readers.into_iter().filter(|reader| !location.readers.contains(reader));
            let news: Vec<_> = news.collect();
            location.readers.extend(news);
        }
        location
    }

    /// Computes the location of a file to which an editor gives a language id.
    pub fn locate_in_language(&self, path: Option<&str>, id: &str) -> Location {
        let location = path.map(|path| self.locate(path)).unwrap_or_default();
        let language = self.file_kinds().find_map(|document| {
            let language = document.languages.iter().find(|language| *language == id)?;
            Some((document.clone(), language.clone()))
        });
        Location { language, ..location }
    }

    /// Returns what the project says of a path, in its settings or, if `named`, in its manifests.
    fn said(&self, path: &str, named: bool) -> Option<Location> {
        let all = self.located().iter().filter(|located| located.named == named);
        let located = all.filter(|located| located.is_match(path)).find(|located| {
            // A manifest's location excludes what its kind excludes.
            !named || !located.document.paths.exclude.is_match(GlobPath::new(path))
        })?;
        let reason = format!("{} says so: the path matches {}", located.origin, code_span(&located.glob));
        let said = Some(Detection { document: located.document.clone(), reason, added: None, weak: false });
        let open = named && located.document.fallback;
        // A file in such a location is read as if it were at a default path of its kind.
        let readers = self.readers(&self.example_path(&located.document));
        Some(Location {
            said,
            open,
            found: true,
            root: Some(located.project.as_str().into()),
            readers,
            ..Location::default()
        })
    }

    /// Returns the kinds as which tools read a path.
    pub(super) fn readers(&self, path: &str) -> Vec<Arc<FileKind>> {
        readers(self.found_at(path))
    }

    /// Returns the kinds with globs that match a path, those with the broadest last.
    fn found_at(&self, path: &str) -> Vec<Found<'_>> {
        let path = GlobPath::new(path);
        let found = self.by_globs().filter_map(|kind| {
            let Paths { globs, also_reads, exclude } = &*kind.paths;
            let own = globs.best_match(path);
            let also = own.is_none_or(|(_, reach)| reach == Reach::Ending) && also_reads.is_match(path);
            let read = (own.is_some() || also) && !exclude.is_match(path);
            read.then_some(Found { kind, own, also })
        });
        found.collect()
    }

    /// Returns the kind that owns the siblings of a `README.md`.
    fn beside(&self, path: &str) -> Option<(Arc<FileKind>, String)> {
        let (folder, name) = path.rsplit_once('/')?;
        let owner = || owner(&self.found_at(&format!("{folder}/x.md")), false);
        let (document, glob, _) = (name == README).then(owner).flatten()?;
        Some((document, glob))
    }
}

/// Returns the kinds as which tools read a path. In a tool's own folder, globs for name endings do not count.
fn readers(found: Vec<Found<'_>>) -> Vec<Arc<FileKind>> {
    let reach = |it: &Found<'_>| {
        if it.also { Reach::Folder } else { it.own.map_or(Reach::Folder, |(_, reach)| reach) }
    };
    let folder = found.iter().any(|it| reach(it) == Reach::Folder);
    let read = found.into_iter().filter(|it| !folder || reach(it) > Reach::Ending);
    read.map(|it| it.kind.clone()).collect()
}

/// Returns the kind that owns a path, with the glob that matched, and the kind that the project adds for the path.
fn owners(found: &[Found<'_>]) -> (Option<Owner>, Option<Arc<FileKind>>) {
    let added = owner(found, true);
    match owner(found, false) {
        Some(owner) if !added.as_ref().is_some_and(|(kind, ..)| kind.alone) => {
            (Some(owner), added.map(|(kind, ..)| kind))
        }
        _ if added.is_some() => (added, None),
        owner => (owner, None),
    }
}

/// Returns the owner of a path among the kinds that a project has `added`, or among the others. Globs that say more
/// about the folder take precedence over those for name endings.
fn owner(found: &[Found<'_>], added: bool) -> Option<Owner> {
    let mut best: Option<(&Arc<FileKind>, &str, Reach)> = None;
    for it in found.iter().filter(|it| it.kind.overlay.is_none() && it.kind.added == added) {
        if it.kind.fallback && best.is_some() {
            break;
        }
        let Some((glob, reach)) = it.own else { continue };
        if best.is_none_or(|(.., known)| known < reach) {
            best = Some((it.kind, glob, reach));
        }
        // A tool's own folder takes precedence over a name, and a name over an ending.
        if reach == Reach::Folder {
            break;
        }
    }
    best.map(|(kind, glob, reach)| (kind.clone(), glob.to_owned(), reach))
}

/// Detects the kind of a document; `None` if it is not an agent file.
///
/// `path` has `/` as separator and is `None` for a document without a file; `location` is that of the path. What the
/// project says takes precedence, then the owner of the path; elsewhere the keys must show the kind unambiguously.
pub fn detect(
    dialects: &Dialects,
    path: Option<&str>,
    location: &Location,
    syntax: &Syntax,
) -> Option<Detection> {
    let found = kind_of(dialects, path, location, syntax)?;
    let Some(added) = &location.added else { return Some(found) };
    let both = dialects.both(&found.document, added);
    Some(Detection { document: both.kind, added: Some(both.added), ..found })
}

fn kind_of(
    dialects: &Dialects,
    path: Option<&str>,
    location: &Location,
    syntax: &Syntax,
) -> Option<Detection> {
    let root = syntax.front_matter().and_then(|front| front.yaml.root.as_ref());
    if let Some(said) = &location.said {
        let signed = location.open.then(|| dialects.by_sign(root, path)).flatten();
        return signed.or_else(|| Some(said.clone()));
    }
    // Tools load a README.md that has the keys of an agent.
    let has = |key| root.is_some_and(|root| root.entry(key).is_some());
    let named = |kind: &FileKind| {
        let needs = kind.fields.iter().any(|field| field.name == "name" && field.required);
        has("description") && (has("name") || !needs && kind.front_matter != Presence::Required)
    };
    let beside = location.beside.as_ref().filter(|(kind, _)| named(kind));
    let Some((owner, glob)) = location.owner.as_ref().or(beside) else {
        let said = location.language.as_ref().map(|(document, language)| Detection {
            document: document.clone(),
            reason: format!("the editor says that it is one, by the language id {}", code_span(language)),
            added: None,
            weak: false,
        });
        return said.or_else(|| dialects.by_shape(path, root?));
    };
    let signed =
        (owner.fallback && owner.role == Role::Agent).then(|| dialects.by_sign(root, path)).flatten();
    if signed.is_some() {
        return signed;
    }
    let overlay = root.and_then(|root| dialects.marked_overlay(owner, root));
    Some(match overlay {
        Some((document, marker)) => Detection {
            document: document.clone(),
            reason: format!(
                "{} reads this path, and the key {} is one of {}'s",
                owner.tool,
                code_span(marker),
                document.tool
            ),
            added: None,
            weak: document.is_weak(marker),
        },
        None => Detection {
            document: owner.clone(),
            reason: format!("{} looks here: the path matches {}", owner.tool, code_span(glob)),
            added: None,
            weak: false,
        },
    })
}

/// Returns the parent of the first folder that a glob names, with a trailing `/`.
fn around<'a>(path: &'a str, glob: &str) -> Option<&'a str> {
    let (folder, _) = split_glob(glob);
    let at = path.find(&format!("/{folder}/")).filter(|_| !folder.is_empty())?;
    path.get(..=at)
}

#[cfg(test)]
mod tests;
