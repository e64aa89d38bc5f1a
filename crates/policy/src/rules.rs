//! The sections of a policy that may keep clauses of its published text.

use crate::{
    model::Policy,
    span::{Span, Spanned},
};

/// A section of the policy that may keep clauses.
#[derive(Debug, Clone, Copy)]
pub struct Rule<'p> {
    /// What it is: the name of the section (`activity`).
    pub section: &'static str,
    /// Its name there; the section's where there is one of it only.
    pub name: &'p str,
    /// The clauses it keeps.
    pub clauses: &'p [Spanned<String>],
    /// Where its name stands; none for a section of which there is one only.
    pub at: Option<&'p Span>,
}

impl Policy {
    /// Every rule that may keep clauses, those that keep none too.
    pub fn rules(&self) -> impl Iterator<Item = Rule<'_>> {
        let whole = self.rules_of_the_whole();
        whole.chain(self.rules_of_activities()).chain(self.rules_of_others()).chain(self.rules_of_places())
    }

    /// The rules that keep the clause.
    pub fn keeping(&self, clause: &str) -> impl Iterator<Item = Rule<'_>> {
        self.rules().filter(move |rule| rule.clauses.iter().any(|named| named.value == clause))
    }

    fn rules_of_the_whole(&self) -> impl Iterator<Item = Rule<'_>> {
        let controller = only("controller", &self.controller.clauses);
        let together = only("all_activities", &self.together.clauses);
        let notice = self.notice.iter().map(|one| only("notice", &one.clauses));
        [controller, together].into_iter().chain(notice)
    }

    fn rules_of_activities(&self) -> impl Iterator<Item = Rule<'_>> {
        let activities = self.activities.iter().map(|one| rule("activity", &one.name, &one.clauses));
        let measures = self.measures.iter().map(|one| rule("measure", &one.name, &one.clauses));
        let attestations = self.attestations.iter().map(|one| rule("attestation", &one.name, &one.clauses));
        activities.chain(measures).chain(attestations)
    }

    fn rules_of_others(&self) -> impl Iterator<Item = Rule<'_>> {
        let recipient = |section: &'static str, processors: bool| {
            let those = self.recipients.iter().filter(move |one| one.terms().is_some() == processors);
            those.map(move |one| rule(section, &one.key, &one.clauses))
        };
        let data = self.forbidden.iter().map(|one| rule("forbidden", &one.category, &one.clauses));
        let subjects = self.forbidden_subjects.iter();
        let subjects = subjects.map(|one| rule("forbidden_subject", &one.subject, &one.clauses));
        let recipients = self.forbidden_recipients.iter();
        let recipients = recipients.map(|one| rule("forbidden_recipient", &one.key, &one.clauses));
        recipient("processor", true)
            .chain(recipient("recipient", false))
            .chain(data)
            .chain(subjects)
            .chain(recipients)
    }

    fn rules_of_places(&self) -> impl Iterator<Item = Rule<'_>> {
        let subsidiaries = self.subsidiaries.iter().map(|one| rule("subsidiary", &one.key, &one.clauses));
        let sites = self.sites.iter().map(|one| rule("site", &one.key, &one.clauses));
        let collections = self.collections.iter().map(|one| rule("collection", &one.key, &one.clauses));
        let requests = self.requests.iter().map(|one| only("requests", &one.clauses));
        let territories = self.territories.iter().map(|one| rule("territory", &one.name, &one.clauses));
        subsidiaries.chain(sites).chain(collections).chain(requests).chain(territories)
    }
}

fn rule<'p>(section: &'static str, name: &'p Spanned<String>, clauses: &'p [Spanned<String>]) -> Rule<'p> {
    Rule { section, name, clauses, at: Some(&name.span) }
}

/// The one section of that name.
fn only<'p>(section: &'static str, clauses: &'p [Spanned<String>]) -> Rule<'p> {
    Rule { section, name: section, clauses, at: None }
}

/// The clauses behind something, for the end of a sentence: ` (example/1, example/2)`; nothing when there is none.
pub fn behind(clauses: &[Spanned<String>]) -> String {
    let names: Vec<&str> = clauses.iter().map(|clause| clause.value.as_str()).collect();
    if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) }
}
