//! The command as a person or a script meets it: its words, its exit codes, and what it leaves alone.

// A test that cannot go on should fail where it stands.
#![allow(clippy::unwrap_used)]

mod files;
mod office;
mod rounds;
mod sarif;
mod stores;
