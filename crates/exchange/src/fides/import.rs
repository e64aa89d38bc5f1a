//! From manifests to a draft: declarations become activities, datasets stores, collections tables.

use std::collections::BTreeMap;

use abide_law::Basis;
use abide_policy::{ground::SpecialGround, model::covers, vocabulary::Vocabulary};

use super::manifest::{
    Collection, Contact, Dataset, Declaration, Field, Manifest, Organization, Reference, Said, System, Term,
};
use crate::{
    Draft, ExchangeError, Source,
    draft::{Activity, Beside, Controller, Sketch, Store, Table, keep},
    leftover::Leftovers,
    naming::{Names, plain, variable, words},
    read,
    words::fideslang,
};

/// Each legal basis as Fides writes it.
pub(super) const BASES: [(&str, Basis); 6] = [
    ("Consent", Basis::Consent),
    ("Contract", Basis::Contract),
    ("Legal obligations", Basis::LegalObligation),
    ("Vital interests", Basis::VitalInterest),
    ("Public interest", Basis::PublicInterest),
    ("Legitimate interests", Basis::LegitimateInterest),
];

/// Each ground for special categories of data as Fides writes it.
pub(super) const GROUNDS: [(&str, SpecialGround); 10] = [
    ("Explicit consent", SpecialGround::ExplicitConsent),
    ("Employment, social security and social protection", SpecialGround::EmploymentLaw),
    ("Vital interests", SpecialGround::VitalInterests),
    ("Not-for-profit bodies", SpecialGround::Association),
    ("Made public by the data subject", SpecialGround::MadePublic),
    ("Legal claims or judicial acts", SpecialGround::LegalClaims),
    ("Reasons of substantial public interest (with a basis in law)", SpecialGround::PublicInterest),
    ("Health or social care (with a basis in law)", SpecialGround::HealthCare),
    ("Public health (with a basis in law)", SpecialGround::PublicHealth),
    ("Archiving, research and statistics (with a basis in law)", SpecialGround::Archiving),
];

/// What is under no person's name: `system.operations`.
const SYSTEM: &str = "system";

