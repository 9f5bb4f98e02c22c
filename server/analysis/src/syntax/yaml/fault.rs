//! What is wrong with a front matter, as a YAML parser sees it.

use std::ops::Range;

/// One thing that the author has to change before the front matter is YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What it is.
    pub kind: SyntaxErrorKind,
    /// The bytes of the document that have to change, never empty unless the document is.
    pub range: Range<usize>,
    /// The key in whose value it stands.
    pub key: Option<Box<str>>,
    /// The bytes of that whole value.
    pub value: Range<usize>,
}

/// The well-known mistakes, and the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// `: `, or `:` at the end of a line, in a value without quotes.
    ColonInPlain,
    /// A quote that is never closed; the range is the opening one.
    UnclosedQuote,
    /// A `[` or `{` that is never closed; the range is the opening one.
    UnclosedFlow,
    /// Something behind a closing quote or bracket; the range is what stands there.
    TextAfterValue,
    /// A value that starts with a character which means something else to YAML.
    ReservedIndicator(char),
    /// A `\` in double quotes followed by something that is no escape.
    BadEscape,
    /// A tab in the indentation.
    Tab,
    /// A line that belongs to the value above and is not indented deeper than its key.
    Unindented,
    /// A line that ends a block scalar because it is not indented deep enough.
    EndsBlockScalar,
    /// Something behind the `|` or `>` of a block scalar.
    BlockScalarHeader,
    /// A line that is no `key: value`.
    NotAnEntry,
    /// `key:value`, where YAML wants a blank behind the colon.
    MissingSpace,
    /// A key that is indented too deep, so that YAML takes it for a part of the value above; the range is the key, the
    /// value its lines, from the start of the first to the end of the last.
    Swallowed {
        /// How deep it should be indented, in columns.
        level: usize,
    },
    /// A key that follows the value above without a line break; the range is the key.
    GluedKey,
    /// Lines at the margin that belong to the text of the key above, or of the key whose value they stand behind; the range
    /// is the first of them.
    UnindentedBlock,
    /// A key that starts with a character which means something else to YAML; the range is the key.
    UnquotedKey(char),
    /// A list item on the line of its key.
    ItemOnKeyLine,
    /// Another YAML document, after `...`.
    SecondDocument,
    /// Anything else, with what to do about it, in a sentence.
    Other(&'static str),
}
