//! The lock of the one apply at a time. A bucket has no locks that end with a process, so it is an object that says who has it, and
//! that only the first can make. It may be taken over when its process is gone from this machine, or when it was silent for long.

use std::{
    hash::{BuildHasher, Hasher, RandomState},
    time::{Duration, Instant},
};

use object_store::UpdateVersion;
use serde::{Deserialize, Serialize};

use super::{
    super::super::StoreError,
    objects::{Objects, Put},
};

const LOCK: &str = "lock";
const CLOCK: &str = "clock";

/// How long a lock holds without a word of its owner.
const SILENCE: i64 = 15 * 60;
/// How often its owner gives one, at least.
const WORD: Duration = Duration::from_secs(5 * 60);

/// A lock that is held.
pub(super) struct Lease {
    version: UpdateVersion,
    holder: Holder,
    renewed: Instant,
}

/// Who has a lock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Holder {
    /// The machine, since it was started, and its space of process numbers; empty where the system does not tell.
    machine: String,
    process: u32,
    /// When the process began, as the system counts.
    began: String,
    /// Tells one lock of a process from another.
    number: u64,
}

impl Lease {
    /// Takes the lock; none when another has it.
    pub(super) fn take(objects: &Objects) -> Result<Option<Self>, StoreError> {
        let holder = Holder::this();
        if let Put::Done(version) = objects.put(LOCK, holder.bytes(), None)? {
            let lease = Self { version, holder, renewed: Instant::now() };
            return lease.proven(objects).map(Some);
        }
        let Some((bytes, version)) = objects.get(LOCK)? else { return Ok(None) };
        let other: Option<Holder> = serde_json::from_slice(&bytes).ok();
        // The answer to our own request may have been lost, and the request sent again.
        if other.as_ref() == Some(&holder) {
            return Ok(Some(Self { version, holder, renewed: Instant::now() }));
        }
        if !other.is_some_and(|other| other.is_gone()) && !is_silent(objects)? {
            return Ok(None);
        }
        Ok(match objects.put(LOCK, holder.bytes(), Some(version))? {
            Put::Done(version) => Some(Self { version, holder, renewed: Instant::now() }),
            Put::Other => None,
        })
    }

    /// A store that knows no conditions would let everybody have the lock.
    fn proven(self, objects: &Objects) -> Result<Self, StoreError> {
        match objects.put(LOCK, self.holder.bytes(), None)? {
            Put::Other => Ok(self),
            Put::Done(_) => {
                objects.forget(LOCK)?;
                let reason = "it ignores the condition that an object must not be there yet (If-None-Match), without which \
                              two could apply at once; a newer version of it may know that";
                Err(StoreError::Failed { place: objects.place.clone(), reason: reason.to_owned() })
            }
        }
    }

    /// Says that its owner is still at work, if that was not said for a while.
    pub(super) fn renew(&mut self, objects: &Objects) -> Result<(), StoreError> {
        if self.renewed.elapsed() < WORD {
            return Ok(());
        }
        match objects.put(LOCK, self.holder.bytes(), Some(self.version.clone()))? {
            Put::Done(version) => {
                self.version = version;
                self.renewed = Instant::now();
                Ok(())
            }
            Put::Other => Err(StoreError::Failed {
                place: objects.place.clone(),
                reason: "another apply took over, as this one had not been heard of for a quarter of an hour"
                    .to_owned(),
            }),
        }
    }

    /// Gives the lock back, if it is still ours. Where that fails it is taken over by the next one.
    pub(super) fn release(self, objects: &Objects) {
        let there = objects.get(LOCK).ok().flatten();
        if there.is_some_and(|(_, version)| version.e_tag == self.version.e_tag) {
            drop(objects.forget(LOCK));
        }
    }
}

/// Whether the lock's owner has not been heard of for long, by the server's clock.
fn is_silent(objects: &Objects) -> Result<bool, StoreError> {
    objects.put_over(CLOCK, Vec::new())?;
    let now = objects.put_at(CLOCK)?;
    objects.forget(CLOCK)?;
    let heard = objects.put_at(LOCK)?;
    Ok(now.zip(heard).is_some_and(|(now, heard)| now - heard > SILENCE))
}

impl Holder {
    fn this() -> Self {
        let process = std::process::id();
        Self {
            machine: machine(),
            process,
            began: began(process).unwrap_or_default(),
            number: RandomState::new().build_hasher().finish(),
        }
    }

    fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("text and numbers have a form in JSON")
    }

    /// Whether it is certain that this process is no more: it was one of this machine, and its number is another's or nobody's.
    fn is_gone(&self) -> bool {
        let known = !self.machine.is_empty() && !self.began.is_empty();
        known && self.machine == machine() && began(self.process).as_ref() != Some(&self.began)
    }
}

/// This machine since it was started, and the space in which process numbers mean something.
fn machine() -> String {
    let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok();
    let space = std::fs::read_link("/proc/self/ns/pid").ok();
    let both = boot.zip(space);
    both.map(|(boot, space)| format!("{} {}", boot.trim(), space.display())).unwrap_or_default()
}

/// When a process began, in ticks since the machine was started (the 22nd field; the second, a name, may hold spaces).
fn began(process: u32) -> Option<String> {
    let told = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    told.rsplit_once(')')?.1.split_whitespace().nth(19).map(str::to_owned)
}
