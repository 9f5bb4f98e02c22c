//! Analysis of agent markdown files.
//!
//! Pure functions from documents to plain values in byte offsets: no protocol, no async, no file system. The modules
//! are layers ("floors"), and each uses lower ones only:
//!
//! 0. [`text`]: the rope, bytes, lines and columns; [`normalize`]: words without case and joining characters;
//!    [`printable`]: untrusted text, escaped for display; [`code_span`]: text as a code span in a sentence.
//! 1. [`syntax`]: front matter and markdown blocks. Parsing never fails.
//! 2. [`dialect`]: the format of the facts about a tool, and detection of the kind of a file.
//! 3. [`loading`]: what loaders share: delimiters, YAML libraries, typed values, verdicts.
//! 4. [`tools`]: one folder per tool: its facts as data, and its loader.
//! 5. [`references`] and [`links`]: the names and destinations in a text; [`substitutions`]: what a tool may replace
//!    in a body; [`sections`]: a body split for incremental updates; [`summary`]: what a front matter tells other documents.
//! 6. [`document`]: a text with its syntax and dialect.
//! 7. [`index`]: the summaries of all documents; [`matching`]: files that match the patterns of rules; [`verdicts`]: what
//!    the tools do with a document; [`markup`]: markdown
//!    shown to people.
//! 8. [`lint`]: rules, diagnostics and fixes, within a document and across documents.
//! 9. [`ide`]: editor features, one file each.
//!
//! Analysis cannot fail: it returns less.

pub mod code_span;
pub mod dialect;
pub mod document;
#[cfg(test)]
mod fixture;
pub mod ide;
pub mod index;
pub mod links;
pub mod lint;
pub mod loading;
pub mod markup;
pub mod matching;
mod normalize;
mod palette;
pub mod printable;
mod quote;
pub mod references;
pub mod sections;
pub mod substitutions;
pub mod summary;
pub mod syntax;
pub mod text;
pub mod tools;
mod values;
pub mod verdicts;
