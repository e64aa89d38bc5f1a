//! The registers of the worked policies, and of one made up for this.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::{collections::BTreeSet, fs, path::PathBuf};

use abide_law::pack::Packs;
use abide_papers::{
    Language,
    register::{Capacity, Lack, Register},
    workbook::{Look, Sheet, Workbook},
};
use abide_policy::{is_usable, model::Policy, read_policy};
use jiff::civil::date;

const EXAMPLE: &str = include_str!("registers/policy.toml");

fn folder(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn usable(text: &str) -> Policy {
    let (policy, findings) = read_policy(text);
    assert!(is_usable(&findings), "{findings:?}");
    policy.unwrap()
}

fn register(text: &str, language: Language, capacity: Capacity) -> Register {
    Register::new(&usable(text), &Packs::shipped(), date(2026, 11, 26), language, capacity)
}

fn english(text: &str) -> Register {
    register(text, Language::English, Capacity::Controller)
}

/// The texts of the worked policies, by the names of their folders.
fn worked() -> Vec<(String, String)> {
    let folders = fs::read_dir(folder("../../policies")).unwrap().map(|entry| entry.unwrap().path());
    let worked: Vec<_> = folders
        .filter(|path| path.is_dir())
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path.join("policy.toml")).unwrap())
        })
        .collect();
    assert_eq!(worked.len(), 5);
    worked
}

/// The workbook as text: a line for each row.
fn cells(workbook: &Workbook) -> String {
    let sheet = |sheet: &Sheet| {
        let rows = sheet.rows.iter().map(|row| {
            let cells: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
            format!("{}\n", cells.join(" | "))
        });
        format!("=== {}\n{}", sheet.name, rows.collect::<String>())
    };
    workbook.sheets.iter().map(sheet).collect::<Vec<_>>().join("\n")
}

/// The rows under a heading, up to the next one.
fn part(sheet: &Sheet, heading: &str) -> Vec<Vec<String>> {
    let after = sheet.rows.iter().skip_while(|row| row.first().is_none_or(|cell| cell.text != heading));
    let rows = after.skip(1).take_while(|row| row.first().is_some_and(|cell| cell.look != Look::Heading));
    let rows: Vec<_> = rows.map(|row| row.iter().map(|cell| cell.text.clone()).collect()).collect();
    assert!(!rows.is_empty(), "{heading}");
    rows
}

/// Items (a) and (b) of GDPR art. 30(1), in the sheet of an activity.
#[test]
fn a_sheet_tells_who_answers_for_an_activity_and_what_it_is_for() {
    let workbook = english(EXAMPLE).workbook();
    let (orders, tastings) = (&workbook.sheets[1], &workbook.sheets[2]);
    let actors = part(tastings, "Who answers for it");
    let (arrangement, people) = actors.split_last().unwrap();
    let named: Vec<_> =
        people[1..].iter().map(|row| [&row[0], &row[1], &row[4]].map(String::as_str)).collect();
    // (a)
    assert_eq!(
        named,
        [
            ["Controller", "Comptoir Fabre", "data@example.com"],
            ["Joint controller", "Cave Exemple", "cave@example.com"],
            ["Representative", "Bureau Exemple", "bureau@example.com"],
            ["Data protection officer", "Ada Fabre", "dpo@example.com"],
        ]
    );
    assert_eq!(*arrangement, ["Arrangement with Cave Exemple", "Agreement of 2025-03-01"]);
    // (b), and the basis
    let told = |sheet| part(sheet, "Purposes").into_iter().map(|row| row.join(": ")).collect::<Vec<_>>();
    assert_eq!(
        told(tastings),
        [
            "Main purpose: Tastings: for people with allergies",
            "Legal basis: Consent",
            "Ground for special categories: Explicit consent (art. 9(2)(a))",
            "Impact assessment: Assessment of 2025-06-01",
        ]
    );
    let first = [
        "Main purpose: Management of orders",
        "Sub-purposes: Delivery of goods",
        ": Management of payments",
        "Legal basis: Contract or steps before it",
    ];
    assert_eq!(told(orders), first);
    let identity = part(orders, "Identification");
    assert_eq!(identity[2], ["Done since", "1 September 2019"]);
    assert_eq!(identity[4..], [["For the companies", "Bouteilles Exemple"], ["Sites", "shop.example.com"]]);
}

