//! Globs of names, `*` and `**`, matched segment by segment. Compiling a glob costs as much as matching thousands.

/// An element of a glob.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// `**`: any number of segments; at least one at the end of a glob.
    Any,
    /// A segment, split at its stars: a single piece if there are none.
    Name(Box<[Box<str>]>),
}

/// Splits a glob into elements; `None` if it has other metacharacters.
pub(super) fn parts(glob: &str) -> Option<Box<[Part]>> {
    if glob.ends_with('/') || glob.contains(['?', '[', ']', '{', '}', '\\', '!', ',']) {
        return None;
    }
    let part = |part: &str| match part {
        "**" => Some(Part::Any),
        part if part.contains("**") => None,
        part => Some(Part::Name(part.split('*').map(Into::into).collect())),
    };
    let parts: Vec<_> = glob.split('/').map(part).collect::<Option<_>>()?;
    let twice = parts.windows(2).any(|pair| matches!(pair, [Part::Any, Part::Any]));
    (!twice).then(|| parts.into())
}

/// Whether a path matches. Backtracks only to the last `**`, which is sufficient.
pub(super) fn is_match(parts: &[Part], path: &str) -> bool {
    let (mut parts, mut path, mut last) = (parts, Some(path), None);
    loop {
        match (parts, path) {
            ([], None) => return true,
            ([Part::Any], path) => return path.is_some(),
            ([Part::Any, rest @ ..], _) => {
                (parts, last) = (rest, Some((rest, path)));
                continue;
            }
            ([Part::Name(pieces), rest @ ..], Some(text)) => {
                let (name, below) = cut(text);
                if has_pieces(name, pieces) {
                    (parts, path) = (rest, below);
                    continue;
                }
            }
            _ => {}
        }
        let Some((rest, Some(text))) = last else { return false };
        path = cut(text).1;
        (parts, last) = (rest, Some((rest, path)));
    }
}

/// Splits a path into its first segment and the rest.
fn cut(path: &str) -> (&str, Option<&str>) {
    path.split_once('/').map_or((path, None), |(first, below)| (first, Some(below)))
}

/// Whether a name begins with the first piece, ends with the last, and has the others between in order.
fn has_pieces(name: &str, pieces: &[Box<str>]) -> bool {
    let [first, between @ .., last] = pieces else {
        return pieces.first().is_some_and(|only| **only == *name);
    };
    let rest = name.strip_prefix(&**first).and_then(|rest| rest.strip_suffix(&**last));
    // The earliest place of each piece leaves the most for those after it.
    rest.and_then(|rest| between.iter().try_fold(rest, |rest, piece| Some(rest.split_once(&**piece)?.1)))
        .is_some()
}
