//! The transcripts of `scripts/transcripts`: what people type and what Abide answers, on real databases.

use std::path::Path;

use abide_testkit::script::Runner;

#[test]
fn transcripts() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap();
    Runner::new(Path::new(env!("CARGO_BIN_EXE_abide")))
        .variable("POLICIES", root.join("policies").to_str().unwrap())
        .run(&root.join("scripts/transcripts"));
}
