//! `policy.toml` to model. The file's shape is checked elsewhere: what has the wrong shape is left out here in silence.

use abide_law::Period;
use abide_phrases::text;
use jiff::{civil::Date, tz::TimeZone};
use toml::de::DeValue;

use super::{accountability, bounds, collecting, recipients, said, source::View};
use crate::{
    codes,
    finding::Finding,
    model::{
        Acceptance, Activity, Basis, Clause, Controller, End, EventKind, Keep, Phase, Policy, Start, State,
        Together,
    },
    phrase,
    span::Spanned,
    suggest,
    texts::Texts,
    vocabulary::{Term, Vocabulary, parent, whole_iri},
};

pub(crate) fn read(root: &View<'_>, findings: &mut Vec<Finding>) -> Policy {
    let mut reader = Reader { findings, vocabulary: Vocabulary::default() };
    reader.extensions(root);
    let controller = controller(&root.table("controller"));
    let version = date(root, "version", reader.findings);
    let law = root.get("law").map(|_| root.texts("law"));
    let clauses = root.table("clause").tables().into_iter().map(|(id, view)| clause(id, &view)).collect();
    let activities = root
        .table("activity")
        .tables()
        .into_iter()
        .map(|(name, view)| reader.activity(name, &view))
        .collect();
    let recipients = recipients::read(root, reader.findings);
    let joint_controllers = accountability::joint_controllers(root);
    let measures = accountability::measures(root);
    let attestations = accountability::attestations(root, reader.findings);
    let accepted = root.table("accepted").tables().into_iter();
    let accepted = accepted.filter_map(|(name, view)| reader.acceptance(name, &view)).collect();
    let vocabulary = reader.vocabulary;
    Policy {
        controller,
        version,
        change: root.said("change"),
        unpublished: root.kinds("unpublished"),
        languages: root.texts("languages"),
        said: said::read(root),
        law,
        clauses,
        events: vocabulary.event_kinds.clone(),
        activities,
        together: together(&root.table("all_activities")),
        notice: collecting::notice(root),
        recipients,
        joint_controllers,
        subsidiaries: accountability::subsidiaries(root),
        sites: collecting::sites(root),
        collections: collecting::collections(root),
        requests: collecting::requests(root),
        territories: bounds::territories(root),
        measures,
        attestations,
        forbidden: bounds::forbidden(root),
        forbidden_subjects: bounds::forbidden_subjects(root),
        forbidden_recipients: bounds::forbidden_recipients(root),
        accepted,
        vocabulary,
    }
}

/// `[all_activities]`
fn together(view: &View<'_>) -> Together {
    Together {
        no_recipients: view.holds("no_recipients"),
        voluntary: view.holds("voluntary"),
        clauses: view.texts("clause"),
    }
}

fn controller(view: &View<'_>) -> Controller {
    let zone = view.text("time_zone").and_then(|name| {
        let zone = TimeZone::get(&name).ok()?;
        Some(Spanned::new(zone, name.span))
    });
    Controller {
        name: view.text("name").unwrap_or_else(|| Spanned::new(String::new(), view.at.clone())),
        country: view.text("country"),
        address: view.text("address"),
        registration: view.text("registration"),
        contact: view.text("contact"),
        representative: accountability::entity_under(view, "representative"),
        data_protection_officer: accountability::entity_under(view, "data_protection_officer"),
        no_data_protection_officer: view.bool("no_data_protection_officer").unwrap_or_default(),
        clauses: view.texts("clause"),
        time_zone: zone.unwrap_or_else(|| Spanned::new(default_zone(), view.at.clone())),
    }
}

fn default_zone() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC)
}

fn clause(id: Spanned<String>, view: &View<'_>) -> Clause {
    let says = view.text("says").unwrap_or_else(|| Spanned::new(String::new(), id.span.clone()));
    Clause { id, says, kept_elsewhere: view.get("kept_by").is_some() }
}

struct Reader<'r> {
    findings: &'r mut Vec<Finding>,
    vocabulary: Vocabulary,
}

