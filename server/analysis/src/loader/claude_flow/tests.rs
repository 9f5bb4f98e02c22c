use crate::loader::Outcome;
use crate::loader::tests::check;
