//! What a notice has to tell (GDPR art. 13 and 14), thing by thing.

#![allow(clippy::unwrap_used, clippy::panic)]

use abide_law::pack::Packs;
use abide_papers::{
    Language,
    document::{Block, Document, Section, Target, Words},
    notice::{Edition, Notice},
};
use abide_policy::{is_usable, model::Policy, read_policy};
use jiff::civil::date;

const START: &str = r#"
format = 1
law = ["gdpr", "france"]

[controller]
name = "Comptoir Fabre"
country = "FR"

[activity.orders]
purpose = { en = "Orders", fr = "Commandes" }
basis = "contract"
subjects = ["customer"]
data = ["contact.email"]
keep = "3 years after last_purchase"
recipients = ["mailing", "helpdesk", "bank"]
joint_controllers = "fair"

[activity.accounts]
purpose = { en = "Accounts", fr = "Comptabilité" }
basis = "legal-obligation"
subjects = ["customer"]
data = ["contact.email"]
keep = "10 years after issued"

[joint_controller.fair]
name = "Foire Fabre"
country = "BE"
contact = "https://fair.example.com/privacy"
arrangement = "Agreement of 3 May 2024"
"#;

const TRANSFERS: &str = r#"
[processor.mailing]
name = "Example Mail"
location = ["IE", "US"]
safeguard = "standard-contractual-clauses"
contract = "C"
guarantees = "G"
instructions = "I"

[processor.helpdesk]
name = "Example Help"
location = "CH"
contract = "C"
guarantees = "G"
instructions = "I"

[recipient.bank]
name = "Example Bank"
location = "NO"
"#;

fn notice(text: &str, language: Language) -> Notice {
    let (policy, findings) = read_policy(text);
    assert!(is_usable(&findings), "{findings:?}");
    let policy: Policy = policy.unwrap();
    Notice::new(&policy, &Packs::shipped(), Edition { language, day: date(2026, 11, 26), site: None })
}

fn find<'d>(sections: &'d [Section], id: &str) -> Option<&'d Section> {
    sections.iter().find_map(
        |section| {
            if section.id == id { Some(section) } else { find(&section.sections, id) }
        },
    )
}

fn words(section: &Section) -> Vec<&Words> {
    section.blocks.iter().flat_map(of_block).collect()
}

fn of_block(block: &Block) -> Vec<&Words> {
    match block {
        Block::Paragraph(words) => vec![words],
        Block::List(items) => items.iter().collect(),
        Block::Facts(facts) => {
            facts.iter().flat_map(|fact| [&fact.name].into_iter().chain(&fact.says)).collect()
        }
        Block::Table(table) => table.rows.iter().flatten().collect(),
    }
}

/// Everything that the section says, a line each; spaces are spaces, whatever their width.
fn lines(document: &Document, id: &str) -> Vec<String> {
    let section = find(&document.sections, id).unwrap_or_else(|| panic!("no section {id}"));
    words(section).into_iter().map(|words| words.text.replace(['\u{a0}', '\u{202f}'], " ")).collect()
}

fn lacks(notice: &Notice, item: &str) -> bool {
    notice.lacks.iter().any(|lack| lack.to_string().starts_with(&format!("gdpr/{item}: ")))
}

#[test]
fn where_everybody_has_data_is_told_by_the_names_of_countries() {
    let text = format!("{START}{TRANSFERS}");
    let english = lines(&notice(&text, Language::English).document, "recipients");
    assert_eq!(
        english[1..],
        [
            "Example Mail",
            "Works on it for us and as we say.",
            "Countries: Ireland and United States.",
            "Example Help",
            "Works on it for us and as we say.",
            "Country: Switzerland.",
            "Example Bank",
            "A third party, who answers for what it does with the data.",
            "Country: Norway."
        ]
    );
    let french = lines(&notice(&text, Language::French).document, "recipients");
    assert!(french.contains(&"Pays : Irlande et États-Unis.".to_owned()), "{french:?}");
}

