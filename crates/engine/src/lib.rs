//! Everything that touches the world: stores, the journal, and applying a plan. The only crate that opens a connection, reads
//! a clock or writes a file on behalf of the pure ones.
//!
//! What it must not know: how a policy is written (it takes what `abide-plan` made of it), what a fate means, and how
//! anything is shown to a person.

pub mod apply;
#[cfg(feature = "crash-points")]
pub mod crash;
#[cfg(not(feature = "crash-points"))]
mod crash;
pub mod journal;
pub mod links;
pub mod persons;
pub mod rounds;
pub mod session;
pub mod store;

use std::sync::LazyLock;

use abide_phrases::{Language, Messages, Phrases, Text};

/// What findings about files and about planning say.
pub const MESSAGES: Messages =
    Messages { english: include_str!("../texts/en.ftl"), french: include_str!("../texts/fr.ftl") };

/// What a finding says where it is why something failed: errors are told in English.
pub fn in_english(text: &Text) -> String {
    static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
        Phrases::of(Language::English, &[abide_policy::MESSAGES, abide_plan::MESSAGES, MESSAGES])
    });
    PHRASES.text(text)
}
