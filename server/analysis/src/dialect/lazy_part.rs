//! Parts of dialects that are read when somebody first asks for them.

use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, DerefMut};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};

/// A part of a dialect: one of its own, or one of the built-in dialects, which is read on first use. So a
/// start reads a tenth of what is known.
#[derive(Clone)]
pub enum LazyPart<T: 'static> {
    /// The part itself.
    Own(T),
    /// How to read the part, and which one.
    BuiltIn(fn(Place) -> &'static T, Place),
}

/// Where a part stands among the built-in dialects.
#[derive(Clone, Copy)]
pub struct Place {
    /// The index of the file.
    pub(super) file: usize,
    /// The index of the kind of file in it.
    pub(super) kind: usize,
}

impl<T> Deref for LazyPart<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Self::Own(own) => own,
            Self::BuiltIn(read, place) => read(*place),
        }
    }
}

/// A built-in part is copied to be changed.
impl<T: Clone> DerefMut for LazyPart<T> {
    fn deref_mut(&mut self) -> &mut T {
        loop {
            match *self {
                Self::Own(ref mut own) => return own,
                Self::BuiltIn(read, place) => *self = Self::Own(read(place).clone()),
            }
        }
    }
}

impl<T: Default> Default for LazyPart<T> {
    fn default() -> Self {
        Self::Own(T::default())
    }
}

/// Looks like the part itself.
impl<T: fmt::Debug> fmt::Debug for LazyPart<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::fmt(self, out)
    }
}

impl<T: PartialEq> PartialEq for LazyPart<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<'a, T> IntoIterator for &'a LazyPart<T>
where
    &'a T: IntoIterator,
{
    type Item = <&'a T as IntoIterator>::Item;
    type IntoIter = <&'a T as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        (&**self).into_iter()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for LazyPart<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::Own)
    }
}

impl<T: JsonSchema> JsonSchema for LazyPart<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}
