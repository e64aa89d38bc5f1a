//! Whole files: what a correct one reads to, and that a wrong one gives all of its findings.

#![allow(clippy::panic, clippy::unwrap_used)]

use abide_policy::{
    check_texts,
    finding::Severity,
    map::{Path, StoreUrl},
    model::{Basis, EventKind},
    read_map, read_policy,
};

const POLICY: &str = r#"
format = 1
version = 2023-01-03

[controller]
name = "Example"
time_zone = "Europe/Paris"
country = "FR"

[clause."example/13"]
says = "We keep prospects for three years."

[clause."example/14"]
says = "The current policy is always on the site."
kept_by = "notice"

[event.mandate_end]
kind = "end"
label = { en = "the end of the mandate" }

[category."contact.pager"]
label = { en = "Pager" }

[activity.prospecting]
purpose = "direct-marketing"
basis = "legitimate-interest"
subjects = ["prospect"]
data = ["identification", "contact.email", "contact.pager"]
keep = "3 years after collected or last_contact"
clause = "example/13"

[activity.management]
purpose = { key = "customer-management", fr = "Gestion de nos clients" }
basis = "contract"
subjects = "customer"
data = ["identification", "contact"]
keep = "five years after mandate_end, then archive for 1 year, then anonymise"
clause = "example/14"
"#;

const MAP: &str = r#"
format = 1

[store.crm]
url = "env:CRM_DATABASE_URL"
location = "FR"
time_zone = "UTC"
archive = "archive"

[store.crm.contacts]
subject = ["prospect", "customer"]
identity = { email = "email", client-number = "customer.number" }
serves = { prospecting = "status = 'lead'", management = "NOT (status = 'lead') AND EXISTS mandates" }
fields = { email = "contact.email", name = "identification.name", pager = "contact.pager" }
not_personal = ["id", "status", "created_at", "customer_id"]
links = { customer = "customer_id = customers(id)", mandates = "id = mandates(contact_id)" }
shells = "keep"

[store.crm.contacts.events]
collected = "created_at"
last_contact = ["messages.sent_at", "calls.at"]
mandate_end = "mandates.ended_on"

[store.crm."sales.countries"]
personal = false
"#;

#[test]
fn a_correct_policy_and_map_have_no_finding() {
    assert_eq!(check_texts(POLICY, Some(MAP)), []);
}

#[test]
fn a_policy_reads_to_its_model() {
    let (policy, findings) = read_policy(POLICY);
    let policy = policy.unwrap();
    assert_eq!(findings, []);
    assert_eq!(policy.version.unwrap().value.to_string(), "2023-01-03");
    assert_eq!(policy.controller.time_zone.iana_name(), Some("Europe/Paris"));
    assert_eq!(policy.events["mandate_end"], EventKind::End);
    assert_eq!(policy.events["collected"], EventKind::Last);
    assert_eq!(policy.vocabulary.category_iri("contact.pager"), Some("https://w3id.org/dpv/pd#Contact"));

    let [prospecting, management] = &policy.activities[..] else { panic!("two activities") };
    assert_eq!(prospecting.name.value, "prospecting");
    assert_eq!(prospecting.basis.value, Basis::LegitimateInterest);
    assert_eq!(prospecting.purpose["fr"], "Prospection commerciale");
    assert_eq!(prospecting.clauses[0].value, "example/13");
    assert!(prospecting.needs("identification.name.first_name"));
    assert!(!prospecting.needs("contact.phone"));
    assert_eq!(management.purpose["fr"], "Gestion de nos clients");
    assert_eq!(management.purpose["en"], "Management of customers");
    assert_eq!(
        management.keep.to_string(),
        "5 years after mandate_end, then archive for 1 year, then anonymise"
    );
    let event = &prospecting.keep.events[1];
    assert_eq!(&POLICY[event.span.range()], "last_contact");
    assert!(policy.clauses[1].kept_elsewhere && !policy.clauses[0].kept_elsewhere);
}

#[test]
fn a_map_reads_to_its_tables() {
    let (map, findings) = read_map(MAP);
    assert_eq!(findings, []);
    let map = map.unwrap();
    let store = map.store("crm").unwrap();
    assert_eq!(store.url.value, StoreUrl::Env("CRM_DATABASE_URL".into()));
    let [contacts, countries] = &store.tables[..] else { panic!("two tables") };
    assert_eq!(countries.name.value, "sales.countries");
    assert!(!countries.personal);
    let path = Path { links: vec!["messages".into()], column: "sent_at".into() };
    let (_, paths) = contacts.events.iter().find(|(event, _)| event.value == "last_contact").unwrap();
    assert_eq!(paths[0].value, path);
    assert_eq!(&MAP[paths[0].span.range()], "messages.sent_at");
    let condition = contacts.serves[1].condition.as_ref().unwrap();
    assert_eq!(condition.to_string(), "NOT status = 'lead' AND EXISTS mandates");
    let (_, link) = &contacts.links[1];
    assert_eq!(link.to_string(), "id = mandates(contact_id)");
}

/// Each line with a mistake says so at its end.
const TWENTY_MISTAKES: &str = r#"
format = 2                                          # 1 unknown format
version = "2023-01-03"                              # 2 a date is no text
colour = "blue"                                     # 3 unknown key

[controller]
name = 3                                            # 4 wrong type
time_zone = "Europe/Pariss"                         # 5 unknown zone
country = "UK"                                      # 6 unknown country

[clause."a/1"]                                      # 7 no rule keeps it
says = "We are careful."

