//! The files around a document, for the server and for commands: settings, paths, links, which files are agents', what
//! they tell each other, and when that changes. It knows no protocol.

pub mod aliases;
pub mod existence;
pub mod files;
pub mod ignores;
pub mod links;
pub mod paths;
pub mod projects;
pub mod scan;
pub mod settings;
mod tracked;
pub mod walk;
pub mod watch;
