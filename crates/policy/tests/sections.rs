//! What people meet and are promised: that each section of the policy reads to its part of the model, and what follows from it.

#![allow(clippy::panic, clippy::unwrap_used)]

use abide_policy::{
    check_texts,
    collection::Agreement,
    ground::SpecialGround,
    model::Policy,
    published::Untold,
    read_policy,
    recipient::RecipientKind,
    requests::{Asked, FeeGround, Proof},
    span::Spanned,
    territory::Region,
};
use jiff::civil::date;

const POLICY: &str = r#"
format = 1
change = { en = "New periods." }
unpublished = ["complaint", "after-death"]

[controller]
name = "Example"
no_data_protection_officer = true

[subsidiary.south]
name = "Example South"
country = "FR"
clause = "example/1"

[site.shop]
name = "shop.example.com"
address = "https://shop.example.com"
clause = "example/2"

[site.blog]
name = "blog.example.com"

[activity.answers]
purpose = "answering-requests"
sub_purposes = ["customer-care", "marketing"]
since = 2024-02-29
basis = "legitimate-interest"
interest = { en = "To answer." }
special_ground = "health-care"
on_behalf_of = { en = "Clinics" }
subjects = "patient"
data = ["special.health", "contact.email"]
source = { en = "The clinic" }
automated_decisions = { en = "A sorting by words" }
keep = "1 year after answered"
for = ["south"]
sites = "shop"
impact_assessment = "Assessment 3"
unpublished = ["basis", "keep"]

[activity.newsletter]
purpose = "newsletter"
basis = "consent"
subjects = "subscriber"
data = "contact.email"
keep = "3 years after collected"
clause = "example/8"

[collection.form]
label = { en = "Contact form" }
activities = ["answers", "newsletter"]
required = ["contact.email"]
optional = "special.health"
otherwise = { en = "No answer." }
agreement = "box"
agreed = "newsletter"
wording = { en = "Write to me" }
alternative = { en = "Call us" }
sites = ["shop"]
clause = "example/3"

[collection.visit]
label = { en = "Visit" }
activities = "answers"
automatic = true

[requests]
answer = "1 month"
extension = "2 months"
identity = "on-doubt"
asks_for = { en = "Your name" }
fee = { en = "10 euros" }
fee_ground = "further-copy"
channels = { post = "1 Example Street", email = "privacy@example.com" }
subject_lines = { "Stop e-mail" = "object-marketing" }
clause = "example/4"

[forbidden_subject.child]
clause = "example/5"

[forbidden_recipient.processor]
clause = "example/6"

[forbidden_recipient.buyer]

[territory.home]
countries = ["EU", "EEA", "adequate", "FR"]
activities = "answers"
stores = "shop"
clause = "example/7"

[processor.mailing]
name = "Example Mail"
kind = "mailing"
data = "contact.email"
purpose = { en = "To send letters." }
clause = "example/8"

[recipient.registry]
name = "Registry"
kind = "domain-registration"
public = true
clause = "example/8"

[clause]
"example/1" = { says = "a" }
"example/2" = { says = "b" }
"example/3" = { says = "c" }
"example/4" = { says = "d" }
"example/5" = { says = "e" }
"example/6" = { says = "f" }
"example/7" = { says = "g" }
"example/8" = { says = "h", kept_by = "hand" }
"#;

fn policy() -> Policy {
    let (policy, findings) = read_policy(POLICY);
    assert_eq!(findings, []);
    policy.unwrap()
}

fn names(list: &[Spanned<String>]) -> Vec<&str> {
    list.iter().map(|one| one.as_str()).collect()
}

#[test]
fn nothing_is_found_in_it_and_each_clause_is_kept() {
    assert_eq!(check_texts(POLICY, None), []);
    let policy = policy();
    let kept = |clause: &str| -> Vec<String> {
        policy.keeping(clause).map(|rule| format!("{} {}", rule.section, rule.name)).collect()
    };
    let expected = [
        "subsidiary south",
        "site shop",
        "collection form",
        "requests requests",
        "forbidden_subject child",
        "forbidden_recipient processor",
        "territory home",
    ];
    for (clause, rule) in policy.clauses.iter().zip(expected) {
        assert_eq!(kept(&clause.id), [rule]);
        let without = POLICY.replacen(&format!("clause = \"{}\"", clause.id.value), "", 1);
        let codes: Vec<_> = check_texts(&without, None).iter().map(|one| one.code).collect();
        assert_eq!(codes, ["policy/unkept-clause"], "{rule}");
    }
}

