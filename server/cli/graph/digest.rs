//! SHA-256 in base64, as a Content-Security-Policy names what may run.

/// Returns the digest of a text for a policy: `sha256-…`.
pub(super) fn digest_source(text: &str) -> String {
    format!("sha256-{}", base64(&sha256(text.as_bytes())))
}

/// The state before the first block: the fractions of the square roots of the first eight primes.
const START: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

/// Returns the fractions of the cube roots of the first 64 primes, 32 bits of each.
fn constants() -> [u32; 64] {
    let is_prime =
        |number: &u128| (2..*number).take_while(|by| by * by <= *number).all(|by| !number.is_multiple_of(by));
    let mut primes = (2_u128..).filter(is_prime);
    std::array::from_fn(|_| {
        let prime = primes.next().unwrap_or_default();
        // The root of the prime times 2^96 is that of the prime times 2^32.
        let (mut low, mut high) = (0_u128, 1 << 40);
        while low + 1 < high {
            let middle = u128::midpoint(low, high);
            *(if middle.pow(3) <= prime << 96 { &mut low } else { &mut high }) = middle;
        }
        low as u32
    })
}

fn sha256(message: &[u8]) -> [u8; 32] {
    let mut padded = message.to_vec();
    padded.push(0x80);
    padded.resize(padded.len().next_multiple_of(64), 0);
    if message.len() % 64 > 55 {
        padded.resize(padded.len() + 64, 0);
    }
    padded.truncate(padded.len() - 8);
    padded.extend((message.len() as u64 * 8).to_be_bytes());
    let constants = constants();
    let mut state = START;
    for block in padded.chunks_exact(64) {
        absorb(&mut state, block, &constants);
    }
    let mut digest = [0; 32];
    let bytes = state.iter().flat_map(|word| word.to_be_bytes());
    digest.iter_mut().zip(bytes).for_each(|(to, byte)| *to = byte);
    digest
}

fn absorb(state: &mut [u32; 8], block: &[u8], constants: &[u32; 64]) {
    let mut words: Vec<u32> = block
        .chunks_exact(4)
        .map(|four| four.iter().fold(0, |word, byte| word << 8 | u32::from(*byte)))
        .collect();
    for at in 16..64 {
        let word = |back: usize| words.get(at - back).copied().unwrap_or_default();
        let (before, last) = (word(15), word(2));
        let low = before.rotate_right(7) ^ before.rotate_right(18) ^ before >> 3;
        let high = last.rotate_right(17) ^ last.rotate_right(19) ^ last >> 10;
        words.push(word(16).wrapping_add(low).wrapping_add(word(7)).wrapping_add(high));
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
    for (word, constant) in words.into_iter().zip(constants) {
        let sum = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
        let choice = e & f ^ !e & g;
        let first = h.wrapping_add(sum).wrapping_add(choice).wrapping_add(*constant).wrapping_add(word);
        let sum = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
        let second = sum.wrapping_add(a & b ^ a & c ^ b & c);
        (h, g, f, e, d, c, b, a) = (g, f, e, d.wrapping_add(first), c, b, a, first.wrapping_add(second));
    }
    for (to, word) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
        *to = to.wrapping_add(word);
    }
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let bits =
            (0..3).fold(0_usize, |bits, at| bits << 8 | usize::from(three.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let letter = LETTERS.get(bits >> (18 - 6 * at) & 63).copied().map_or('=', char::from);
            out.push(if at > three.len() { '=' } else { letter });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_other_programs() {
        for (text, digest) in [
            (String::new(), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
            ("abc".to_owned(), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
            ("a".repeat(55), "sha256-n0OQ+NMMLdkuyfCVtl4rmumwqSWlJY4kHJ8ekQ9zQxg="),
            ("a".repeat(64), "sha256-/+BU/nrgy23GXDr5th1SCfQ5hR20PQulmXM33xVGaOs="),
        ] {
            assert_eq!(digest_source(&text), digest, "{}", text.len());
        }
    }
}
