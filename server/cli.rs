//! The command line: arguments, files, and what is printed.

pub(crate) mod check;
mod files;
mod report;
mod verdict;
