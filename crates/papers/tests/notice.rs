//! The notices of the worked policies, and of one made up to be difficult.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::{fs, path::PathBuf};

use abide_law::{Unit, pack::Packs};
use abide_papers::{
    Language,
    document::{Block, Document, Section, Target, Words},
    notice::{Edition, Lack, Notice},
};
use abide_policy::{
    is_usable,
    model::{Activity, Policy},
    read_policy,
};
use jiff::civil::date;
use pulldown_cmark::{Event, Options, Parser};

const AWKWARD: &str = r#"
format = 1
version = 2026-01-01
law = ["gdpr", "france"]

[controller]
name = "L'Atelier <Ada> & *fils* | 1"
country = "FR"

[activity.visits]
purpose = { en = "Knowing <b>who</b> came: `why`?" }
basis = "consent"
subjects = ["visitor", "guest", "contact"]
data = ["identification.name", "special.health"]
recipients = ["mailing", "gone"]
keep = "1000 days after last_visit or recorded, then archive for 1 year"

[activity.campaigns]
purpose = { en = "Campaigns", fr = "Campagnes : quoi de neuf ?" }
basis = "legal-obligation"
subjects = ["contact"]
data = ["contact.email"]
keep = "until last_visit or last_contact, then anonymise"

[activity."3 * 3"]
purpose = "newsletter"
basis = "legitimate-interest"
subjects = ["subscriber"]
data = ["contact.email"]
keep = "10 years after issued, in archive"

[processor.mailing]
name = "Mail & *Co*"
location = "FR"
contract = "C 1"
guarantees = "A certificate"
instructions = "Annex 2"
sub_processors = ["hosting"]

[processor.hosting]
name = "Example Hosting"
location = "FR"

[processor.gone]
name = "Example Gone"
location = "FR"
end = 2026-11-25

[recipient.bank]
name = "Example Bank"
location = "FR"
start = 2026-11-26

[forbidden."financial.card.number"]

[subject.guest]
label = { en = "Guests", fr = "Invités" }

[event.last_visit]
kind = "last"
label = { en = "the last visit", fr = "la dernière visite" }
"#;

fn folder(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn usable(text: &str) -> Policy {
    let (policy, findings) = read_policy(text);
    assert!(is_usable(&findings), "{findings:?}");
    policy.unwrap()
}

fn notice(policy: &Policy, language: Language) -> Notice {
    Notice::new(policy, &Packs::shipped(), Edition { language, day: date(2026, 11, 26), site: None })
}

/// The worked policies, by the names of their folders.
fn worked() -> Vec<(String, Policy)> {
    let folders = fs::read_dir(folder("../../policies")).unwrap().map(|entry| entry.unwrap().path());
    let mut worked: Vec<_> = folders
        .filter(|path| path.is_dir())
        .map(|path| {
            let text = fs::read_to_string(path.join("policy.toml")).unwrap();
            (path.file_name().unwrap().to_str().unwrap().to_owned(), usable(&text))
        })
        .collect();
    worked.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(worked.len(), 5);
    worked
}

/// Spaces are spaces, whatever their width.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

fn section<'d>(document: &'d Document, id: &str) -> &'d Section {
    let below = document.sections.iter().flat_map(|section| section.sections.iter().chain([section]));
    below.into_iter().find(|section| section.id == id).unwrap_or_else(|| panic!("no section {id}"))
}

/// Everything that a section says, a line each.
fn lines(section: &Section) -> Vec<String> {
    let words = section.blocks.iter().flat_map(|block| -> Vec<&Words> {
        match block {
            Block::Paragraph(words) => vec![words],
            Block::List(items) => items.iter().collect(),
            Block::Facts(facts) => {
                facts.iter().flat_map(|fact| fact.says.iter().chain([&fact.name])).collect()
            }
            Block::Table(table) => table.rows.iter().flatten().collect(),
        }
    });
    words.map(|words| plain(&words.text)).collect()
}

