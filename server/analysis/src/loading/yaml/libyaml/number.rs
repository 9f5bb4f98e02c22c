//! Which plain scalars are numbers to `serde_yaml`.

/// Parses a plain scalar as a number, if it is one; fails if it needs 128 bits instead of 64.
pub(super) fn parse_number(text: &str) -> Result<Option<f64>, &'static str> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if unsigned.starts_with(['+', '-']) {
        return Ok(None);
    }
    if let Some(whole) = integer(unsigned) {
        let fits = if text.starts_with('-') { whole <= 1 << 63 } else { u64::try_from(whole).is_ok() };
        // Only comparisons matter, not the last digits.
        #[allow(clippy::cast_precision_loss, reason = "see above")]
        let number = if text.starts_with('-') { -(whole as f64) } else { whole as f64 };
        return if fits { Ok(Some(number)) } else { Err("a number too large for 64 bits") };
    }
    Ok(match unsigned {
        ".inf" | ".Inf" | ".INF" => Some(f64::INFINITY),
        ".nan" | ".NaN" | ".NAN" if unsigned.len() == text.len() => Some(f64::NAN),
        _ if is_padded(unsigned) => None,
        _ => text.parse().ok().filter(|number: &f64| number.is_finite()),
    })
}

/// Parses an integer of up to 128 bits, without its sign.
fn integer(text: &str) -> Option<u128> {
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            return u128::from_str_radix(digits, radix).ok().filter(|_| !digits.starts_with('+'));
        }
    }
    text.parse().ok().filter(|_| !is_padded(text))
}

/// Whether a number has leading zeros: a string, as in YAML 1.2.
fn is_padded(text: &str) -> bool {
    text.len() > 1 && text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit())
}
