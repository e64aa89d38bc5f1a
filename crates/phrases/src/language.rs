//! The languages that texts for people are in.

use serde::{Serialize, Serializer};

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English, as the European Union writes it.
    English,
    /// French, as it is written in France.
    French,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::French];

    /// Its code (BCP 47), which is also its key in a policy: `fr`.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }

    /// That of a locale of POSIX (`fr_FR.UTF-8`); English for any that has no texts here.
    pub fn of_locale(locale: &str) -> Self {
        let language = locale.split(['_', '.', '@']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|one| one.code() == language).unwrap_or(Self::English)
    }
}

/// Its code.
impl Serialize for Language {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_has_a_language() {
        let of = |locales: [&str; 4]| locales.map(Language::of_locale);
        assert_eq!(of(["fr", "fr_FR", "fr_CA.UTF-8", "fr@euro"]), [Language::French; 4]);
        assert_eq!(of(["", "C", "en_GB.UTF-8", "frr_DE"]), [Language::English; 4]);
    }
}
