//! What a notice tells apart, or with its limits: the right to object, decisions that are not for everybody, fees, who is whose.

#![allow(clippy::unwrap_used, clippy::panic)]

use abide_law::pack::Packs;
use abide_papers::{
    Language,
    notice::{Edition, Notice},
};
use abide_policy::{is_usable, read_policy};
use jiff::civil::date;

const POLICY: &str = r#"
format = 1
law = ["gdpr"]

[controller]
name = "Comptoir Fabre"
country = "FR"

[activity.orders]
purpose = { en = "Orders", fr = "Commandes" }
basis = "contract"
subjects = ["customer"]
data = ["contact.email"]
keep = "3 years after last_purchase"
recipients = ["mailing"]
sites = ["shop"]

[activity.fraud]
purpose = { en = "Fraud", fr = "Fraude" }
basis = "legitimate-interest"
interest = { en = "Not to lose money", fr = "Ne pas perdre d'argent" }
subjects = ["customer"]
data = ["contact.email"]
keep = "3 years after last_purchase"

[activity.letters]
purpose = "direct-marketing"
basis = "legitimate-interest"
interest = { en = "To be known", fr = "Être connus" }
subjects = ["customer"]
data = ["contact.email"]
keep = "3 years after last_contact"

[processor.mailing]
name = "Example Mail"
kind = "other"
location = ["US", "CA"]
safeguard = "adequacy"
contract = "C"
guarantees = "G"
instructions = "I"
sub_processors = "cloud"

[processor.cloud]
name = "Example Cloud"
location = "US"
contract = "C"
guarantees = "G"
instructions = "I"

[requests]
fee = { en = "10 euros", fr = "10 euros" }

[site.shop]
name = "shop.example.com"
address = "https://shop.example.com"

[site.club]
name = "club.example.com"
"#;

fn notice(language: Language, site: Option<&str>) -> Notice {
    let (policy, findings) = read_policy(POLICY);
    assert!(is_usable(&findings), "{findings:?}");
    let edition = Edition { language, day: date(2026, 11, 26), site };
    Notice::new(&policy.unwrap(), &Packs::shipped(), edition)
}

/// A section's Markdown, from its heading to the next; spaces are spaces, whatever their width.
fn section(language: Language, heading: &str) -> String {
    let text = notice(language, None).document.markdown().replace(['\u{a0}', '\u{202f}'], " ");
    let from = text.find(&format!("## {heading}\n")).unwrap_or_else(|| panic!("no section {heading}"));
    let rest = &text[from + 3..];
    rest[..rest.find("\n## ").unwrap_or(rest.len())].to_owned()
}

#[test]
fn the_right_to_object_stands_apart_from_the_others() {
    let english = section(Language::English, "Your right to object");
    for said in [
        "**Objection**",
        "**Objection to marketing**",
        "It is about: 2. Fraud.",
        "It is about: 3. Direct marketing.",
    ] {
        assert!(english.contains(said), "{said}: {english}");
    }
    assert!(!english.contains("Orders"), "{english}");
    assert!(!section(Language::English, "Your rights").contains("Objection"));
    assert!(
        section(Language::French, "Votre droit d’opposition").contains("**Opposition à la prospection**")
    );
    assert!(section(Language::English, "In short").contains("see “Your right to object”"));
    let page = notice(Language::French, None).document.html();
    assert!(page.contains("<section id=\"objection\"") && page.contains("href=\"#objection\""), "{page}");
}

#[test]
fn a_decision_that_is_not_for_everybody_is_told_with_whom_it_is_for() {
    let english = section(Language::English, "Data outside the European Economic Area");
    for said in [
        "United States: a decision of the European Commission that data is protected adequately there, which holds only for organisations \
         certified under the Data Privacy Framework.",
        "which holds only for commercial organisations.",
        "United States: nothing is named that protects it there.",
    ] {
        assert!(english.contains(said), "{said}: {english}");
    }
    let french = section(Language::French, "Données hors de l’Espace économique européen");
    assert!(french.contains("qui ne vaut que pour"), "{french}");
    assert!(french.contains("États-Unis : rien n’est indiqué qui les y protège."), "{french}");
}

#[test]
fn a_processor_of_a_processor_is_told_with_whose_it_is() {
    let english = section(Language::English, "Who receives data");
    let (direct, below) = english.split_once("**Example Cloud**").unwrap();
    assert!(direct.contains("Works on it for us and as we say."), "{direct}");
    assert!(below.contains("Works on it for Example Mail, who works on it for us."), "{below}");
    assert!(!english.contains("Others"), "{english}");
}

#[test]
fn a_fee_agrees_with_answers_being_free() {
    let english = section(Language::English, "How we answer");
    let (fee, free) = english.split_once("Exercising your rights is free of charge.").unwrap();
    assert!(fee.contains("**Fee, where the law allows one**"), "{fee}");
    assert!(free.contains("We may ask for the fee above only where"), "{free}");
    assert!(section(Language::French, "Nos réponses").contains("**Frais, lorsque la loi le permet**"));
}

#[test]
fn each_site_is_told_with_its_address_and_what_happens_there() {
    let english = section(Language::English, "Our sites");
    let (shop, club) = english.split_once("**club.example.com**").unwrap();
    assert!(shop.contains("https://shop.example.com"), "{shop}");
    assert!(shop.contains("All that this notice tells is also about this site."), "{shop}");
    assert!(club.contains("What happens there: 2. Fraud and 3. Direct marketing."), "{club}");
    let own = notice(Language::English, Some("shop")).document.markdown();
    assert!(own.contains("https://shop.example.com") && !own.contains("club.example.com"), "{own}");
}
