//! From where on a policy is against the law: the days, months and countries on both sides of each line.

#![allow(clippy::panic, clippy::unwrap_used)]

use abide_law::pack::Packs;
use abide_phrases::{Language, Phrases};
use abide_policy::{MESSAGES, check_law, finding::Severity, read_map, read_policy};
use jiff::civil::date;

/// What the law has against an activity that keeps such data for so long.
fn codes(purpose: &str, data: &str, keep: &str) -> Vec<&'static str> {
    let text = format!(
        "format = 1\nlaw = ['gdpr', 'france']\n[controller]\nname = 'A'\ncontact = 'a@example.com'\n[activity.a]\npurpose = '{purpose}'\n\
         basis = 'contract'\nsubjects = 'applicant'\ndata = ['{data}']\nkeep = '{keep}'"
    );
    let (policy, findings) = read_policy(&text);
    assert_eq!(findings, [], "{text}");
    let findings = check_law(&policy.unwrap(), None, &Packs::shipped(), date(2026, 11, 26));
    findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn a_period_is_beyond_from_just_after_the_reference_on() {
    let cases = [
        ("recruitment", "2 years after last_contact", false),
        ("recruitment", "24 months after last_contact", false),
        ("recruitment", "731 days after last_contact", false),
        ("recruitment", "732 days after last_contact", true),
        ("recruitment", "25 months after applied or last_contact", true),
        ("recruitment", "2 years after last_contact, then archive for 1 day", true),
        ("recruitment", "until last_contact, then archive for 2 years", false),
        ("recruitment", "until last_contact, then archive for 3 years", true),
        ("recruitment", "3 years after last_contact, in archive", true),
        ("recruitment", "3 years after last_contact, then anonymise", true),
        ("recruitment", "3 months after filled, then archive for 5 years", false),
        ("recruitment", "4 months after filled, then archive for 4 years", true),
        ("recruitment", "until filled, then archive for 5 years", false),
        ("recruitment", "5 years after filled, in archive", false),
        ("recruitment", "5 years after filled", true),
        ("recruitment", "6 years after filled", true),
        // Each event is measured for itself.
        ("recruitment", "3 months after filled or last_contact, then archive for 5 years", true),
        ("recruitment", "3 months after filled or last_contact, then archive for 1 year", false),
        ("recruitment", "25 months after contract_end or last_contact", true),
        ("recruitment", "2 years after contract_end or last_contact", false),
        ("video-surveillance", "31 days after recorded", false),
        ("video-surveillance", "32 days after recorded", true),
        // What has to be kept for ten years may be in use meanwhile.
        ("accounting", "11 years after issued", false),
        ("accounting", "12 years after issued", true),
    ];
    for (purpose, keep, beyond) in cases {
        let expected: &[&str] = if beyond { &["law/beyond-reference"] } else { &[] };
        assert_eq!(codes(purpose, "professional", keep), expected, "{purpose}: {keep}");
    }
}

#[test]
fn from_another_event_it_is_told_only_where_it_would_be_longer_from_that_of_the_reference() {
    for (keep, told) in [
        ("2 years after contract_end", false),
        ("until contract_end", false),
        ("6 years after contract_end", true),
        ("6 years after updated or contract_end", true),
    ] {
        let expected: &[&str] = if told { &["policy/cannot-tell"] } else { &[] };
        assert_eq!(codes("recruitment", "professional", keep), expected, "{keep}");
    }
}

#[test]
fn the_reference_for_the_most_specific_data_is_the_measure() {
    let beyond = |purpose, data, keep| codes(purpose, data, keep) == ["law/beyond-reference"];
    for (data, is_beyond) in
        [("usage.cookies", true), ("usage.navigation", false), ("usage", false), ("connection.ip", false)]
    {
        assert_eq!(beyond("audience-measurement", data, "25 months after recorded"), is_beyond, "{data}");
    }
    // Of data that is more than the cookies, the period is that of the whole.
    assert!(!beyond("audience-measurement", "usage.cookies', 'usage.navigation", "25 months after recorded"));
    let card = "financial.card.number', 'financial.card.expiry";
    assert!(!beyond("payment", card, "15 months after paid"));
    // What may not be kept at all may not with anything else.
    let with_code = format!("{card}', 'financial.card.security_code");
    assert_eq!(codes("payment", &with_code, "1 day after paid"), ["law/kept-at-all"]);
    assert_eq!(codes("payment", &with_code, "until paid"), Vec::<&str>::new());
}

