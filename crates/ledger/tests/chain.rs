//! Whatever is done to a chain is seen.
#![allow(clippy::unwrap_used, missing_docs)]

use abide_ledger::{
    Broken, Chain, Digest, Event, Flaw, Head, Stored, TableRows, Witness, export, verify, verify_against,
};
use proptest::prelude::*;

fn event(number: u64) -> Event {
    match number % 3 {
        0 => Event::JournalCreated { journal: format!("journal-{number}") },
        1 => Event::BatchIntended {
            plan: Digest::of(b"plan"),
            store: "crm".to_owned(),
            step: 1,
            batch: number,
            attempt: 1,
        },
        _ => Event::BatchDone {
            intent: number - 1,
            plan: Digest::of(b"plan"),
            store: "crm".to_owned(),
            step: 1,
            batch: number,
            rows: number * 1000,
            with: vec![TableRows { table: "messages".to_owned(), rows: 3 }],
        },
    }
}

fn chain(length: u64) -> Vec<Stored> {
    let mut chain = Chain::after(Head::START);
    let start: jiff::Timestamp = "2026-01-02T03:04:05Z".parse().unwrap();
    (0..length)
        .map(|number| {
            let at = start + jiff::SignedDuration::from_millis(i64::try_from(number).unwrap());
            chain.append(at, event(number)).unwrap()
        })
        .collect()
}

fn witness(entry: &Stored) -> Witness {
    Witness { seq: entry.seq, hash: entry.hash }
}

#[test]
fn a_whole_chain_ends_at_its_head() {
    let entries = chain(50);
    let last = entries.last().unwrap();
    assert_eq!(verify(&entries), Ok(Head { seq: 50, hash: last.hash }));
    assert_eq!(verify::<[Stored; 0]>([]), Ok(Head::START));
}

#[test]
fn the_form_is_fixed() {
    let entries = chain(2);
    assert_eq!(
        String::from_utf8(entries[0].bytes.clone()).unwrap(),
        r#"{"at":"2026-01-02T03:04:05Z","event":{"journal":"journal-0","kind":"journal-created"},"seq":1}"#
    );
    // Computed by hand with coreutils: (head -c 32 /dev/zero; printf '%s' '<the above>') | sha256sum
    assert_eq!(
        entries[0].hash.to_string(),
        "d4eeca199230b192ac5af40bdcb3370061fbcf418289eece637bcc2056fd4492"
    );
}

#[test]
fn a_tail_cut_off_is_seen_by_a_witness_only() {
    let entries = chain(10);
    let known = witness(&entries[9]);
    assert!(verify(&entries[..7]).is_ok());
    assert_eq!(verify_against(&entries[..7], &[known]), Err(Broken { seq: 10, why: Flaw::Cut }));
    assert!(verify_against(&entries, &[known, witness(&entries[3])]).is_ok());
}

#[test]
fn a_chain_that_went_on_from_an_older_copy_is_seen_by_a_witness() {
    let entries = chain(10);
    let mut forked = entries[..5].to_vec();
    let mut chain = Chain::after(Head { seq: 5, hash: entries[4].hash });
    for _ in 0..10 {
        forked.push(chain.append(jiff::Timestamp::UNIX_EPOCH, event(0)).unwrap());
    }
    assert!(verify(&forked).is_ok());
    assert_eq!(
        verify_against(&forked, &[witness(&entries[4]), witness(&entries[8])]),
        Err(Broken { seq: 9, why: Flaw::Rewritten })
    );
}

#[test]
fn an_exported_line_reads_back() {
    let mut previous = Digest::ZERO;
    for entry in chain(5) {
        let line = export::line(previous, &entry);
        assert_eq!(export::read(&line), Ok((previous, entry.clone())));
        previous = entry.hash;
    }
}

proptest! {
    #[test]
    fn a_flipped_bit_is_found(at in 0usize..20, byte in any::<prop::sample::Index>(), bit in 0u8..8) {
        let mut entries = chain(20);
        let index = byte.index(entries[at].bytes.len());
        entries[at].bytes[index] ^= 1 << bit;
        prop_assert_eq!(verify(&entries).unwrap_err().seq, entries[at].seq);
    }

    #[test]
    fn a_flipped_bit_of_a_hash_is_found(at in 0usize..20, byte in 0usize..32, bit in 0u8..8) {
        let mut entries = chain(20);
        let mut hash = *entries[at].hash.as_bytes();
        hash[byte] ^= 1 << bit;
        entries[at].hash = Digest::from_bytes(&hash).unwrap();
        prop_assert_eq!(verify(&entries).unwrap_err(), Broken { seq: entries[at].seq, why: Flaw::Altered });
    }

    #[test]
    fn an_entry_with_its_hash_made_anew_is_found_at_the_next(at in 0usize..19, byte in any::<prop::sample::Index>()) {
        let mut entries = chain(20);
        let index = byte.index(entries[at].bytes.len());
        entries[at].bytes[index] ^= 1;
        let previous = if at == 0 { Digest::ZERO } else { entries[at - 1].hash };
        entries[at].hash = previous.link(&entries[at].bytes);
        let seq = verify(&entries).unwrap_err().seq;
        prop_assert!(seq == entries[at].seq || seq == entries[at + 1].seq);
    }

    #[test]
    fn a_dropped_entry_is_found(at in 0usize..19, renumbered in any::<bool>()) {
        let mut entries = chain(20);
        entries.remove(at);
        if renumbered {
            number(&mut entries);
        }
        prop_assert_eq!(verify(&entries).unwrap_err().seq, at as u64 + 1);
    }

    #[test]
    fn swapped_entries_are_found(one in 0usize..20, other in 0usize..20, renumbered in any::<bool>()) {
        prop_assume!(one != other);
        let mut entries = chain(20);
        entries.swap(one, other);
        if renumbered {
            number(&mut entries);
        }
        prop_assert_eq!(verify(&entries).unwrap_err().seq, one.min(other) as u64 + 1);
    }

    #[test]
    fn a_repeated_entry_is_found(at in 0usize..20, to in 0usize..=20, renumbered in any::<bool>()) {
        let mut entries = chain(20);
        let copy = entries[at].clone();
        entries.insert(to, copy);
        if renumbered {
            number(&mut entries);
        }
        prop_assert!(verify(&entries).is_err());
    }
}

fn number(entries: &mut [Stored]) {
    for (seq, entry) in (1..).zip(entries) {
        entry.seq = seq;
    }
}
