//! Building blocks of fixes, shared by the rules. Each rule decides which fixes its diagnostics have.

pub(super) mod faults;
pub(super) mod lines;
pub(super) mod place;
pub(super) mod quoting;
pub(super) mod shape;
pub(super) mod words;
