//! The register for programs: JSON-LD in the terms of the W3C Data Privacy Vocabulary (DPV) 2.3, <https://w3id.org/dpv/2.3>.
//! This document includes material derived from the Data Privacy Vocabulary (DPV) 2.3, <https://w3id.org/dpv>. Copyright © 2026 World
//! Wide Web Consortium. <https://www.w3.org/copyright/software-license-2023/>
//!
//! What it has no term for is in a namespace of ours.

mod node;

use abide_law::{Period, Unit};
use abide_policy::{
    accountability::MeasureKind,
    collection::Site,
    entity::Entity,
    ground::SpecialGround,
    model::{Activity, End, Start, State},
    recipient::{Recipient, Safeguard},
    span::Spanned,
    texts::{Name, Texts},
    vocabulary::Term,
};

use super::{Capacity, Writer};
use crate::{
    transfer::{Ground, Transfer},
    wording,
};
use node::{Node, Value};

/// The vocabularies whose terms are used.
const CONTEXT: [(&str, &str); 8] = [
    ("abide", "https://example.com/abide/terms#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("dpv", "https://w3id.org/dpv#"),
    ("gdpr", "https://w3id.org/dpv/legal/eu/gdpr#"),
    ("loc", "https://w3id.org/dpv/loc#"),
    ("pd", "https://w3id.org/dpv/pd#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// The whole register.
pub(super) fn text(writer: &Writer<'_>) -> String {
    let register = writer.linked();
    let text = serde_json::to_string_pretty(&register)
        .expect("its keys are text, and its values are text and nodes");
    text + "\n"
}

impl Writer<'_> {
    fn linked(&self) -> Node {
        let context = CONTEXT.into_iter().fold(Node::default(), |node, (name, iri)| node.with(name, iri));
        let own = match self.capacity {
            Capacity::Controller => "dpv:hasDataController",
            Capacity::Processor => "dpv:hasDataProcessor",
        };
        let language = self.phrases.language().code();
        let issued = self.policy.version.as_ref().map(|day| typed(day.value.to_string(), "xsd:date"));
        let recipients = self.policy.recipients.iter().enumerate();
        let recipients = recipients.filter(|(_, one)| one.is_on(self.day));
        let joint = self.policy.joint_controllers.iter().enumerate();
        let joint = joint.map(|(place, one)| {
            let id = format!("#{}", wording::anchor("joint-controller", place, &one.key));
            let arrangement = one.arrangement.as_ref().map(|text| text.value.clone());
            entity("dpv:DataController", &one.entity).identified(id).with("dct:description", arrangement)
        });
        let activities = self.activities().into_iter().enumerate();
        Node::default()
            .with("@context", context)
            .with("@type", "dpv:ROPA")
            .with("dct:title", spoken(&self.title(), language))
            .with("dct:issued", issued)
            .with(own, self.company())
            .with("dpv:hasEntity", joint.collect::<Vec<_>>())
            .with("abide:hasSite", self.sites())
            .with(
                "dpv:hasRecipient",
                recipients.map(|(place, one)| recipient(place, one)).collect::<Vec<_>>(),
            )
            .with(
                "dpv:hasProcess",
                activities.map(|(place, one)| self.process(place, one)).collect::<Vec<_>>(),
            )
    }

    fn company(&self) -> Node {
        let controller = &self.policy.controller;
        let role = match self.capacity {
            Capacity::Controller => "dpv:DataController",
            Capacity::Processor => "dpv:DataProcessor",
        };
        let subsidiaries = self.policy.subsidiaries.iter().enumerate().map(|(place, one)| {
            let id = format!("#{}", wording::anchor("subsidiary", place, &one.key));
            entity("dpv:LegalEntity", &one.entity).identified(id)
        });
        let representative = controller.representative.as_ref();
        let officer = controller.data_protection_officer.as_ref();
        Node::of(role)
            .identified("#controller".to_owned())
            .with("dpv:hasName", controller.name.value.clone())
            .with("dpv:hasAddress", given(&controller.address))
            .with("dpv:hasContact", given(&controller.contact))
            .with("dpv:hasIdentifier", given(&controller.registration))
            .with("dpv:hasCountry", country(controller.country.as_ref()))
            .with("dpv:hasSubsidiary", subsidiaries.collect::<Vec<_>>())
            .with("dpv:hasRepresentative", representative.map(|one| entity("dpv:Representative", one)))
            .with("dpv:hasDataProtectionOfficer", officer.map(|one| entity("dpv:DataProtectionOfficer", one)))
    }

    fn process(&self, place: usize, activity: &Activity) -> Node {
        let words = &self.policy.vocabulary;
        let key = activity.purpose_key.as_ref().map(|key| key.value.as_str());
        let purpose = key.and_then(|key| words.purposes.get(key)).and_then(|term| term.iri.as_deref());
        let comprised = activity
            .sub_purposes
            .iter()
            .map(|key| concept("dpv:Purpose", words.purposes.get(&key.value), key));
        let purpose = classed("dpv:Purpose", purpose).with("skos:prefLabel", labels(&activity.purpose));
        let since = activity.since.as_ref().map(|since| typed(since.value.to_string(), "xsd:date"));
        let ground = activity.special_ground.as_ref().map(|ground| Node::of(special_term(ground.value)));
        let assessment = activity.impact_assessment.as_ref().map(|text| text.value.clone());
        let assessment = assessment.map(|text| Node::of("dpv:DPIA").with("dct:description", text));
        let described = |kind, texts: &Option<Spanned<Texts>>| {
            texts.as_ref().map(|texts| Node::of(kind).with("dct:description", labels(texts)))
        };
        let basis = self.basis_node(activity);
        let subjects = activity
            .subjects
            .iter()
            .map(|key| concept("dpv:DataSubject", words.subjects.get(&key.value), key));
        Node::of("dpv:PersonalDataHandling")
            .identified(format!("#{}", wording::address(place, activity)))
            .with("dct:identifier", activity.name.value.clone())
            .with("dct:title", labels(&activity.purpose))
            .with("dct:created", since)
            .with("dpv:hasPurpose", [purpose].into_iter().chain(comprised).collect::<Vec<_>>())
            .with("dpv:hasLegalBasis", [basis].into_iter().chain(ground).collect::<Vec<_>>())
            .with("dpv:hasDataController", described("dpv:DataController", &activity.on_behalf_of))
            .with("dpv:hasDataSubject", subjects.collect::<Vec<_>>())
            .with(
                "dpv:hasPersonalData",
                activity.data.iter().map(|key| self.personal(key)).collect::<Vec<_>>(),
            )
            .with("dpv:hasDataSource", described("dpv:DataSource", &activity.source))
            .with("dpv:hasContext", described("dpv:AutomatedDecisionMaking", &activity.automated_decisions))
            .with("dpv:hasImpactAssessment", assessment)
            .with("dpv:hasStorageCondition", self.storage(activity))
            .with("abide:for", self.subsidiaries(activity))
            .with("dpv:hasScope", self.scope(activity))
            .with("dpv:hasJointDataControllers", self.joint(activity))
            .with("dpv:hasRecipient", self.holders_named(activity))
            .with(
                "dpv:hasProcessing",
                self.transfers_of(activity).iter().map(|one| self.transfer(one)).collect::<Vec<_>>(),
            )
            .with("dpv:hasTechnicalMeasure", self.protected(activity, MeasureKind::Technical))
            .with("dpv:hasOrganisationalMeasure", self.protected(activity, MeasureKind::Organisational))
    }

    /// The legal basis, and which interest it is.
    fn basis_node(&self, activity: &Activity) -> Node {
        let basis = activity.basis.value;
        let interest = activity.interest.as_ref().map(|interest| labels(interest));
        let node = concept("dpv:LegalBasis", self.policy.vocabulary.basis(basis), basis.key());
        node.with("dct:description", interest)
    }

    fn personal(&self, key: &str) -> Node {
        let words = &self.policy.vocabulary;
        let special = words.is_special(key);
        let base = if special { "dpv:SpecialCategoryPersonalData" } else { "dpv:PersonalData" };
        let labels = words.categories.get(key).map(|term| labels(&term.label));
        let node = classed(base, words.category_iri(key));
        node.with("dct:identifier", key.to_owned()).with("skos:prefLabel", labels.unwrap_or_default())
    }

    /// A condition for each phase, and one for the end.
    fn storage(&self, activity: &Activity) -> Vec<Node> {
        let keep = &activity.keep;
        let events: Vec<Value> = keep.events.iter().map(|event| event.value.clone().into()).collect();
        let language = self.phrases.language().code();
        let phases = keep.phases.iter().enumerate().map(|(place, phase)| {
            let state = match phase.state {
                State::Active => "active",
                State::Archived => "archived",
            };
            let counts = match (place, keep.start) {
                (0, Start::After) => "abide:after",
                (0, Start::Until) => "abide:until",
                _ => "abide:afterPhase",
            };
            let from: Vec<Value> = if place == 0 { events.clone() } else { vec![place.to_string().into()] };
            let lasts = (phase.period != Period::ZERO).then(|| typed(duration(phase.period), "xsd:duration"));
            Node::of("dpv:StorageDuration")
                .with("abide:state", state)
                .with("dpv:hasDuration", lasts)
                .with(counts, from)
        });
        let end = Node::of(match keep.end {
            End::Erase => "dpv:StorageDeletion",
            End::Anonymise => "dpv:Anonymisation",
        });
        let end = end.with("dct:description", spoken(&self.period(keep), language));
        phases.chain([end]).collect()
    }

    fn subsidiaries(&self, activity: &Activity) -> Vec<Node> {
        let all = self.policy.subsidiaries.iter().enumerate();
        let named = all.filter(|(_, one)| activity.subsidiaries.contains(&one.key));
        named.map(|(place, one)| reference("subsidiary", place, &one.key)).collect()
    }

    /// Where people meet the company.
    fn sites(&self) -> Vec<Node> {
        let all = self.policy.sites.iter().enumerate();
        let node = |(place, site): (usize, &Site)| {
            Node::of("dpv:Scope")
                .identified(format!("#{}", wording::anchor("site", place, &site.key)))
                .with("dct:title", site.name.value.clone())
                .with("abide:address", given(&site.address))
        };
        all.map(node).collect()
    }

    /// The sites that it is about, where it is not about all.
    fn scope(&self, activity: &Activity) -> Vec<Node> {
        let all = self.policy.sites.iter().enumerate();
        let named = all.filter(|(_, site)| activity.sites.contains(&site.key));
        named.map(|(place, site)| reference("site", place, &site.key)).collect()
    }

    fn joint(&self, activity: &Activity) -> Vec<Node> {
        let all = self.policy.joint_controllers.iter().enumerate();
        let named = all.filter(|(_, one)| activity.joint_controllers.iter().any(|name| **name == *one.key));
        named.map(|(place, one)| reference("joint-controller", place, &one.key)).collect()
    }

    fn holders_named(&self, activity: &Activity) -> Vec<Node> {
        self.holders(activity).into_iter().map(|holder| self.reference(holder.recipient)).collect()
    }

    fn reference(&self, recipient: &Recipient) -> Node {
        let mut all = self.policy.recipients.iter();
        let place = all.position(|one| one.key == recipient.key).unwrap_or_default();
        reference("recipient", place, &recipient.key)
    }

    fn transfer(&self, transfer: &Transfer<'_>) -> Node {
        let ground = match transfer.ground {
            Ground::Decision | Ground::DecisionForSome(_) => Some("gdpr:A45-3"),
            Ground::Safeguard(safeguard) => Some(safeguard_term(safeguard)),
            Ground::Nothing => None,
        };
        Node::of("dpv:CrossBorderTransfer")
            .with("dpv:hasDataImporter", self.reference(transfer.recipient))
            .with("dpv:hasThirdCountry", Node::at(format!("loc:{}", transfer.country)))
            .with("dpv:hasLegalBasis", ground.map(Node::of))
    }

    fn protected(&self, activity: &Activity, kind: MeasureKind) -> Vec<Node> {
        let measures = self.measures_of(activity).into_iter().filter(|measure| measure.kind == kind);
        let base = match kind {
            MeasureKind::Technical => "dpv:TechnicalMeasure",
            MeasureKind::Organisational => "dpv:OrganisationalMeasure",
        };
        measures.map(|one| Node::of(base).with("dct:description", labels(&one.says))).collect()
    }
}

fn recipient(place: usize, one: &Recipient) -> Node {
    let role = if one.terms().is_some() { "dpv:DataProcessor" } else { "dpv:Recipient" };
    let countries = one.location.iter().map(|code| Node::at(format!("loc:{}", code.value)));
    Node::of(role)
        .identified(format!("#{}", wording::anchor("recipient", place, &one.key)))
        .with("dpv:hasName", called(&one.name))
        .with("dpv:hasLocation", countries.collect::<Vec<_>>())
}

/// A name, or one in each language.
fn called(name: &Name) -> Value {
    match name {
        Name::Proper(name) => Value::from(name.clone()),
        Name::Common(names) => labels(names).into(),
    }
}

fn reference(kind: &str, place: usize, key: &str) -> Node {
    Node::at(format!("#{}", wording::anchor(kind, place, key)))
}

fn entity(role: &'static str, one: &Entity) -> Node {
    Node::of(role)
        .with("dpv:hasName", one.name.value.clone())
        .with("dpv:hasAddress", given(&one.address))
        .with("dpv:hasContact", given(&one.contact))
        .with("dpv:hasCountry", country(one.country.as_ref()))
}

fn given(text: &Option<Spanned<String>>) -> Option<String> {
    text.as_ref().map(|text| text.value.clone())
}

fn country(code: Option<&Spanned<String>>) -> Option<Node> {
    code.map(|code| Node::at(format!("loc:{}", code.value)))
}

/// Something of the kind `base` that a word of the policy stands for.
fn concept(base: &'static str, term: Option<&Term>, key: &str) -> Node {
    let iri = term.and_then(|term| term.iri.as_deref());
    let labels = term.map(|term| labels(&term.label)).unwrap_or_default();
    classed(base, iri).with("dct:identifier", key.to_owned()).with("skos:prefLabel", labels)
}

/// Of the kind `base`, and of that which an IRI names.
fn classed(base: &'static str, iri: Option<&str>) -> Node {
    let kinds: Vec<Value> = [base.to_owned()].into_iter().chain(iri.map(compact)).map(Value::from).collect();
    Node::default().with("@type", kinds)
}

/// An IRI with the prefix of the context.
fn compact(iri: &str) -> String {
    let short = CONTEXT.iter().find_map(|(name, base)| Some(format!("{name}:{}", iri.strip_prefix(base)?)));
    short.unwrap_or_else(|| iri.to_owned())
}

fn labels(says: &Texts) -> Vec<Node> {
    says.iter().map(|(language, text)| spoken(text, language)).collect()
}

fn spoken(text: &str, language: &str) -> Node {
    Node::default().with("@value", text.to_owned()).with("@language", language.to_owned())
}

fn typed(text: String, kind: &'static str) -> Node {
    Node::default().with("@value", text).with("@type", kind)
}

/// As ISO 8601 has it: `P3Y`.
fn duration(period: Period) -> String {
    let unit = match period.unit {
        Unit::Day => 'D',
        Unit::Week => 'W',
        Unit::Month => 'M',
        Unit::Year => 'Y',
    };
    format!("P{}{unit}", period.amount)
}

fn safeguard_term(safeguard: Safeguard) -> &'static str {
    match safeguard {
        Safeguard::Adequacy => "gdpr:A45-3",
        Safeguard::StandardContractualClauses => "gdpr:StandardContractualClauses",
        Safeguard::BindingCorporateRules => "gdpr:A46-2-b",
        Safeguard::CodeOfConduct => "gdpr:A46-2-e",
        Safeguard::Certification => "gdpr:A46-2-f",
        Safeguard::AuthorisedClauses => "gdpr:A46-3-a",
        Safeguard::PublicInstrument => "gdpr:A46-2-a",
        // Which case of art. 49 it is, a policy does not say.
        Safeguard::Derogation => "dpv:DataTransferLegalBasis",
    }
}

fn special_term(ground: SpecialGround) -> &'static str {
    match ground {
        SpecialGround::ExplicitConsent => "gdpr:A9-2-a",
        SpecialGround::EmploymentLaw => "gdpr:A9-2-b",
        SpecialGround::VitalInterests => "gdpr:A9-2-c",
        SpecialGround::Association => "gdpr:A9-2-d",
        SpecialGround::MadePublic => "gdpr:A9-2-e",
        SpecialGround::LegalClaims => "gdpr:A9-2-f",
        SpecialGround::PublicInterest => "gdpr:A9-2-g",
        SpecialGround::HealthCare => "gdpr:A9-2-h",
        SpecialGround::PublicHealth => "gdpr:A9-2-i",
        SpecialGround::Archiving => "gdpr:A9-2-j",
        // For offences (art. 10) the vocabulary has no words of its own.
        SpecialGround::OfficialAuthority => "dpv:OfficialAuthorityOfController",
        SpecialGround::AuthorisedByLaw => "dpv:LegalBasis",
    }
}
