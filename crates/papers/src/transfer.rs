//! Transfers: data that goes where the law does not hold, and what protects it there (GDPR art. 44 to 49).

use abide_law::pack::Said;
use abide_policy::recipient::{Recipient, Safeguard};

use crate::law::{Law, Protection};

/// Data in a third country.
pub(crate) struct Transfer<'p> {
    /// Who has it there.
    pub(crate) recipient: &'p Recipient,
    /// Where (ISO 3166-1 alpha-2).
    pub(crate) country: &'p str,
    /// What protects it.
    pub(crate) ground: Ground<'p>,
}

/// What protects data in a third country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ground<'p> {
    /// A decision that it is protected there as well as here (art. 45).
    Decision,
    /// Such a decision, which holds for these only; who has the data is one of them, as the policy says.
    DecisionForSome(&'p Said),
    /// What the company agreed on with who has it (art. 46), or a derogation (art. 49).
    Safeguard(Safeguard),
    /// Nothing that the policy tells.
    Nothing,
}

/// The transfers to `recipient`, in the order of its countries; none where the law does not say which are third ones.
pub(crate) fn transfers<'p>(recipient: &'p Recipient, law: &Law<'p>) -> Vec<Transfer<'p>> {
    let safeguard = recipient.safeguard.as_ref().map(|safeguard| safeguard.value);
    let ground = |country: &str| match (law.protection(country)?, safeguard) {
        (Protection::Law, _) => None,
        (Protection::Decision, _) => Some(Ground::Decision),
        (Protection::DecisionForSome(only), Some(Safeguard::Adequacy)) => Some(Ground::DecisionForSome(only)),
        // Where no decision is, naming one protects nothing.
        (_, None | Some(Safeguard::Adequacy)) => Some(Ground::Nothing),
        (_, Some(safeguard)) => Some(Ground::Safeguard(safeguard)),
    };
    let transfer = |country| Some(Transfer { recipient, country, ground: ground(country)? });
    recipient.location.iter().filter_map(|country| transfer(country.value.as_str())).collect()
}
