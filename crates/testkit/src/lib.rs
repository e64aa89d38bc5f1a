//! What tests share: real databases that vanish with the test, generated companies, and a runner of command
//! transcripts. For development only: no other crate may depend on it outside its tests, and it must not know
//! how Abide plans or applies. It panics where a test should fail.

#![allow(clippy::panic, clippy::unwrap_used)]

pub mod company;
pub mod mariadb;
pub mod objects;
pub mod postgres;
pub mod script;
pub mod sqlite;
pub mod tour;
pub mod world;

/// One row of a query's answer, every value as the engine writes it in text, `None` for NULL.
pub type Texts = Vec<Option<String>>;
