//! Fides manifests: YAML in the words of fideslang.

mod export;
mod import;
mod manifest;

pub(crate) use self::{export::export, import::import};