#[test]
fn a_reference_that_is_for_some_data_measures_no_other() {
    let keep = "13 months after recorded";
    for data in ["connection", "connection.ip", "usage"] {
        assert_eq!(codes("security", data, keep), ["law/beyond-reference"], "{data}");
    }
    for data in ["contract", "usage.cookies", "professional"] {
        assert_eq!(codes("security", data, keep), Vec::<&str>::new(), "{data}");
    }
}

#[test]
fn a_period_is_below_until_the_day_on_which_enough_is_kept() {
    for (keep, below) in [
        ("10 years after issued, in archive", false),
        ("120 months after issued", false),
        ("3651 days after issued", true),
        ("3652 days after issued", false),
        ("9 years after issued, then archive for 1 year", false),
        ("119 months after issued", true),
        ("until issued", true),
        // From the later of the two it can be longer.
        ("9 years after issued or contract_end", false),
    ] {
        let expected: &[&str] = if below { &["law/below-reference"] } else { &[] };
        assert_eq!(codes("accounting", "financial", keep), expected, "{keep}");
    }
}

/// What the law has against a store there, under the packs named.
fn elsewhere(law: &str, country: &str, day: jiff::civil::Date) -> Vec<String> {
    let policy =
        read_policy(&format!("format = 1\nlaw = {law}\n[controller]\nname = 'A'\ncontact = 'a@example.com'"))
            .0
            .unwrap();
    let map = read_map(&format!("format = 1\n[store.s]\nurl = 'env:S'\nlocation = '{country}'")).0;
    let findings = check_law(&policy, map.as_ref(), &Packs::shipped(), day);
    findings.iter().map(|finding| format!("{:?} {}", finding.severity, finding.code)).collect()
}

#[test]
fn a_store_may_be_where_the_law_holds_or_a_decision_does() {
    let day = date(2026, 11, 26);
    for country in ["FR", "IS", "RE", "CH", "GB", "BR"] {
        assert_eq!(elsewhere("['gdpr']", country, day), Vec::<String>::new(), "{country}");
    }
    for country in ["IN", "CN", "RU", "AU", "ZA"] {
        assert_eq!(elsewhere("['gdpr']", country, day), ["Warning law/third-country"], "{country}");
        assert_eq!(
            elsewhere("['france']", country, day),
            Vec::<String>::new(),
            "{country}: no rule on countries"
        );
        assert_eq!(elsewhere("[]", country, day), Vec::<String>::new(), "{country}: no law");
    }
    for country in ["US", "CA"] {
        assert_eq!(elsewhere("['gdpr']", country, day), ["Advice law/third-country"], "{country}");
    }
    assert_eq!(elsewhere("['gdpr']", "GB", date(2031, 12, 27)), Vec::<String>::new());
    assert_eq!(elsewhere("['gdpr']", "GB", date(2031, 12, 28)), ["Warning law/third-country"]);
}

/// What is found in a policy by its head, the law and its other sections, advice aside.
fn found(head: &str, law: &str, rest: &str, map: &str) -> Vec<String> {
    let text = format!("format = 1\nlaw = {law}\n{head}\n[controller]\nname = 'A'\n{rest}");
    let (policy, findings) = read_policy(&text);
    assert_eq!(findings, [], "{text}");
    let map = read_map(&format!("format = 1\n{map}")).0;
    let findings = check_law(&policy.unwrap(), map.as_ref(), &Packs::shipped(), date(2026, 11, 26));
    let told = findings.iter().filter(|finding| finding.severity > Severity::Advice);
    told.map(|finding| format!("{:?} {}", finding.severity, finding.code)).collect()
}

const BOTH: &str = "['gdpr', 'france']";

#[test]
fn an_answer_is_late_from_just_after_a_month_on() {
    for (answer, late) in
        [("1 month", false), ("31 days", false), ("32 days", true), ("4 weeks", false), ("2 months", true)]
    {
        let rest = format!("[requests]\nanswer = '{answer}'\nextension = '2 months'");
        let expected: &[&str] = if late { &["Error law/late-answer"] } else { &[] };
        assert_eq!(found("", BOTH, &rest, ""), expected, "{answer}");
        assert_eq!(found("", "[]", &rest, ""), Vec::<&str>::new(), "{answer}: no law");
    }
}

