//! Folders of files as stores: found, judged, removed, and told of.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod agree;
mod apart;
mod bad;
mod bucket;
mod ground;
mod judged;
mod killed;
mod many;
mod paired;
mod replays;