#[test]
fn the_head_says_what_is_published() {
    let policy = policy();
    assert_eq!(policy.change.as_ref().unwrap()["en"], "New periods.");
    let untold: Vec<Untold> = policy.unpublished.iter().map(|one| one.value).collect();
    assert_eq!(untold, [Untold::Complaint, Untold::AfterDeath]);
    assert!(policy.controller.no_data_protection_officer);
    assert_eq!(policy.subsidiaries[0].entity.name.value, "Example South");
    assert_eq!(policy.site("shop").unwrap().name.value, "shop.example.com");
}

#[test]
fn an_activity_says_more_than_what_it_keeps() {
    let policy = policy();
    let [answers, newsletter] = &policy.activities[..] else { panic!("two activities") };
    assert_eq!(names(&answers.sub_purposes), ["customer-care", "marketing"]);
    assert!(answers.marketing, "a part of it is");
    assert_eq!(answers.since.as_ref().unwrap().value, date(2024, 2, 29));
    assert_eq!(answers.interest.as_ref().unwrap()["en"], "To answer.");
    assert_eq!(&POLICY[answers.interest.as_ref().unwrap().span.range()], "interest");
    assert_eq!(answers.special_ground.as_ref().unwrap().value, SpecialGround::HealthCare);
    assert_eq!(answers.on_behalf_of.as_ref().unwrap()["en"], "Clinics");
    assert_eq!(answers.source.as_ref().unwrap()["en"], "The clinic");
    assert_eq!(answers.automated_decisions.as_ref().unwrap()["en"], "A sorting by words");
    assert_eq!(answers.impact_assessment.as_ref().unwrap().value, "Assessment 3");
    assert_eq!(names(&answers.subsidiaries), ["south"]);
    assert!(answers.is_on_site("shop") && !answers.is_on_site("blog"));
    assert!(newsletter.is_on_site("blog"));
    assert!(!answers.is_told(Untold::Keep) && answers.is_told(Untold::Archive));
    assert!(newsletter.interest.is_none() && newsletter.is_told(Untold::Basis));
}

#[test]
fn a_collection_takes_agreement_to_some_or_all_that_it_is_for() {
    let policy = policy();
    let [form, visit] = &policy.collections[..] else { panic!("two collections") };
    assert_eq!(form.agreement.as_ref().unwrap().value, Agreement::Box);
    assert_eq!(names(form.agreed_to()), ["newsletter"]);
    assert_eq!(
        (names(&form.required), names(&form.optional)),
        (vec!["contact.email"], vec!["special.health"])
    );
    assert_eq!(form.otherwise.as_ref().unwrap()["en"], "No answer.");
    assert_eq!(form.wording.as_ref().unwrap()["en"], "Write to me");
    assert_eq!(form.alternative.as_ref().unwrap()["en"], "Call us");
    assert!(!form.automatic && !form.is_on_site("blog"));
    assert!(visit.automatic && visit.is_on_site("blog"));
    assert_eq!(names(visit.agreed_to()), Vec::<&str>::new());
    let all = POLICY.replace("agreed = \"newsletter\"\n", "");
    let (all, _) = read_policy(&all);
    assert_eq!(names(all.unwrap().collections[0].agreed_to()), ["answers", "newsletter"]);
    let of = |activity| policy.collections_for(activity).map(|one| one.key.as_str()).collect::<Vec<_>>();
    assert_eq!((of("answers"), of("newsletter")), (vec!["form", "visit"], vec!["form"]));
}

#[test]
fn requests_are_read_with_their_ways_and_subject_lines() {
    let requests = policy().requests.unwrap();
    assert_eq!(requests.answer.unwrap().to_string(), "1 month");
    assert_eq!(requests.extension.unwrap().to_string(), "2 months");
    assert_eq!(requests.identity.unwrap().value, Proof::OnDoubt);
    assert_eq!(requests.asks_for.unwrap()["en"], "Your name");
    assert_eq!(requests.fee.unwrap()["en"], "10 euros");
    assert_eq!(requests.fee_ground.unwrap().value, FeeGround::FurtherCopy);
    let ways: Vec<_> = requests.channels.all().map(|(way, at)| (way, at.as_str())).collect();
    assert_eq!(ways, [("email", "privacy@example.com"), ("post", "1 Example Street")]);
    let [(line, asked)] = &requests.subject_lines[..] else { panic!("one subject line") };
    assert_eq!((line.as_str(), asked.value), ("Stop e-mail", Asked::ObjectMarketing));
    assert!(read_policy("format = 1\n[controller]\nname = 'A'").0.unwrap().requests.is_none());
}

