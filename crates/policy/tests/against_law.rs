//! From where on a policy is against the law: the days, months and countries on both sides of each line.

#![allow(clippy::panic, clippy::unwrap_used)]

use abide_law::pack::Packs;
use abide_policy::{check_law, read_map, read_policy};
use jiff::civil::date;

/// What the law has against an activity that keeps such data for so long.
fn codes(purpose: &str, data: &str, keep: &str) -> Vec<&'static str> {
    let text = format!(
        "format = 1\nlaw = ['gdpr', 'france']\n[controller]\nname = 'A'\n[activity.a]\npurpose = '{purpose}'\n\
         basis = 'contract'\nsubjects = 'applicant'\ndata = '{data}'\nkeep = '{keep}'"
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
        ("recruitment", "5 years after filled", false),
        ("recruitment", "6 years after filled", true),
        // From the filling of the post five years and three months are allowed, so from the last contact or then, too.
        ("recruitment", "5 years after filled or last_contact", false),
        ("recruitment", "9 years after contract_end", false),
        ("video-surveillance", "31 days after recorded", false),
        ("video-surveillance", "32 days after recorded", true),
        ("accounting", "11 years after issued", false),
        ("accounting", "12 years after issued", true),
    ];
    for (purpose, keep, beyond) in cases {
        let expected: &[&str] = if beyond { &["law/beyond-reference"] } else { &[] };
        assert_eq!(codes(purpose, "professional", keep), expected, "{purpose}: {keep}");
    }
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
    let policy = read_policy(&format!("format = 1\nlaw = {law}\n[controller]\nname = 'A'")).0.unwrap();
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
