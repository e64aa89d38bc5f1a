//! What the policy says there must not be: data that may be held nowhere, people about whom nothing may be, and those to whom
//! nothing may go.

use crate::{
    recipient::{Recipient, RecipientKind},
    span::Spanned,
};

/// A category of data that may be held nowhere.
#[derive(Debug, Clone)]
pub struct Forbidden {
    /// As a vocabulary key.
    pub category: Spanned<String>,
    /// The clauses that say so.
    pub clauses: Vec<Spanned<String>>,
}

/// A kind of people about whom nothing may be held.
#[derive(Debug, Clone)]
pub struct ForbiddenSubject {
    /// As a vocabulary key.
    pub subject: Spanned<String>,
    /// The clauses that say so.
    pub clauses: Vec<Spanned<String>>,
}

/// A kind of recipients to whom nothing may go.
#[derive(Debug, Clone)]
pub struct ForbiddenRecipient {
    /// The kind; none: any processor at all.
    pub kind: Option<RecipientKind>,
    /// How it is written in the file.
    pub key: Spanned<String>,
    /// The clauses that say so.
    pub clauses: Vec<Spanned<String>>,
}

impl ForbiddenRecipient {
    /// The key for any processor, whatever it does.
    pub(crate) const ANY_PROCESSOR: &str = "processor";

    /// Whether it is of the forbidden kind.
    pub fn is_of(&self, one: &Recipient) -> bool {
        match self.kind {
            None => one.terms().is_some(),
            Some(kind) => one.kind.as_ref().is_some_and(|of| of.value == kind),
        }
    }
}
