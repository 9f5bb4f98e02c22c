//! Compares words regardless of case and of the characters that join their parts.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// Whether two words differ only in case and in joining characters.
pub(crate) fn same_letters(word: &str, other: &str) -> bool {
    normalize(word).eq(normalize(other))
}

/// Returns a hash of the normalized word: the same for words that are equal by [`same_letters`].
pub(crate) fn normalized_hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    if word.is_ascii() {
        let letters = word.bytes().filter(|byte| !joins(char::from(*byte)));
        letters.for_each(|byte| hasher.write_u32(byte.to_ascii_lowercase().into()));
    } else {
        normalize(word).for_each(|letter| hasher.write_u32(letter.into()));
    }
    hasher.finish()
}

/// Returns the letters of a word in lower case, without joining characters.
fn normalize(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter(|char| !joins(*char)).flat_map(char::to_lowercase)
}

/// Whether a character joins the parts of a word.
fn joins(char: char) -> bool {
    matches!(char, '-' | '_' | ' ')
}

/// The set of letters of a word, ignoring case: one bit each; `None` if a character is not ASCII.
#[derive(Clone, Copy)]
pub(crate) struct NormalizedWord(Option<u32>);

impl NormalizedWord {
    pub(crate) fn new(word: &str) -> Self {
        let (mut letters, mut bytes) = (0, 0);
        for byte in word.bytes() {
            let letter = (byte | 0x20).wrapping_sub(b'a');
            letters |= u32::from(letter < 26) << (letter & 31);
            bytes |= byte;
        }
        Self(bytes.is_ascii().then_some(letters))
    }

    /// Returns a lower bound of the edit distance: each edit removes and adds at most one letter.
    pub(crate) fn least_distance(self, other: Self) -> usize {
        let (Some(one), Some(two)) = (self.0, other.0) else { return 0 };
        (one ^ two).count_ones().div_ceil(2) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn words_are_no_nearer_than_their_letters(one in "[abcdxyzİK_-]{0,6}", two in "[abcdxyzABiİkK_-]{0,6}") {
            let distance = strsim::osa_distance(&one.to_lowercase(), &two.to_lowercase());
            proptest::prop_assert!(NormalizedWord::new(&one).least_distance(NormalizedWord::new(&two)) <= distance);
        }

        #[test]
        fn words_of_the_same_letters_have_one_hash(one in "[aBK_ -]{0,4}", two in "[AbKk_-]{0,4}") {
            let same = normalized_hash(&one) == normalized_hash(&two);
            proptest::prop_assert_eq!(same, same_letters(&one, &two));
        }
    }
}
