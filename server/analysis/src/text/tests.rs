use proptest::prelude::*;

use super::*;

const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

fn at(text: &Text, line: u32, column: u32, encoding: Encoding) -> usize {
    text.offset(Position { line, column }, encoding)
}

#[test]
fn lines_end_as_in_lsp() {
    let text = Text::from("a\nb\r\nc\rd\u{2028}e\u{b}f\u{c}g\u{85}h\n");
    let lines: Vec<_> = (0..text.line_count()).map(|line| text.line(line).into_owned()).collect();
    assert_eq!(lines, ["a", "b", "c", "d\u{2028}e\u{b}f\u{c}g\u{85}h", ""]);
}

#[test]
fn columns_count_in_the_units_of_the_encoding() {
    let text = Text::from("é😀x\ny");
    for (encoding, column) in ENCODINGS.into_iter().zip([6, 3, 2]) {
        assert_eq!(text.position(6, encoding), Position { line: 0, column });
        assert_eq!(at(&text, 0, column, encoding), 6);
    }
    assert_eq!(at(&text, 0, 2, Encoding::Utf16), 2, "inside the surrogate pair means its start");
    assert_eq!(at(&text, 0, 4, Encoding::Utf8), 2, "inside the four bytes means their start");
}

#[test]
fn positions_beyond_the_text_are_moved_into_it() {
    let text = Text::from("ab\r\ncd");
    for encoding in ENCODINGS {
        assert_eq!(at(&text, 0, 99, encoding), 2, "the end of the line is before its break");
        assert_eq!(at(&text, 1, u32::MAX, encoding), 6);
        assert_eq!(at(&text, u32::MAX, 0, encoding), 6);
    }
}

#[test]
fn rows_for_tree_sitter_end_at_lf_alone() {
    let text = Text::from("a\rb\nc");
    assert_eq!(text.point(2), (0, 2));
    assert_eq!(text.point(4), (1, 0));
}

proptest! {
    #[test]
    fn an_edit_is_what_it_is_on_a_string(
        old in "[ab\r\né😀]{0,20}", new in "[xy\r\n😀]{0,5}", from in 0usize..60, to in 0usize..60,
    ) {
        let floor = |at: usize| (0..=at.min(old.len())).rev().find(|&at| old.is_char_boundary(at)).unwrap();
        let (start, end) = (floor(from), floor(to).max(floor(from)));
        let mut expected = old.clone();
        expected.replace_range(start..end, &new);
        let mut text = Text::from(old.as_str());
        let edit = text.replace(from..to, &new);
        prop_assert_eq!(text.to_string(), expected.clone());
        prop_assert_eq!((edit.start, edit.old_end, edit.new_end), (start, end, start + new.len()));
        let rows = |text: &str, at: usize| {
            let head = &text[..at];
            (head.matches('\n').count(), at - head.rfind('\n').map_or(0, |at| at + 1))
        };
        prop_assert_eq!(edit.start_point, rows(&old, start));
        prop_assert_eq!(edit.old_end_point, rows(&old, end));
        prop_assert_eq!(edit.new_end_point, rows(&expected, edit.new_end));
    }

    #[test]
    fn offset_and_position_are_inverse(source in "[ab\r\n\u{2028}é😀]{0,20}") {
        let text = Text::from(source.as_str());
        for (offset, _) in source.char_indices().chain([(source.len(), ' ')]) {
            // Between CR and LF there is no position of its own.
            if source[..offset].ends_with('\r') && source[offset..].starts_with('\n') {
                continue;
            }
            for encoding in ENCODINGS {
                prop_assert_eq!(text.offset(text.position(offset, encoding), encoding), offset);
            }
        }
    }

    #[test]
    fn columns_are_the_same_in_short_and_long_lines_alone_and_in_pairs(
        lines in prop::collection::vec("[abé😀]{0,9}", 1..4), from in (0u32..4, 0u32..12), to in (0u32..4, 0u32..12),
    ) {
        let short = Text::from(lines.join("\r\n").as_str());
        let padding = "x".repeat(SHORT);
        let long = Text::from(lines.join(&format!("{padding}\r\n")).as_str());
        let position = |(line, column)| Position { line, column };
        for encoding in ENCODINGS {
            let both = short.offsets((position(from), position(to)), encoding);
            let [start, end] = [from, to].map(|at| short.offset(position(at), encoding));
            prop_assert_eq!(both, start..end);
            let known = short.position(start, encoding);
            let padded = start + known.line as usize * padding.len();
            prop_assert_eq!(long.offset(known, encoding), padded);
        }
    }
}
