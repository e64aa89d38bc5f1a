//! What is published together leads to what is there, from wherever it stands, and says of which versions it is.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;

use abide_law::pack::Packs;
use abide_papers::{
    Language,
    document::{Block, Document, Target, Words},
    notice::{Edition, Notice},
    publication::{Form, Gone, Place, Publication},
};
use abide_policy::read_policy;
use jiff::civil::{Date, date};
use pulldown_cmark::{Event, Parser, Tag};

const POLICY: &str = r#"
format = 1
version = 2026-01-01

[controller]
name = "Atelier Lumen"

[activity.orders]
purpose = "orders"
basis = "contract"
subjects = ["customer"]
data = ["contact.email"]
keep = "3 years after last_purchase"
"#;

const BOTH: Publication<'_> = Publication { languages: &Language::ALL, pdf: true };
const EARLIER: [Date; 2] = [date(2025, 3, 1), date(2024, 5, 2)];
const NOW: Date = date(2026, 1, 1);

fn notice(language: Language) -> Document {
    let policy = read_policy(POLICY).0.unwrap();
    Notice::new(&policy, &Packs::shipped(), Edition { language, day: NOW, site: None }).document
}

/// Every address of what is published, the versions before included.
fn addresses() -> BTreeSet<String> {
    let places = [Place::InForce, Place::Of(NOW), Place::Of(EARLIER[0]), Place::Of(EARLIER[1])];
    let of_place = |place: Place| {
        let forms = [Form::Html, Form::Markdown, Form::Pdf];
        let notices = Language::ALL
            .into_iter()
            .flat_map(move |language| forms.into_iter().map(move |form| place.address(language, form)));
        notices.chain([place.entrance()])
    };
    places.into_iter().flat_map(of_place).collect()
}

/// Where a way leads that begins at the address.
fn resolved(from: &str, way: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in way.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{way} leads out of what is published, from {from}"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The words that lead to files beside, with the ways.
fn ways(document: &Document) -> Vec<(String, String)> {
    let versions = document.sections.iter().filter(|section| section.id == "versions");
    let blocks = versions.flat_map(|section| &section.blocks);
    let words = blocks.flat_map(|block| match block {
        Block::Paragraph(words) => vec![words],
        Block::List(list) => list.iter().collect(),
        _ => panic!("{block:?}"),
    });
    let way = |words: &Words| match words.link.as_ref().map(|link| &link.target) {
        Some(Target::Beside(way)) => Some((words.text.clone(), way.clone())),
        _ => None,
    };
    document.also.iter().chain(words).filter_map(way).collect()
}

#[test]
fn every_way_leads_to_what_is_published() {
    let there = addresses();
    for language in Language::ALL {
        for (place, ways_from) in [(Place::InForce, 5), (Place::Of(NOW), 7)] {
            let ways = ways(&BOTH.at(place, &notice(language), &EARLIER));
            let from = place.address(language, Form::Html);
            let led: BTreeSet<String> = ways.iter().map(|(_, way)| resolved(&from, way)).collect();
            assert_eq!(ways.len(), ways_from, "{ways:?}");
            assert!(led.is_subset(&there), "{from}: {led:?}");
            assert!(led.contains(&Place::Of(EARLIER[1]).address(language, Form::Html)));
            let in_force = Place::InForce.address(language, Form::Html);
            assert_eq!(led.contains(&in_force), place != Place::InForce, "{led:?}");
        }
    }
}

#[test]
fn versions_are_told_as_the_language_writes_dates() {
    let told = |language| {
        let published = BOTH.at(Place::InForce, &notice(language), &EARLIER);
        ways(&published).into_iter().map(|(text, _)| text).collect::<Vec<_>>()
    };
    assert_eq!(
        told(Language::English),
        ["Français", "PDF", "Markdown", "Version of 1 March 2025", "Version of 2 May 2024"]
    );
    assert_eq!(
        told(Language::French),
        ["English", "PDF", "Markdown", "Version du 1er\u{a0}mars 2025", "Version du 2\u{a0}mai 2024"]
    );
}

#[test]
fn a_first_version_tells_of_no_other_but_where_it_stays() {
    let english = notice(Language::English);
    let ids = |place| {
        let published = BOTH.at(place, &english, &[]);
        published.sections.into_iter().map(|section| section.id).collect::<Vec<_>>()
    };
    assert!(!ids(Place::InForce).contains(&"versions".to_owned()));
    assert_eq!(ids(Place::Of(NOW)).last().unwrap(), "versions");
}

/// What the page leads to, Markdown leads to.
#[test]
fn markdown_leads_to_the_versions() {
    let published = BOTH.at(Place::Of(NOW), &notice(Language::French), &EARLIER);
    let markdown = published.markdown();
    let links: Vec<String> = Parser::new(&markdown)
        .filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.into_string()),
            _ => None,
        })
        .collect();
    assert_eq!(
        links,
        ["../../fr/index.html", "../../2025-03-01/fr/index.html", "../../2024-05-02/fr/index.html"]
    );
}

#[test]
fn one_language_alone_is_gone_on_to() {
    let doors = |languages: &[Language]| {
        let notices: Vec<Document> = languages.iter().map(|language| notice(*language)).collect();
        Publication { languages, pdf: false }.entrance("Atelier <Lumen>", &notices)
    };
    let both = doors(&Language::ALL);
    assert!(both.contains("<h1>Atelier &lt;Lumen&gt;</h1>"), "{both}");
    assert!(both.contains(r#"<li lang="fr"><a href="fr/index.html">Atelier Lumen"#), "{both}");
    assert!(both.contains(r#"<li lang="en"><a href="en/index.html">Atelier Lumen"#), "{both}");
    assert!(!both.contains("refresh"));
    let french = doors(&[Language::French]);
    assert!(french.contains(r#"<meta http-equiv="refresh" content="0; url=fr/index.html">"#), "{french}");
    assert!(french.contains(r#"<html lang="fr">"#), "{french}");
}

/// What takes the place of the notice in force of a site that is gone leads to the one of the whole, and to what stays.
#[test]
fn a_site_that_is_gone_leads_on() {
    let gone = Gone { controller: "Atelier Lumen", site: "shop", whole: "../../" };
    let of_site: BTreeSet<String> =
        addresses().iter().map(|address| format!("sites/shop/{address}")).collect();
    let all: BTreeSet<String> = of_site.into_iter().chain(addresses()).collect();
    for language in Language::ALL {
        let page = BOTH.without(gone, language, &EARLIER);
        let from = format!("sites/shop/{}", Place::InForce.address(language, Form::Html));
        let html = page.html();
        let ways = html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
        let ways: Vec<String> =
            ways.filter(|way| !way.starts_with('#')).map(|way| resolved(&from, way)).collect();
        assert!(ways.iter().all(|way| all.contains(way)), "{ways:?}");
        assert!(ways.contains(&Place::InForce.address(language, Form::Html)));
        for day in EARLIER {
            assert!(ways.contains(&format!("sites/shop/{}", Place::Of(day).address(language, Form::Html))));
        }
    }
}
