//! `[processor.…]` and `[recipient.…]` to model.

use abide_phrases::text;

use super::{policy_file::date, source::View};
use crate::{
    codes,
    finding::Finding,
    recipient::{Recipient, Role, Terms},
    span::Spanned,
    texts::Name,
};

/// All of them, processors first.
pub(super) fn read(root: &View<'_>, findings: &mut Vec<Finding>) -> Vec<Recipient> {
    let mut recipients = Vec::new();
    for (key, view) in root.table("processor").tables() {
        let role = Role::Processor(terms(&view, findings));
        recipients.push(recipient(key, &view, role, findings));
    }
    for (key, view) in root.table("recipient").tables() {
        recipients.push(recipient(key, &view, Role::Recipient, findings));
    }
    recipients
}

fn recipient(key: Spanned<String>, view: &View<'_>, role: Role, findings: &mut Vec<Finding>) -> Recipient {
    let start = date(view, "start", findings);
    let end = date(view, "end", findings);
    if let (Some(start), Some(end)) = (&start, &end)
        && end.value < start.value
    {
        let message = text!("ends-before", name = &key.value);
        let finding = Finding::error(codes::BAD_DATE, message, end.span.clone());
        findings.push(finding.help(text!("ends-before.help")));
    }
    Recipient {
        name: name(view).unwrap_or_else(|| key.clone().map(Name::Proper)),
        role,
        kind: view.kind("kind"),
        data: view.texts("data"),
        purpose: view.said("purpose"),
        public: view.bool("public").unwrap_or_default(),
        location: view.texts("location"),
        safeguard: view.kind("safeguard"),
        start,
        end,
        clauses: view.texts("clause"),
        key,
    }
}

/// What it is called, in every language or in each.
fn name(view: &View<'_>) -> Option<Spanned<Name>> {
    let proper = view.text("name").map(|name| name.map(Name::Proper));
    proper.or_else(|| view.said("name").map(|names| names.map(Name::Common)))
}

fn terms(view: &View<'_>, findings: &mut Vec<Finding>) -> Terms {
    Terms {
        contract: view.text("contract"),
        guarantees: view.texts("guarantees"),
        instructions: view.text("instructions"),
        sub_processors: view.texts("sub_processors"),
        review: date(view, "review", findings),
    }
}