#[test]
fn third_countries_are_told_with_what_protects_data_there() {
    let all = notice(&format!("{START}{TRANSFERS}"), Language::English);
    assert_eq!(
        lines(&all.document, "transfers")[1..],
        [
            "Example Mail",
            "United States: standard contractual clauses, adopted by the European Commission or an authority.",
            "Example Help",
            "Switzerland: a decision of the European Commission that data is protected adequately there.",
            "You can have a copy from us of what was agreed."
        ]
    );
    assert!(!lacks(&all, "notice-of-transfers"));
    // The decision on the United States is not for everybody there: nothing is told that the policy does not say.
    let bare = notice(
        &format!("{START}{TRANSFERS}").replace("safeguard = \"standard-contractual-clauses\"", ""),
        Language::English,
    );
    assert!(
        lines(&bare.document, "transfers")
            .contains(&"United States: nothing is named that protects it there.".to_owned())
    );
    assert!(lacks(&bare, "notice-of-transfers"));
    let claimed = format!("{START}{TRANSFERS}").replace("\"US\"", "\"IN\"");
    let claimed = notice(&claimed.replace("standard-contractual-clauses", "adequacy"), Language::English);
    assert!(
        lines(&claimed.document, "transfers")
            .contains(&"India: nothing is named that protects it there.".to_owned())
    );
    assert!(lacks(&claimed, "notice-of-transfers"));
    let near = notice(
        &format!("{START}{TRANSFERS}").replace(", \"US\"", "").replace("\"CH\"", "\"IS\""),
        Language::English,
    );
    assert!(find(&near.document.sections, "transfers").is_none());
    assert!(!lacks(&near, "notice-of-transfers"));
}

#[test]
fn who_decides_together_is_told_with_the_essence_of_what_they_agreed() {
    let document = notice(&format!("{START}{TRANSFERS}"), Language::English).document;
    assert_eq!(
        lines(&document, "joint")[1..],
        [
            "Foire Fabre",
            "Belgium",
            "https://fair.example.com/privacy",
            "Together with us about: 1. Orders.",
            "Reference of the agreement: Agreement of 3 May 2024."
        ]
    );
    assert!(lines(&document, "activity-orders").contains(&"Foire Fabre".to_owned()));
    assert!(!lines(&document, "activity-accounts").contains(&"Foire Fabre".to_owned()));
    let about_all = START.replace("joint_controllers = \"fair\"", "");
    let document = notice(&format!("{about_all}{TRANSFERS}"), Language::English).document;
    assert!(
        lines(&document, "joint").contains(&"Together with us about all that this notice tells.".to_owned())
    );
}

#[test]
fn addresses_lead_there_and_nothing_else_does() {
    let contact = |text: &str| {
        let text = START.replace("country = \"FR\"", &format!("country = \"FR\"\ncontact = \"{text}\""));
        let document = notice(&format!("{text}{TRANSFERS}"), Language::English).document;
        let section = find(&document.sections, "controller").unwrap();
        let link = words(section).last().unwrap().link.clone();
        link.map(|link| match link.target {
            Target::Address(address) => address,
            Target::Section(other) | Target::Beside(other) => panic!("{other}"),
        })
    };
    assert_eq!(contact("data@example.com").as_deref(), Some("mailto:data@example.com"));
    assert_eq!(contact("https://example.com/data").as_deref(), Some("https://example.com/data"));
    for other in [
        "01 23 45 67 89",
        "javascript:alert(1)",
        "javascript:a@example.com",
        "ask at data@example.com",
        "a@b@example.com",
    ] {
        assert_eq!(contact(other), None, "{other}");
    }
}

/// A policy that says everything that a notice has to tell.
const FULL: &str = r#"
format = 1
version = 2026-03-01
law = ["gdpr", "france"]
change = { en = "We now tell how to reach us by telephone.", fr = "Nous indiquons comment nous joindre par téléphone." }

[controller]
name = "Comptoir Fabre"
country = "FR"
address = "1 rue des Exemples, 75000 Paris"
contact = "data@example.com"
no_data_protection_officer = true

[subsidiary.wine]
name = "Fabre Vins"
country = "FR"

[site.shop]
name = "shop.example.com"

[site.club]
name = "club.example.com"

[activity.orders]
purpose = { en = "Orders", fr = "Commandes" }
basis = "contract"
subjects = ["customer"]
data = ["identification.name", "contact.email"]
keep = "3 years after last_purchase"
recipients = "mailing"
sites = ["shop"]

[activity.fraud]
purpose = { en = "Fraud", fr = "Fraude" }
basis = "legitimate-interest"
interest = { en = "Not to lose money to fraud.", fr = "Ne pas perdre d'argent par la fraude." }
source = { en = "From our bank.", fr = "De notre banque." }
automated_decisions = { en = "Orders of a score above 9 are refused.", fr = "Les commandes dont la note dépasse 9 sont refusées." }
subjects = ["customer"]
data = ["contact.email"]
keep = "1 year after last_purchase"
for = ["wine"]
sites = ["shop"]

[activity.allergies]
purpose = { en = "Allergies", fr = "Allergies" }
basis = "consent"
special_ground = "explicit-consent"
subjects = ["customer"]
data = ["special.health"]
keep = "1 day after last_purchase"
sites = ["club"]

