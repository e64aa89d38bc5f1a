//! `abide check --sarif`, against what the published standard asks for (SARIF 2.1.0, chapter 3).

use serde_json::Value;

use crate::office::Office;

const ACCEPTED: &str = "keep = \"5 years after last_contact\"

[accepted.old-offers]
finding = \"law/beyond-reference\"
about = \"activity.prospecting\"
reason = \"It is told to them.\"
review = 2999-01-01
";

/// A company with an error, a warning of the law, and one more of it that is accepted.
fn office() -> Office {
    let office = Office::new();
    office.change("policy.toml", "law = [\"gdpr\"]", "law = [\"gdpr\", \"france\"]");
    office.change("policy.toml", "keep = \"3 years after collected\"\n", ACCEPTED);
    office.change("map.toml", "url = \"sqlite:crm.db\"", "url = \"sqlite:crm.db\"\nlocation = \"IN\"");
    office.change("map.toml", "collected", "last_contact");
    office.change("map.toml", "serves = { ", "serves = { \"é\" = true, ");
    office
}

fn log(office: &Office, code: i32) -> Value {
    serde_json::from_str(&office.abide(&["check", "--sarif"], code).stdout()).unwrap()
}

fn is_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.is_empty())
}

/// What the standard says a log of results must have; where it lists words, one of them.
fn required(log: &Value) {
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().ends_with("/sarif-schema-2.1.0.json"));
    let runs = log["runs"].as_array().unwrap();
    assert_eq!(runs.len(), 1);
    let driver = &runs[0]["tool"]["driver"];
    assert!(is_text(&driver["name"]) && is_text(&driver["version"]));
    assert_eq!(runs[0]["columnKind"], "unicodeCodePoints");
    let rules = driver["rules"].as_array().unwrap();
    for rule in rules {
        assert!(is_text(&rule["id"]) && is_text(&rule["help"]["text"]), "{rule}");
        assert!(is_text(&rule["shortDescription"]["text"]), "{rule}");
        assert!(is_level(&rule["defaultConfiguration"]["level"]), "{rule}");
    }
    for result in runs[0]["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(result["ruleId"], rules[index]["id"], "{result}");
        assert!(is_text(&result["message"]["text"]) && is_level(&result["level"]), "{result}");
        result["locations"].as_array().unwrap().iter().for_each(located);
        for suppression in result["suppressions"].as_array().unwrap() {
            assert_eq!(
                (&suppression["kind"], &suppression["status"]),
                (&"inSource".into(), &"accepted".into())
            );
        }
    }
}

fn is_level(level: &Value) -> bool {
    ["none", "note", "warning", "error"].contains(&level.as_str().unwrap())
}

fn located(location: &Value) {
    let physical = &location["physicalLocation"];
    assert!(is_text(&physical["artifactLocation"]["uri"]), "{location}");
    let number = |name: &str| physical["region"][name].as_u64().unwrap();
    assert!(number("startLine") >= 1 && number("startColumn") >= 1, "{location}");
    let (start, end) = (("startLine", "startColumn"), ("endLine", "endColumn"));
    assert!((number(start.0), number(start.1)) <= (number(end.0), number(end.1)), "{location}");
}

#[test]
fn a_log_has_what_the_standard_asks_for() {
    required(&log(&office(), 1));
    required(&log(&Office::new(), 0));
}

#[test]
fn a_log_tells_every_finding_with_its_rule_and_place() {
    let log = log(&office(), 1);
    let results = log["runs"][0]["results"].as_array().unwrap();
    let told: Vec<String> = results
        .iter()
        .map(|result| {
            let place = &result["locations"][0];
            let region = &place["physicalLocation"]["region"];
            format!(
                "{} {} {}:{}:{}-{} {} {}",
                result["level"].as_str().unwrap(),
                result["ruleId"].as_str().unwrap(),
                place["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap(),
                region["startLine"],
                region["startColumn"],
                region["endColumn"],
                place["logicalLocations"][0]["fullyQualifiedName"].as_str().unwrap(),
                result["suppressions"][0]["justification"].as_str().unwrap_or("stands"),
            )
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    warning law/third-country map.toml:5:13-15 store.crm.location stands
    error map/unknown-activity map.toml:10:12-15 store.crm.contacts.serves."é" stands
    warning law/beyond-reference policy.toml:14:9-35 activity.prospecting.keep It is told to them.
    "#);
}

#[test]
fn a_rule_cites_its_law() {
    let log = log(&office(), 1);
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    let beyond = rules.iter().find(|rule| rule["id"] == "law/beyond-reference").unwrap();
    let help = beyond["help"]["text"].as_str().unwrap();
    assert!(help.contains("Law: france/prospects: CNIL"), "{help}");
}

#[test]
fn it_is_either_for_a_code_host_or_as_json() {
    office().abide(&["check", "--sarif", "--json"], 2).complains("cannot be used with");
}