/// Items (c) to (g).
#[test]
fn a_sheet_has_everything_about_the_data_that_the_controller_s_register_must() {
    let workbook = english(EXAMPLE).workbook();
    let (orders, tastings) = (&workbook.sheets[1], &workbook.sheets[2]);
    // (c)
    assert_eq!(part(orders, "People concerned"), [["Customers"], ["Addressees of deliveries"]]);
    let data = part(orders, "Categories of data");
    assert_eq!(part(&workbook.sheets[3], "Categories of data")[1][..2], ["Contact details", "All"]);
    assert_eq!(data[2][..2], ["Contact details", "E-mail address and postal address"]);
    assert_eq!(part(orders, "Special categories of data"), [["None"]]);
    assert_eq!(part(tastings, "Special categories of data")[1][1], "Health");
    assert_eq!(part(tastings, "Categories of data").len(), 2);
    // (d)
    let recipients = part(orders, "Recipients");
    assert_eq!(
        recipients[1..],
        [
            [
                "Example Mail",
                "Processor",
                "Sending letters",
                "Name and postal address",
                "France and United States"
            ],
            ["Example Hosting", "Sub-processor of Example Mail", "Hosting", "All", "India"],
            ["Example Bank", "Third party", "", "All", "Switzerland"],
        ]
    );
    // (e)
    let transfers = part(orders, "Transfers outside the European Economic Area");
    assert_eq!(
        transfers[1..],
        [
            ["Example Mail", "United States", "Standard contractual clauses (art. 46)", "Contract 2025-07"],
            ["Example Hosting", "India", "None is named", ""],
            ["Example Bank", "Switzerland", "Adequacy decision (art. 45)", ""],
        ]
    );
    let untold = part(tastings, "Transfers outside the European Economic Area");
    assert_eq!(untold, [["The policy does not say where these have data: Example Counter."]]);
    // (f)
    let last = "3 years after the person’s last purchase or the person’s last contact, whichever comes last";
    assert_eq!(data[1][2], format!("{last}, then 2 years in archive"));
    assert_eq!(
        part(orders, "How long"),
        [["In use", last], ["Then in archive", "2 years"], ["In the end", "Erased"],]
    );
    assert_eq!(
        part(tastings, "Special categories of data")[1][2],
        "1 day after the tasting, then made anonymous"
    );
    // (g)
    let measures = |sheet| part(sheet, "Security measures").into_iter().skip(1).map(|row| row[1].clone());
    assert_eq!(measures(orders).collect::<Vec<_>>(), ["Disks are encrypted", "The archive is locked"]);
    assert_eq!(measures(tastings).next_back().unwrap(), "Staff are trained every year");
}

/// Each item of GDPR art. 30(2), and nothing that the company does for itself.
#[test]
fn the_processor_s_register_tells_for_whom_what_is_done() {
    let register = register(EXAMPLE, Language::English, Capacity::Processor);
    let workbook = register.workbook();
    assert_eq!(workbook.sheets.len(), 2);
    let sheet = &workbook.sheets[1];
    // (a)
    let actors = part(sheet, "Who answers for it");
    assert_eq!(actors[1][..2], ["Processor", "Comptoir Fabre"]);
    assert_eq!(actors[2][..2], ["Representative", "Bureau Exemple"]);
    assert_eq!(actors[3][..2], ["Data protection officer", "Ada Fabre"]);
    assert_eq!(actors[4], ["On behalf of", "Restaurants that give bottles to guests"]);
    // (b)
    assert_eq!(part(sheet, "Purposes")[0][1], "Printing of labels with names");
    assert_eq!(part(&workbook.sheets[0], "Activities")[1][5], "Restaurants that give bottles to guests");
    // (c)
    let transfers = part(sheet, "Transfers outside the European Economic Area");
    assert_eq!(transfers[1][..3], ["Example Hosting", "India", "None is named"]);
    // (d)
    assert_eq!(part(sheet, "Security measures").len(), 4);
    let named = Lack::Controllers { activity: "labels".into() };
    assert!(register.lacks.contains(&named), "{:?}", register.lacks);
}

/// The list leads to the sheets, and the sheets are those of the activities.
#[test]
fn the_list_has_every_activity() {
    let workbook = english(EXAMPLE).workbook();
    let list = part(&workbook.sheets[0], "Activities");
    let names: Vec<&str> = list[1..].iter().map(|row| row[1].as_str()).collect();
    assert_eq!(names, ["orders", "tastings", "questions"]);
    assert_eq!(
        list[2][2..],
        ["Consent", "Participants", "1 day after the tasting, then made anonymous", "1 January 2026"]
    );
    let leads: Vec<usize> =
        workbook.sheets[0].rows.iter().flatten().filter_map(|cell| cell.leads_to).collect();
    assert_eq!(leads, [1, 2, 3]);
}

#[test]
fn the_worked_policies_have_registers_in_both_languages() {
    for (company, text) in worked() {
        let policy = usable(&text);
        for language in Language::ALL {
            let register = register(&text, language, Capacity::Controller);
            let workbook = register.workbook();
            assert_eq!(workbook, register.workbook(), "{company}");
            assert_eq!(
                register.document.html(),
                self::register(&text, language, Capacity::Controller).document.html()
            );
            let names: BTreeSet<String> =
                workbook.sheets.iter().map(|sheet| sheet.name.to_lowercase()).collect();
            assert_eq!(names.len(), workbook.sheets.len(), "{company}");
            assert!(names.iter().all(|name| name.encode_utf16().count() <= 31), "{names:?}");
            let list = cells(&workbook);
            for activity in policy.activities.iter().filter(|one| one.on_behalf_of.is_none()) {
                assert!(
                    list.contains(&format!(" | {} | ", activity.name.value)),
                    "{company}: {}",
                    activity.name.value
                );
            }
            for wrong in [" :", " ;", "« ", " »", "'"] {
                let ours = list.contains(wrong) && language == Language::French;
                assert!(!ours, "{company}: `{wrong}` in {list}");
            }
        }
    }
}

