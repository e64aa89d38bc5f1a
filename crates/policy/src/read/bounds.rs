//! What there must not be, and where data has to stay, to model.

use super::source::View;
use crate::{
    forbidden::{Forbidden, ForbiddenRecipient, ForbiddenSubject},
    keyed::Keyed as _,
    recipient::RecipientKind,
    span::Spanned,
    territory::{Region, Territory},
};

/// `[forbidden.…]`
pub(super) fn forbidden(root: &View<'_>) -> Vec<Forbidden> {
    let forbidden = |(category, clauses)| Forbidden { category, clauses };
    section(root, "forbidden").map(forbidden).collect()
}

/// `[forbidden_subject.…]`
pub(super) fn forbidden_subjects(root: &View<'_>) -> Vec<ForbiddenSubject> {
    let forbidden = |(subject, clauses)| ForbiddenSubject { subject, clauses };
    section(root, "forbidden_subject").map(forbidden).collect()
}

/// `[forbidden_recipient.…]`, without those of a kind that there is not, which has been told.
pub(super) fn forbidden_recipients(root: &View<'_>) -> Vec<ForbiddenRecipient> {
    let forbidden = |(key, clauses): (Spanned<String>, Vec<Spanned<String>>)| {
        let kind = match key.as_str() {
            ForbiddenRecipient::ANY_PROCESSOR => None,
            key => Some(RecipientKind::of_key(key)?),
        };
        Some(ForbiddenRecipient { kind, key, clauses })
    };
    section(root, "forbidden_recipient").filter_map(forbidden).collect()
}

/// `[territory.…]`
pub(super) fn territories(root: &View<'_>) -> Vec<Territory> {
    let territory = |(name, view): (Spanned<String>, View<'_>)| Territory {
        regions: view
            .texts("countries")
            .into_iter()
            .map(|text| text.map(|key| Region::of_key(&key)))
            .collect(),
        activities: view.texts("activities"),
        stores: view.texts("stores"),
        clauses: view.texts("clause"),
        name,
    };
    root.table("territory").tables().into_iter().map(territory).collect()
}

fn section(root: &View<'_>, name: &str) -> impl Iterator<Item = (Spanned<String>, Vec<Spanned<String>>)> {
    root.table(name).tables().into_iter().map(|(key, view)| (key, view.texts("clause")))
}
