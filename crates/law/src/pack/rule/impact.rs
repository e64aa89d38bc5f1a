//! What takes an impact assessment, and what takes none.

use serde::{Deserialize, Serialize};

use crate::pack::Said;

/// What takes an impact assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written")]
pub struct Impact {
    /// What may be so.
    pub criteria: Vec<Said>,
    /// How many of them it takes.
    pub at_least: u8,
    /// Whether what is so takes no assessment, whatever other rules say.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub exempts: bool,
    /// By what a program knows that one of them is.
    pub signs: Vec<Sign>,
}

impl Impact {
    /// The criterion that the sign is of.
    pub fn criterion(&self, sign: &Sign) -> Option<&Said> {
        self.criteria.iter().find(|criterion| criterion.texts().any(|text| text == sign.of))
    }

    /// The same, said in one language.
    pub fn in_language(&self, code: &str) -> Self {
        let signs = self.signs.iter().map(|sign| {
            let criterion = self.criterion(sign).map_or(sign.of.as_str(), |one| one.in_language(code));
            Sign { of: criterion.to_owned(), ..sign.clone() }
        });
        let criteria = self.criteria.iter().map(|one| Said::Once(one.in_language(code).to_owned()));
        Self { criteria: criteria.collect(), signs: signs.collect(), ..*self }
    }
}

/// What shows in a policy that a criterion is met: any of what is given here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// The criterion, in the words of the list, in one of its languages.
    pub of: String,
    /// An activity with one of these purposes, as keys of the vocabulary.
    #[serde(default)]
    pub purposes: Vec<String>,
    /// One about such people.
    #[serde(default)]
    pub subjects: Vec<String>,
    /// One that needs such data.
    #[serde(default)]
    pub data: Vec<String>,
    /// One that needs special categories of data.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub special: bool,
    /// One with automated decisions.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub automated_decisions: bool,
    /// Whether it takes something of each kind that is given, and not of any.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub together: bool,
}

/// As it is written, before the signs are held against the criteria.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    criteria: Vec<Said>,
    at_least: u8,
    #[serde(default)]
    exempts: bool,
    #[serde(default)]
    signs: Vec<Sign>,
}

impl TryFrom<Written> for Impact {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let Written { criteria, at_least, exempts, signs } = written;
        let impact = Self { criteria, at_least, exempts, signs };
        match impact.signs.iter().find(|sign| impact.criterion(sign).is_none()) {
            Some(sign) => Err(format!("`{}` is none of the criteria", sign.of)),
            None => Ok(impact),
        }
    }
}
