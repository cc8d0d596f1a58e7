//! Names of elements and attributes, each kept once: a file has many elements and few names.

use std::collections::HashMap;
use std::fmt;
use std::ops::Deref;
use std::rc::Rc;

use rustc_hash::FxBuildHasher;

/// A name, or a namespace.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(in crate::format) struct Name(Rc<str>);

impl Name {
    pub(in crate::format) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Default for Name {
    fn default() -> Self {
        Self(Rc::from(""))
    }
}

impl PartialEq<Name> for &str {
    fn eq(&self, other: &Name) -> bool {
        **self == *other.0
    }
}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        *self.0 == *other
    }
}

impl PartialEq<&str> for Name {
    fn eq(&self, other: &&str) -> bool {
        *self.0 == **other
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// The names met so far.
#[derive(Default)]
pub(super) struct Names(HashMap<Rc<str>, Name, FxBuildHasher>);

impl Names {
    /// `name`, kept once.
    pub(super) fn of(&mut self, name: &str) -> Name {
        if let Some(known) = self.0.get(name) {
            return known.clone();
        }
        let new: Rc<str> = Rc::from(name);
        self.0.insert(Rc::clone(&new), Name(Rc::clone(&new)));
        Name(new)
    }
}