pub(crate) fn import(sources: &[Source<'_>]) -> Result<Draft, ExchangeError> {
    let mut importer =
        Importer { sketch: Sketch { program: "Fides", ..Sketch::default() }, ..Importer::default() };
    let mut manifests = Vec::new();
    for source in sources {
        manifests.push(manifest(source, &mut importer.leftovers)?);
    }
    for manifest in &manifests {
        importer.terms(manifest);
    }
    for manifest in &manifests {
        manifest.organization.iter().flatten().for_each(|one| importer.organization(one));
        manifest.system.iter().flatten().for_each(|one| importer.system(one));
    }
    for manifest in &manifests {
        manifest.dataset.iter().flatten().for_each(|one| importer.dataset(one));
    }
    let Importer { sketch, leftovers, .. } = importer;
    Ok(Draft { policy: sketch.policy(), map: sketch.map(), leftovers: leftovers.0 })
}

fn manifest(source: &Source<'_>, leftovers: &mut Leftovers) -> Result<Manifest, ExchangeError> {
    let manifest: Manifest = read(source)?;
    let parts = [
        manifest.organization.is_some(),
        manifest.system.is_some(),
        manifest.dataset.is_some(),
        manifest.data_subject.is_some(),
        manifest.data_use.is_some(),
        manifest.data_category.is_some(),
    ];
    leftovers.rest(source.name, &manifest.rest);
    if parts.contains(&true) {
        return Ok(manifest);
    }
    let looked_for = "`dataset`, `system` or `organization`";
    Err(ExchangeError::Nothing { file: source.name.to_owned(), looked_for })
}

#[derive(Debug, Default)]
struct Importer {
    sketch: Sketch,
    leftovers: Leftovers,
    names: Names,
    /// What the manifests call words of their own.
    labels: BTreeMap<String, String>,
    /// The activities that use a dataset, each with its people.
    uses: BTreeMap<String, Vec<(String, Vec<String>)>>,
}

impl Importer {
    fn terms(&mut self, manifest: &Manifest) {
        let lists = [&manifest.data_subject, &manifest.data_use, &manifest.data_category];
        for term in lists.into_iter().flatten().flatten() {
            let Term { fides_key, name, rest, .. } = term;
            let label = name.clone().unwrap_or_else(|| words(fides_key));
            self.leftovers.rest(&format!("word {fides_key}"), rest);
            self.labels.insert(fides_key.clone(), label);
        }
    }

    fn organization(&mut self, one: &Organization) {
        let place = format!("organization {}", one.fides_key);
        self.leftovers.rest(&place, &one.rest);
        if self.sketch.controller.name.is_some() {
            return self.leftovers.add(&place, "there is one controller already");
        }
        self.said(&place, "description", one.description.as_deref());
        let controller = one.controller.as_ref();
        let given = |text: &String| (!text.is_empty()).then(|| text.clone());
        let name = controller.and_then(|contact| given(&contact.name));
        self.said(&place, "name", one.name.as_deref().filter(|_| name.is_some() && name != one.name));
        self.sketch.controller = Controller {
            name: name.or_else(|| one.name.clone()),
            address: controller.and_then(|contact| given(&contact.address)),
            contact: controller.and_then(|contact| self.reached(&place, contact)),
            officer: self.beside(&place, one.data_protection_officer.as_ref()),
            representative: self.beside(&place, one.representative.as_ref()),
        };
    }

    fn beside(&mut self, place: &str, contact: Option<&Contact>) -> Option<Beside> {
        let contact = contact.filter(|contact| !contact.name.is_empty())?;
        let address = (!contact.address.is_empty()).then(|| contact.address.clone());
        Some(Beside { name: contact.name.clone(), address, contact: self.reached(place, contact) })
    }

    /// How somebody is reached: a second way is left over.
    fn reached(&mut self, place: &str, contact: &Contact) -> Option<String> {
        let mut ways = [&contact.email, &contact.phone].into_iter().filter(|text| !text.is_empty());
        let first = ways.next().cloned();
        for other in ways {
            self.leftovers.add(place, format!("a second way to reach {}: {other}", contact.name));
        }
        first
    }

    /// Something that they say and that there is no place for.
    fn said(&mut self, place: &str, key: &str, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.leftovers.add(place, format!("`{key}`: {text}"));
        }
    }

    fn system(&mut self, system: &System) {
        let place = format!("system {}", system.fides_key);
        self.leftovers.rest(&place, &system.rest);
        self.said(&place, "system_type", system.system_type.as_deref());
        let declarations = system.privacy_declarations.as_deref().unwrap_or_default();
        if declarations.is_empty() {
            self.leftovers.add(&place, "it declares nothing that it does with data");
            self.said(&place, "name", system.name.as_deref());
            self.said(&place, "description", system.description.as_deref());
        }
        for declaration in declarations {
            self.declaration(system, declaration);
        }
    }

    fn declaration(&mut self, system: &System, declaration: &Declaration) {
        let said = declaration.name.clone().or_else(|| declaration.data_use.clone());
        let said = said.unwrap_or_else(|| system.fides_key.clone());
        let place = format!("system {}, declaration {said}", system.fides_key);
        self.leftovers.rest(&place, &declaration.rest);
        let purpose = declaration.data_use.as_deref().and_then(purpose);
        if let (Some(key), None) = (&declaration.data_use, &purpose) {
            self.leftovers.add(&place, format!("the use `{key}` has no word here"));
        }
        let basis = self.known(&place, "basis", &declaration.legal_basis_for_processing, &BASES);
        let special_ground =
            self.known(&place, "ground", &declaration.special_category_legal_basis, &GROUNDS);
        if let Some(third_parties) = &declaration.third_parties {
            self.leftovers
                .add(&place, format!("it shares data with: {third_parties}; name them as recipients"));
        }
        let shares = declaration.data_shared_with_third_parties == Some(true);
        if shares && declaration.third_parties.is_none() {
            self.leftovers.add(&place, "it shares data with third parties; name them as recipients");
        }
        self.said(&place, "data_qualifier", declaration.data_qualifier.as_deref());
        let name = self.names.name(&said);
        let kept = declaration.retention_period.as_ref().map(said_of_keeping);
        let phrase = kept.clone().filter(|kept| is_phrase(kept));
        let activity = Activity {
            purpose,
            words: declaration.name.clone(),
            basis,
            special_ground,
            impact_assessment: declaration.impact_assessment_location.clone(),
            subjects: self.subjects(&place, declaration.data_subjects.as_deref()),
            data: self.categories(&place, declaration.data_categories.as_deref()),
            kept: kept.filter(|_| phrase.is_none()),
            keep: phrase,
            notes: [&system.name, &system.description].into_iter().flatten().cloned().collect(),
            name,
        };
        self.uses(system, declaration, &activity);
        self.sketch.activities.push(activity);
    }

    /// Notes which datasets an activity uses.
    fn uses(&mut self, system: &System, declaration: &Declaration, activity: &Activity) {
        let datasets =
            [&declaration.dataset_references, &system.dataset_references].into_iter().flatten().flatten();
        for dataset in datasets {
            let uses = self.uses.entry(dataset.clone()).or_default();
            if uses.iter().all(|(name, _)| *name != activity.name) {
                uses.push((activity.name.clone(), activity.subjects.clone()));
            }
        }
    }

    /// What a fixed word of theirs means; one that is not known is left over.
    fn known<T: Copy>(
        &mut self,
        place: &str,
        what: &str,
        said: &Option<String>,
        words: &[(&str, T)],
    ) -> Option<T> {
        let theirs = said.as_deref()?;
        let known = words.iter().find(|(word, _)| *word == theirs).map(|(_, ours)| *ours);
        if known.is_none() {
            self.leftovers.add(place, format!("the {what} `{theirs}` is none of the law's"));
        }
        known
    }

    /// Our kinds of people, those that we have no word for included: they become words of the policy's own.
    fn subjects(&mut self, place: &str, keys: Option<&[String]>) -> Vec<String> {
        let mut subjects = Vec::new();
        for key in keys.unwrap_or_default() {
            let ours = fideslang().subject(key).map_or_else(|| plain(key), str::to_owned);
            if fideslang().subject(key).is_none() && !is_built_in(&ours) {
                let label = self.labels.get(key).cloned().unwrap_or_else(|| words(key));
                self.sketch.subjects.insert(ours.clone(), label);
            }
            if ours.is_empty() {
                self.leftovers.add(place, format!("`{key}` is no name for a kind of people here"));
            } else if !subjects.contains(&ours) {
                subjects.push(ours);
            }
        }
        subjects
    }

    fn categories(&mut self, place: &str, keys: Option<&[String]>) -> Vec<String> {
        let mut categories: Vec<String> = Vec::new();
        for key in keys.unwrap_or_default().iter().filter(|key| !is_of_system(key)) {
            match fideslang().category(key) {
                Some(ours) if categories.iter().any(|one| one == ours) => {}
                Some(ours) => categories.push(ours.to_owned()),
                None => self.leftovers.add(place, format!("the category `{key}` has no word here")),
            }
        }
        categories
    }

    fn dataset(&mut self, dataset: &Dataset) {
        let place = format!("dataset {}", dataset.fides_key);
        self.leftovers.rest(&place, &dataset.rest);
        let people = self.subjects(&place, dataset.data_subjects.as_deref());
        let tables = dataset.collections.iter().map(|one| self.collection(dataset, one, &people)).collect();
        let name = plain(&dataset.fides_key).replace('-', "_");
        let notes = [&dataset.name, &dataset.description].into_iter().flatten().cloned().collect();
        self.sketch.stores.push(Store { variable: variable(&name), name, notes, tables });
    }

    fn collection(&mut self, dataset: &Dataset, collection: &Collection, people: &[String]) -> Table {
        let place = format!("dataset {}, collection {}", dataset.fides_key, collection.name);
        self.leftovers.rest(&place, &collection.rest);
        let uses = self.uses.get(&dataset.fides_key).cloned().unwrap_or_default();
        let mut subjects = self.subjects(&place, collection.data_subjects.as_deref());
        if subjects.is_empty() {
            subjects = people.to_vec();
        }
        let used = uses.iter().flat_map(|(_, people)| people.clone());
        // Whom the activities are about that use the dataset is the next best word on it.
        for subject in used.filter(|_| subjects.is_empty()).collect::<Vec<_>>() {
            if !subjects.contains(&subject) {
                subjects.push(subject);
            }
        }
        let notes = collection.description.iter().cloned().collect();
        let mut table = Table { name: collection.name.clone(), subjects, notes, ..Table::default() };
        for field in &collection.fields {
            self.field(&place, dataset, field, &mut table);
        }
        let served = uses.into_iter().filter(|(name, people)| {
            let is_about = table.subjects.is_empty() || table.subjects.iter().any(|one| people.contains(one));
            is_about && self.needs_any(name, &table)
        });
        table.serves = served.map(|(name, _)| name).collect();
        table
    }

    /// Whether an activity needs anything that is in the table: Fides says which datasets it uses, and not which collections.
    fn needs_any(&self, activity: &str, table: &Table) -> bool {
        let activity = self.sketch.activities.iter().find(|one| one.name == activity);
        let data = activity.map(|one| one.data.as_slice()).unwrap_or_default();
        let meets = |one: &str, other: &str| covers(one, other) || covers(other, one);
        data.iter().any(|needed| table.fields.iter().any(|(_, there)| meets(needed, there)))
    }

    fn field(&mut self, place: &str, dataset: &Dataset, field: &Field, table: &mut Table) {
        let place = format!("{place}, field {}", field.name);
        self.leftovers.rest(&place, &field.rest);
        table.notes.extend(field.description.iter().map(|says| format!("{}: {says}", field.name)));
        field.fields.iter().flatten().for_each(|inner| self.inside(&place, inner));
        let keys = field.data_categories.as_deref().unwrap_or_default();
        let categories = self.categories(&place, Some(keys));
        match categories.as_slice() {
            [] if !keys.is_empty() && keys.iter().all(|key| is_of_system(key)) => {
                table.not_personal.push(field.name.clone());
            }
            [] => table.unsaid.push(field.name.clone()),
            [first, rest @ ..] => {
                table.fields.push((field.name.clone(), first.clone()));
                for other in rest {
                    self.leftovers
                        .add(&place, format!("a second category, `{other}`: a column has one here"));
                }
            }
        }
        let Some(meta) = &field.fides_meta else { return };
        self.leftovers.rest(&place, &meta.rest);
        if let Some(kind) = &meta.identity {
            let kind = if kind == "phone_number" { "phone" } else { kind };
            if table.identity.iter().any(|(known, _)| known == kind) {
                self.leftovers
                    .add(&place, format!("a second identity of the kind `{kind}`: a table has one"));
            } else {
                table.identity.push((kind.to_owned(), field.name.clone()));
            }
        }
        for reference in meta.references.iter().flatten() {
            match link(dataset, field, reference) {
                Some(link) if table.links.iter().all(|(name, _)| *name != link.0) => table.links.push(link),
                _ => self
                    .leftovers
                    .add(&place, format!("a reference to `{}` of `{}`", reference.field, reference.dataset)),
            }
        }
    }

    /// What is inside of a column: a column has one category here, and neither links nor identities below it.
    fn inside(&mut self, place: &str, field: &Field) {
        let place = format!("{place}.{}", field.name);
        self.leftovers.add(&place, "it is inside of a column, which has one category here");
        self.leftovers.rest(&place, &field.rest);
        for category in field.data_categories.iter().flatten() {
            self.said(&place, "data_categories", Some(category));
        }
        self.said(&place, "description", field.description.as_deref());
        if let Some(meta) = &field.fides_meta {
            self.leftovers.rest(&place, &meta.rest);
            self.said(&place, "identity", meta.identity.as_deref());
            for reference in meta.references.iter().flatten() {
                self.leftovers
                    .add(&place, format!("a reference to `{}` of `{}`", reference.field, reference.dataset));
            }
        }
        field.fields.iter().flatten().for_each(|inner| self.inside(&place, inner));
    }
}