#[test]
fn papers_and_money_take_a_reason() {
    for (requests, expected) in [
        ("identity = 'always'", "Warning law/identity-always"),
        ("identity = 'for-access'", "Warning law/identity-always"),
        ("identity = 'on-doubt'", ""),
        ("identity = 'never'", ""),
        ("fee = { en = 'x' }", "Warning law/fee-without-ground"),
        ("fee = { en = 'x' }\nfee_ground = 'excessive'", ""),
        ("fee = {}", ""),
    ] {
        let expected: Vec<&str> = Some(expected).filter(|text| !text.is_empty()).into_iter().collect();
        assert_eq!(found("", BOTH, &format!("[requests]\n{requests}"), ""), expected, "{requests}");
    }
}

const TWO: &str = "[activity.orders]\npurpose = 'orders'\nbasis = 'contract'\nsubjects = 'customer'\n\
    data = 'contact'\nkeep = 'until answered'\n[activity.letter]\npurpose = 'newsletter'\nbasis = 'consent'\n\
    subjects = 'customer'\ndata = 'contact'\nkeep = '1 year after collected'\n";

#[test]
fn agreement_is_consent_or_it_is_not() {
    for (agreement, agreed, expected) in [
        ("box", "letter", ""),
        ("purchase", "letter", ""),
        ("use", "letter", "Error law/no-consent"),
        ("ticked-box", "orders", "Error law/no-consent"),
        ("account", "letter", "Error law/no-purchase"),
        ("account", "orders", ""),
        ("required-box", "letter", ""),
    ] {
        let rest = format!(
            "{TWO}[collection.c]\nlabel = {{ en = 'C' }}\nactivities = ['orders', 'letter']\n\
             agreement = '{agreement}'\nagreed = '{agreed}'"
        );
        let expected: Vec<&str> = Some(expected).filter(|text| !text.is_empty()).into_iter().collect();
        assert_eq!(found("", BOTH, &rest, ""), expected, "{agreement} to {agreed}");
        if agreement == "account" {
            assert_eq!(found("", "['gdpr']", &rest, ""), Vec::<&str>::new(), "no rule on messages");
        }
    }
}

#[test]
fn what_is_not_published_is_held_to_what_people_are_told() {
    let head = "unpublished = ['complaint', 'after-death', 'rights']";
    assert_eq!(found(head, BOTH, "", ""), ["Warning law/untold"; 3]);
    assert_eq!(found(head, "['gdpr']", "", ""), ["Warning law/untold"; 2], "death is for France");
    let rest = TWO.replacen("subjects", "unpublished = ['basis', 'keep', 'archive']\nsubjects", 1);
    assert_eq!(found("", BOTH, &rest, ""), ["Warning law/untold"; 3]);
}

#[test]
fn what_is_untold_of_several_activities_is_told_once() {
    let of = |count: usize| {
        let activity = |number| {
            format!(
                "[activity.a{number}]\npurpose = 'orders'\nbasis = 'contract'\nsubjects = 'customer'\n\
                 data = 'contact'\nkeep = 'until answered'\nunpublished = 'basis'\n"
            )
        };
        let activities: String = (1..=count).map(activity).collect();
        let text = format!("format = 1\nlaw = {BOTH}\n[controller]\nname = 'A'\ncontact = 'B'\n{activities}");
        let policy = read_policy(&text).0.unwrap();
        let findings = check_law(&policy, None, &Packs::shipped(), date(2026, 11, 26));
        let [finding] = &findings[..] else { panic!("{findings:#?}") };
        Phrases::of(Language::English, &[MESSAGES]).text(&finding.message)
    };
    let says = "the published text does not tell the legal basis of";
    assert_eq!(of(1), format!("{says} `a1`"));
    assert_eq!(of(2), format!("{says} `a1` and `a2`"));
    assert_eq!(of(4), format!("{says} `a1`, `a2`, `a3` and `a4`"));
    assert_eq!(of(6), format!("{says} `a1`, `a2`, `a3` and 3 more"));
}

