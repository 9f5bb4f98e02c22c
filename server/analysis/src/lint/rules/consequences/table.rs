//! Whose verdict counts, and how much: the only source of severities of diagnostics about loading.
//!
//! | tool | drops the file | loads it with ignored parts |
//! |---|---|---|
//! | named as a target | error | warning |
//! | owner of the path | error | warning |
//! | another reader of the path | information | nothing |
//! | reader of a shared path | error if all drop it, else warning | warning if all lose it, else nothing |
//! | a validator, a retired program | nothing | nothing |
//!
//! If only some of the owner's programs are affected, a dropped file is an information, and an ignored part a hint.

use crate::lint::Severity;
use crate::verdicts::{Standing, ToolVerdict};

/// What a tool does to the author's disadvantage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Harm {
    /// Drops the file, or does not start.
    Drops,
    /// Loads the file and ignores a part of it.
    Loses,
}

/// Returns the severity for the verdicts that `does` selects; `None` if nothing is reported.
pub(super) fn severity(
    harm: Harm,
    readings: &[ToolVerdict],
    does: impl Fn(&ToolVerdict) -> bool,
) -> Option<Severity> {
    let of = |standing: Standing| readings.iter().filter(move |reading| reading.standing == standing);
    let any = |standing| of(standing).any(&does);
    let all = |standing| of(standing).all(&does);
    let worst = match harm {
        Harm::Drops => Severity::Error,
        Harm::Loses => Severity::Warning,
    };
    let milder = match harm {
        Harm::Drops => Severity::Information,
        Harm::Loses => Severity::Hint,
    };
    if any(Standing::Named) {
        return Some(worst);
    }
    if any(Standing::Owner) {
        return Some(if all(Standing::Owner) { worst } else { milder });
    }
    if any(Standing::Shared) {
        return match (harm, all(Standing::Shared)) {
            (Harm::Drops, false) => Some(Severity::Warning),
            (Harm::Loses, false) => None,
            (_, true) => Some(worst),
        };
    }
    (harm == Harm::Drops && any(Standing::Other)).then_some(Severity::Information)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::loading::Outcome;
    use crate::tools::loaders;

    /// Creates verdicts with these standings, each affected or not.
    fn readings(all: &[(Standing, bool)]) -> Vec<ToolVerdict> {
        let loader = loaders().next().expect("a loader");
        let document = Document::new(None, 0, "");
        let reading = |&(standing, harm): &(Standing, bool)| {
            let mut verdict = (*document.verdict(loader)).clone();
            verdict.outcome = if harm { Outcome::Dropped } else { Outcome::Loads };
            ToolVerdict { loader, verdict: verdict.into(), standing }
        };
        all.iter().map(reading).collect()
    }

    #[test]
    fn every_row_of_the_table() {
        use Severity::{Error, Hint, Information, Warning};
        use Standing::{Named, Other, Owner, Shared, Silent};
        for (all, drops, loses) in [
            (&[(Named, true), (Named, false)][..], Some(Error), Some(Warning)),
            (&[(Owner, true), (Other, false)], Some(Error), Some(Warning)),
            (&[(Owner, true), (Owner, false)], Some(Information), Some(Hint)),
            (&[(Owner, false), (Other, true), (Other, true)], Some(Information), None),
            (&[(Shared, true), (Shared, true)], Some(Error), Some(Warning)),
            (&[(Shared, true), (Shared, false)], Some(Warning), None),
            (&[(Silent, true), (Owner, false)], None, None),
            (&[(Owner, false), (Named, false)], None, None),
            (&[], None, None),
        ] {
            let all = readings(all);
            assert_eq!(severity(Harm::Drops, &all, ToolVerdict::is_dropped), drops, "{all:?}");
            assert_eq!(severity(Harm::Loses, &all, ToolVerdict::is_dropped), loses, "{all:?}");
        }
    }
}
