//! Analysis of agent markdown files.
//!
//! Pure functions from documents to plain values in byte offsets: no protocol, no async, no file system. The modules
//! are layers ("floors"), and each uses lower ones only:
//!
//! 0. [`text`]: the rope, bytes, lines and columns; [`normalize`]: what is left of a word without case and joints;
//!    [`printable`]: text of others, as people see it; [`code_span`]: such a text as code in a sentence.
//! 1. [`syntax`]: front matter and markdown blocks. Parsing never fails.
//! 2. [`dialect`]: the format of what is known of a tool, and which kind of file a path is.
//! 3. [`loading`]: what loaders share: delimiters, YAML libraries, typed values, verdicts.
//! 4. [`tools`]: one folder a tool: what is known of it as data, and its loader.
//! 5. [`references`] and [`links`]: whom a text names and where it leads; [`sections`]: a body cut so that an edit costs
//!    a look at what it touched; [`summary`]: what a front matter tells others.
//! 6. [`document`]: a text with its syntax and dialect.
//! 7. [`index`]: what documents tell each other; [`verdicts`]: what the tools do with a document; [`markup`]: what is
//!    said of it to people.
//! 8. [`lint`]: rules, what they find and its fixes, in a document and across several.
//! 9. [`ide`]: what editors ask for, one file a feature.
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
mod normalize;
mod palette;
pub mod printable;
mod quote;
pub mod references;
pub mod sections;
pub mod summary;
pub mod syntax;
pub mod text;
pub mod tools;
mod values;
pub mod verdicts;
