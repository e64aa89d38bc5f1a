//! When two values name the same person: e-mail without case, telephone numbers without the marks between digits, everything
//! else exactly.

use abide_policy::model::covers;

use crate::model::{Identity, Model, TableId};

/// How values of an identity are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likeness {
    /// Without case and the spaces around it.
    Email,
    /// Without the marks that people write between digits; `00` begins an international number as `+` does.
    Phone,
    /// As it is.
    Exact,
}

impl Likeness {
    /// What the kind's name says, or else the category of the column that holds it.
    pub fn of(kind: &str, category: Option<&str>) -> Self {
        let is =
            |name: &str| kind == name || category.is_some_and(|of| covers(&format!("contact.{name}"), of));
        match (is("email"), is("phone")) {
            (true, _) => Self::Email,
            (_, true) => Self::Phone,
            _ => Self::Exact,
        }
    }

    /// How an identity of a table is compared.
    pub fn of_identity(model: &Model, table: TableId, identity: &Identity) -> Self {
        Self::at_end(model, model.end_of(table, &identity.path), identity)
    }

    /// As [`of_identity`](Self::of_identity), of one at the end of whose path this table is.
    pub fn at_end(model: &Model, end: TableId, identity: &Identity) -> Self {
        let category = model.tables[end].columns[identity.column].category.as_deref();
        identity.alike.unwrap_or_else(|| Self::of(&identity.kind, category))
    }

    /// The one form in which equal values are the same. Empty for a value that names nobody.
    pub fn normal(self, value: &str) -> String {
        match self {
            Self::Email => value.trim_matches(' ').to_ascii_lowercase(),
            Self::Phone => {
                let bare: String = value.chars().filter(|c| !MARKS.contains(c)).collect();
                bare.strip_prefix("00").map(|rest| format!("+{rest}")).unwrap_or(bare)
            }
            Self::Exact => value.to_owned(),
        }
    }

    /// The spellings that a database may give a value of this normal form, once it has taken case and marks away as far as it
    /// can. What it then finds is compared again in the normal form, so a spelling too many does no harm.
    pub fn spellings(self, normal: &str) -> Vec<String> {
        let other = match self {
            Self::Email => normal.to_lowercase(),
            Self::Phone => {
                normal.strip_prefix('+').map_or_else(|| normal.to_owned(), |rest| format!("00{rest}"))
            }
            Self::Exact => normal.to_owned(),
        };
        let mut spellings = vec![normal.to_owned()];
        spellings.extend((other != normal).then_some(other));
        spellings
    }

    /// Its name, for lists of values.
    pub fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Exact => "exact",
        }
    }
}

/// What people write between the digits of a telephone number.
pub const MARKS: [char; 6] = [' ', '.', '-', '(', ')', '/'];

#[cfg(test)]
mod tests {
    use super::Likeness;

    #[test]
    fn the_category_says_how_values_are_compared() {
        assert_eq!(Likeness::of("login", Some("contact.email")), Likeness::Email);
        assert_eq!(Likeness::of("phone", None), Likeness::Phone);
        assert_eq!(Likeness::of("client-number", Some("identification.client_number")), Likeness::Exact);
    }

    #[test]
    fn equal_values_have_one_normal_form() {
        assert_eq!(Likeness::Email.normal("  Alice@Example.COM "), "alice@example.com");
        for spelt in ["+33 6 12.34-56(78)", "0033612345678", "+33612345678"] {
            assert_eq!(Likeness::Phone.normal(spelt), "+33612345678");
        }
        assert_eq!(Likeness::Exact.normal(" A1"), " A1");
    }

    #[test]
    fn a_normal_form_is_its_own() {
        for likeness in [Likeness::Email, Likeness::Phone, Likeness::Exact] {
            for value in ["", " a B ", "00 00 1", "+0", "É@x"] {
                let normal = likeness.normal(value);
                assert_eq!(likeness.normal(&normal), normal, "{likeness:?} {value:?}");
            }
        }
    }
}
