use super::super::tests::check;
