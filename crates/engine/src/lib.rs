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