impl Reader<'_> {
    /// `[event]`, `[category]`, `[subject]` and `[purpose]`, before anything that may name them.
    fn extensions(&mut self, root: &View<'_>) {
        for (name, view) in root.table("event").tables() {
            if self.is_new(&name, "event", |built_in| built_in.events.contains_key(&name.value))
                && self.is_word(&name)
            {
                let kind = match view.text("kind").as_deref().map(String::as_str) {
                    Some("end") => EventKind::End,
                    _ => EventKind::Last,
                };
                self.vocabulary.event_kinds.insert(name.value.clone(), kind);
                self.vocabulary.events.insert(name.value, term(&view));
            }
        }
        for (name, view) in root.table("subject").tables() {
            if self.is_new(&name, "subject", |built_in| built_in.subjects.contains_key(&name.value)) {
                self.vocabulary.subjects.insert(name.value, term(&view));
            }
        }
        for (name, view) in root.table("purpose").tables() {
            if self.is_new(&name, "purpose", |built_in| built_in.purposes.contains_key(&name.value)) {
                self.vocabulary.purposes.insert(name.value, term(&view));
            }
        }
        self.categories(root);
    }

    fn categories(&mut self, root: &View<'_>) {
        let added = root.table("category").tables();
        for (name, view) in &added {
            if self.is_new(name, "category", |built_in| built_in.categories.contains_key(&name.value)) {
                self.vocabulary.categories.insert(name.value.clone(), term(view));
            }
        }
        for (name, _) in &added {
            if name.split('.').any(str::is_empty) {
                let message = text!("bad-category", name = &name.value);
                let finding = Finding::error(codes::BAD_NAME, message, name.span.clone());
                self.findings.push(finding.help(text!("bad-category.help")));
            } else if let Some(above) =
                parent(name).filter(|above| !self.vocabulary.categories.contains_key(*above))
            {
                let message = text!("unknown-parent", name = &name.value, above);
                let near = suggest::nearest_key(above, self.vocabulary.categories.keys().map(String::as_str));
                let help = suggest::did_you_mean(near, text!("unknown-parent.help", above));
                self.findings
                    .push(Finding::error(codes::UNKNOWN_PARENT, message, name.span.clone()).help(help));
            }
        }
    }

    fn is_new(
        &mut self,
        name: &Spanned<String>,
        what: &'static str,
        has: impl FnOnce(&Vocabulary) -> bool,
    ) -> bool {
        let built_in = has(Vocabulary::built_in());
        if built_in {
            let message = text!("built-in", what, name = &name.value);
            let finding = Finding::error(codes::BUILT_IN, message, name.span.clone());
            self.findings.push(match what {
                "category" => finding.help(text!("built-in.below", name = &name.value)),
                _ => finding.help(text!("built-in.help")),
            });
        }
        !built_in
    }

    /// An event is written in phrases, so its name must be one word of their grammar.
    fn is_word(&mut self, name: &Spanned<String>) -> bool {
        let reserved = phrase::RESERVED.contains(&name.value.as_str());
        let spelt = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-');
        if reserved || !spelt {
            let message = text!("bad-event", name = &name.value);
            let finding = Finding::error(codes::BAD_NAME, message, name.span.clone());
            self.findings.push(match reserved {
                true => finding.help(text!("bad-event.reserved")),
                false => finding.help(text!("bad-event.help")),
            });
        }
        spelt && !reserved
    }

    /// An acceptance; none when something of it is missing, which has been told.
    fn acceptance(&mut self, name: Spanned<String>, view: &View<'_>) -> Option<Acceptance> {
        Some(Acceptance {
            review: date(view, "review", self.findings)?,
            finding: view.text("finding")?,
            about: view.text("about")?,
            reason: view.text("reason")?,
            name,
        })
    }

    fn activity(&mut self, name: Spanned<String>, view: &View<'_>) -> Activity {
        let basis = view.text("basis").and_then(|text| {
            let basis = Basis::ALL.into_iter().find(|basis| basis.key() == text.value)?;
            Some(Spanned::new(basis, text.span))
        });
        Activity {
            marketing: self.is_marketing(view),
            purpose: self.purpose(view),
            purpose_key: purpose_key(view),
            sub_purposes: self.sub_purposes(view),
            since: date(view, "since", self.findings),
            // What stands in for something missing or wrong is only there so that the rest can be checked too: the
            // missing thing is an error.
            basis: basis.unwrap_or_else(|| Spanned::new(Basis::LegalObligation, name.span.clone())),
            interest: view.said("interest"),
            special_ground: view.kind("special_ground"),
            on_behalf_of: view.said("on_behalf_of"),
            subjects: view.texts("subjects"),
            data: view.texts("data"),
            source: view.said("source"),
            automated_decisions: view.said("automated_decisions"),
            keep: self.keep(&name, view).unwrap_or_else(|| Spanned::new(unreadable(), name.span.clone())),
            reference: view.text("reference"),
            unsubscribe: view.kinds("unsubscribe"),
            joint_controllers: view.texts("joint_controllers"),
            measures: view.texts("measures"),
            recipients: view.texts("recipients"),
            no_recipients: view.holds("no_recipients"),
            voluntary: view.holds("voluntary"),
            otherwise: view.said("otherwise"),
            subsidiaries: view.texts("for"),
            sites: view.texts("sites"),
            impact_assessment: view.text("impact_assessment"),
            unpublished: view.kinds("unpublished"),
            clauses: view.texts("clause"),
            name,
        }
    }

    fn purpose(&mut self, view: &View<'_>) -> Texts {
        let mut words = view.table("purpose").languages();
        let Some(key) = purpose_key(view) else { return words };
        match self.vocabulary.purposes.get(&key.value) {
            Some(term) => {
                for (language, label) in &term.label {
                    words.entry(language.clone()).or_insert_with(|| label.clone());
                }
            }
            None => self.unknown_purpose(&key),
        }
        words
    }

    fn is_marketing(&self, view: &View<'_>) -> bool {
        let keys = purpose_key(view).into_iter().chain(view.texts("sub_purposes"));
        let mut terms = keys.filter_map(|key| self.vocabulary.purposes.get(&key.value));
        terms.any(|term| term.marketing)
    }

    fn sub_purposes(&mut self, view: &View<'_>) -> Vec<Spanned<String>> {
        let keys = view.texts("sub_purposes");
        for key in &keys {
            if !self.vocabulary.purposes.contains_key(&key.value) {
                self.unknown_purpose(key);
            }
        }
        keys
    }

    fn unknown_purpose(&mut self, key: &Spanned<String>) {
        let near = suggest::nearest_key(key, self.vocabulary.purposes.keys().map(String::as_str));
        let message = text!("unknown-purpose", name = &key.value);
        let finding = Finding::error(codes::UNKNOWN_PURPOSE, message, key.span.clone());
        let help = suggest::did_you_mean(near, text!("unknown-purpose.help"));
        self.findings.push(finding.label(text!("not-known")).help(help));
    }

    fn keep(&mut self, name: &str, view: &View<'_>) -> Option<Spanned<Keep>> {
        let node = view.get("keep")?;
        let text = node.get_ref().as_str()?;
        let place = |part| view.source.part(text, &node.span(), part);
        match phrase::parse(text, &place) {
            Ok(keep) => Some(Spanned::new(keep, view.source.text_span(text, node.span()))),
            Err(mistake) => {
                let what = text!("bad-phrase", name);
                self.findings.push(view.source.mistaken(codes::BAD_PHRASE, what, node, mistake));
                None
            }
        }
    }
}

