//! The files around a document, for the server and the CLI: settings, paths, symbolic links, discovery of agent files,
//! the index of their summaries, and file watching. Knows nothing of LSP.

pub mod aliases;
pub mod existence;
pub mod files;
pub mod folder_files;
pub mod ignores;
pub mod included;
pub mod links;
pub mod paths;
pub mod project_files;
pub mod projects;
pub mod scan;
pub mod settings;
pub mod skill_texts;
mod tracked;
pub mod walk;
pub mod watch;
