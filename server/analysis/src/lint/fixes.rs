//! How fixes are made: what the rules share of it. Which fix belongs to which finding is known to the rules.

pub(super) mod faults;
pub(super) mod lines;
pub(super) mod place;
pub(super) mod quoting;
pub(super) mod shape;
pub(super) mod words;
