//! The list of the files of a batch, which is where the files are before the first of them goes, and until the token of the batch is.
//! So after a crash it can be seen which of them went, and the token then says so many.

use serde::{Deserialize, Serialize};

use super::file::Record;

/// What the token of a batch says besides how many files went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Announced {
    pub(super) journal: String,
    pub(super) seq: i64,
    pub(super) hash: String,
    pub(super) plan: String,
    pub(super) step: i64,
    pub(super) batch: i64,
}

/// The files of a batch, as long as it is not known what became of all of them.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct List {
    pub(super) announced: Announced,
    /// Statement by statement, the last of which is that of the step's own table.
    pub(super) groups: Vec<Listed>,
}

/// The files of one set.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Listed {
    pub(super) table: String,
    /// Path in hexadecimal digits, and the two numbers of its identity.
    files: Vec<(String, u64, u64)>,
}

impl Listed {
    pub(super) fn of(table: &str, records: &[Record]) -> Self {
        let file = |record: &Record| {
            let (first, second) = record.mark.identity;
            (hex(&record.path), first, second)
        };
        Self { table: table.to_owned(), files: records.iter().map(file).collect() }
    }

    /// The paths, and what told their files from others.
    pub(super) fn files(&self) -> (Vec<Vec<u8>>, Vec<(u64, u64)>) {
        let file = |(path, first, second): &(String, u64, u64)| (unhex(path), (*first, *second));
        self.files.iter().map(file).unzip()
    }
}

fn hex(bytes: &[u8]) -> String {
    super::super::hex(bytes)[2..].to_owned()
}

fn unhex(text: &str) -> Vec<u8> {
    let digit = |digit: &u8| char::from(*digit).to_digit(16).unwrap_or(0) as u8;
    text.as_bytes().chunks(2).map(|pair| pair.iter().fold(0, |byte, next| byte << 4 | digit(next))).collect()
}
