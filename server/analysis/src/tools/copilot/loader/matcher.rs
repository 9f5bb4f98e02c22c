//! Recognizes JavaScript regular expressions (without Unicode mode), just enough to tell them from texts that are none:
//! a glob such as `*.ts`, or an unclosed bracket.
//!
//! Copilot CLI's own engine allows quantified word boundaries (`\b*`), which browsers do not; so does this.

/// Whether a text is a regular expression.
pub(super) fn is_regular_expression(text: &str) -> bool {
    let mut reader = MatcherReader { rest: text, names: Vec::new() };
    reader.read_pattern().is_some()
}

struct MatcherReader<'a> {
    rest: &'a str,
    /// Names of groups so far.
    names: Vec<&'a str>,
}

impl<'a> MatcherReader<'a> {
    /// Parses all of it; `None` if it is no regular expression.
    fn read_pattern(&mut self) -> Option<()> {
        // Whether each open group may be quantified, and whether the last atom may.
        let (mut groups, mut repeats) = (Vec::new(), false);
        while let Some(char) = self.next() {
            repeats = match char {
                '\\' => self.next().is_some().then_some(true)?,
                '[' => self.class()?,
                '(' => {
                    groups.push(self.group()?);
                    false
                }
                ')' => groups.pop()?,
                '|' | '^' | '$' => false,
                '*' | '+' | '?' => self.quantify(repeats)?,
                '{' => match self.read_bounds() {
                    Some((from, to)) if from <= to => self.quantify(repeats)?,
                    Some(_) => return None,
                    None => true,
                },
                _ => true,
            };
        }
        groups.is_empty().then_some(())
    }

    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let char = chars.next()?;
        self.rest = chars.as_str();
        Some(char)
    }

    fn eat_prefix(&mut self, prefix: &str) -> bool {
        let rest = self.rest.strip_prefix(prefix);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Parses a quantifier after something that may or may not be quantified. It cannot be quantified itself.
    fn quantify(&mut self, repeats: bool) -> Option<bool> {
        self.eat_prefix("?");
        repeats.then_some(false)
    }

    /// Parses the bounds after a brace: `2}`, `2,}` or `2,3}`. With anything else, the brace is a literal.
    fn read_bounds(&mut self) -> Option<(f64, f64)> {
        let length = self.rest.find(|char: char| !char.is_ascii_digit() && char != ',')?;
        let (inner, rest) = self.rest.split_at_checked(length)?;
        let number = |text: &str| -> Option<f64> { text.parse().ok() };
        let bounds = match inner.split_once(',') {
            Some((from, "")) => (number(from)?, f64::INFINITY),
            Some((from, to)) => (number(from)?, number(to)?),
            None => (number(inner)?, number(inner)?),
        };
        self.rest = rest.strip_prefix('}')?;
        Some(bounds)
    }

    /// Parses what follows a parenthesis, and returns whether the group may be quantified.
    fn group(&mut self) -> Option<bool> {
        if !self.eat_prefix("?") {
            return Some(true);
        }
        if self.eat_prefix("<=") || self.eat_prefix("<!") {
            return Some(false);
        }
        if self.eat_prefix(":") || self.eat_prefix("=") || self.eat_prefix("!") {
            return Some(true);
        }
        if self.eat_prefix("<") {
            let (name, rest) = self.rest.split_once('>')?;
            let word = |char: char| char.is_alphanumeric() || matches!(char, '_' | '$');
            let starts = name.starts_with(|char: char| word(char) && !char.is_numeric());
            if !starts || !name.chars().all(word) || self.names.contains(&name) {
                return None;
            }
            self.names.push(name);
            self.rest = rest;
            return Some(true);
        }
        let (flags, rest) = self.rest.split_once(':')?;
        self.rest = rest;
        (!flags.is_empty() && flags.chars().all(|char| matches!(char, 'i' | 'm' | 's' | '-'))).then_some(true)
    }

    /// Parses a character class up to its bracket, in which no range may be reversed.
    fn class(&mut self) -> Option<bool> {
        self.eat_prefix("^");
        // The previous character, and the one before a dash.
        let (mut last, mut from) = (None, None);
        loop {
            let char = match self.next()? {
                ']' => return Some(true),
                '\\' => self.next().map(|_| None)?,
                '-' if last.is_some() && !self.rest.starts_with(']') => {
                    from = last.take();
                    continue;
                }
                char => Some(char),
            };
            if let (Some(from), Some(to)) = (from.take(), char)
                && from > to
            {
                return None;
            }
            last = char;
        }
    }
}
