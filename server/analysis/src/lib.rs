//! What agentls knows about agent markdown files.
//!
//! Pure functions from documents to plain values in byte offsets: no protocol, no async, no file system. The modules
//! are floors, and each uses lower floors only:
//!
//! 0. [`text`]: the rope, bytes, lines and columns.
//! 1. [`syntax`]: front matter and markdown blocks. Parsing never fails.
//! 2. [`dialect`]: what each tool's front matter may say, as data; [`loader`]: what each tool does with a file.
//! 3. [`document`]: a text with its syntax and dialect; [`references`] and [`links`]: what it names
//!    and where it leads; [`fleet`]: what documents tell each other.
//! 4. [`verdicts`]: what the tools do with a document; [`rules`][]: findings and their fixes.
//! 5. [`features`]: what editors ask for: completion, hover, colours, symbols, code actions.
//!
//! Analysis cannot fail: it returns less.

pub mod dialect;
pub mod document;
pub mod facts;
pub mod features;
#[cfg(test)]
mod fixture;
pub mod fleet;
pub mod links;
pub mod loader;
mod palette;
mod quote;
pub mod references;
pub mod rules;
pub mod sections;
pub mod syntax;
pub mod text;
mod values;
pub mod verdicts;
