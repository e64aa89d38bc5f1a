//! `policy.toml`: any text gives findings, none a panic.

#![no_main]

libfuzzer_sys::fuzz_target!(|policy: &str| {
    let findings = abide_policy::check_texts(policy, None);
    abide_fuzz::hold(&findings, policy, "");
});
