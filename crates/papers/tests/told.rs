//! What a notice tells of promises: that nobody receives data, that nothing has to be given, where data stays, what protects it.

#![allow(clippy::unwrap_used, clippy::panic)]

use abide_law::pack::Packs;
use abide_papers::{
    Language,
    document::{Block, Section},
    notice::{Edition, Notice},
};
use abide_policy::{is_usable, read_policy};
use jiff::civil::date;

const POLICY: &str = r#"
format = 1
version = 2026-01-01
law = ["gdpr"]

[controller]
name = "Atelier Lumen"
country = "FR"
contact = "data@example.com"

[notice]
address = "https://example.com/privacy"

[site.shop]
name = "shop.example.com"

[activity.orders]
purpose = "orders"
basis = "contract"
subjects = ["customer"]
data = ["contact.email"]
keep = "3 years after last_purchase"

[activity.letter]
purpose = "newsletter"
basis = "consent"
subjects = ["subscriber"]
data = ["contact.email"]
keep = "1 year after collected"
sites = ["shop"]
"#;

const BANK: &str =
    "\n[recipient.bank]\nname = { en = \"Our bank\", fr = \"Notre banque\" }\nlocation = \"FR\"\n";

fn notice(text: &str, language: Language, site: Option<&str>) -> Notice {
    let (policy, findings) = read_policy(text);
    assert!(is_usable(&findings), "{findings:?}");
    Notice::new(&policy.unwrap(), &Packs::shipped(), Edition { language, day: date(2026, 11, 26), site })
}

fn english(text: &str) -> Notice {
    notice(text, Language::English, None)
}

/// Whether the notice lacks the item that a rule asks for.
fn lacks(notice: &Notice, item: &str) -> bool {
    notice.lacks.iter().any(|lack| lack.to_string().starts_with(&format!("gdpr/{item}: ")))
}

fn find<'s>(sections: &'s [Section], id: &str) -> Option<&'s Section> {
    sections.iter().find_map(|one| if one.id == id { Some(one) } else { find(&one.sections, id) })
}

/// What a section says under a name.
fn fact(notice: &Notice, id: &str, name: &str) -> Option<Vec<String>> {
    let section = find(&notice.document.sections, id).unwrap();
    let facts = section.blocks.iter().flat_map(|block| match block {
        Block::Facts(facts) => facts.as_slice(),
        _ => &[],
    });
    let fact = facts.into_iter().find(|fact| fact.name.text == name)?;
    Some(fact.says.iter().map(|words| words.text.clone()).collect())
}

/// The paragraphs and lists of a section; none where there is no such section.
fn says(notice: &Notice, id: &str) -> Option<Vec<String>> {
    let blocks = &find(&notice.document.sections, id)?.blocks;
    let words = blocks.iter().flat_map(|block| match block {
        Block::Paragraph(words) => vec![words],
        Block::List(list) => list.iter().collect(),
        _ => Vec::new(),
    });
    Some(words.map(|words| words.text.replace(['\u{a0}', '\u{202f}'], " ")).collect())
}

fn with(key: &str) -> String {
    POLICY.replace("keep = ", &format!("{key}\nkeep = "))
}

#[test]
fn that_nobody_receives_data_is_told_of_one_activity_or_of_all() {
    let items = ["notice-of-recipients", "notice-of-transfers"];
    assert_eq!(items.map(|item| lacks(&english(POLICY), item)), [true, true]);
    let all = english(&format!("{POLICY}\n[all_activities]\nno_recipients = true\n"));
    assert_eq!(says(&all, "recipients").unwrap(), ["Nobody but us receives any of this data."]);
    assert_eq!(items.map(|item| lacks(&all, item)), [false, false]);
    let each = english(&with("no_recipients = true"));
    assert_eq!(fact(&each, "activity-orders", "Who receives it").unwrap(), ["Nobody but us."]);
    assert_eq!(items.map(|item| lacks(&each, item)), [false, false]);
    let one = english(&POLICY.replacen("keep = ", "no_recipients = true\nkeep = ", 1));
    assert_eq!(items.map(|item| lacks(&one, item)), [true, true]);
    assert_eq!(fact(&one, "activity-letter", "Who receives it"), None);
}

