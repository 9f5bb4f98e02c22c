//! One version of a document's text, and conversions between bytes, lines and columns.
//!
//! Only this file uses `ropey`. A clone shares the text and costs a reference count. Nothing here interprets the text.

use std::borrow::Cow;
use std::ops::Range;

use ropey::Rope;

/// The unit in which a client counts columns (LSP 3.17, `PositionEncodingKind`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, which every client supports.
    #[default]
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

/// Line length in bytes up to which columns are counted from the start, which is faster than querying the rope.
const SHORT: usize = 512;

/// A zero-based line and column; the column is in units of an [`Encoding`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Lines end at LF, CRLF or a lone CR, as in LSP, and nowhere else.
    pub line: u32,
    /// Counted from the start of the line.
    pub column: u32,
}

/// A replacement that was applied, in bytes and in the rows and byte columns of tree-sitter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Start of the replaced bytes.
    pub start: usize,
    /// Their end in the old text.
    pub old_end: usize,
    /// End of the new bytes in the new text.
    pub new_end: usize,
    pub(crate) start_point: (usize, usize),
    pub(crate) old_end_point: (usize, usize),
    pub(crate) new_end_point: (usize, usize),
}

/// One version of a text.
#[derive(Clone, Debug)]
pub struct Text {
    rope: Rope,
    /// Its length in bytes and in lines, cached: a single-chunk rope recounts them on each call.
    length: usize,
    lines: usize,
    /// Whether there may be a CR without LF. If not, the rope's lines are tree-sitter's rows; otherwise rows are
    /// counted from the start, since tree-sitter ends a row only at LF.
    lone_cr: bool,
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        let rope = Rope::from_str(text);
        Self { length: rope.len_bytes(), lines: rope.len_lines(), rope, lone_cr: has_lone_cr(text) }
    }
}

impl Text {
    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of lines. A text that ends with a line break has an empty last line.
    pub fn line_count(&self) -> usize {
        self.lines
    }