#[test]
fn special_data_takes_a_ground_wherever_it_stands_in_the_tree() {
    let rest = |data: &str, more: &str| {
        format!(
            "[category.diet]\nspecial = true\n[category.'diet.halal']\n[activity.a]\npurpose = 'orders'\n\
             basis = 'contract'\nsubjects = 'customer'\ndata = ['contact', '{data}']\nkeep = 'until answered'\n{more}"
        )
    };
    for data in ["special", "special.health.disability", "offence", "diet", "diet.halal"] {
        assert_eq!(found("", BOTH, &rest(data, ""), ""), ["Error law/special-category"], "{data}");
        // What opens special categories does not open data on offences, nor the other way round.
        let [own, other] = match data {
            "offence" => ["authorised-by-law", "legal-claims"],
            _ => ["legal-claims", "authorised-by-law"],
        };
        let [own, other] = [own, other].map(|ground| rest(data, &format!("special_ground = '{ground}'")));
        assert_eq!(found("", BOTH, &own, ""), Vec::<&str>::new(), "{data}");
        assert_eq!(found("", BOTH, &other, ""), ["Error law/special-category"], "{data}");
        let of_others = rest(data, "on_behalf_of = { en = 'B' }");
        assert_eq!(found("", BOTH, &of_others, ""), Vec::<&str>::new(), "{data}");
    }
    let both = rest("offence', 'special.health", "special_ground = 'authorised-by-law'");
    assert_eq!(found("", BOTH, &both, ""), ["Error law/special-category"], "one ground is none for both");
    assert_eq!(found("", BOTH, &rest("contact.phone", ""), ""), Vec::<&str>::new());
}

#[test]
fn a_controller_elsewhere_names_a_representative() {
    let rest = |country: &str, more: &str| format!("country = '{country}'\n{more}");
    for country in ["US", "CH", "GB"] {
        assert_eq!(found("", BOTH, &rest(country, ""), ""), ["Warning law/no-representative"], "{country}");
        let named = rest(country, "[controller.representative]\nname = 'B'");
        assert_eq!(found("", BOTH, &named, ""), Vec::<&str>::new(), "{country}");
    }
    for country in ["FR", "NO", "RE"] {
        assert_eq!(found("", BOTH, &rest(country, ""), ""), Vec::<&str>::new(), "{country}");
    }
    assert_eq!(found("", "['france']", &rest("US", ""), ""), Vec::<&str>::new(), "no such rule");
}

/// What is outside a territory of those countries, where a store and a processor are in one.
fn outside(territory: &str, country: &str, safeguard: &str) -> Vec<String> {
    let rest = format!(
        "{TWO}recipients = 'p'\n[territory.t]\n{territory}\n[processor.p]\nname = 'P'\nlocation = '{country}'\n\
         contract = 'C'\nguarantees = 'G'\ninstructions = 'I'\n{safeguard}"
    );
    let map = format!(
        "[store.s]\nurl = 'env:S'\nlocation = '{country}'\n[store.s.t]\nserves = {{ orders = true }}\n\
         [store.u]\nurl = 'env:U'\nrun_by = 'p'"
    );
    found("", "[]", &rest, &map)
}

#[test]
fn data_stays_in_the_countries_of_a_territory() {
    const OUT: &str = "Error policy/outside-territory";
    for (countries, country, is_inside) in [
        ("'FR'", "FR", true),
        ("'FR'", "DE", false),
        ("'EU'", "RE", true),
        ("'EU'", "NO", false),
        ("'EEA'", "NO", true),
        ("'EEA'", "CH", false),
        ("'adequate'", "CH", true),
        ("'adequate'", "FR", false),
        ("['EEA', 'adequate']", "FR", true),
        ("['EEA', 'adequate']", "US", false),
        ("['EEA', 'adequate', 'IN']", "IN", true),
    ] {
        // Both stores, one of them by who runs it, and the processor.
        let expected: &[&str] = if is_inside { &[] } else { &[OUT; 3] };
        assert_eq!(
            outside(&format!("countries = {countries}"), country, ""),
            expected,
            "{countries}: {country}"
        );
    }
    let sure = outside("countries = 'adequate'", "US", "safeguard = 'adequacy'");
    assert_eq!(sure, [OUT], "the store that the processor does not run");
    for (of, count) in [("activities = 'orders'", 1), ("activities = 'letter'", 1), ("stores = 'u'", 1)] {
        let territory = format!("countries = 'FR'\n{of}");
        assert_eq!(outside(&territory, "DE", ""), vec![OUT; count], "{of}");
    }
    let ended = outside("countries = 'FR'", "DE", "end = 2026-11-25");
    assert_eq!(ended, ["Warning policy/ended-recipient", OUT, OUT], "it has nothing any more");
}

