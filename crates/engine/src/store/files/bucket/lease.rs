//! The lock of the one apply at a time. A bucket has no locks that end with a process, so it is an object that says who has it, and
//! that only the first can make. It may be taken over when its process is gone from this machine, or when it was silent for long.

use std::hash::{BuildHasher, Hasher, RandomState};

use object_store::UpdateVersion;
use serde::{Deserialize, Serialize};

use super::{
    super::super::StoreError,
    objects::{Objects, Put},
};

const LOCK: &str = "lock";
const CLOCK: &str = "clock";

/// How long a lock holds without a word of its owner, in seconds.
const SILENCE: i64 = 15 * 60;

/// What time it is for the locks of a bucket, in seconds since 1970; none when it cannot be told.
pub(super) type Clock = fn(&Objects) -> Result<Option<i64>, StoreError>;

/// A lock that is held.
pub(super) struct Lease {
    version: UpdateVersion,
    holder: Holder,
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
    pub(super) fn take(objects: &Objects, clock: Clock) -> Result<Option<Self>, StoreError> {
        let holder = Holder::this();
        if let Put::Done(version) = objects.put(LOCK, holder.bytes(), None)? {
            let lease = Self { version, holder };
            return lease.proven(objects).map(Some);
        }
        let Some((bytes, version)) = objects.get(LOCK)? else { return Ok(None) };
        let other: Option<Holder> = serde_json::from_slice(&bytes).ok();
        // The answer to our own request may have been lost, and the request sent again.
        if other.as_ref() == Some(&holder) {
            return Ok(Some(Self { version, holder }));
        }
        if !other.is_some_and(|other| other.is_gone()) && !is_silent(objects, clock)? {
            return Ok(None);
        }
        Ok(match objects.put(LOCK, holder.bytes(), Some(version))? {
            Put::Done(version) => Some(Self { version, holder }),
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

    /// Says that its owner is still at work, and finds out whether another took over meanwhile: how long we were away no clock of
    /// this machine can tell, for it may have slept.
    pub(super) fn renew(&mut self, objects: &Objects) -> Result<(), StoreError> {
        if let Put::Done(version) = objects.put(LOCK, self.holder.bytes(), Some(self.version.clone()))? {
            self.version = version;
            return Ok(());
        }
        match objects.get(LOCK)? {
            // The answer to our own request may have been lost, and the request sent again.
            Some((bytes, version)) if bytes == self.holder.bytes() => {
                self.version = version;
                Ok(())
            }
            _ => Err(StoreError::Failed {
                place: objects.place.clone(),
                reason:
                    "another apply took over, as this one had not been heard of for a quarter of an hour; \
                         run it again"
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

/// Whether the lock's owner has not been heard of for long.
fn is_silent(objects: &Objects, clock: Clock) -> Result<bool, StoreError> {
    let (now, heard) = (clock(objects)?, objects.put_at(LOCK)?);
    Ok(now.zip(heard).is_some_and(|(now, heard)| now - heard > SILENCE))
}

/// The time by the server's clock, which says too when a lock was put: an object that is put tells it.
pub(super) fn of_server(objects: &Objects) -> Result<Option<i64>, StoreError> {
    objects.put_over(CLOCK, Vec::new())?;
    let now = objects.put_at(CLOCK)?;
    objects.forget(CLOCK)?;
    Ok(now)
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

#[cfg(test)]
mod tests {
    use std::{thread::sleep, time::Duration};

    use abide_testkit::objects::Bucket;

    use super::{super::address, *};

    const KEY: &str = "video/.abide/lock";
    const ELSEWHERE: &str = r#"{"machine": "elsewhere", "process": 1, "began": "1", "number": 1}"#;

    fn bucket() -> (Bucket, Objects) {
        let bucket = Bucket::create();
        let address = address::read(&bucket.url("video"), "the test").unwrap();
        (bucket, Objects::open(&address).unwrap())
    }

    fn in_minutes(objects: &Objects, minutes: i64) -> Result<Option<i64>, StoreError> {
        Ok(of_server(objects)?.map(|now| now + minutes * 60))
    }

    fn take_in_14_minutes(objects: &Objects) -> Option<Lease> {
        Lease::take(objects, |objects| in_minutes(objects, 14)).unwrap()
    }

    fn take_in_16_minutes(objects: &Objects) -> Option<Lease> {
        Lease::take(objects, |objects| in_minutes(objects, 16)).unwrap()
    }

    #[test]
    fn a_lock_of_another_machine_holds_until_a_quarter_of_an_hour_of_silence() {
        let (bucket, objects) = bucket();
        bucket.put(KEY, ELSEWHERE);
        assert!(take_in_14_minutes(&objects).is_none());
        assert_eq!(bucket.get(KEY), ELSEWHERE);
        let lease = take_in_16_minutes(&objects).unwrap();
        assert_eq!(bucket.get(KEY).into_bytes(), lease.holder.bytes());
        assert_eq!(bucket.keys(), [KEY], "what told the time is gone");
    }

    #[test]
    fn who_was_taken_over_notices_and_leaves_the_lock_alone() {
        let (bucket, objects) = bucket();
        let mut old = Lease::take(&objects, of_server).unwrap().unwrap();
        old.renew(&objects).unwrap();
        assert!(take_in_14_minutes(&objects).is_none());
        let mut new = take_in_16_minutes(&objects).unwrap();
        let error = old.renew(&objects).unwrap_err().to_string();
        assert!(error.contains("another apply took over"), "{error}");
        old.release(&objects);
        assert_eq!(bucket.get(KEY).into_bytes(), new.holder.bytes());
        new.renew(&objects).unwrap();
        new.release(&objects);
        assert!(bucket.keys().is_empty());
    }

    #[test]
    fn a_word_is_heard_though_it_says_the_same() {
        let (_bucket, objects) = bucket();
        let mut lease = Lease::take(&objects, of_server).unwrap().unwrap();
        let taken = objects.put_at(LOCK).unwrap();
        sleep(Duration::from_millis(1100));
        lease.renew(&objects).unwrap();
        assert!(objects.put_at(LOCK).unwrap() > taken);
    }
}
