//! The demo's company, which does not exist.

mod company;

pub(crate) use company::{Company, FoundError};
