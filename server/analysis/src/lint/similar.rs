//! Finds the known word that an author probably meant.

use crate::dialect::Set;
use crate::normalize::{NormalizedWord, same_letters};

/// Maximum edit distance of a suggestion.
pub(crate) const FARTHEST: usize = 2;

/// Which differences count as a misspelling.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Confidence {
    /// The word is certainly wrong: distant suggestions count too.
    Wrong,
    /// The word may be right: only typos and different case count.
    MayBeRight,
    /// The word is free to choose: only typos count.
    Free,
}

/// Returns the known word that was probably meant.
pub(super) fn similar<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
    care: Confidence,
) -> Option<&'a str> {
    let letters = NormalizedWord::new(word);
    let known: Vec<_> = known
        .into_iter()
        .map(|candidate| (candidate, letters.least_distance(NormalizedWord::new(candidate))))
        .filter(|(candidate, least)| *least <= FARTHEST && *candidate != word)
        .collect();
    let lower = word.to_lowercase();
    if let Some((same, _)) =
        known.iter().find(|(candidate, least)| *least == 0 && same_letters(candidate, word))
    {
        // Whether another spelling of the same letters is a misspelling depends on the confidence.
        let counts = match care {
            Confidence::Wrong => true,
            Confidence::MayBeRight => same.to_lowercase() == lower,
            Confidence::Free => false,
        };
        return counts.then_some(*same);
    }
    let length = word.chars().count();
    let allowed = match care {
        Confidence::MayBeRight | Confidence::Free => usize::from(length >= 5),
        Confidence::Wrong if length <= 3 => 1,
        Confidence::Wrong => FARTHEST.min(length / 3),
    };
    let (mut nearest, mut below) = (None, allowed + 1);
    for (candidate, least) in known {
        // Words whose lengths or letters differ by more cannot be nearer, and need not be compared.
        if least.max(candidate.chars().count().abs_diff(length)) >= below {
            continue;
        }
        let distance = strsim::osa_distance(&lower, &candidate.to_lowercase());
        if distance < below && !(care != Confidence::Wrong && is_other_form(word, candidate)) {
            (nearest, below) = (Some(candidate), distance);
        }
    }
    nearest
}

/// Returns a cheap prefilter for the candidates of [`similar`] and [`Slip::find`].
pub(super) fn may_be_meant(word: &str) -> impl Fn(&str) -> bool + use<> {
    let letters = NormalizedWord::new(word);
    move |candidate| letters.least_distance(NormalizedWord::new(candidate)) <= FARTHEST
}

/// How one key may have become another by a typo.
pub(super) struct Slip {
    /// Number of wrong letters; 0 where only case and separators differ.
    pub(super) distance: usize,
    /// Whether the two are forms of one word, both valid: singular and plural, or two tenses.
    pub(super) is_other_form: bool,
    /// Whether both are compounds with the same separator: the same words rarely appear by chance.
    pub(super) has_parts: bool,
    /// Whether the separators differ, as in `task_complete` and `TaskCompleted`, or only the word is a compound: no
    /// typo turns one into the other.
    pub(super) is_other_style: bool,
}

impl Slip {
    /// Returns `None` where too much differs: short words have many neighbours that are words, too.
    pub(super) fn find(word: &str, candidate: &str) -> Option<Self> {
        if same_letters(word, candidate) {
            return Some(Self { distance: 0, is_other_form: false, has_parts: true, is_other_style: false });
        }
        let plain = |word: &str| word.to_lowercase().replace(['-', '_', ' '], "");
        let (one, two) = (plain(word), plain(candidate));
        let (shorter, longer) = if one.len() < two.len() { (&one, &two) } else { (&two, &one) };
        let distance = strsim::osa_distance(&one, &two);
        let near = match distance {
            1 => shorter.len() >= 5 || shorter.len() >= 3 && !is_replaced(shorter, longer),
            2 => shorter.len() >= 8 && one.chars().next() == two.chars().next(),
            _ => false,
        };
        let forms = ["s", "es", "d", "ed", "r", "er", "ing"];
        let is_other_form = longer.strip_prefix(&**shorter).is_some_and(|rest| forms.contains(&rest));
        let (own, other) = (style(word), style(candidate));
        let is_other_style = own.is_some() && own != other;
        let has_parts = own.is_some() && own == other;
        near.then_some(Self { distance, is_other_form, has_parts, is_other_style })
    }
}

/// Whether one letter is replaced by another, with nothing left out or swapped.
fn is_replaced(one: &str, two: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<_> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    one.chars().count() == two.chars().count() && sorted(one) != sorted(two)
}

/// Returns the separator of a compound: a sign, or a capital letter; `None` for a single word.
fn style(word: &str) -> Option<char> {
    let inner = word.chars().skip(1);
    let sign = word.chars().find(|char| matches!(char, '-' | '_' | ' '));
    sign.or_else(|| {
        inner
            .zip(word.chars())
            .any(|(char, before)| char.is_uppercase() && before.is_lowercase())
            .then_some('A')
    })
}

/// Returns the tool name that a short word is a typo of: two letters swapped or one left out, and only if no other name
/// is as near. Other short words are names of other tools.
pub(super) fn short_name<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters = word.chars().all(|char| char.is_ascii_alphabetic());
    let small = word.chars().skip(1).all(|char| char.is_ascii_lowercase());
    if !(3..=4).contains(&word.len()) || !letters || !small {
        return None;
    }
    let near = |candidate: &&str| {
        word.get(..1) == candidate.get(..1)
            && (4..=5).contains(&candidate.len())
            && candidate.len() >= word.len()
            && !is_replaced(word, candidate)
            && strsim::osa_distance(word, candidate) == 1
    };
    let mut near = known.into_iter().filter(near);
    near.next().filter(|_| near.next().is_none())
}

/// Returns the value of a set that was probably meant: of a well-known mistake, or the most similar one.
pub(super) fn meant<'a>(word: &str, set: &'a Set, care: Confidence) -> Option<&'a str> {
    let mistake = set.mistakes.get(word).or_else(|| set.mistakes.get(&word.to_lowercase()));
    let current =
        set.values.iter().filter(|value| value.deprecated.is_none()).map(|value| value.value.as_str());
    mistake.map(String::as_str).or_else(|| similar(word, current, care))
}

/// Whether the words are singular and plural of each other, both valid.
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
            assert_eq!(similar(word, words, Confidence::Wrong), wrong, "{word}");
            assert_eq!(similar(word, words, Confidence::MayBeRight), may_be_right, "{word}");
        }
    }
}