[clause."a/3"]
says = "We write to customers."

[event.after]                                       # 8 a word of the grammar
kind = "end"

[event.closed]
kind = "endd"                                       # 9 unknown kind

[category."contact.pager.number"]                   # 10 no parent

[subject.customer]                                  # 11 built in

[activity.one]                                      # 12 no basis
purpose = "direct-marketting"                       # 13 unknown purpose
subjects = ["custommer"]                            # 14 unknown subject
data = ["contact.emial"]                            # 15 unknown category
keep = "3 yeers after collected"                    # 16 bad phrase
clause = ["a/2"]                                    # 17 not defined

[activity.two]                                      # 18 no end
purpose = "newsletter"
basis = "concent"                                   # 19 unknown basis
subjects = ["customer", "customer"]                 # 20 twice
data = ["contact"]
clause = "a/3"

[activity.three]
purpose = "newsletter"
basis = "consent"
subjects = ["customer"]
data = ["contact"]
keep = "3 years after last_contract"                # 21 unknown event
clause = "a/3"
"#;

#[test]
fn every_mistake_is_found_in_one_run() {
    let findings = check_texts(TWENTY_MISTAKES, None);
    let line = |byte: usize| TWENTY_MISTAKES[..byte].matches('\n').count();
    let found: Vec<_> = findings.iter().map(|one| line(one.span.as_ref().unwrap().start)).collect();
    let lines = TWENTY_MISTAKES.lines().enumerate();
    let marked = |text: &str| {
        text.split_once("# ").is_some_and(|(_, note)| note.starts_with(|c: char| c.is_ascii_digit()))
    };
    let expected: Vec<_> = lines.filter(|(_, text)| marked(text)).map(|(line, _)| line).collect();
    assert_eq!(found, expected, "{findings:#?}");
    assert_eq!(found.len(), 21);
}

#[test]
fn syntax_errors_do_not_hide_each_other_nor_the_rest() {
    let text = "format = 1\n[controller]\nname = \"a\nzone = = 2\n[activity.x]\nkeep = \"until answerd\"\n";
    let findings = check_texts(text, None);
    let codes: Vec<_> = findings.iter().map(|one| one.code).collect();
    assert_eq!(codes.iter().filter(|code| **code == "policy/syntax").count(), 2, "{findings:#?}");
    assert!(codes.contains(&"policy/unknown-event") && codes.contains(&"policy/missing-basis"));
}

#[test]
fn a_mistake_inside_a_text_is_underlined_where_the_text_is_written_plainly() {
    let underlined = |keep: &str| {
        let text = format!("format = 1\n[activity.a]\nkeep = {keep}\n");
        let (_, findings) = read_policy(&text);
        let finding = findings.into_iter().find(|one| one.code == "policy/bad-phrase").unwrap();
        text[finding.span.unwrap().range()].to_owned()
    };
    assert_eq!(underlined(r#""3 yeers after collected""#), "yeers");
    assert_eq!(underlined("'3 yeers after collected'"), "yeers");
    assert_eq!(underlined("'''\n3 yeers after collected'''"), "yeers");
    assert_eq!(underlined("\"\"\"3 yeers\nafter collected\"\"\""), "yeers");
    // Escapes shift every place after them: the whole text is underlined.
    assert_eq!(underlined(r#""3\u0020yeers after collected""#), r#""3\u0020yeers after collected""#);
    assert_eq!(underlined(r#""""#), r#""""#);
}

#[test]
fn a_large_file_full_of_mistakes_is_read_in_good_time() {
    let activities: String = (0..20_000).map(|n| format!("[activity.x{n}]\nkeep = 1\n")).collect();
    let (_, findings) = read_policy(&("x = = 1\n".to_owned() + &activities));
    assert!(findings.len() > 100_000, "{}", findings.len());
}

#[test]
fn a_password_is_noticed_and_never_shown() {
    let map =
        "format = 1\n[store.crm]\nurl = \"postgres://abide:s3cret@db.example.com/crm?sslmode=require\"\n";
    let (read, findings) = read_map(map);
    assert_eq!(findings.len(), 1);
    assert_eq!((findings[0].code, findings[0].severity), ("map/literal-password", Severity::Warning));
    assert_eq!(&map[findings[0].span.clone().unwrap().range()], "crm");
    assert!(!format!("{findings:?}{read:?}").contains("s3cret"));
    let shown = abide_policy::redacted(map);
    assert!(!shown.contains("s3cret") && shown.contains("postgres://abide:******@db.example.com"));
    assert_eq!(shown.len(), map.len());
}

#[test]
fn a_wrong_address_is_not_shown_either() {
    let map = "format = 1\n[store.crm]\nurl = \"oracle://abide:s3cret@db.example.com/crm\"\n";
    let (read, findings) = read_map(map);
    assert_eq!(findings[0].code, "map/bad-url");
    assert!(!format!("{findings:?}{read:?}").contains("s3cret"));
}

#[test]
fn deep_nesting_is_refused_without_harm() {
    for text in ["[".repeat(100_000), "a.".repeat(100_000), "x = ".to_owned() + &"[".repeat(100_000)] {
        read_policy(&text);
        read_map(&text);
    }
    let deep = format!(
        "format = 1\n[store.a]\nurl = \"env:A\"\n[store.a.t]\nserves = {{ x = \"{}\" }}",
        "(".repeat(100_000)
    );
    let (_, findings) = read_map(&deep);
    assert!(findings.iter().any(|one| one.code == "map/bad-condition"), "{findings:#?}");
}
