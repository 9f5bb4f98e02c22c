//! Syntax errors of a front matter.

use std::ops::Range;

/// An error to correct before the front matter is valid YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The kind of error.
    pub kind: SyntaxErrorKind,
    /// The range to change, in bytes of the document; never empty unless the document is.
    pub range: Range<usize>,
    /// The key whose value contains the error.
    pub key: Option<Box<str>>,
    /// The range of that value.
    pub value: Range<usize>,
}

/// Well-known mistakes, and other errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// `: `, or `:` at the end of a line, in an unquoted value.
    ColonInPlain,
    /// A quote that is never closed; the range is the opening one.
    UnclosedQuote,
    /// A `[` or `{` that is never closed; the range is the opening one.
    UnclosedFlow,
    /// Text after a closing quote or bracket; the range is that text.
    TextAfterValue,
    /// A value that starts with a YAML indicator.
    ReservedIndicator(char),
    /// An invalid escape in double quotes.
    BadEscape,
    /// A tab in the indentation.
    Tab,
    /// A line that belongs to the value above and is not indented deeper than its key.
    Unindented,
    /// A line that ends a block scalar because it is not indented deep enough.
    EndsBlockScalar,
    /// Text after the `|` or `>` of a block scalar.
    BlockScalarHeader,
    /// A line that is not `key: value`.
    NotAnEntry,
    /// `key:value`, where YAML requires a space after the colon.
    MissingSpace,
    /// A key that is indented too deep, so that YAML parses it as part of the value above; the range is the key, the
    /// value its lines, from the start of the first to the end of the last.
    Swallowed {
        /// The correct indentation, in columns.
        level: usize,
    },
    /// A key that follows the value above without a line break; the range is the key.
    GluedKey,
    /// Unindented lines that belong to the text of the key above, or of the key whose value they follow; the range is
    /// the first of them.
    UnindentedBlock,
    /// A key that starts with a YAML indicator; the range is the key.
    UnquotedKey(char),
    /// A list item on the line of its key.
    ItemOnKeyLine,
    /// Another YAML document, after `...`.
    SecondDocument,
    /// Any error of a TOML file, in the words of the parser.
    Toml(Box<str>),
    /// Any other error, with a sentence on what to do about it.
    Other(&'static str),
}