/// What a policy of one activity is found to be wanting in, under those packs.
fn wanting(law: &str, activity: &str) -> Vec<String> {
    let text = format!(
        "format = 1\nlaw = {law}\n[controller]\nname = 'A'\ncontact = 'a@example.com'\n[event.authorised]\nkind = 'last'\n\
         [activity.a]\nbasis = 'contract'\nsubjects = 'customer'\n{activity}"
    );
    let (policy, findings) = read_policy(&text);
    assert_eq!(findings, [], "{text}");
    let findings = check_law(&policy.unwrap(), None, &Packs::shipped(), date(2026, 11, 26));
    findings.iter().map(|finding| format!("{:?} {}", finding.severity, finding.code)).collect()
}

#[test]
fn the_code_of_a_card_is_gone_once_it_is_paid() {
    const KEPT: &str = "Error law/kept-at-all";
    let code = |keep: &str, data: &str| {
        wanting("['pci-dss']", &format!("purpose = 'payment'\nkeep = '{keep}'\ndata = {data}"))
    };
    let named = "'financial.card.security_code'";
    for (keep, expected) in [
        ("until paid", vec![]),
        ("1 day after paid", vec![KEPT]),
        ("until subscription_end", vec![KEPT]),
        ("until paid or delivered", vec![KEPT]),
        ("until paid, then archive for 1 day", vec![KEPT]),
        ("1 day after created", vec![KEPT]),
        ("until authorised", vec![]),
        ("1 day after authorised", vec![KEPT]),
    ] {
        assert_eq!(code(keep, named), expected, "{keep}");
    }
    for branch in ["'financial.card'", "'financial'", "'financial.card.expiry'"] {
        assert_eq!(code("1 year after paid", branch), [""; 0], "{branch}");
    }
    let both = wanting(
        "['france', 'pci-dss']",
        &format!("purpose = 'disputes'\nkeep = '13 months after paid, in archive'\ndata = {named}"),
    );
    assert_eq!(both, [KEPT], "once, of however many packs");
    let number = code("1 year after paid", "['financial.card.number', 'financial.card.reference']");
    assert_eq!(number, ["Advice law/kept-whole"]);
}

#[test]
fn people_can_leave_a_list() {
    let left =
        |law: &str, activity: &str| wanting(law, &format!("keep = '1 year after collected'\n{activity}"));
    const NONE: &str = "Warning law/no-way-off";
    let letter = "purpose = 'newsletter'\ndata = 'contact'\n";
    for (more, expected) in [
        ("", vec![NONE]),
        ("unsubscribe = 'one-click'", vec![]),
        ("unsubscribe = 'reply'", vec![NONE]),
        ("unsubscribe = ['account', 'one-click']", vec![]),
        ("on_behalf_of = { en = 'B' }", vec![]),
    ] {
        assert_eq!(left("['mail']", &format!("{letter}{more}")), expected, "{more}");
        assert_eq!(left("['gdpr', 'france']", &format!("{letter}{more}")), [""; 0], "who is not under it");
    }
    for other in ["purpose = 'orders'\ndata = 'contact'", "purpose = 'newsletter'\ndata = 'contact.address'"]
    {
        assert_eq!(left("['mail']", other), [""; 0], "{other}");
    }
}

