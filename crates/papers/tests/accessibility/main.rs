//! The notices of the worked policies, and a register, in a browser, held to the rules of axe-core, which are those of WCAG and some more: on a wide
//! screen and on a telephone, light and dark.

#![allow(clippy::unwrap_used, clippy::panic)]

mod browser;

use std::{fs, path::PathBuf};

use abide_law::pack::Packs;
use abide_papers::{
    Language,
    notice::{Edition, Notice},
    publication::{Place, Publication},
    register::{Capacity, Register},
};
use abide_policy::read_policy;
use browser::{Look, broken_rules};
use jiff::civil::date;

const WIDE: Look = Look { width: 1280, height: 900, dark: false };
const TELEPHONE: Look = Look { width: 500, height: 900, dark: true };

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
    pages
}

fn no_page_breaks_a_rule(look: Look) {
    let pages = pages();
    assert_eq!(pages.len(), 16);
    for (name, page) in pages {
        assert_eq!(broken_rules(&page, look), [""; 0], "{name}");
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

/// A page that breaks rules is found to: the tests above can fail, and each look is what it says.
#[test]
fn what_a_page_breaks_is_found() {
    let page = |style: &str| {
        format!(
            "<!DOCTYPE html><html lang=\"en\"><head><title>A page</title><style>{style}</style></head><body><main><h1>A</h1>\
             <p>Words</p></main></body></html>"
        )
    };
    assert_eq!(broken_rules(&page(""), WIDE), [""; 0]);
    let pale = "p { color: #ddd; background: #fff }";
    assert_eq!(broken_rules(&page(pale), WIDE), ["color-contrast: p"]);
    let when_dark = format!("@media (prefers-color-scheme: dark) {{ {pale} }}");
    assert_eq!(broken_rules(&page(&when_dark), WIDE), [""; 0]);
    assert_eq!(broken_rules(&page(&when_dark), TELEPHONE), ["color-contrast: p"]);
    let when_narrow = format!("@media (max-width: 34rem) {{ {pale} }}");
    assert_eq!(broken_rules(&page(&when_narrow), WIDE), [""; 0]);
    assert_eq!(broken_rules(&page(&when_narrow), TELEPHONE), ["color-contrast: p"]);
    let nameless = page("").replace("<p>", "<img src=\"data:,\"><p>");
    assert_eq!(broken_rules(&nameless, WIDE), ["image-alt: img"]);
}