#[test]
fn what_should_be_there_and_is_not_is_told() {
    let lacks = english(EXAMPLE).lacks;
    let hosting = Lack::Safeguard { recipient: "hosting".into(), country: "IN".into() };
    let counter = Lack::Location { recipient: "counter".into() };
    assert_eq!(lacks, [hosting, counter.clone()]);
    let bare = EXAMPLE
        .replace("version = 2026-01-01", "")
        .replace("law = [\"gdpr\", \"france\"]", "")
        .replace("address = \"1 rue des Exemples, 75000 Paris\"", "")
        .replace("contact = \"data@example.com\"", "")
        .replace("fr = \"Dégustations : pour les personnes allergiques\"", "");
    let lacks = register(&bare, Language::French, Capacity::Controller).lacks;
    let foreign = Lack::Language { of: "the purpose of `tastings`".into(), language: Language::French };
    assert_eq!(lacks, [Lack::Version, Lack::Contact, Lack::Law, counter, foreign]);
    let unmeasured: String =
        EXAMPLE.split_inclusive("\n\n").filter(|part| !part.starts_with("[measure.")).collect();
    let unmeasured = unmeasured.replace("measures = [\"locks\", \"encryption\"]", "");
    let measures = |activity: &str| Lack::Measures { activity: activity.into() };
    let lacks = english(&unmeasured).lacks;
    assert!(
        ["orders", "tastings", "questions"].iter().all(|name| lacks.contains(&measures(name))),
        "{lacks:?}"
    );
}

/// Only terms that the vocabulary has.
#[test]
fn json_ld_is_in_terms_of_the_data_privacy_vocabulary() {
    let known: BTreeSet<&str> = include_str!("registers/dpv-2.3.txt").lines().collect();
    let mut terms = BTreeSet::new();
    for (_, text) in worked().into_iter().chain([(String::new(), EXAMPLE.to_owned())]) {
        for capacity in [Capacity::Controller, Capacity::Processor] {
            let linked = register(&text, Language::English, capacity).json_ld().to_owned();
            let used = linked.split('"').filter(|word| word.starts_with("dpv:") || word.starts_with("gdpr:"));
            terms.extend(used.map(str::to_owned));
        }
    }
    let unknown: Vec<_> = terms.iter().filter(|term| !known.contains(term.as_str())).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    let most = [
        "dpv:hasPurpose",
        "dpv:hasLegalBasis",
        "dpv:hasPersonalData",
        "dpv:hasDataSubject",
        "dpv:hasRecipient",
    ];
    assert!(most.iter().all(|term| terms.contains(*term)), "{terms:?}");
}

/// What is named in the register's JSON-LD is told in it, once.
#[test]
fn every_reference_of_the_json_ld_leads_somewhere() {
    let linked: serde_json::Value = serde_json::from_str(english(EXAMPLE).json_ld()).unwrap();
    let (mut told, mut named) = (Vec::new(), BTreeSet::new());
    nodes(&linked, &mut |node| {
        let Some(id) = node.get("@id").and_then(serde_json::Value::as_str).filter(|id| id.starts_with('#'))
        else {
            return;
        };
        if node.len() > 1 {
            told.push(id.to_owned());
        } else {
            named.extend([id.to_owned()]);
        }
    });
    assert_eq!(told.len(), told.iter().collect::<BTreeSet<_>>().len());
    assert!(named.len() > 3 && named.iter().all(|id| told.contains(id)), "{named:?} of {told:?}");
}

fn nodes(value: &serde_json::Value, see: &mut impl FnMut(&serde_json::Map<String, serde_json::Value>)) {
    match value {
        serde_json::Value::Array(values) => values.iter().for_each(|value| nodes(value, see)),
        serde_json::Value::Object(node) => {
            see(node);
            node.values().for_each(|value| nodes(value, see));
        }
        _ => {}
    }
}

/// The registers of one policy are kept, to be looked at. `UPDATE=1` writes them anew.
#[test]
fn the_registers_of_the_example_are_as_they_are_kept() {
    let mut differ = Vec::new();
    for language in Language::ALL {
        let register = register(EXAMPLE, language, Capacity::Controller);
        for (form, text) in [("txt", cells(&register.workbook())), ("jsonld", register.json_ld().to_owned())]
        {
            let path = folder("tests/registers").join(format!("register.{}.{form}", language.code()));
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
