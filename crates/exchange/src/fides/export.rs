//! From a policy and a map to a manifest: the controller is the organization and its one system, activities are what that declares, and
//! stores are datasets.

use abide_policy::{
    entity::Entity,
    map::{DataMap, MapStore, MapTable},
    model::{Activity, Policy},
    recipient::Recipient,
    vocabulary::Term as OurTerm,
};

use super::{
    import::{BASES, GROUNDS},
    manifest::{
        Collection, Contact, Dataset, Declaration, Field, Manifest, Meta, Organization, Reference, Said,
        System, Term,
    },
};
use crate::{
    ExchangeError, Exported,
    leftover::{Leftovers, Rest},
    naming::plain,
    words::fideslang,
};

/// What fideslang says of what is somebody's, and no more.
const ANYTHING: &str = "user";
/// Of what is nobody's.
const NOT_PERSONAL: &str = "system.operations";

pub(crate) fn export(policy: &Policy, map: Option<&DataMap>) -> Result<Exported, ExchangeError> {
    let mut exporter =
        Exporter { policy, leftovers: Leftovers::default(), subjects: Vec::new(), uses: Vec::new() };
    let system = exporter.system(map);
    let stores = map.map(|map| map.stores.as_slice()).unwrap_or_default();
    let datasets: Vec<Dataset> = stores.iter().map(|store| exporter.dataset(store)).collect();
    exporter.untold();
    let Exporter { leftovers, subjects, uses, .. } = exporter;
    let some = |terms: Vec<Term>| (!terms.is_empty()).then_some(terms);
    let manifest = Manifest {
        organization: Some(vec![organization(policy)]),
        data_subject: some(subjects),
        data_use: some(uses),
        system: Some(vec![system]),
        dataset: (!datasets.is_empty()).then_some(datasets),
        ..Manifest::default()
    };
    let text = serde_saphyr::to_string(&manifest).map_err(|error| ExchangeError::Write(error.to_string()))?;
    Ok(Exported { text, leftovers: leftovers.0 })
}

fn key(text: &str) -> String {
    plain(text).replace('-', "_")
}

fn organization(policy: &Policy) -> Organization {
    let controller = &policy.controller;
    let given =
        |text: &Option<abide_policy::span::Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    let contact = |entity: &Entity| reached(&entity.name, given(&entity.address), given(&entity.contact));
    Organization {
        fides_key: key(&controller.name),
        name: Some(controller.name.value.clone()),
        controller: Some(reached(&controller.name, given(&controller.address), given(&controller.contact))),
        data_protection_officer: controller.data_protection_officer.as_ref().map(contact),
        representative: controller.representative.as_ref().map(contact),
        ..Organization::default()
    }
}

fn reached(name: &str, address: Option<String>, contact: Option<String>) -> Contact {
    let is_email = contact.as_ref().is_some_and(|contact| contact.contains('@'));
    let contact = contact.unwrap_or_default();
    let (email, phone) = if is_email { (contact, String::new()) } else { (String::new(), contact) };
    Contact { name: name.to_owned(), address: address.unwrap_or_default(), email, phone }
}

struct Exporter<'p> {
    policy: &'p Policy,
    leftovers: Leftovers,
    /// Words that fideslang lacks.
    subjects: Vec<Term>,
    uses: Vec<Term>,
}