/// A period, said here without the messages.
fn spoken(activity: &Activity, language: Language) -> Vec<String> {
    let unit = |unit, many: bool| match (language, unit, many) {
        (Language::English, Unit::Day, false) => "day",
        (Language::English, Unit::Day, true) => "days",
        (Language::English, Unit::Week, false) => "week",
        (Language::English, Unit::Week, true) => "weeks",
        (Language::English, Unit::Month, false) => "month",
        (Language::English, Unit::Month, true) => "months",
        (Language::English, Unit::Year, false) => "year",
        (Language::English, Unit::Year, true) => "years",
        (Language::French, Unit::Day, false) => "jour",
        (Language::French, Unit::Day, true) => "jours",
        (Language::French, Unit::Week, false) => "semaine",
        (Language::French, Unit::Week, true) => "semaines",
        (Language::French, Unit::Month, _) => "mois",
        (Language::French, Unit::Year, false) => "an",
        (Language::French, Unit::Year, true) => "ans",
    };
    let periods = activity.keep.periods().into_iter().filter(|period| period.amount > 0);
    periods.map(|period| format!("{} {}", period.amount, unit(period.unit, period.amount > 1))).collect()
}

#[test]
fn every_activity_of_the_worked_policies_is_told_with_its_periods() {
    for (company, policy) in worked() {
        for language in Language::ALL {
            let document = notice(&policy, language).document;
            let (html, markdown) = (plain(&document.html()), plain(&document.markdown()));
            for activity in &policy.activities {
                let kind = if activity.on_behalf_of.is_some() { "for-others" } else { "activity" };
                let section = section(&document, &format!("{kind}-{}", activity.name.value));
                let (code, said) = (language.code(), lines(section).join("\n"));
                let purpose = activity.purpose[code].replace('\'', "’");
                let of = format!("{company} {code} {}:\n{said}", activity.name.value);
                assert!(plain(&section.heading.text).ends_with(&purpose), "{of}");
                assert!(html.contains(&purpose) && markdown.contains(&purpose), "{of}");
                for period in spoken(activity, language) {
                    assert!(said.contains(&period), "{of}: {period}");
                }
                for category in &activity.data {
                    let label = &policy.vocabulary.categories[&category.value].label[code];
                    assert!(said.contains(&label.replace('\'', "’")), "{of}: {label}");
                }
            }
        }
    }
}

#[test]
fn the_short_table_has_a_row_for_each_activity_that_leads_to_the_full_text() {
    for (_, policy) in worked() {
        let document = notice(&policy, Language::French).document;
        let Block::Table(table) = &section(&document, "short").blocks[1] else { panic!() };
        let own: Vec<&Activity> = policy.activities.iter().filter(|one| one.on_behalf_of.is_none()).collect();
        assert_eq!(table.rows.len(), own.len());
        for (row, activity) in table.rows.iter().zip(own) {
            let Target::Section(id) = &row[0].link.as_ref().unwrap().target else { panic!() };
            section(&document, id);
            for period in spoken(activity, Language::French) {
                assert!(plain(&row[2].text).contains(&period), "{}: {period}", row[2].text);
            }
        }
    }
}

#[test]
fn rights_follow_the_basis_and_marketing_can_always_be_refused() {
    let document = notice(&usable(AWKWARD), Language::English).document;
    let rights = |id: &str| {
        let Block::Facts(facts) = &section(&document, id).blocks[0] else { panic!() };
        facts.last().unwrap().says.iter().map(|words| words.text.clone()).collect::<Vec<_>>()
    };
    let port = "Portability".to_owned();
    assert!(rights("activity-visits").contains(&"Withdrawal of consent".to_owned()));
    assert!(rights("activity-visits").contains(&port) && !rights("activity-campaigns").contains(&port));
    assert!(rights("activity-campaigns")[2].starts_with("Erasure, only where"));
    assert_eq!(rights("activity-3").last().unwrap(), "Objection to marketing");
}

#[test]
fn phrases_are_told_in_the_words_of_each_language() {
    let policy = usable(AWKWARD);
    let kept = |language, id: &str| {
        let document = notice(&policy, language).document;
        let Block::Facts(facts) = &section(&document, id).blocks[0] else { panic!() };
        facts[3].says.iter().map(|words| words.text.clone()).collect::<Vec<_>>().join(" ")
    };
    let archive = "Then in an archive, apart from the data in use and open to few";
    assert_eq!(
        kept(Language::English, "activity-visits"),
        format!(
            "In use: 1,000 days after the last visit or the recording, whichever comes last. {archive}: 1 year. Then erased."
        )
    );
    assert_eq!(
        kept(Language::French, "activity-campaigns"),
        "En base active\u{202f}: jusqu’à l’événement «\u{202f}la dernière visite\u{202f}» ou jusqu’à votre dernier contact avec \
         nous, le dernier de ces événements étant retenu. Ensuite, anonymisation\u{202f}: rien de ce qui reste ne permet de vous \
         retrouver."
    );
    assert_eq!(
        kept(Language::English, "activity-3"),
        "Not kept in use. Only in an archive, apart from the data in use and open to few: 10 years after the date of issue. \
         Then erased."
    );
    assert!(
        kept(Language::French, "activity-visits")
            .contains("1\u{202f}000\u{a0}jours après la dernière visite")
    );
}