[activity.letters]
purpose = { en = "Letters for others", fr = "Courriers pour autrui" }
basis = "contract"
on_behalf_of = { en = "Vintners", fr = "Vignerons" }
subjects = ["customer"]
data = ["contact.email"]
keep = "1 year after last_purchase"

[processor.mailing]
name = "Example Mail"
location = "US"
safeguard = "binding-corporate-rules"
contract = "C"
guarantees = "G"
instructions = "I"
kind = "mailing"
data = ["contact.email"]
purpose = { en = "To send what you ordered", fr = "Pour envoyer vos commandes" }

[recipient.register]
name = "Example Register"
location = "FR"
public = true

[collection.order]
label = { en = "Order form", fr = "Bon de commande" }
activities = ["orders"]
required = ["contact.email"]
optional = ["identification.name"]
otherwise = { en = "You cannot order.", fr = "Vous ne pouvez pas commander." }
sites = ["shop"]

[collection.table]
label = { en = "At the table", fr = "À table" }
activities = ["allergies"]
agreement = "box"
wording = { en = "I tell you my allergies.", fr = "Je vous indique mes allergies." }
alternative = { en = "Call us.", fr = "Appelez-nous." }

[collection.upload]
label = { en = "Upload", fr = "Dépôt" }
activities = ["letters"]

[requests]
answer = "2 weeks"
extension = "3 months"
identity = "on-doubt"
asks_for = { en = "Your customer number", fr = "Votre numéro de client" }
channels = { email = "privacy@example.com", telephone = "01 99 00 12 34" }
subject_lines = { "Stop e-mail" = "object-marketing" }

[forbidden_subject.child]
[forbidden_recipient.buyer]
"#;

#[test]
fn a_place_says_nothing_of_activities_that_collect_elsewhere() {
    let from_people = FULL.replace("source = { en = \"From our bank.\", fr = \"De notre banque.\" }\n", "");
    assert!(from_people.len() < FULL.len());
    assert!(lacks(&notice(&from_people, Language::English), "notice-of-duty-to-give"));
    let said = from_people.replace("for = [\"wine\"]", "for = [\"wine\"]\nvoluntary = true");
    assert!(!lacks(&notice(&said, Language::English), "notice-of-duty-to-give"));
}

#[test]
fn staff_has_no_purposes_of_its_own() {
    let text = format!("{START}{TRANSFERS}\n[recipient.team]\nname = \"Our team\"\nkind = \"staff\"\n");
    let english = lines(&notice(&text, Language::English).document, "recipients");
    let team = english.iter().position(|line| line == "Our team").unwrap();
    assert_eq!(english[team + 2], "Works for us, under our authority and as we say.", "{english:?}");
}

#[test]
fn a_joint_controller_of_another_site_is_not_told() {
    let text = format!("{START}{TRANSFERS}")
        .replace("joint_controllers = \"fair\"", "joint_controllers = \"fair\"\nsites = [\"shop\"]")
        + "\n[site.shop]\nname = \"shop.example.com\"\n[site.club]\nname = \"club.example.com\"\n";
    let (policy, findings) = read_policy(&text);
    assert!(is_usable(&findings), "{findings:?}");
    let policy: Policy = policy.unwrap();
    for (site, is_told) in [("shop", true), ("club", false)] {
        let edition = Edition { language: Language::English, day: date(2026, 11, 26), site: Some(site) };
        let notice = Notice::new(&policy, &Packs::shipped(), edition);
        assert_eq!(find(&notice.document.sections, "joint").is_some(), is_told, "{site}");
    }
}

#[test]
fn every_item_of_articles_13_and_14_is_told_of_a_policy_that_says_it() {
    for language in Language::ALL {
        let notice = notice(FULL, language);
        assert_eq!(notice.lacks, [], "{:?}", notice.lacks);
    }
    let document = notice(FULL, Language::English).document;
    let told = |id: &str, line: &str| {
        let lines = lines(&document, id);
        assert!(lines.iter().any(|told| told == line), "{id}: {line}: {lines:#?}");
    };
    // 13(1)(a) and (b): who, and how they are reached
    told("controller", "The controller, who decides about the data, is Comptoir Fabre.");
    told("controller", "data@example.com");
    told("controller", "There is none.");
    // (c) and (d): what for, on what basis, which interest
    told("activity-orders", "A contract with you, or steps before one that you asked for.");
    told("activity-fraud", "Not to lose money to fraud.");
    told("activity-allergies", "Your explicit consent (GDPR art. 9(2)(a)).");
    // (e) and (f): who receives it, where, and what protects it there
    told("activity-orders", "Example Mail");
    told("recipients", "To send what you ordered");
    told("recipients", "Sending of e-mail and letters");
    told("recipients", "Data received: E-mail address.");
    told("recipients", "What they receive is open to everybody.");
    told("transfers", "United States: binding rules within a group of companies, approved by an authority.");
    // 13(2)(a): how long
    told("activity-orders", "In use: 3 years after your last purchase.");
    // (b) to (d): rights, withdrawal, complaint
    told("activity-orders", "Portability");
    told("activity-allergies", "Withdrawal of consent");
    told("rights", "Instructions for after your death");
    told("complaint", "Where we are, this is:");
    // (e): whether it must be given, and what follows
    told("collection-order", "E-mail address");
    told("collection-order", "You cannot order.");
    // (f): automated decisions
    told("activity-fraud", "Orders of a score above 9 are refused.");
    told("automated", "2. Fraud");
    // 14(1)(d) and (2)(f): categories, and where it comes from
    told("activity-orders", "Name");
    told("activity-fraud", "From our bank.");
    told(
        "activities",
        "Where an activity does not say where its data comes from, it comes from you, or from your use of what we offer.",
    );
}

