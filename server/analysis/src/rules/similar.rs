//! Which known word an author probably meant.

use crate::dialect::Set;
use crate::letters::{Letters, has_letters_of};

/// No guess is farther from the word than so many edits.
pub(super) const FARTHEST: usize = 2;

/// Which differences count.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Care {
    /// The word is wrong for sure: a guess may be far.
    Wrong,
    /// The word may well be right: only a slip of the finger and another case count.
    MayBeRight,
    /// The word is anyone's choice: only a slip of the finger counts.
    Free,
}

/// The word that was probably meant, out of those known.
pub(super) fn similar<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
    care: Care,
) -> Option<&'a str> {
    let letters = Letters::of(word);
    let known: Vec<_> = known
        .into_iter()
        .map(|candidate| (candidate, letters.least_distance(Letters::of(candidate))))
        .filter(|(candidate, least)| *least <= FARTHEST && *candidate != word)
        .collect();
    let lower = word.to_lowercase();
    if let Some((same, _)) =
        known.iter().find(|(candidate, least)| *least == 0 && has_letters_of(candidate, word))
    {
        // Another spelling of the same letters is a slip only where letters are all that counts.
        let counts = match care {
            Care::Wrong => true,
            Care::MayBeRight => same.to_lowercase() == lower,
            Care::Free => false,
        };
        return counts.then_some(*same);
    }
    let length = word.chars().count();
    let allowed = match care {
        Care::MayBeRight | Care::Free => usize::from(length >= 5),
        Care::Wrong if length <= 3 => 1,
        Care::Wrong => FARTHEST.min(length / 3),
    };
    let (mut nearest, mut below) = (None, allowed + 1);
    for (candidate, least) in known {
        // Words whose lengths or letters differ by more cannot be nearer, and need not be compared.
        if least.max(candidate.chars().count().abs_diff(length)) >= below {
            continue;
        }
        let distance = strsim::osa_distance(&lower, &candidate.to_lowercase());
        if distance < below && !(care != Care::Wrong && is_other_form(word, candidate)) {
            (nearest, below) = (Some(candidate), distance);
        }
    }
    nearest
}

/// Tells cheaply which words may be those that [`similar`] gives for a word, whatever else it is to choose from.
pub(super) fn may_be_meant(word: &str) -> impl Fn(&str) -> bool + use<> {
    let letters = Letters::of(word);
    move |candidate| letters.least_distance(Letters::of(candidate)) <= FARTHEST
}

/// The value of a set that was probably meant: a well-known mistake, or the most similar value.
pub(super) fn meant<'a>(word: &str, set: &'a Set, care: Care) -> Option<&'a str> {
    let mistake = set.mistakes.get(word).or_else(|| set.mistakes.get(&word.to_lowercase()));
    let current =
        set.values.iter().filter(|value| value.deprecated.is_none()).map(|value| value.value.as_str());
    mistake.map(String::as_str).or_else(|| similar(word, current, care))
}

/// Singular and plural are both right.
fn is_other_form(word: &str, candidate: &str) -> bool {
    word.strip_suffix('s') == Some(candidate) || candidate.strip_suffix('s') == Some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses() {
        let words = ["critical", "high", "code_review", "testing", "tools", "disallowedTools"];
        for (word, wrong, may_be_right) in [
            ("hihg", Some("high"), None),
            ("Critical", Some("critical"), Some("critical")),
            ("criticla", Some("critical"), Some("critical")),
            ("code-review", Some("code_review"), None),
            ("testings", Some("testing"), None),
            ("tesing", Some("testing"), Some("testing")),
            ("tool", Some("tools"), None),
            ("disallowed-tools", Some("disallowedTools"), None),
            ("low", None, None),
            ("something else", None, None),
        ] {
            assert_eq!(similar(word, words, Care::Wrong), wrong, "{word}");
            assert_eq!(similar(word, words, Care::MayBeRight), may_be_right, "{word}");
        }
    }
}
