//! What a notice has to tell (GDPR art. 13 and 14), thing by thing.

#![allow(clippy::unwrap_used, clippy::panic)]

use abide_law::pack::Packs;
use abide_papers::{
    Language,
    document::{Block, Document, Section, Target, Words},
    notice::Notice,
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
    Notice::new(&policy, &Packs::shipped(), date(2026, 11, 26), language)
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
            "Has it for purposes of its own.",
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
    assert!(lines(&bare.document, "transfers").contains(&"United States.".to_owned()));
    assert!(lacks(&bare, "notice-of-transfers"));
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
            Target::Section(id) => panic!("{id}"),
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
