//! Advice on errors of the YAML parser, in our words: its own messages are about parser states ("did not find expected
//! node content") and do not help authors.

use granit_parser::ErrorKind as Kind;

/// Returns a sentence on what to do about an error that is not recognised as a well-known mistake.
pub(super) fn advice(kind: &Kind) -> &'static str {
    match kind {
        Kind::ExpectedDocumentStart | Kind::InvalidDocumentEnd | Kind::MultipleDocumentsUnsupported => {
            "The value above is complete, and nothing can follow it."
        }
        Kind::UnexpectedEofBlockSequence
        | Kind::UnexpectedEofBlockMapping
        | Kind::UnexpectedEof
        | Kind::ExpectedNodeContent
        | Kind::UnexpectedEndOfPlainScalar => "A value is missing or incomplete here.",
        Kind::UnexpectedEofFlowSequence | Kind::ExpectedFlowSequenceSeparator => {
            "Separate the items between `[` and `]` with commas."
        }
        Kind::UnexpectedEofFlowMapping
        | Kind::UnexpectedEofImplicitFlowMapping
        | Kind::ExpectedFlowMappingSeparator => "Separate the keys between `{` and `}` with commas.",
        Kind::MisplacedFlowCollectionEnd
        | Kind::MismatchedFlowCollectionEnd { .. }
        | Kind::UnclosedFlowCollection { .. } => "Each `[` needs its `]`, and each `{` its `}`.",
        Kind::FlowMappingValueAdjacentCollection
        | Kind::InvalidColonPlacement
        | Kind::MappingValueNotAllowed => "A colon cannot stand here: quote the value that holds it.",
        Kind::ExpectedBlockMappingKey
        | Kind::SimpleKeyExpected
        | Kind::InvalidSimpleKey
        | Kind::MappingKeyNotAllowed => {
            "Write `key: value`, the key on one line and aligned with those beside it."
        }
        Kind::ExpectedBlockSequenceEntry
        | Kind::BlockSequenceEntryNotAllowed
        | Kind::BlockEntryInFlowCollection
        | Kind::PlainScalarStartsWithDashFlowIndicator => {
            "A list item cannot stand here: give each item a line of its own, aligned with the others."
        }
        Kind::InvalidIndentation
        | Kind::InvalidBlockScalarIndent
        | Kind::InvalidQuotedScalarIndent
        | Kind::InvalidFlowScalarIndent => "Indent the line like those beside it.",
        Kind::TabNotAllowed
        | Kind::TabInBlockIndentation
        | Kind::TabInIndentation
        | Kind::TabAtBlockScalarStart
        | Kind::TabInPlainScalar
        | Kind::InvalidBlockEntryWhitespace
        | Kind::InvalidMappingValueWhitespace => "Write spaces in place of the tab.",
        Kind::ExpectedWhitespace => "A space is missing here.",
        Kind::CommentInterceptedScalar | Kind::CommentNotSeparated => {
            "A comment needs a space before its `#` and cannot stand within a value: quote a value that holds `#`."
        }
        Kind::ZeroBlockScalarIndent | Kind::InvalidBlockScalarHeader => {
            "Write the text below the `|` or `>`, indented."
        }
        Kind::DocumentIndicatorInQuotedScalar | Kind::UnclosedQuotedScalar => "Close the quote.",
        Kind::InvalidTrailingSingleQuotedScalar | Kind::InvalidTrailingDoubleQuotedScalar => {
            "Nothing can follow a closing quote."
        }
        Kind::UnknownQuotedScalarEscape
        | Kind::InvalidQuotedScalarHexEscape
        | Kind::InvalidLowSurrogateHexEscape
        | Kind::InvalidLowSurrogate
        | Kind::MissingLowSurrogate
        | Kind::UnpairedLowSurrogate
        | Kind::InvalidUnicodeEscape => {
            "In double quotes, `\\` begins an escape: double it, or use single quotes."
        }
        Kind::UnknownAnchor | Kind::AnchorCountOverflow | Kind::MissingAnchorOrAliasName => {
            "A value that begins with `&` or `*` must be quoted."
        }
        Kind::UndeclaredTagHandle
        | Kind::ExpectedTagBang
        | Kind::InvalidGlobalTagCharacter
        | Kind::InvalidTagTerminator
        | Kind::MissingTagUri
        | Kind::UnclosedVerbatimTag
        | Kind::InvalidTagEscape
        | Kind::InvalidTagUtf8LeadingByte
        | Kind::InvalidTagUtf8TrailingByte
        | Kind::InvalidTagUtf8 => "A value that begins with `!` must be quoted.",
        Kind::DuplicateVersionDirective
        | Kind::UnsupportedYamlMajorVersion
        | Kind::DuplicateTagDirective
        | Kind::MissingDocumentEndBeforeDirective
        | Kind::ExpectedTagDirectiveBang
        | Kind::InvalidDirectiveTerminator
        | Kind::MissingYamlVersionSeparator
        | Kind::MissingDirectiveName
        | Kind::InvalidDirectiveName
        | Kind::DirectiveByteLimitExceeded { .. }
        | Kind::TooManyReservedDirectiveParams { .. }
        | Kind::YamlVersionTooLong
        | Kind::MissingYamlVersion
        | Kind::InvalidTagDirectiveTerminator => "A line cannot begin with `%`.",
        Kind::UnexpectedCharacter { .. } => "YAML reserves this character: quote the value.",
        Kind::BomInsideDocument => {
            "Remove the byte-order mark, which can only be the first character of a file."
        }
        Kind::RecursionLimitExceeded => "The values are nested too deep.",
        _ => "YAML cannot read what stands here.",
    }
}
