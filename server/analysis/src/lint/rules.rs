//! The rules, in one file each or one per family. To add one, add a module and a row here.

pub(crate) mod colors;
pub(crate) mod comments;
pub(crate) mod consequences;
pub(crate) mod delimiters;
pub(crate) mod hidden;
pub(crate) mod keys;
pub(crate) mod relations;
pub(crate) mod required;
pub(crate) mod shell;
pub(crate) mod syntax;
pub(crate) mod tools;
pub(crate) mod types;
pub(crate) mod uploads;
pub(crate) mod vocabulary;

use super::rule::Family;
use super::rule::FamilyCheck::{Entries, Whole};
use crate::loading::Part;

/// Families, in the order in which they are checked.
pub(super) static FAMILIES: &[Family] = &[
    Family { rules: delimiters::RULES, check: Whole(delimiters::lint_delimiters), part: Part::Delimiters },
    Family { rules: syntax::RULES, check: Whole(syntax::lint_syntax), part: Part::Yaml },
    Family { rules: required::RULES, check: Whole(required::lint_required), part: Part::Field },
    Family { rules: keys::RULES, check: Whole(keys::lint_keys), part: Part::Field },
    Family { rules: relations::RULES, check: Whole(relations::lint_relations), part: Part::Field },
    Family { rules: tools::RULES, check: Whole(tools::lint_tools), part: Part::Field },
    Family { rules: types::RULES, check: Entries(types::lint_types), part: Part::Field },
    Family { rules: vocabulary::RULES, check: Entries(vocabulary::lint_vocabulary), part: Part::Field },
    Family { rules: colors::RULES, check: Entries(colors::lint_colors), part: Part::Field },
    Family { rules: uploads::RULES, check: Entries(uploads::lint_uploads), part: Part::Field },
    Family { rules: comments::RULES, check: Entries(comments::lint_comments), part: Part::Field },
    Family { rules: shell::RULES, check: Entries(shell::lint_shell), part: Part::Field },
    Family { rules: hidden::RULES, check: Entries(hidden::lint_hidden), part: Part::Field },
];