#[test]
fn how_requests_are_made_and_answered_is_told() {
    let document = notice(FULL, Language::English).document;
    assert_eq!(
        lines(&document, "answer"),
        [
            "By e-mail",
            "privacy@example.com",
            "By telephone",
            "01 99 00 12 34",
            "Subjects of e-mails that we know",
            "“Stop e-mail”: Objection to marketing",
            "What your request should say",
            "Your customer number",
            "We answer within 2 weeks of receiving your request.",
            // The policy's own is longer than the law lets it be.
            "Where requests are complex or many, we may take 2 months more, and tell you so, with the reason, within the first period.",
            "We ask you to show who you are only where we have reason to doubt it.",
            "Exercising your rights is free of charge, unless a request is manifestly unfounded or excessive."
        ]
    );
}

#[test]
fn what_is_done_for_others_stands_apart() {
    let document = notice(FULL, Language::English).document;
    let Block::Table(table) = &find(&document.sections, "short").unwrap().blocks[1] else { panic!() };
    assert_eq!(table.rows.len(), 3);
    assert!(find(&document.sections, "activity-letters").is_none());
    let told = lines(&document, "for-others-letters");
    assert!(told.contains(&"Vintners".to_owned()), "{told:?}");
    assert_eq!(document.sections.last().unwrap().id, "for-others");
    assert_eq!(lines(&document, "collection-upload"), ["What for", "Letters for others"]);
}

#[test]
fn a_change_is_told_at_the_head_and_companies_beside_who_decides() {
    let document = notice(FULL, Language::English).document;
    assert_eq!(document.change.as_ref().unwrap().says[0].text, "We now tell how to reach us by telephone.");
    let (html, markdown) = (document.html(), document.markdown());
    for text in [html, markdown] {
        let (change, short) = (text.find("by telephone.").unwrap(), text.find("In short").unwrap());
        assert!(change < short);
    }
    assert_eq!(
        lines(&document, "subsidiaries")[1..],
        ["Fabre Vins", "France", "Concerned: 2. Fraud."].map(str::to_owned)
    );
    assert!(lines(&document, "activity-fraud").contains(&"Fabre Vins".to_owned()));
    assert_eq!(
        lines(&document, "forbidden"),
        [
            "We hold nothing about these people:",
            "Children",
            "We give data to none of these:",
            "Buyers of data"
        ]
    );
}

#[test]
fn the_notice_of_a_site_tells_its_activities_and_those_of_all() {
    let (policy, _) = read_policy(FULL);
    let policy = policy.unwrap();
    let of = |site| {
        let edition = Edition { language: Language::English, day: date(2026, 11, 26), site };
        Notice::new(&policy, &Packs::shipped(), edition).document
    };
    let club = of(Some("club"));
    assert_eq!(club.title, "Comptoir Fabre: what we do with your data on club.example.com");
    let sections = |document: &Document, ids: &[&str]| -> Vec<bool> {
        ids.iter().map(|id| find(&document.sections, id).is_some()).collect()
    };
    let ids = [
        "activity-orders",
        "activity-allergies",
        "collection-order",
        "collection-table",
        "transfers",
        "for-others",
    ];
    assert_eq!(sections(&club, &ids), [false, true, false, true, false, true]);
    assert_eq!(sections(&of(Some("shop")), &ids), [true, false, true, true, true, true]);
    assert_eq!(sections(&of(None), &ids), [true; 6]);
}

#[test]
fn decisions_by_machines_are_told_or_that_there_are_none() {
    let text = FULL.replacen("automated_decisions", "# automated_decisions", 1);
    let lines = lines(&notice(&text, Language::English).document, "automated");
    assert_eq!(
        lines,
        ["Machines alone make no decision that has legal or similarly significant effects on you."]
    );
}