#[test]
fn an_assessment_is_advised_when_enough_signs_show() {
    let advised = |more: &str| {
        let text = format!(
            "format = 1\nlaw = {BOTH}\n[controller]\nname = 'A'\ncontact = 'a@example.com'\n[activity.a]\nbasis = 'contract'\n\
             special_ground = 'legal-claims'\nkeep = 'until answered'\n{more}"
        );
        let (policy, findings) = read_policy(&text);
        assert_eq!(findings, [], "{text}");
        let findings = check_law(&policy.unwrap(), None, &Packs::shipped(), date(2026, 11, 26));
        findings.iter().any(|finding| finding.code == "law/impact-assessment")
    };
    for (more, expected) in [
        ("purpose = 'orders'\nsubjects = 'child'\ndata = 'special.health'", true),
        ("purpose = 'orders'\nsubjects = 'child'\ndata = 'contact'", false),
        ("purpose = 'orders'\nsubjects = ['child', 'patient']\ndata = 'contact'", false),
        ("purpose = 'orders'\nsubjects = 'customer'\ndata = 'special.health'", false),
        (
            "purpose = 'solvency'\nsubjects = 'customer'\ndata = 'contact'\nautomated_decisions = { en = 'x' }",
            true,
        ),
        ("purpose = 'video-surveillance'\nsubjects = 'employee'\ndata = 'image.video'", true),
        ("purpose = 'orders'\nsubjects = 'employee'\ndata = 'professional'", false),
        ("purpose = 'orders'\nsubjects = 'employee'\ndata = 'professional.evaluation'", true),
        ("purpose = 'supplier-payment'\nsubjects = 'employee'\ndata = 'professional.evaluation'", false),
        ("purpose = 'supplier-payment'\nsubjects = 'employee'\ndata = 'special.health'", true),
        (
            "purpose = 'supplier-payment'\nsubjects = 'employee'\ndata = 'contact'\nautomated_decisions = { en = 'x' }",
            true,
        ),
        // What the authority lists takes all that is given of a sign, not any.
        ("purpose = 'recruitment'\nsubjects = 'applicant'\ndata = 'professional.cv'", false),
        ("purpose = 'recruitment'\nsubjects = 'applicant'\ndata = 'usage.profile'", true),
        ("purpose = 'orders'\nsubjects = 'applicant'\ndata = 'usage.profile'", false),
        (
            "purpose = 'recruitment'\nsubjects = 'applicant'\ndata = 'contact'\nautomated_decisions = { en = 'x' }",
            true,
        ),
        (
            "purpose = 'orders'\nsubjects = 'applicant'\ndata = 'contact'\nautomated_decisions = { en = 'x' }",
            false,
        ),
        ("purpose = 'research'\nsubjects = 'customer'\ndata = 'special.health'", true),
        ("purpose = 'research'\nsubjects = 'customer'\ndata = 'special.religion'", false),
    ] {
        assert_eq!(advised(more), expected, "{more}");
        for seen_to in ["impact_assessment = 'I'", "on_behalf_of = { en = 'B' }"] {
            assert!(!advised(&format!("{more}\n{seen_to}")), "{more}: {seen_to}");
        }
    }
}