#[test]
fn what_must_not_be_and_where_data_stays_are_read() {
    let policy = policy();
    assert_eq!(policy.forbidden_subjects[0].subject.value, "child");
    let [any, buyer] = &policy.forbidden_recipients[..] else { panic!("two kinds") };
    assert_eq!((any.kind, buyer.kind), (None, Some(RecipientKind::Buyer)));
    let [mailing, registry] = &policy.recipients[..] else { panic!("two recipients") };
    assert!(any.is_of(mailing) && !any.is_of(registry) && !buyer.is_of(mailing));
    assert_eq!(mailing.kind.as_ref().unwrap().value, RecipientKind::Mailing);
    assert_eq!(mailing.purpose.as_ref().unwrap()["en"], "To send letters.");
    assert!(registry.public && !mailing.public);
    assert_eq!(names(&mailing.data), ["contact.email"]);
    let [home] = &policy.territories[..] else { panic!("one territory") };
    let regions: Vec<_> = home.regions.iter().map(|region| region.value.clone()).collect();
    let france = Region::Country("FR".to_owned());
    assert_eq!(regions, [Region::Union, Region::EconomicArea, Region::Adequate, france]);
    assert!(!home.is_for_all());
}

/// The codes that are found in a policy with two activities, of which one gives data to a processor that engages another.
fn found(rest: &str, map: Option<&str>) -> Vec<&'static str> {
    let policy = format!(
        "format = 1\n[controller]\nname = 'A'\n[activity.orders]\npurpose = 'orders'\nbasis = 'contract'\n\
         subjects = 'customer'\ndata = 'contact.email'\nkeep = '1 year after paid'\nrecipients = 'mail'\n\
         [activity.calls]\npurpose = 'customer-care'\nbasis = 'contract'\nsubjects = 'customer'\n\
         data = 'contact.phone'\nkeep = '1 year after paid'\n\
         [processor.mail]\nname = 'M'\nsub_processors = 'host'\n{rest}"
    );
    let findings = check_texts(&policy, map);
    findings.iter().filter(|one| !one.code.contains("unserved")).map(|one| one.code).collect()
}

#[test]
fn nobody_gets_more_than_what_it_is_for_needs() {
    let host = |data: &str| format!("[processor.host]\nname = 'H'\ndata = {data}");
    assert_eq!(found(&host("'contact.email'"), None), Vec::<&str>::new(), "by the processor that engages it");
    assert_eq!(found(&host("['contact', 'contact.phone']"), None), ["policy/unneeded-data"; 2]);
    let map = "format = 1\n[store.s]\nurl = 'env:S'\nrun_by = 'host'\n[store.s.t]\nsubject = 'customer'\n\
               serves = { calls = true }\nfields = { phone = 'contact.phone' }\nevents = { paid = 'paid_on' }\n\
               not_personal = ['paid_on']";
    assert_eq!(found(&host("'contact.phone'"), Some(map)), Vec::<&str>::new(), "by the store that it runs");
    let known = "[processor.host]\nname = 'H'\n[collection.c]\nlabel = { en = 'C' }\nactivities = ['orders', 'calls']\n\
                 required = 'contact.email'\noptional = ['contact.phone', 'contact.address']";
    assert_eq!(found(known, None), ["policy/unneeded-data"]);
}

#[test]
fn of_a_basis_that_cannot_be_read_nothing_follows() {
    let of = |basis: &str| {
        let text = POLICY.replacen("basis = \"legitimate-interest\"", &format!("basis = \"{basis}\""), 1);
        check_texts(&text, None).iter().map(|one| one.code).collect::<Vec<_>>()
    };
    assert_eq!(of("contract"), ["policy/idle-key"]);
    assert_eq!(of("legitimate-intrest"), ["policy/unknown-basis"]);
}

#[test]
fn a_processor_that_engages_itself_in_a_circle_is_followed_once() {
    let circle = "[processor.host]\nname = 'H'\nsub_processors = 'mail'\ndata = 'contact.phone'";
    assert_eq!(found(circle, None), ["policy/unneeded-data"]);
}
