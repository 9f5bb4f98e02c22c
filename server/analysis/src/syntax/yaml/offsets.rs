//! Where a byte of a scalar's value is written: folding, indentation and quotes put other bytes between them.

use super::{Node, Style};

/// Returns the offset in the source of a scalar of a byte of its value, by counting characters that are not white space:
/// indentation, folding and line breaks change white space alone. `source` is the scalar as written, with its quotes or
/// the header of a block.
pub(crate) fn written_at(node: &Node, source: &str, offset: usize) -> Option<usize> {
    let scalar = node.scalar()?;
    let before = scalar.text.get(..offset)?;
    let mut left = before.chars().filter(|c| !c.is_whitespace()).count();
    let start = match scalar.style {
        Style::Plain => 0,
        Style::SingleQuoted | Style::DoubleQuoted => 1,
        Style::Literal | Style::Folded => source.find('\n')? + 1,
    };
    let mut at = start;
    loop {
        let rest = source.get(at..)?;
        let (length, visible) = unit(rest, scalar.style)?;
        if visible && left == 0 {
            return Some(at);
        }
        left -= usize::from(visible);
        at += length;
    }
}

/// Returns the length of what stands for the first character, and whether that is not white space.
fn unit(rest: &str, style: Style) -> Option<(usize, bool)> {
    let first = rest.chars().next()?;
    match (style, first) {
        (Style::SingleQuoted, '\'') => Some((2, true)),
        (Style::DoubleQuoted, '\\') => {
            let escape = rest.chars().nth(1)?;
            let digits = match escape {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            let code = || u32::from_str_radix(rest.get(2..2 + digits)?, 16).ok().and_then(char::from_u32);
            let visible = match escape {
                'x' | 'u' | 'U' => !code()?.is_whitespace(),
                'n' | 't' | 'r' | 'v' | 'f' | ' ' | '\t' | '\n' | '\r' | 'N' | '_' | 'L' | 'P' => false,
                _ => true,
            };
            Some((1 + escape.len_utf8() + digits, visible))
        }
        _ => Some((first.len_utf8(), !first.is_whitespace())),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Nothing, parse};
    use super::*;

    #[test]
    fn every_style_leads_back_to_its_source() {
        for source in [
            "k: a b @ c\n",
            "k: a\n  b @ c\n",
            "k: 'it''s @ c'\n",
            "k: \"a\\n\\\"b\\u0041 \\x20@ c\"\n",
            "k: \"a\\\n  b @ c\"\n",
            "k: |\n  a\n\n    b @ c\n  d\n",
            "k: |2-\n    a\n  @\n",
            "k: >\n  a\n  b\n\n    c @\n  d\n",
        ] {
            let yaml = parse(source, 0, &Nothing);
            let root = yaml.root.expect("a mapping");
            let value = &root.entry("k").expect("the key").value;
            let at = value.text().and_then(|text| text.find('@')).expect("the mark");
            let found = written_at(value, &source[value.span.clone()], at).map(|at| value.span.start + at);
            assert_eq!(found, source.find('@'), "{source:?}");
        }
    }
}