/// A day of the calendar, if there is one under the key.
pub(super) fn date(view: &View<'_>, key: &str, findings: &mut Vec<Finding>) -> Option<Spanned<Date>> {
    let node = view.get(key)?;
    let written = node.get_ref().as_datetime()?;
    let span = view.source.span(node.span());
    let day =
        written.date.and_then(|date| Date::new(date.year as i16, date.month as i8, date.day as i8).ok());
    match (day, written.time) {
        (Some(date), None) => Some(Spanned::new(date, span)),
        _ => {
            let finding = Finding::error(codes::BAD_DATE, text!("bad-date", key), span);
            findings.push(finding.help(text!("bad-date.help")));
            None
        }
    }
}

/// The purpose of the vocabulary that an activity names, if it does not say it in its own words alone.
fn purpose_key(view: &View<'_>) -> Option<Spanned<String>> {
    match view.get("purpose")?.get_ref() {
        DeValue::Table(_) => view.table("purpose").text("key"),
        _ => view.text("purpose"),
    }
}

/// Stands in for a phrase that is missing or cannot be read: it names no event, so that none is missed in the map.
fn unreadable() -> Keep {
    let at_once = Phase { state: State::Active, period: Period::ZERO };
    Keep { start: Start::Until, events: Vec::new(), phases: vec![at_once], end: End::Erase }
}

fn term(view: &View<'_>) -> Term {
    Term {
        label: view.table("label").languages(),
        iri: view.text("iri").map(|iri| whole_iri(&iri)),
        special: view.bool("special").unwrap_or_default(),
        marketing: view.bool("marketing").unwrap_or_default(),
    }
}
