//! The notices of the worked policies, and a register, in a browser, held to the rules of axe-core, which are those of WCAG and some more: on a wide
//! screen and on a telephone, light and dark.

#![allow(clippy::unwrap_used, clippy::panic)]

mod browser;

use std::{collections::BTreeSet, fs, path::PathBuf};

use abide_law::pack::Packs;
use abide_papers::{
    Language,
    notice::{Edition, Notice},
    publication::{Gone, Place, Publication},
    register::{Capacity, Register},
};
use abide_policy::read_policy;
use browser::{Look, broken_rules};
use jiff::civil::date;

const WIDE: Look = Look { width: 1280, height: 900, dark: false };
const TELEPHONE: Look = Look { width: 360, height: 760, dark: true };

/// The notices of all worked policies and of the example in all languages, and the register of one, each with its name; and a notice as it
/// is published.
fn pages() -> Vec<(String, String)> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folders = fs::read_dir(here.join("../../policies")).unwrap().map(|entry| entry.unwrap().path());
    let folders = folders.filter(|path| path.is_dir()).chain([here.join("tests/notices")]);
    let texts = folders.map(|path| {
        let company = path.file_name().unwrap().to_str().unwrap().to_owned();
        (company, fs::read_to_string(path.join("policy.toml")).unwrap())
    });
    let mut pages = Vec::new();
    for (company, text) in texts {
        let policy = read_policy(&text).0.unwrap();
        for language in Language::ALL {
            let edition = Edition { language, day: date(2026, 11, 26), site: None };
            let notice = Notice::new(&policy, &Packs::shipped(), edition);
            pages.push((format!("{company} in {}", language.code()), notice.document.html()));
        }
    }
    // All registers are alike, and long.
    let policy = read_policy(include_str!("../registers/policy.toml")).0.unwrap();
    for language in Language::ALL {
        let day = date(2026, 11, 26);
        let register = Register::new(&policy, &Packs::shipped(), day, language, Capacity::Controller);
        pages.push((format!("register in {}", language.code()), register.document.html()));
    }
    let published = Publication { languages: &Language::ALL, pdf: true };
    let notices = Language::ALL.map(|language| {
        let edition = Edition { language, day: date(2026, 11, 26), site: None };
        Notice::new(&policy, &Packs::shipped(), edition).document
    });
    pages.push(("entrance".to_owned(), published.entrance("Example", &notices)));
    let stays = published.at(Place::Of(date(2026, 11, 26)), &notices[0], &[date(2025, 3, 1)]);
    pages.push(("version".to_owned(), stays.html()));
    let gone = Gone { controller: "Example", site: "shop", whole: "../../" };
    let gone = published.without(gone, Language::English, &[date(2025, 3, 1)]);
    pages.push(("site that is gone".to_owned(), gone.html()));
    pages
}

fn no_page_breaks_a_rule(look: Look) {
    let pages = pages();
    assert_eq!(pages.len(), 17);
    for (name, broken) in broken_rules(&pages, look) {
        assert_eq!(broken, [""; 0], "{name}");
    }
}

#[test]
fn no_paper_breaks_a_rule_on_a_wide_screen() {
    no_page_breaks_a_rule(WIDE);
}

#[test]
fn no_paper_breaks_a_rule_on_a_telephone() {
    no_page_breaks_a_rule(TELEPHONE);
}

/// Pages that break rules are found to, each on its own: the tests above can fail, and each look is what it says.
#[test]
fn what_a_page_breaks_is_found() {
    let page = |style: &str| {
        format!(
            "<!DOCTYPE html><html lang=\"en\"><head><title>A page</title><style>{style}</style></head><body><main><h1>A</h1>\
             <p>Words</p></main></body></html>"
        )
    };
    let pale = "p { color: #ddd; background: #fff }";
    let when = |is: &str| page(&format!("@media ({is}) {{ {pale} }}"));
    let pages = [
        ("plain", page("")),
        ("pale", page(pale)),
        ("pale when dark", when("prefers-color-scheme: dark")),
        ("pale when narrow", when("max-width: 34rem")),
        ("with a nameless picture", page("").replace("<p>", "<img src=\"data:,\"><p>")),
        ("without a language", page("").replace(" lang=\"en\"", "")),
        ("without a title", page("").replace("<title>A page</title>", "")),
        ("without a main part", page("").replace("main>", "div>")),
    ];
    let pages = pages.map(|(name, page)| (name.to_owned(), page));
    let found = |look| {
        let mut broken = broken_rules(&pages, look);
        broken.retain(|_, rules| !rules.is_empty());
        let found = broken.into_iter().map(|(name, rules)| format!("{name}: {}", rules.join(", ")));
        found.collect::<BTreeSet<_>>()
    };
    let on_both = [
        "pale: color-contrast: p",
        "with a nameless picture: image-alt: img",
        "without a language: html-has-lang: html",
        "without a main part: landmark-one-main: html, region: div",
        "without a title: document-title: html",
    ];
    assert_eq!(found(WIDE), on_both.map(str::to_owned).into());
    let small = ["pale when dark: color-contrast: p", "pale when narrow: color-contrast: p"];
    let on_small = on_both.into_iter().chain(small).map(str::to_owned);
    assert_eq!(found(TELEPHONE), on_small.collect());
}
