//! Where data is collected: forms, accounts, visits (GDPR art. 13(2)(e)), and how agreement is taken there.

use crate::{keyed::keyed, span::Spanned, texts::Texts};

/// A point at which data is collected.
#[derive(Debug, Clone)]
pub struct Collection {
    /// Its name in the file.
    pub key: Spanned<String>,
    /// Its name for people, by language.
    pub label: Texts,
    /// The activities that it is for, by name.
    pub activities: Vec<Spanned<String>>,
    /// The categories of data that must be given.
    pub required: Vec<Spanned<String>>,
    /// Those that may be.
    pub optional: Vec<Spanned<String>>,
    /// What happens when what is required is not given.
    pub otherwise: Option<Spanned<Texts>>,
    /// Whether the data comes by itself, as that of a visit, and is not given by the person.
    pub automatic: bool,
    /// How agreement is taken; none: it is not.
    pub agreement: Option<Spanned<Agreement>>,
    /// The activities to which it is taken, as the file says; see [`Collection::agreed_to`].
    pub agreed: Vec<Spanned<String>>,
    /// The text beside the box.
    pub wording: Option<Spanned<Texts>>,
    /// Another way for who does not agree.
    pub alternative: Option<Spanned<Texts>>,
    /// The sites it is on, by name; none: all.
    pub sites: Vec<Spanned<String>>,
    /// The clauses that it keeps.
    pub clauses: Vec<Spanned<String>>,
}

impl Collection {
    /// The names of the activities to which agreement is taken here: those that it says, else all that it is for.
    pub fn agreed_to(&self) -> &[Spanned<String>] {
        match (&self.agreement, self.agreed.is_empty()) {
            (None, _) => &[],
            (Some(_), true) => &self.activities,
            (Some(_), false) => &self.agreed,
        }
    }

    /// Whether it is on the site of that name.
    pub fn is_on_site(&self, site: &str) -> bool {
        is_on(&self.sites, site)
    }
}

/// A site on which people meet the controller, and of which there may be a notice of its own.
#[derive(Debug, Clone)]
pub struct Site {
    /// Its name in the file.
    pub key: Spanned<String>,
    /// Its name for people: `shop.example.com`.
    pub name: Spanned<String>,
    /// Where it is on the web.
    pub address: Option<Spanned<String>>,
    /// The clauses that tell of it.
    pub clauses: Vec<Spanned<String>>,
}

/// Whether a list of sites has that one. An empty list has all.
pub(crate) fn is_on(sites: &[Spanned<String>], site: &str) -> bool {
    sites.is_empty() || sites.iter().any(|one| one.value == site)
}

keyed! {
    /// How agreement is taken.
    Agreement {
        /// With a box that is not ticked beforehand, and need not be.
        Box = "box",
        /// With a box that must be ticked to go on.
        RequiredBox = "required-box",
        /// With a box that is ticked beforehand.
        TickedBox = "ticked-box",
        /// By going on using the site or service.
        Use = "use",
        /// By opening an account.
        Account = "account",
        /// By buying.
        Purchase = "purchase",
    }
}