#[test]
fn where_nothing_says_it_nobody_can_tell() {
    let advice = |rest: &str| {
        let text = format!("format = 1\nlaw = []\n[controller]\nname = 'A'\n{TWO}recipients = 'p'\n{rest}");
        let (policy, findings) = read_policy(&text);
        assert_eq!(findings, [], "{text}");
        let findings = check_law(&policy.unwrap(), None, &Packs::shipped(), date(2026, 11, 26));
        findings.iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    const UNKNOWN: &str = "policy/cannot-tell";
    let recipient = "[recipient.p]\nname = 'P'\n";
    for (rest, expected) in [
        ("", vec![]),
        ("[forbidden_recipient.processor]", vec![]),
        ("[forbidden_recipient.buyer]", vec![UNKNOWN]),
        ("kind = 'other'\n[forbidden_recipient.buyer]", vec![]),
        ("end = 2020-01-01\n[forbidden_recipient.buyer]", vec!["policy/ended-recipient"]),
        ("[territory.t]\ncountries = 'FR'", vec![UNKNOWN]),
        ("[territory.t]\ncountries = 'FR'\nactivities = 'letter'", vec![UNKNOWN]),
        ("[territory.t]\ncountries = 'FR'\nactivities = 'orders'", vec![]),
        ("public = true\n[territory.t]\ncountries = 'FR'", vec![]),
        ("public = true\nlocation = 'US'\n[territory.t]\ncountries = 'FR'", vec!["policy/outside-territory"]),
    ] {
        assert_eq!(advice(&format!("{recipient}{rest}")), expected, "{rest}");
    }
}

/// What a policy has against its buyer, whose data the activity gives on that basis.
fn sold(basis: &str, buyer: &str, rest: &str) -> Vec<String> {
    let activity = format!(
        "[activity.a]\npurpose = 'orders'\nbasis = '{basis}'\nsubjects = 'customer'\ndata = 'contact'\n\
         keep = 'until answered'\nrecipients = 'b'\n[recipient.b]\nname = 'B'\nkind = '{buyer}'\n{rest}"
    );
    found("", BOTH, &activity, "")
}

#[test]
fn data_is_sold_on_consent_only() {
    assert_eq!(sold("contract", "buyer", ""), ["Warning law/consent-needed"]);
    assert_eq!(sold("consent", "buyer", ""), Vec::<&str>::new());
    assert_eq!(sold("contract", "partner", ""), Vec::<&str>::new());
    assert_eq!(sold("contract", "buyer", "end = 2026-11-25"), ["Warning policy/ended-recipient"]);
    let forbidden = sold("contract", "buyer", "[forbidden_recipient.buyer]");
    assert_eq!(forbidden, ["Error policy/forbidden-recipient"], "the policy's own word goes before");
}

/// What the law of a day has against marketing with such data, about such people.
fn marketing(basis: &str, subject: &str, data: &str, more: &str, day: jiff::civil::Date) -> Vec<String> {
    let text = format!(
        "format = 1\nlaw = {BOTH}\n[controller]\nname = 'A'\ncontact = 'a@example.com'\n[activity.a]\n\
         purpose = {{ key = 'direct-marketing' }}\nbasis = '{basis}'\nsubjects = '{subject}'\ndata = '{data}'\n\
         keep = '3 years after last_contact'\n{more}"
    );
    let findings = check_law(&read_policy(&text).0.unwrap(), None, &Packs::shipped(), day);
    let laws =
        findings.iter().filter(|one| one.code == "law/consent-needed").filter_map(|one| one.law.as_ref());
    laws.map(|law| law.split(':').next().unwrap().to_owned()).collect()
}

#[test]
fn what_takes_consent_rests_on_it() {
    let (before, today) = (date(2026, 8, 10), date(2026, 11, 26));
    let of = |basis, subject, data, more| marketing(basis, subject, data, more, today);
    for (data, rule) in [
        ("contact.phone", "france/calls"),
        ("contact.email", "france/messages"),
        ("usage.cookies", "france/cookies"),
    ] {
        assert_eq!(of("legitimate-interest", "consumer", data, ""), [rule]);
        assert_eq!(of("consent", "consumer", data, ""), Vec::<&str>::new(), "{data}");
    }
    assert_eq!(of("legitimate-interest", "visitor", "usage.cookies", ""), ["france/cookies"]);
    // Who is a prospect may be one by profession; and a branch of the tree is about the rest of it, too.
    assert_eq!(of("legitimate-interest", "prospect", "contact.phone", ""), Vec::<&str>::new());
    assert_eq!(of("legitimate-interest", "consumer", "contact", ""), Vec::<&str>::new());
    let calls = marketing("legitimate-interest", "consumer", "contact.phone", "", before);
    assert_eq!(calls, Vec::<&str>::new(), "a day before the law");
    let bought = "[collection.c]\nlabel = { en = 'C' }\nactivities = 'a'\nagreement = 'purchase'";
    assert_eq!(of("legitimate-interest", "consumer", "contact.email", bought), Vec::<&str>::new());
    assert_eq!(of("legitimate-interest", "consumer", "contact.phone", bought), ["france/calls"]);
}

#[test]
fn consent_that_something_else_takes_is_not_free() {
    let found = |collection: &str| {
        let text = format!(
            "format = 1\nlaw = {BOTH}\n[controller]\nname = 'A'\ncontact = 'a@example.com'\n{TWO}\
            [collection.c]\nlabel = {{ en = 'C' }}\n{collection}"
        );
        let findings = check_law(&read_policy(&text).0.unwrap(), None, &Packs::shipped(), date(2026, 11, 26));
        findings.iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    for (collection, free) in [
        ("activities = ['orders', 'letter']\nagreement = 'purchase'\nagreed = 'letter'", false),
        ("activities = 'letter'\nagreement = 'purchase'", false),
        ("activities = ['orders', 'letter']\nagreement = 'required-box'\nagreed = 'letter'", false),
        ("activities = ['orders', 'letter']\nagreement = 'box'\nagreed = 'letter'", true),
        ("activities = 'letter'\nagreement = 'required-box'", true),
        ("activities = 'orders'\nagreement = 'purchase'", true),
    ] {
        let expected: &[&str] = if free { &[] } else { &["law/no-consent"] };
        assert_eq!(found(collection), expected, "{collection}");
    }
}

#[test]
fn a_processor_is_looked_at_again() {
    let with = |more: &str| {
        let processor = format!(
            "{TWO}recipients = 'p'\n[processor.p]\nname = 'P'\ncontract = 'C'\nguarantees = 'G'\ninstructions = 'I'\n{more}"
        );
        found("", BOTH, &processor, "")
    };
    assert_eq!(with(""), ["Warning law/processor-terms"]);
    assert_eq!(with("review = 2026-11-27"), Vec::<&str>::new());
    assert_eq!(with("review = 2026-11-26"), ["Warning policy/review-due"]);
}
