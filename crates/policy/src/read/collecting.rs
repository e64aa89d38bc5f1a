//! What people meet to model: sites, points at which data is collected, and how requests are answered.

use abide_law::Period;

use super::source::View;
use crate::{
    collection::{Collection, Site},
    keyed::Keyed as _,
    published::Notice,
    requests::{Asked, Channels, Requests},
    span::Spanned,
};

/// `[site.…]`
pub(super) fn sites(root: &View<'_>) -> Vec<Site> {
    let site = |(key, view): (Spanned<String>, View<'_>)| Site {
        name: view.text("name").unwrap_or_else(|| key.clone()),
        address: view.text("address"),
        clauses: view.texts("clause"),
        key,
    };
    root.table("site").tables().into_iter().map(site).collect()
}

/// `[collection.…]`
pub(super) fn collections(root: &View<'_>) -> Vec<Collection> {
    let collection = |(key, view): (Spanned<String>, View<'_>)| Collection {
        label: view.table("label").languages(),
        activities: view.texts("activities"),
        required: view.texts("required"),
        optional: view.texts("optional"),
        otherwise: view.said("otherwise"),
        automatic: view.bool("automatic").unwrap_or_default(),
        agreement: view.kind("agreement"),
        agreed: view.texts("agreed"),
        wording: view.said("wording"),
        alternative: view.said("alternative"),
        sites: view.texts("sites"),
        clauses: view.texts("clause"),
        key,
    };
    root.table("collection").tables().into_iter().map(collection).collect()
}

/// `[notice]`, where there is one.
pub(super) fn notice(root: &View<'_>) -> Option<Notice> {
    let (_, view) = root.tables().into_iter().find(|(name, _)| name.value == "notice")?;
    Some(Notice { address: view.text("address"), clauses: view.texts("clause") })
}

/// `[requests]`, where there is one.
pub(super) fn requests(root: &View<'_>) -> Option<Requests> {
    let (_, view) = root.tables().into_iter().find(|(name, _)| name.value == "requests")?;
    let channels = view.table("channels");
    let subject_lines = view.table("subject_lines");
    let lines = subject_lines.entries().into_iter().filter_map(|(line, node)| {
        let text = subject_lines.text_of(node)?;
        Some((line, Spanned::new(Asked::of_key(&text)?, text.span)))
    });
    Some(Requests {
        answer: period(&view, "answer"),
        extension: period(&view, "extension"),
        identity: view.kind("identity"),
        asks_for: view.said("asks_for"),
        fee: view.said("fee"),
        fee_ground: view.kind("fee_ground"),
        channels: Channels {
            email: channels.text("email"),
            form: channels.text("form"),
            post: channels.text("post"),
            telephone: channels.text("telephone"),
            account: channels.text("account"),
        },
        subject_lines: lines.collect(),
        clauses: view.texts("clause"),
    })
}

fn period(view: &View<'_>, key: &str) -> Option<Spanned<Period>> {
    let text = view.text(key)?;
    Some(Spanned::new(text.parse().ok()?, text.span))
}
