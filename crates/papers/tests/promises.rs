//! The promises of the worked policies that are held by telling: each is told in the notice or in the register.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::{fs, path::PathBuf};

use abide_law::pack::Packs;
use abide_papers::{
    Language,
    notice::{Edition, Notice},
    register::{Capacity, Register},
};
use abide_policy::{model::Policy, read_policy};
use jiff::civil::{Date, date};

use Language::{English, French};
use Paper::{Controllers, NoticeOf, Processors};

const TODAY: Date = date(2026, 11, 26);

enum Paper {
    /// The notice.
    NoticeOf,
    /// The register of what the company decides about.
    Controllers,
    /// The register of what it does for others.
    Processors,
}

/// A promise, where it is told, and words that tell it.
const TOLD: &[(&str, Paper, Language, &[&str])] = &[
    ("3dsoft/01", NoticeOf, English, &["Version of 3 January 2023"]),
    (
        "3dsoft/02",
        NoticeOf,
        English,
        &["The controller, who decides about the data, is 3Dsoft.", "Customers"],
    ),
    ("3dsoft/02", Controllers, English, &["3Dsoft", "Customers"]),
    ("3dsoft/18", NoticeOf, English, &["In use: 5 years after the end of the contract."]),
    (
        "3dsoft/19",
        NoticeOf,
        English,
        &[
            "Authorised staff",
            "Hosting the website.",
            "Storing data.",
            "Data received: Name, e-mail address and interests.",
        ],
    ),
    ("3dsoft/22", NoticeOf, English, &["complain to a supervisory authority", "Commission nationale"]),
    ("softnlabs/01", NoticeOf, English, &["The subsidiaries of Softnlabs"]),
    ("softnlabs/03", NoticeOf, English, &["Navigation", "Telephone number", "Professional life"]),
    ("softnlabs/03", Controllers, English, &["Navigation", "Telephone number"]),
    (
        "softnlabs/06",
        NoticeOf,
        English,
        &["Customer relationship", "Personalisation", "Recruitment", "Direct marketing"],
    ),
    ("softnlabs/15", NoticeOf, English, &["Technical cookies", "Targeting cookies", "They can be refused"]),
    ("softnlabs/17", NoticeOf, English, &["Commission nationale"]),
    (
        "softsystems/01",
        NoticeOf,
        French,
        &["RCS Nanterre 843 877 531", "49 rue Voltaire", "délégué à la protection des données", "CNIL"],
    ),
    ("softsystems/01", Controllers, French, &["49 rue Voltaire"]),
    ("softsystems/03", NoticeOf, French, &["Comptabilité", "10 ans après l’émission"]),
    (
        "softsystems/08",
        NoticeOf,
        French,
        &[
            "Sécurité",
            "12 mois après l’enregistrement",
            "Mesure d’audience",
            "25 mois après l’enregistrement",
        ],
    ),
    (
        "softsystems/09",
        NoticeOf,
        French,
        &[
            "Création de votre espace client",
            "Navigation sur nos sites",
            "Données obligatoires",
            "Rédaction d’un commentaire",
        ],
    ),
    ("softsystems/23", NoticeOf, French, &["Version du 20 novembre 2018"]),
    ("dfns/01", NoticeOf, English, &["RCS Paris 888 176 575", "142 rue de Rivoli"]),
    ("dfns/01", Controllers, English, &["142 rue de Rivoli"]),
    ("dfns/02", NoticeOf, English, &["Contact details", "Connection data"]),
    (
        "dfns/04",
        NoticeOf,
        English,
        &[
            "Newsletter",
            "Prevention of fraud",
            "Data on suspected fraud",
            "Personalisation",
            "A legitimate interest",
        ],
    ),
    (
        "dfns/06",
        NoticeOf,
        English,
        &[
            "Authorised staff, bound to confidence",
            "Our subsidiaries",
            "Our telephony provider",
            "Authorities",
        ],
    ),
    ("dfns/14", NoticeOf, English, &["Commission nationale"]),
    ("sociatex/01", NoticeOf, French, &["Les filiales de Sociatex", "Sociatex"]),
    ("sociatex/04", NoticeOf, French, &["aucun contrat ne peut être conclu"]),
    ("sociatex/07", NoticeOf, French, &["Lettre d’information"]),
    ("sociatex/15", NoticeOf, French, &["Ce que nous faisons pour d’autres", "Nos clients, qui décident"]),
    ("sociatex/15", Processors, French, &["Nos clients, qui décident"]),
    ("sociatex/19", NoticeOf, French, &["Stripe", "Matomo", "Acronis", "Bitdefender", "Gandi et OVH"]),
    ("sociatex/19", Controllers, French, &["Stripe", "Acronis"]),
    (
        "sociatex/22",
        NoticeOf,
        French,
        &["Version du 24 janvier 2022", "Ajout d’informations concernant notre partenaire"],
    ),
    ("sociatex/23", NoticeOf, French, &["Le registre public des noms de domaine", "accessible à tous"]),
];

fn text(path: &str) -> String {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "../../policies", path].iter().collect();
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn policy(company: &str, file: &str) -> Policy {
    read_policy(&text(&format!("{company}/{file}.toml"))).0.unwrap()
}

fn notice(policy: &Policy, language: Language, site: Option<&str>) -> String {
    Notice::new(policy, &Packs::shipped(), Edition { language, day: TODAY, site }).document.markdown()
}

/// What the paper says, with spaces as one types them.
fn said(paper: &Paper, policy: &Policy, language: Language) -> String {
    let register =
        |capacity| Register::new(policy, &Packs::shipped(), TODAY, language, capacity).json_ld().to_owned();
    let said = match paper {
        NoticeOf => notice(policy, language, None),
        Controllers => register(Capacity::Controller),
        Processors => register(Capacity::Processor),
    };
    said.replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn what_is_promised_is_told() {
    let mut missed = Vec::new();
    for (promise, paper, language, words) in TOLD {
        let policy = policy(promise.split('/').next().unwrap(), "policy");
        let said = said(paper, &policy, *language);
        missed.extend(words.iter().filter(|word| !said.contains(*word)).map(|word| (promise, word)));
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

/// Promises that the text has a date: two companies have published theirs without one, and have it mended.
#[test]
fn mended_each_notice_has_its_date_and_what_changed() {
    for company in ["3dsoft", "dfns", "sociatex", "softnlabs", "softsystems"] {
        let mended = policy(company, "mended");
        let english = notice(&mended, English, None);
        let french = notice(&mended, French, None).replace(['\u{a0}', '\u{202f}'], " ");
        assert!(english.contains("Version of 26 November 2026"), "{company}");
        assert!(french.contains("Version du 26 novembre 2026"), "{company}");
        let change = mended.change.unwrap();
        assert!(english.contains(&change.value["en"]), "{company}: {english}");
    }
}

/// sociatex/01: a site has a notice of its own, from one policy.
#[test]
fn each_site_has_a_notice_of_what_is_done_there() {
    let policy = policy("sociatex", "policy");
    let measured = |site| notice(&policy, French, Some(site)).contains("audience");
    assert_eq!(["main", "support"].map(measured), [true, false]);
}

#[test]
fn each_promise_that_is_told_is_looked_for() {
    let list = text("promises.csv");
    // Their published texts bear no date: the mended ones do.
    let dated = ["dfns/16"];
    for line in list.lines().skip(1) {
        let (promise, held) = line.split_once(',').unwrap();
        if held.split(' ').any(|how| how == "document") && !dated.contains(&promise) {
            assert!(TOLD.iter().any(|(told, ..)| *told == promise), "nothing shows that {promise} is told");
        }
    }
}
