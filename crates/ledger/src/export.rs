//! The ledger as JSON lines, for an auditor who has no Abide.
//!
//! One line an entry: `{"entry":…,"hash":"…","prev":"…"}`, where what stands between `"entry":` and `,"hash":"` are the
//! entry's canonical bytes as they were hashed, and `hash` is SHA-256 of the 32 bytes of `prev` followed by them.

use thiserror::Error;

use crate::{Digest, Stored};

/// A line that is not an exported entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("this line is not an entry of an exported ledger")]
pub struct NotALine;

/// The line for an entry that hangs on `previous`, without the line's end.
pub fn line(previous: Digest, entry: &Stored) -> Vec<u8> {
    let mut line = Vec::with_capacity(entry.bytes.len() + 170);
    line.extend_from_slice(b"{\"entry\":");
    line.extend_from_slice(&entry.bytes);
    line.extend_from_slice(format!(",\"hash\":\"{}\",\"prev\":\"{previous}\"}}", entry.hash).as_bytes());
    line
}

/// Reads a line back: the hash it hangs on, and the entry, whose number is the one its bytes tell.
pub fn read(line: &[u8]) -> Result<(Digest, Stored), NotALine> {
    const TAIL: usize = r#","hash":"","prev":""}"#.len() + 2 * 64;
    let inner = line.strip_prefix(b"{\"entry\":").ok_or(NotALine)?;
    let at = inner.len().checked_sub(TAIL).ok_or(NotALine)?;
    let (bytes, tail) = inner.split_at(at);
    let tail =
        std::str::from_utf8(tail).ok().and_then(|tail| tail.strip_prefix(",\"hash\":\"")).ok_or(NotALine)?;
    let (hash, rest) = tail.split_once("\",\"prev\":\"").ok_or(NotALine)?;
    let previous = rest.strip_suffix("\"}").ok_or(NotALine)?;
    let stored = Stored { seq: number(bytes).ok_or(NotALine)?, bytes: bytes.to_vec(), hash: digest(hash)? };
    Ok((digest(previous)?, stored))
}

fn digest(text: &str) -> Result<Digest, NotALine> {
    text.parse().map_err(|_| NotALine)
}

/// The number at the end of an entry's bytes.
fn number(bytes: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(bytes).ok()?;
    text.strip_suffix('}')?.rsplit_once(",\"seq\":")?.1.parse().ok()
}
