//! Everything that touches the world: stores, the journal, and applying a plan. The only crate that opens a connection, reads
//! a clock or writes a file on behalf of the pure ones.
//!
//! What it must not know: how a policy is written (it takes what `abide-plan` made of it), what a fate means, and how
//! anything is shown to a person.

pub mod apply;
mod crash;
pub mod journal;
pub mod session;
pub mod store;
