//! Relations between keys, and the meaning of parentheses in lists of tools, as the dialect files define them.

use schemars::JsonSchema;
use serde::Deserialize;

/// Keys of the front matter that need each other, or undo each other. It is reported where every condition of `when`
/// holds, and none of `needs`, and one key is there that is not among `beside-other-than`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Relation {
    /// What the author wrote. The first one is where the diagnostic stands.
    pub when: Vec<Condition>,
    /// Keys of which one has to be there for it to work.
    #[serde(default)]
    pub needs: Vec<Condition>,
    /// The keys with which it works: it is reported where there is another one. Any keys if there are none.
    #[serde(default)]
    pub beside_other_than: Vec<String>,
    /// The key of `when` that has no effect then.
    #[serde(default)]
    pub undoes: Option<String>,
    /// What happens, and why: a clause of at most 70 characters, without a full stop.
    pub says: String,
    /// What to do, in sentences.
    pub advice: String,
    /// How much it matters.
    #[serde(default)]
    pub weight: Weight,
    /// Short name of the source, a key of the file's `sources`.
    pub source: String,
}

/// A key with the values that count.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Condition {
    /// The key. An empty one is as good as none.
    pub key: String,
    /// The values, in any case of letters; any if there are none.
    #[serde(default)]
    pub values: Vec<String>,
    /// Values that do not count.
    #[serde(default)]
    pub except: Vec<String>,
}

/// How much a relation of keys matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// The file does something else than its author wants.
    #[default]
    Warning,
    /// It may well be meant so.
    Information,
}

/// What `Tool(pattern)` does in a list of tools.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Parentheses {
    /// What they do.
    pub effect: Parenthesized,
    /// Tools for which they do what they say.
    #[serde(default)]
    pub except: Vec<String>,
    /// What to do instead, in sentences.
    pub advice: String,
    /// Short name of the source, a key of the file's `sources`.
    pub source: String,
}

/// What a tool with a pattern in parentheses stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Parenthesized {
    /// The whole tool, which is granted.
    GrantsAll,
    /// The whole tool, which is taken away.
    TakesAll,
}
