//! How each language says things: its messages, and its dates, numbers, periods, lists and marks.
//!
//! Who has something to say keeps its [`Messages`], one file of Fluent for each language, in a folder `texts/` of its own, and makes
//! [`Text`]s of their keys and what they speak of. Only who shows a text knows the language, and has [`Phrases`] say it.
//!
//! Pure: this crate must not know a clock, a file, a database or a terminal.

mod language;
mod messages;
mod phrases;
mod text;
mod typography;

pub use fluent_bundle::{FluentArgs, FluentValue};
pub use language::Language;
pub use messages::Messages;
pub use phrases::Phrases;
pub use text::{Text, Value, all_of, listed, one_of};