/// A link by the name of the table that it leads to; none where the reference names no column of one.
fn link(dataset: &Dataset, field: &Field, reference: &Reference) -> Option<(String, String)> {
    let (table, column) = reference.field.split_once('.')?;
    let is_plain = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    if ![table, column, field.name.as_str()].into_iter().all(is_plain) {
        return None;
    }
    let store = if reference.dataset == dataset.fides_key {
        String::new()
    } else {
        format!("{}:", plain(&reference.dataset).replace('-', "_"))
    };
    Some((table.to_owned(), format!("{} = {store}{table}({column})", field.name)))
}

fn is_of_system(key: &str) -> bool {
    key.split('.').next() == Some(SYSTEM)
}

/// Our purpose for theirs. A manifest may have words of its own, and they may be ours.
fn purpose(key: &str) -> Option<String> {
    let own = plain(key);
    let is_ours = Vocabulary::built_in().purposes.contains_key(&own);
    fideslang().purpose(key).map(str::to_owned).or_else(|| is_ours.then_some(own))
}

fn is_built_in(subject: &str) -> bool {
    Vocabulary::built_in().subjects.contains_key(subject)
}

fn said_of_keeping(said: &Said) -> String {
    match said {
        Said::Number(days) => format!("{days} days"),
        Said::Text(text) if text.trim().parse::<u64>().is_ok() => format!("{} days", text.trim()),
        Said::Text(text) => text.clone(),
    }
}

/// Whether it is a retention phrase as it stands, which counts from a known event.
fn is_phrase(text: &str) -> bool {
    let events = &Vocabulary::built_in().events;
    keep(text).is_some_and(|keep| keep.events.iter().all(|event| events.contains_key(&event.value)))
}