#[test]
fn that_nothing_has_to_be_given_is_told_of_one_activity_or_of_all() {
    let duty = |notice: &Notice| lacks(notice, "notice-of-duty-to-give");
    assert!(duty(&english(POLICY)));
    let all = english(&format!("{POLICY}\n[all_activities]\nvoluntary = true\n"));
    assert!(
        !duty(&all) && says(&all, "activities").unwrap()[2].starts_with("None of this data has to be given")
    );
    let each = english(&with("voluntary = true"));
    assert!(!duty(&each));
    let name = "Whether it has to be given";
    assert_eq!(fact(&each, "activity-letter", name).unwrap(), ["None of it has to be."]);
    assert!(duty(&english(&POLICY.replacen("keep = ", "voluntary = true\nkeep = ", 1))));
    let otherwise = english(&with("otherwise = { en = \"We cannot deliver.\" }"));
    assert!(!duty(&otherwise));
    assert_eq!(fact(&otherwise, "activity-orders", "If you do not give it").unwrap(), ["We cannot deliver."]);
    let place = "[collection.form]\nlabel = { en = \"A form\" }\nactivities = [\"orders\"]\nrequired = [\"contact.email\"]\n";
    assert!(duty(&english(&format!("{POLICY}\n{place}"))));
    assert!(!duty(&english(&format!("{}\n{place}", with("otherwise = { en = \"We cannot deliver.\" }")))));
}

#[test]
fn where_data_stays_is_told_in_short_and_in_full() {
    let all = format!("{POLICY}\n[territory.here]\ncountries = [\"EEA\", \"CH\"]\n");
    let promise = "All data stays within the European Economic Area and Switzerland";
    assert_eq!(says(&english(&all), "territory").unwrap(), [format!("{promise}, and goes nowhere else.")]);
    assert!(says(&english(&all), "short").unwrap().contains(&format!("{promise}: see “Where data stays”.")));
    let some = format!("{POLICY}\n[territory.here]\ncountries = [\"EU\"]\nactivities = [\"letter\"]\n");
    let french = notice(&some, Language::French, None);
    assert_eq!(
        says(&french, "territory").unwrap(),
        [
            "Les données de ces traitements restent dans ces pays ou territoires (l’Union européenne), et ne vont nulle part ailleurs :",
            "2. Lettre d’information"
        ]
    );
    assert!(says(&french, "short").unwrap().iter().all(|one| !one.contains("Union")));
    let stores = format!("{POLICY}\n[territory.here]\ncountries = [\"FR\"]\nstores = [\"crm\"]\n");
    assert_eq!(
        says(&english(&stores), "territory").unwrap(),
        ["Some of the places where we keep data are all within France."]
    );
    assert_eq!(says(&english(POLICY), "territory"), None);
}

#[test]
fn what_protects_data_is_told_in_all_and_by_activity() {
    let measures = "[measure.pledge]\nkind = \"organisational\"\nsays = { en = \"Pledges.\" }\n\
                    [measure.codes]\nkind = \"technical\"\nsays = { en = \"Codes.\" }\n";
    let of_all = format!("{POLICY}\n{measures}");
    let one = english(&of_all.replacen("keep = ", "measures = [\"codes\"]\nkeep = ", 1));
    assert_eq!(fact(&one, "measures", "Technical measures").unwrap(), ["Codes."]);
    assert_eq!(fact(&one, "measures", "Organisational measures").unwrap(), ["Pledges."]);
    assert_eq!(fact(&one, "activity-orders", "What protects it").unwrap(), ["Codes."]);
    assert_eq!(fact(&one, "activity-letter", "What protects it"), None);
    let each = of_all.replace("keep = ", "measures = [\"codes\"]\nkeep = ");
    assert_eq!(fact(&english(&each), "measures", "Organisational measures"), None);
}

#[test]
fn who_has_no_name_of_their_own_is_called_in_each_language() {
    let text = with("recipients = [\"bank\"]") + BANK;
    let french = notice(&text, Language::French, None);
    assert_eq!(fact(&french, "activity-orders", "Destinataires").unwrap(), ["Notre banque"]);
    assert_eq!(fact(&english(&text), "activity-orders", "Who receives it").unwrap(), ["Our bank"]);
    let untold = text.replace(", fr = \"Notre banque\"", "");
    let lacks = notice(&untold, Language::French, None).lacks;
    assert!(lacks.iter().any(|lack| lack.to_string().starts_with("the name of `bank` in `fr`")));
}

#[test]
fn where_the_notice_is_published_stands_on_every_form_of_it() {
    let document = english(POLICY).document;
    assert!(
        document.html().contains("<a href=\"https://example.com/privacy\">https://example.com/privacy</a>")
    );
    assert!(document.markdown().contains("**Published at**\n\nhttps://example.com/privacy"));
    // That of a site is another notice.
    assert_eq!(notice(POLICY, Language::English, Some("shop")).document.published, None);
}
