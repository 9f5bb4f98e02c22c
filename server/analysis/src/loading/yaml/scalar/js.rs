//! Plain scalars that js-yaml parses as numbers and dates (npm `js-yaml` 3.14 and 4.1.1, `type/int.js`, `type/float.js`
//! and `type/timestamp.js`).

/// Parses a scalar as a number, as version 3 of the library does, or version 4.
pub(super) fn parse_number(text: &str, third: bool) -> Option<f64> {
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    if text.ends_with('_') || unsigned.starts_with('_') {
        return None;
    }
    let point = unsigned.starts_with('.');
    let number = match point {
        true if unsigned.len() < text.len() => None,
        true => float(unsigned, third),
        false => integer(unsigned, third).or_else(|| float(unsigned, third)),
    };
    number.map(|number| sign * number)
}

fn integer(text: &str, third: bool) -> Option<f64> {
    let radix = [("0b", 2), ("0x", 16), ("0o", 8)].into_iter().find(|(prefix, _)| text.starts_with(prefix));
    match (radix, text.strip_prefix('0')) {
        (Some((prefix, radix)), _) if !(third && radix == 8) => digits(text.strip_prefix(prefix)?, radix),
        (_, Some("")) => Some(0.0),
        (_, Some(rest)) if third => digits(rest, 8),
        _ => digits(text, 10),
    }
    .or_else(|| {
        let (first, rest) = text.split_once(':').filter(|_| third && !text.starts_with('0'))?;
        rest.split(':').try_fold(digits(first, 10)?, sixty)
    })
}

/// Adds one place of a base-60 number.
fn sixty(sum: f64, place: &str) -> Option<f64> {
    let plain = matches!(place.len(), 1 | 2) && place.bytes().all(|byte| byte.is_ascii_digit());
    let place: f64 = place.parse().ok().filter(|place| plain && *place < 60.0)?;
    Some(sum * 60.0 + place)
}

/// Parses digits of a base, with `_` anywhere between them.
fn digits(text: &str, radix: u32) -> Option<f64> {
    let mut digits = text.chars().filter(|char| *char != '_').peekable();
    digits.peek()?;
    digits.try_fold(0.0, |sum, char| Some(sum * f64::from(radix) + f64::from(char.to_digit(radix)?)))
}

fn float(text: &str, third: bool) -> Option<f64> {
    let is_digit = |char: char| char.is_ascii_digit() || char == '_';
    let whole = text.get(..text.find(|char| !is_digit(char)).unwrap_or(text.len()))?;
    let mut rest = text.get(whole.len()..)?;
    if third && rest.starts_with(':') {
        let (places, fraction) = rest.strip_prefix(':')?.split_once('.')?;
        let sum = places.split(':').try_fold(digits(whole, 10)?, sixty)?;
        let fraction = fraction.replace('_', "");
        let plain = fraction.bytes().all(|byte| byte.is_ascii_digit());
        return format!("0.{fraction}0").parse::<f64>().ok().filter(|_| plain).map(|part| sum + part);
    }
    if third && whole.starts_with('0') && whole != "0" {
        return None;
    }
    if let Some(fraction) = rest.strip_prefix('.') {
        rest = fraction.trim_start_matches(is_digit);
        if whole.is_empty() && rest.len() == fraction.len() {
            return None;
        }
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        rest = exponent.trim_start_matches(|char: char| char.is_ascii_digit());
        if rest.len() == exponent.len() {
            return None;
        }
    }
    if !rest.is_empty() { None } else { text.replace('_', "").parse().ok() }
}

/// Whether it is a date: `2025-01-31`, alone or with a time.
pub(super) fn is_date(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['t', 'T', ' ', '\t']) else { return is_day(text, 2) };
    let separator = text.get(date.len()..).unwrap_or_default();
    let time = if separator.starts_with(['t', 'T']) { time } else { time.trim_start_matches([' ', '\t']) };
    is_day(date, 1) && is_time(time)
}

/// Whether it is a year, a month and a day, the last two of at least `least` digits.
fn is_day(text: &str, least: usize) -> bool {
    let mut parts = text.split('-');
    let mut part = |least, most| parts.next().is_some_and(|part| is_number(part, least, most));
    part(4, 4) && part(least, 2) && part(least, 2) && parts.next().is_none()
}

/// Whether it is a time: `1:02:03`, optionally with a fraction and a zone.
fn is_time(text: &str) -> bool {
    let mut parts = text.splitn(3, ':');
    let mut part = |least| parts.next().is_some_and(|part| is_number(part, least, 2));
    if !part(1) || !part(2) {
        return false;
    }
    let Some((seconds, rest)) = parts.next().and_then(|rest| rest.split_at_checked(2)) else { return false };
    let rest = rest
        .strip_prefix('.')
        .map_or(rest, |rest| rest.trim_start_matches(|char: char| char.is_ascii_digit()));
    is_number(seconds, 2, 2) && (rest.is_empty() || is_zone(rest.trim_start_matches([' ', '\t'])))
}

/// Whether it is a time zone: `Z`, `+1` or `-01:30`.
fn is_zone(text: &str) -> bool {
    let Some(offset) = text.strip_prefix(['+', '-']) else { return text == "Z" };
    match offset.split_once(':') {
        Some((hours, minutes)) => is_number(hours, 1, 2) && is_number(minutes, 2, 2),
        None => is_number(offset, 1, 2),
    }
}

fn is_number(text: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}