impl Exporter<'_> {
    fn system(&mut self, map: Option<&DataMap>) -> System {
        let controller = &self.policy.controller.name;
        let activities = &self.policy.activities;
        System {
            fides_key: format!("{}_processing", key(controller)),
            organization_fides_key: Some(key(controller)),
            name: Some(controller.value.clone()),
            system_type: Some("Service".to_owned()),
            privacy_declarations: Some(activities.iter().map(|one| self.declaration(one, map)).collect()),
            ..System::default()
        }
    }

    fn declaration(&mut self, activity: &Activity, map: Option<&DataMap>) -> Declaration {
        let place = format!("activity.{}", activity.name.value);
        let stores = map.map(|map| map.stores.as_slice()).unwrap_or_default();
        let datasets =
            stores.iter().filter(|store| serves(store, &activity.name)).map(|store| key(&store.name));
        let datasets: Vec<String> = datasets.collect();
        let basis = theirs(&BASES, &activity.basis.value);
        let ground = activity.special_ground.as_ref().and_then(|ground| theirs(&GROUNDS, &ground.value));
        let is_special = activity.data.iter().any(|category| self.policy.vocabulary.is_special(category));
        let recipients: Vec<&str> = activity
            .recipients
            .iter()
            .map(|name| self.policy.recipient(name).map_or(name.as_str(), called))
            .collect();
        let label = activity.purpose.get("en").or_else(|| activity.purpose.values().next());
        Declaration {
            name: label.cloned().or_else(|| Some(activity.name.value.clone())),
            data_categories: Some(
                self.categories(&place, activity.data.iter().map(|one| one.value.as_str())),
            ),
            data_use: Some(self.purpose(activity)),
            data_subjects: Some(activity.subjects.iter().map(|one| self.subject(one)).collect()),
            dataset_references: (!datasets.is_empty()).then_some(datasets),
            legal_basis_for_processing: basis,
            retention_period: Some(Said::Text(activity.keep.to_string())),
            processes_special_category_data: is_special.then_some(true),
            special_category_legal_basis: ground,
            impact_assessment_location: activity.impact_assessment.as_ref().map(|place| place.value.clone()),
            data_shared_with_third_parties: (!recipients.is_empty()).then_some(true),
            third_parties: (!recipients.is_empty()).then(|| recipients.join(", ")),
            ..Declaration::default()
        }
    }

    /// Their word, or one of its own in the manifest.
    fn purpose(&mut self, activity: &Activity) -> String {
        let key = activity.purpose_key.as_ref().map_or(activity.name.as_str(), |key| key.as_str());
        if let Some(theirs) = fideslang().their_use(key) {
            return theirs.to_owned();
        }
        let name = activity.purpose.get("en").cloned();
        word(&mut self.uses, key, name)
    }

    fn subject(&mut self, ours: &str) -> String {
        if let Some(theirs) = fideslang().their_subject(ours) {
            return theirs.to_owned();
        }
        let label = self.policy.vocabulary.subjects.get(ours).and_then(|term: &OurTerm| term.label("en"));
        word(&mut self.subjects, ours, label.map(str::to_owned))
    }

    /// Their categories, each once.
    fn categories<'c>(&mut self, place: &str, ours: impl Iterator<Item = &'c str>) -> Vec<String> {
        let mut categories = Vec::new();
        for category in ours {
            let theirs = self.category(place, category);
            if !categories.contains(&theirs) {
                categories.push(theirs);
            }
        }
        categories
    }

    fn category(&mut self, place: &str, ours: &str) -> String {
        match fideslang().their_category(ours) {
            Some((theirs, true)) => theirs.to_owned(),
            Some((theirs, false)) => {
                self.leftovers.add(place, format!("`{ours}` is told as `{theirs}`, which is wider"));
                theirs.to_owned()
            }
            None => {
                self.leftovers.add(place, format!("`{ours}` has no word there, and is told as `{ANYTHING}`"));
                ANYTHING.to_owned()
            }
        }
    }

    fn dataset(&mut self, store: &MapStore) -> Dataset {
        Dataset {
            fides_key: key(&store.name),
            organization_fides_key: Some(key(&self.policy.controller.name)),
            name: Some(store.name.value.clone()),
            collections: store
                .tables
                .iter()
                .filter(|table| table.personal)
                .map(|table| self.collection(store, table))
                .collect(),
            ..Dataset::default()
        }
    }

    fn collection(&mut self, store: &MapStore, table: &MapTable) -> Collection {
        let place = format!("store.{}.{}", store.name.value, table.name.value);
        let personal = table.fields.iter().map(|(column, category)| {
            (column.value.clone(), self.category(&format!("{place}, {}", column.value), category))
        });
        let personal: Vec<_> = personal.collect();
        let nobodys = table.not_personal.iter().map(|column| (column.value.clone(), NOT_PERSONAL.to_owned()));
        let fields = personal.into_iter().chain(nobodys).map(|(name, category)| Field {
            fides_meta: meta(store, table, &name),
            data_categories: Some(vec![category]),
            name,
            ..Field::default()
        });
        for one in table.serves.iter().filter(|one| one.condition.is_some()) {
            self.leftovers.add(&place, format!("which of its records serve `{}`", one.activity.value));
        }
        Collection {
            name: table.name.value.clone(),
            data_subjects: Some(table.subjects.iter().map(|one| self.subject(one)).collect()),
            fields: fields.collect(),
            ..Collection::default()
        }
    }

    /// What a manifest has no place for.
    fn untold(&mut self) {
        let policy = self.policy;
        let counted = [
            ("[clause]", policy.clauses.len()),
            ("[measure]", policy.measures.len()),
            ("[attestation]", policy.attestations.len()),
            ("[forbidden]", policy.forbidden.len()),
            ("[accepted]", policy.accepted.len()),
            ("[joint_controller]", policy.joint_controllers.len()),
            ("[subsidiary]", policy.subsidiaries.len()),
            ("[collection]", policy.collections.len()),
            ("[requests]", usize::from(policy.requests.is_some())),
            ("[territory]", policy.territories.len()),
        ];
        for (place, count) in counted.into_iter().filter(|(_, count)| *count > 0) {
            self.leftovers.add(place, format!("{count} of them: there is no place for that"));
        }
        for one in &policy.recipients {
            self.leftovers.add(one.key.as_str(), "where it has data, on what terms, and since when");
        }
    }
}

/// The fixed word that means it.
fn theirs<T: PartialEq>(words: &[(&str, T)], ours: &T) -> Option<String> {
    words.iter().find(|(_, one)| one == ours).map(|(theirs, _)| (*theirs).to_owned())
}

/// A manifest knows one name only.
fn called(one: &Recipient) -> &str {
    one.name.in_language("en").unwrap_or_else(|| one.name.in_any())
}

fn serves(store: &MapStore, activity: &str) -> bool {
    store.tables.iter().flat_map(|table| &table.serves).any(|one| one.activity.value == activity)
}

/// Adds a word to those of the manifest's own, once.
fn word(terms: &mut Vec<Term>, ours: &str, name: Option<String>) -> String {
    let fides_key = key(ours);
    if terms.iter().all(|term| term.fides_key != fides_key) {
        terms.push(Term { fides_key: fides_key.clone(), name, rest: Rest::new(), ..Term::default() });
    }
    fides_key
}

/// What tells somebody by a column, and where it leads.
fn meta(store: &MapStore, table: &MapTable, column: &str) -> Option<Meta> {
    let identity = table.identities.iter().find(|(_, path)| path.links.is_empty() && path.column == column);
    let identity = identity
        .map(|(kind, _)| if kind.value == "phone" { "phone_number".to_owned() } else { kind.value.clone() });
    let references: Vec<Reference> = table
        .links
        .iter()
        .filter(|(_, link)| link.own.len() == 1 && link.own[0] == column)
        .map(|(_, link)| Reference {
            dataset: key(link.store.as_deref().unwrap_or(&store.name)),
            field: format!("{}.{}", link.table, link.their[0]),
            direction: None,
        })
        .collect();
    let references = (!references.is_empty()).then_some(references);
    (identity.is_some() || references.is_some()).then(|| Meta { identity, references, ..Meta::default() })
}
