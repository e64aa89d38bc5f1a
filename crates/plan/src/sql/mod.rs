//! Rules compiled to set-based SQL: comparisons with constants and `EXISTS`, the same on every engine.

mod circle;
pub(crate) mod dates;
mod form;
mod goes;
mod holders;
pub mod links;
mod neutral;
mod persons;
mod predicate;
mod rules;
mod writer;

pub use neutral::from_key;
pub use persons::{by_identity, identify, identities_name, matching, on_the_way};
pub use predicate::Predicate;
pub use rules::Ground;
pub use writer::{Beside, Way, Writer, reverse};