#[test]
fn who_has_data_on_the_day_is_named_in_all_and_by_activity() {
    let document = notice(&usable(AWKWARD), Language::English).document;
    assert_eq!(
        lines(section(&document, "recipients"))[1..],
        [
            "Works on it for us and as we say.",
            "Country: France.",
            "Mail & *Co*",
            "Works on it for Mail & *Co*, who works on it for us.",
            "Country: France.",
            "Example Hosting",
            "A third party, who answers for what it does with the data.",
            "Country: France.",
            "Example Bank"
        ]
    );
    let Block::Facts(facts) = &section(&document, "activity-visits").blocks[0] else { panic!() };
    let told = |fact: &abide_papers::document::Fact| fact.name.text == "Who receives it";
    let names: Vec<&str> = facts
        .iter()
        .filter(|fact| told(fact))
        .flat_map(|fact| &fact.says)
        .map(|words| words.text.as_str())
        .collect();
    assert_eq!(names, ["Mail & *Co*"]);
}

#[test]
fn the_authority_is_that_of_the_controller_s_country() {
    let complaint =
        |text: &str| lines(section(&notice(&usable(text), Language::French).document, "complaint"));
    let french = complaint(AWKWARD);
    assert!(french.contains(&"Commission nationale de l’informatique et des libertés (CNIL)".to_owned()));
    assert!(french.contains(&"https://www.cnil.fr".to_owned()));
    assert_eq!(complaint(&AWKWARD.replace("country = \"FR\"", "country = \"BE\"")).len(), 1);
    assert_eq!(complaint(&AWKWARD.replace("\"gdpr\", \"france\"", "\"gdpr\"")).len(), 1);
}

#[test]
fn who_decides_is_told_with_how_they_are_reached() {
    let item = |lack: &Lack, name: &str| lack.to_string().starts_with(&format!("gdpr/{name}: "));
    let reached = AWKWARD.replacen(
        "country = \"FR\"",
        "country = \"FR\"\ncontact = \"data@example.com\"\n[controller.data_protection_officer]\nname = \"Ada\"\n\
         contact = \"dpo@example.com\"",
        1,
    );
    // Without an address, the country is told.
    for (text, lacking, lines_told) in [(AWKWARD, true, 3), (reached.as_str(), false, 8)] {
        let notice = notice(&usable(text), Language::French);
        for name in ["notice-of-controller", "notice-of-officer"] {
            assert_eq!(notice.lacks.iter().any(|lack| item(lack, name)), lacking, "{name}");
        }
        let lines = lines(section(&notice.document, "controller"));
        assert_eq!(lines.len(), lines_told, "{lines:?}");
        assert_eq!(lines.contains(&"dpo@example.com".to_owned()), !lacking);
    }
}

#[test]
fn dates_are_written_as_each_language_does() {
    let policy = usable(AWKWARD);
    let dated = |language| notice(&policy, language).document.subtitle.unwrap();
    assert_eq!(dated(Language::English), "Version of 1 January 2026");
    assert_eq!(dated(Language::French), "Version du 1er\u{a0}janvier 2026");
}

/// No mark that takes a space in French stands behind an ordinary one, and none is followed by a straight apostrophe.
#[test]
fn french_typography_holds_everywhere() {
    for (company, policy) in worked() {
        let markdown = notice(&policy, Language::French).document.markdown();
        for wrong in [" :", " ;", " !", " ?", "« ", " »", "'", "\u{a0}:"] {
            assert!(!markdown.contains(wrong), "{company}: `{wrong}`");
        }
        assert!(markdown.contains("\u{202f}:") && markdown.contains('’'));
    }
}

