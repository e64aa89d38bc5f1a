//! What the command says of the two files, and of what is not there.

use crate::office::Office;

#[test]
fn alone_it_shows_a_newcomer_the_way() {
    Office::new().abide(&[], 0).says("abide demo");
}

#[test]
fn help_tells_the_exit_codes() {
    let said = Office::new().abide(&["--help"], 0);
    said.says("Exit codes:");
    said.says("5  the plan is not for the files");
}

#[test]
fn a_word_that_is_no_verb_is_usage() {
    Office::new().abide(&["frobnicate"], 2).complains("unrecognized subcommand");
}

#[test]
fn right_files_have_nothing_against_them() {
    Office::new().abide(&["check"], 0).says("nothing to say against it");
}

#[test]
fn a_missing_policy_is_named_with_the_remedy() {
    let said = Office::new().abide(&["check", "--policy", "nope.toml"], 3);
    said.complains("there is no policy at nope.toml");
    said.complains("abide init");
}

#[test]
fn a_missing_map_is_named_with_the_remedy() {
    let said = Office::new().abide(&["plan", "--map", "nope.toml"], 3);
    said.complains("there is no map at nope.toml");
    said.complains("abide map");
}

#[test]
fn a_file_that_is_no_text_is_said_to_be_none() {
    let office = Office::new();
    office.write("policy.toml", b"format = 1\xff");
    office.abide(&["check"], 3).complains("is not UTF-8 text (byte 10)");
}

#[test]
fn broken_toml_is_a_finding_for_check_and_a_refusal_for_plan() {
    let office = Office::new();
    office.change("policy.toml", "[controller]", "[controller");
    office.abide(&["check"], 1).says("error[policy/syntax]");
    let said = office.abide(&["plan"], 3);
    said.complains("error[policy/syntax]");
    said.complains("nothing was done");
}

/// Twenty mistakes, a line each.
const TWENTY: &str = r#"format = 9
version = "soon"
colour = "red"
[controller]
name = ""
time_zone = "Europe/Pariss"
country = "XX"
[clause."a/1"]
[event.moved]
kind = "never"
[category."kontakt.pager"]
label = { en = "Pager" }
[activity.one]
purpose = "direct-marketting"
basis = "contrat"
subjects = ["prospekt"]
data = ["contact.emial"]
keep = "3 yeers after collected"
clause = "a/2"
[activity.two]
purpose = "accounting"
basis = 7
subjects = "customer"
data = []
keep = "10 years after yssued"
[activity.three]
keep = "until the end"
"#;

#[test]
fn twenty_mistakes_are_told_in_one_run() {
    let office = Office::new();
    office.write("policy.toml", TWENTY);
    let said = office.abide(&["check", "--policy-only", "--json"], 1);
    let answer: serde_json::Value = serde_json::from_str(&said.stdout()).unwrap();
    assert!(answer["errors"].as_u64().unwrap() >= 18, "{answer:#}");
    let findings = answer["findings"].as_array().unwrap();
    assert!(findings.len() >= 20, "{} findings: {answer:#}", findings.len());
    assert!(findings.iter().all(|finding| finding["from"]["line"].as_u64() >= Some(1)), "each has its place");
}

#[test]
fn a_password_in_the_map_is_never_shown() {
    let office = Office::new();
    office.change("map.toml", "sqlite:crm.db", "postgres://abide:s3cret@127.0.0.1:1/crm");
    office.change("map.toml", "[store.crm.contacts]", "location = \"XX\"\n[store.crm.contacts]");
    for words in [["check", "-q"], ["plan", "-q"]] {
        let output = office.command(&words).output().unwrap();
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert!(said.contains("map.toml") && !said.contains("s3cret"), "{said}");
    }
}

#[test]
fn init_writes_files_that_pass_and_never_overwrites() {
    let office = Office::new();
    office.abide(&["init", "fresh"], 0);
    let check = ["check", "--policy", "fresh/policy.toml", "--map", "fresh/map.toml"];
    office.abide(&check, 0).says("nothing to say against it");
    office.write("fresh/policy.toml", "mine");
    office.abide(&["init", "fresh"], 9).complains("fresh/policy.toml is already there and was left alone");
    assert_eq!(std::fs::read_to_string(office.path("fresh/policy.toml")).unwrap(), "mine");
}

#[test]
fn schemas_and_completions_are_printed() {
    let office = Office::new();
    for file in ["policy", "map"] {
        let schema: serde_json::Value =
            serde_json::from_str(&office.abide(&["schema", file], 0).stdout()).unwrap();
        assert_eq!(schema["type"], "object");
    }
    office.abide(&["completions", "bash"], 0).says("_abide");
}

#[test]
fn a_result_that_cannot_be_written_is_told() {
    let office = Office::new();
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_abide"))
        .args(["schema", "policy"])
        .current_dir(office.path(""))
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(12));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("standard output cannot be written"), "{said}");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let office = Office::new();
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_abide"))
        .args(["schema", "policy"])
        .current_dir(office.path(""))
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}