    /// Returns the text between two byte offsets, each clamped to the text and rounded down to a character boundary.
    ///
    /// It is borrowed if it lies in one chunk of the rope, as nearly every line does.
    pub fn slice(&self, range: Range<usize>) -> Cow<'_, str> {
        let range = self.floor(range.start)..self.floor(range.end);
        if range.start >= range.end {
            return Cow::Borrowed("");
        }
        let (chunk, start, _, _) = self.rope.chunk_at_byte(range.start);
        match chunk.get(range.start - start..range.end - start) {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(self.joined(range)),
        }
    }

    /// Joins the chunks between two character boundaries. Slicing the rope would do the same after an expensive split.
    fn joined(&self, range: Range<usize>) -> String {
        let mut text = String::with_capacity(range.len());
        while text.len() < range.len() {
            let at = range.start + text.len();
            let (chunk, start, _, _) = self.rope.chunk_at_byte(at);
            let end = chunk.len().min(range.end - start);
            match chunk.get(at - start..end) {
                Some(part) if !part.is_empty() => text.push_str(part),
                _ => break,
            }
        }
        text
    }

    /// Returns the byte offset of the start of a line, or the length of the text if there is no such line.
    pub fn line_start(&self, line: usize) -> usize {
        if line < self.line_count() { self.rope.line_to_byte(line) } else { self.len() }
    }

    /// Returns the line that contains a byte offset.
    pub fn line_at(&self, offset: usize) -> usize {
        self.rope.byte_to_line(offset.min(self.len()))
    }

    /// Returns the range of a line in bytes, without its line break.
    pub fn line_range(&self, line: usize) -> Range<usize> {
        let (start, end) = (self.line_start(line), self.line_start(line + 1));
        let tail = self.slice(end.saturating_sub(2).max(start)..end);
        let break_len = match tail.as_bytes() {
            [.., b'\r', b'\n'] => 2,
            [.., b'\n' | b'\r'] => 1,
            _ => 0,
        };
        start..end - break_len
    }

    /// Returns the line break to use for inserted lines: the first one of the text, or LF.
    pub fn line_break(&self) -> &'static str {
        let Range { end, .. } = self.line_range(0);
        match self.slice(end..end + 2).as_bytes() {
            b"\r\n" => "\r\n",
            [b'\r', ..] => "\r",
            _ => "\n",
        }
    }

    /// Returns the text of a line, without its line break.
    pub fn line(&self, line: usize) -> Cow<'_, str> {
        self.slice(self.line_range(line))
    }

    /// Returns the position of a byte offset, clamped to the text and rounded down to a character boundary.
    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        let line = self.line_at(offset);
        Position { line: clamp(line), column: self.column(self.line_start(line), offset, encoding) }
    }

    /// Returns the column of a byte offset, rounded down to a character boundary, in the line at `start`.
    pub fn column(&self, start: usize, offset: usize, encoding: Encoding) -> u32 {
        let length = offset.min(self.len()).saturating_sub(start);
        if length > SHORT && encoding != Encoding::Utf8 {
            let (start, end) = (self.rope.byte_to_char(start), self.rope.byte_to_char(start + length));
            return clamp(match encoding {
                Encoding::Utf16 => self.rope.char_to_utf16_cu(end) - self.rope.char_to_utf16_cu(start),
                Encoding::Utf8 | Encoding::Utf32 => end - start,
            });
        }
        let text = self.slice(start..start + length);
        clamp(match encoding {
            Encoding::Utf16 if !text.is_ascii() => text.chars().map(char::len_utf16).sum(),
            Encoding::Utf32 => text.chars().count(),
            Encoding::Utf8 | Encoding::Utf16 => text.len(),
        })
    }

    /// Returns the byte offset of a position.
    ///
    /// A column beyond its line is clamped to the line's end, a line beyond the last one to the end of the text (LSP
    /// 3.17, `Position`); a column inside a character is rounded down to its start.
    pub fn offset(&self, position: Position, encoding: Encoding) -> usize {
        let line = position.line as usize;
        if line >= self.line_count() {
            return self.len();
        }
        self.offset_in(&self.line_range(line), position.column as usize, encoding)
    }

    /// Returns the byte offsets of two positions.
    pub fn offsets(&self, (start, end): (Position, Position), encoding: Encoding) -> Range<usize> {
        let line = start.line as usize;
        if start.line != end.line || line >= self.line_count() {
            return self.offset(start, encoding)..self.offset(end, encoding);
        }
        let line = self.line_range(line);
        let offset = |position: Position| self.offset_in(&line, position.column as usize, encoding);
        offset(start)..offset(end)
    }

    /// Returns the byte offset of a column in a line, given without its line break.
    fn offset_in(&self, line: &Range<usize>, column: usize, encoding: Encoding) -> usize {
        let start = line.start;
        let offset = match encoding {
            Encoding::Utf8 => self.floor(start.saturating_add(column)),
            Encoding::Utf16 if line.len() <= SHORT => {
                start + offset_of_unit(&self.slice(line.clone()), column)
            }
            Encoding::Utf16 => {
                let first = self.rope.char_to_utf16_cu(self.rope.byte_to_char(start));
                let unit = (first + column).min(self.rope.len_utf16_cu());
                self.rope.char_to_byte(self.rope.utf16_cu_to_char(unit))
            }
            Encoding::Utf32 => {
                let char = (self.rope.byte_to_char(start) + column).min(self.rope.len_chars());
                self.rope.char_to_byte(char)
            }
        };
        offset.min(line.end)
    }

    /// Replaces a range of bytes, clamped to the text, and returns the edit.
    pub fn replace(&mut self, range: Range<usize>, new: &str) -> Edit {
        let start = self.floor(range.start);
        let old_end = self.floor(range.end).max(start);
        let start_point = self.point(start);
        let old_end_point = if old_end == start { start_point } else { self.point(old_end) };
        let chars = self.rope.byte_to_char(start)..self.rope.byte_to_char(old_end);
        self.rope.remove(chars.clone());
        self.rope.insert(chars.start, new);
        (self.length, self.lines) = (self.rope.len_bytes(), self.rope.len_lines());
        let new_end = start + new.len();
        self.lone_cr = self.lone_cr || self.seam_has_lone_cr(start, new_end);
        let rows = new.matches('\n').count();
        let column = new.rfind('\n').map_or(start_point.1 + new.len(), |at| new.len() - at - 1);
        let new_end_point = (start_point.0 + rows, column);
        Edit { start, old_end, new_end, start_point, old_end_point, new_end_point }
    }

    /// Returns the rest of the rope's chunk that contains the byte at `offset`; empty at the end.
    pub(crate) fn chunk_from(&self, offset: usize) -> &[u8] {
        if offset >= self.len() {
            return &[];
        }
        let (chunk, chunk_start, _, _) = self.rope.chunk_at_byte(offset);
        chunk.as_bytes().get(offset - chunk_start..).unwrap_or_default()
    }

    /// Returns the row and byte column as tree-sitter counts them: a row ends only at LF.
    pub(crate) fn point(&self, offset: usize) -> (usize, usize) {
        let offset = offset.min(self.len());
        if !self.lone_cr {
            let row = self.rope.byte_to_line(offset);
            return (row, offset - self.rope.line_to_byte(row));
        }
        let (mut row, mut row_start, mut at) = (0, 0, 0);
        for chunk in self.rope.byte_slice(..self.floor(offset)).chunks() {
            for (index, _) in chunk.match_indices('\n') {
                row += 1;
                row_start = at + index + 1;
            }
            at += chunk.len();
        }
        (row, offset - row_start)
    }

    /// Rounds an offset down to a character boundary, at most the end of the text.
    fn floor(&self, offset: usize) -> usize {
        if offset >= self.len() {
            return self.len();
        }
        let (chunk, start, _, _) = self.rope.chunk_at_byte(offset);
        let inside = offset - start;
        start + (0..=inside).rev().find(|at| chunk.is_char_boundary(*at)).unwrap_or_default()
    }

    /// Whether the bytes of an edit, or the adjacent characters, contain a CR without LF.
    fn seam_has_lone_cr(&self, start: usize, end: usize) -> bool {
        let around = self.slice(start.saturating_sub(1)..end + 1);
        let ends_in_break = around.ends_with('\r') && self.slice(end..end + 2) == "\r\n";
        has_lone_cr(if ends_in_break { &around[..around.len() - 1] } else { &around })
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.rope.chunks().try_for_each(|chunk| f.write_str(chunk))
    }
}

fn has_lone_cr(text: &str) -> bool {
    let bytes = text.as_bytes();
    text.match_indices('\r').any(|(at, _)| bytes.get(at + 1) != Some(&b'\n'))
}

/// Returns the number of bytes before a UTF-16 column, rounded down to a character boundary and clamped to the line.
fn offset_of_unit(line: &str, column: usize) -> usize {
    if line.is_ascii() {
        return column.min(line.len());
    }
    let mut units = 0;
    let mut ends = line.char_indices().map(|(at, char)| {
        units += char.len_utf16();
        (at, units)
    });
    ends.find(|(_, end)| *end > column).map_or(line.len(), |(at, _)| at)
}

/// Converts a number of lines or columns to LSP's `uinteger`. Texts of over 4 GiB never get here.
fn clamp(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Truncates a text to a number of characters, the last of which is then `…`.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    if text.chars().nth(most).is_none() {
        return text.to_owned();
    }
    let start: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", start.trim_end())
}

#[cfg(test)]
mod tests;
