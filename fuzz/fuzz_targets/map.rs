//! `map.toml`, held against a small policy: any text gives findings, none a panic.

#![no_main]

const POLICY: &str = include_str!("../seeds/policy/small.toml");

libfuzzer_sys::fuzz_target!(|map: &str| {
    let findings = abide_policy::check_texts(POLICY, Some(map));
    abide_fuzz::hold(&findings, POLICY, map);
});
