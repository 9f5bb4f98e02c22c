//! The rules, one file each or a tight family of them.

pub(crate) mod colors;
pub(crate) mod comments;
pub(crate) mod consequences;
pub(crate) mod delimiters;
pub(crate) mod keys;
pub(crate) mod relations;
pub(crate) mod required;
pub(crate) mod syntax;
pub(crate) mod tools;
pub(crate) mod types;
pub(crate) mod vocabulary;
