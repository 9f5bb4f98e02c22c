//! Small mistakes, made at random in the lines of a front matter.

/// One mistake in one line.
#[derive(Clone, Debug)]
pub(super) enum Mutation {
    /// More space in front of a line.
    Indent { line: usize, by: &'static str },
    /// No space behind the first colon of a line.
    Glue { line: usize },
    /// The line ends so many bytes earlier.
    Cut { line: usize, at: usize },
    /// The line is there twice.
    Double { line: usize },
}

/// Numbers that look random and are the same in every run (xorshift).
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn from_seed(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

impl Mutation {
    /// Some mutations of a text with front matter.
    pub(super) fn some(text: &str, seed: u64, count: usize) -> Vec<Self> {
        let mut numbers = Numbers::from_seed(seed);
        let lines: Vec<_> = text.lines().collect();
        let Some(end) = lines.iter().skip(1).position(|line| line.trim_end() == "---") else {
            return Vec::new();
        };
        if end == 0 || lines.first().is_none_or(|first| first.trim_end() != "---") {
            return Vec::new();
        }
        (0..count).map(|_| Self::one(&lines, 1 + numbers.below(end), &mut numbers)).collect()
    }

    fn one(lines: &[&str], line: usize, numbers: &mut Numbers) -> Self {
        let text = lines[line];
        match numbers.below(4) {
            0 => Self::Indent { line, by: ["  ", " ", "    ", "\t"][numbers.below(4)] },
            1 if text.contains(": ") => Self::Glue { line },
            2 if text.len() > 1 => {
                let at = 1 + numbers.below(text.len() - 1);
                Self::Cut { line, at: (0..=at).rfind(|at| text.is_char_boundary(*at)).unwrap_or_default() }
            }
            _ => Self::Double { line },
        }
    }

    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Indent { .. } => "a line is indented",
            Self::Glue { .. } => "no space behind a colon",
            Self::Cut { .. } => "a line is cut",
            Self::Double { .. } => "a line is there twice",
        }
    }

    pub(super) fn applied(&self, text: &str) -> String {
        let mut lines: Vec<_> = text.split('\n').map(str::to_owned).collect();
        match *self {
            Self::Indent { line, by } => lines[line].insert_str(0, by),
            Self::Glue { line } => lines[line] = lines[line].replacen(": ", ":", 1),
            Self::Cut { line, at } => {
                let end = if lines[line].ends_with('\r') { "\r" } else { "" };
                let at = at.min(lines[line].len());
                lines[line].truncate(at);
                lines[line] += end;
            }
            Self::Double { line } => lines.insert(line, lines[line].clone()),
        }
        lines.join("\n")
    }
}
