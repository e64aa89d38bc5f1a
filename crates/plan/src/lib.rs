//! The meaning of the product: a policy and a data map held against a database's catalog, the fate of every value on a day, and
//! the plan that carries it out, compiled to SQL for each dialect. Pure: it is given rows, catalogs and days.
//!
//! What it must not know: how a store is reached, what time it is, how a step is run or retried, how a plan is shown.
//!
//! The way through: [`bind`] (names resolved, [`model`]) → [`order`] → [`compile`] ([`sql`]) → [`plan`], held by
//! [`checker`]. Beside it [`evaluate`] says slowly and plainly what the SQL must say.

mod again;
pub mod anonymise;
pub mod archive;
pub mod batch;
pub mod beyond;
pub mod bind;
pub mod catalog;
pub mod checker;
mod collation;
pub mod compile;
pub mod content;
pub mod count;
pub mod dating;
pub mod draft;
pub mod evaluate;
pub mod explain;
pub mod heap_only;
pub mod holds;
pub mod identity;
pub mod inspect;
pub mod links;
pub mod model;
pub mod need;
pub mod order;
pub mod persons;
pub mod plan;
pub mod proof;
pub mod quote;
pub mod returning;
pub mod sql;
pub mod step;
pub mod tie;
pub mod truth;
pub mod value;

use std::sync::LazyLock;

use abide_phrases::{Language, Messages, Phrases, Text};

/// What findings about databases say.
pub const MESSAGES: Messages =
    Messages { english: include_str!("../texts/en.ftl"), french: include_str!("../texts/fr.ftl") };

/// What an explanation quotes, which is told in English.
fn in_english(text: &Text) -> String {
    static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(Language::English, &[MESSAGES]));
    PHRASES.text(text)
}