#[test]
fn what_is_said_in_another_language_is_marked_and_told() {
    let notice = notice(&usable(AWKWARD), Language::French);
    let lacking = Lack::Language { of: "the purpose of `visits`".into(), language: Language::French };
    assert_eq!(
        notice.lacks.iter().filter(|lack| matches!(lack, Lack::Language { .. })).collect::<Vec<_>>(),
        [&lacking]
    );
    assert!(notice.document.html().contains(r#"<span lang="en">1. Knowing &lt;b&gt;who&lt;/b&gt; came"#));
}

#[test]
fn what_the_law_asks_for_and_the_policy_does_not_say_is_told() {
    let lacks = |text: &str| -> Vec<String> {
        let lacks = notice(&usable(text), Language::English).lacks;
        lacks.iter().map(ToString::to_string).collect()
    };
    let lacking = lacks(AWKWARD);
    assert!(lacking.iter().any(|lack| lack.starts_with("gdpr/notice-of-duty-to-give: ")));
    assert!(lacking.iter().all(|lack| !lack.starts_with("gdpr/notice-of-recipients")));
    let ended = |text: &str, name: &str| text.replace(name, &format!("{name}\nend = 2026-01-01"));
    let nobody = ended(&ended(AWKWARD, "name = \"Mail & *Co*\""), "name = \"Example Hosting\"");
    let nobody = nobody.replace("start = 2026-11-26", "start = 2026-11-27");
    let recipients = "gdpr/notice-of-recipients: Who receives the data, by name or by kind.".to_owned();
    assert!(lacks(&nobody).contains(&recipients));
    assert!(lacking.iter().all(|lack| !lack.starts_with("gdpr/notice-of-periods")));
    let lawless = AWKWARD.replace("law = [\"gdpr\", \"france\"]", "").replace("version = 2026-01-01", "");
    assert_eq!(
        lacks(&lawless),
        [
            "of when it is: the policy has no `version`",
            "which rights people have: the policy names no `law` that says it"
        ]
    );
}

/// Whatever a policy says comes out as words, in both forms.
#[test]
fn words_are_never_markup() {
    let document = notice(&usable(AWKWARD), Language::English).document;
    let html = document.html();
    assert!(html.contains("L'Atelier &lt;Ada&gt; &amp; *fils* | 1: what we do"));
    assert!(!html.contains("<b>") && !html.contains("<script"));
    let (mut text, mut cells) = (String::new(), 0);
    let markdown = document.markdown();
    for event in Parser::new_ext(&markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Text(words) => text.push_str(&words),
            Event::Start(pulldown_cmark::Tag::TableCell) => cells += 1,
            Event::Html(_) | Event::InlineHtml(_) | Event::Code(_) => panic!("{event:?}"),
            Event::Start(pulldown_cmark::Tag::Emphasis | pulldown_cmark::Tag::Link { .. }) => {
                panic!("{event:?}")
            }
            _ => {}
        }
    }
    assert!(text.contains("L'Atelier <Ada> & *fils* | 1: what we do with your data"), "{text}");
    assert!(text.contains("1. Knowing <b>who</b> came: `why`?"), "{text}");
    assert_eq!(cells, 3 + 3 * 3);
}

/// Each link of the page leads to one place, and no place is there twice.
#[test]
fn every_link_of_a_page_leads_somewhere() {
    for policy in worked().into_iter().map(|(_, policy)| policy).chain([usable(AWKWARD)]) {
        let html = notice(&policy, Language::English).document.html();
        let values = |key: &str| -> Vec<String> {
            html.split(key).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
        };
        let ids = values(" id=\"");
        let links = values("href=\"#");
        assert!(links.len() > policy.activities.len());
        for link in links {
            assert_eq!(ids.iter().filter(|id| **id == link).count(), 1, "{link}");
        }
        let mut once = ids.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), ids.len());
    }
}

#[test]
fn a_notice_is_the_same_every_time() {
    for (company, policy) in worked() {
        let write = || notice(&policy, Language::French).document.html();
        assert_eq!(write(), write(), "{company}");
    }
}

/// The notices of one policy are kept, to be looked at. `UPDATE=1` writes them anew.
#[test]
fn the_notices_of_the_example_are_as_they_are_kept() {
    let policy = usable(&fs::read_to_string(folder("tests/notices/policy.toml")).unwrap());
    let mut differ = Vec::new();
    for language in Language::ALL {
        let document = notice(&policy, language).document;
        for (form, text) in [("md", document.markdown()), ("html", document.html())] {
            let path = folder("tests/notices").join(format!("notice.{}.{form}", language.code()));
            if fs::read_to_string(&path).ok().as_deref() != Some(&text) {
                differ.push(path.clone());
                if std::env::var_os("UPDATE").is_some() {
                    fs::write(&path, text).unwrap();
                }
            }
        }
    }
    assert!(differ.is_empty() || std::env::var_os("UPDATE").is_some(), "these differ: {differ:?}");
}
