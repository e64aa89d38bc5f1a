//! What can go wrong with a store, as sentences. None holds a password or a value of a row.

use std::path::PathBuf;

/// Why a store could not be opened, read or changed. `place` names the database, `reason` is the database's own word,
/// cleared of values.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another store has to be asked first, and cannot be.
    #[error(
        "its records and those of store {store} depend on each other, and that one cannot be asked: {cause}"
    )]
    Linked {
        /// The other store's name in the map.
        store: String,
        /// What happened.
        cause: Box<StoreError>,
    },
    /// What another store holds changed while rows that depend on it were being changed.
    #[error(
        "what store {store} holds about the same records changed meanwhile, each time they were to be changed; apply again"
    )]
    Overtaken {
        /// The other store's name in the map.
        store: String,
    },
    /// The address is in an environment variable that is not set.
    #[error(
        "the environment variable {variable} is not set: set it to the store's address (sqlite:PATH, postgres://…, mariadb://…, folder:PATH or s3://…)"
    )]
    MissingVariable {
        /// Its name.
        variable: String,
    },
    /// The address is in a file that cannot be read.
    #[error("the file {} that holds the store's address cannot be read: {reason}", path.display())]
    UnreadableAddress {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        reason: String,
    },
    /// The address cannot be understood.
    #[error("the address in {origin} cannot be used: {reason}")]
    BadAddress {
        /// Where the address was written.
        origin: String,
        /// What is wrong with it.
        reason: String,
    },
    /// There is no such SQLite file.
    #[error("there is no file {}: Abide never creates a database; correct the path in the store's url", path.display())]
    MissingFile {
        /// The file.
        path: PathBuf,
    },
    /// There is no such folder.
    #[error("there is no folder {}: correct the path in the store's url, or mount what should be there", path.display())]
    MissingFolder {
        /// The folder.
        path: PathBuf,
    },
    /// The map names files in a store that is a database.
    #[error(
        "the store {store} is a database, and the map names files in it: its url must be of the form folder:PATH or s3://BUCKET/PREFIX"
    )]
    NotAFolder {
        /// The store's name in the map.
        store: String,
    },
    /// The map names replicas of a store that is asked about them itself, or has none.
    #[error(
        "the map names `replicas` of {store}, and only MariaDB and MySQL need and have such: take them out, or correct the urls"
    )]
    NotAReplica {
        /// The store's name in the map.
        store: String,
    },
    /// The file is no SQLite database.
    #[error("{place} is not an SQLite database ({reason}): correct the path in the store's url")]
    NotADatabase {
        /// The database.
        place: String,
        /// Its reason.
        reason: String,
    },
    /// The server does not answer.
    #[error(
        "{place} cannot be reached: {reason}; check that the server runs, and the host and port in the store's url"
    )]
    Unreachable {
        /// The database.
        place: String,
        /// Its reason.
        reason: String,
    },
    /// The server wants encryption, or the address does, and there is none.
    #[error("no encrypted connection to {place}: {reason}")]
    Encryption {
        /// The database.
        place: String,
        /// Its reason.
        reason: String,
    },
    /// The server does not accept user and password.
    #[error("{place} does not let us in: {reason}; check user and password in the store's url")]
    WrongPassword {
        /// The database.
        place: String,
        /// Its reason.
        reason: String,
    },
    /// The server of a bucket does not accept the credentials.
    #[error("{place} does not let us in: {reason}; {remedy}")]
    WrongKey {
        /// The bucket.
        place: String,
        /// Its reason.
        reason: String,
        /// What is wrong with them, and where to correct it.
        remedy: String,
    },
    /// The server has no database of that name.
    #[error("{place} does not exist: {reason}; check the name in the store's url")]
    UnknownDatabase {
        /// The database.
        place: String,
        /// Its reason.
        reason: String,
    },
    /// It can be read but not written.
    #[error("{place} is read-only ({reason}): nothing was changed; give a file or a user that may write")]
    ReadOnly {
        /// The database.
        place: String,
        /// Its reason.
        reason: String,
    },
    /// The disk is full.
    #[error(
        "the disk under {place} is full ({reason}): make room and run again; the open transaction was rolled back"
    )]
    DiskFull {
        /// The database.
        place: String,
        /// Its reason.
        reason: String,
    },
    /// Another connection holds it.
    #[error("{place} is locked by another connection ({reason}): try again when it has finished")]
    Busy {
        /// The database.
        place: String,
        /// Its reason.
        reason: String,
    },
    /// The statement met another one and was given up; the transaction can be tried again.
    #[error("{place} gave a statement up because another was in its way ({reason}): run again")]
    Conflict {
        /// The database.
        place: String,
        /// Its reason.
        reason: String,
    },
    /// Someone stopped the statement, or its time was up.
    #[error(
        "{place} cancelled a statement ({reason}): run again, or raise its statement_timeout for this user"
    )]
    Cancelled {
        /// The database.
        place: String,
        /// Its reason.
        reason: String,
    },
    /// The user may not do it.
    #[error("{place} does not permit it: {reason}; grant it to the user in the store's url")]
    Denied {
        /// The database.
        place: String,
        /// Its reason.
        reason: String,
    },
    /// Something still refers to a row that was to go.
    #[error("{place} refused: {reason}; something still refers to the row")]
    Referenced {
        /// The database.
        place: String,
        /// Its reason.
        reason: String,
    },
    /// Another constraint forbids it.
    #[error("{place} refused: {reason}; give a `neutral` value that the constraint takes")]
    Constraint {
        /// The database.
        place: String,
        /// Its reason.
        reason: String,
    },
    /// A file that goes with a row stays.
    #[error("{reason} (in {place}); the record that it belongs to stays as well")]
    FileStays {
        /// The folder.
        place: String,
        /// Why.
        reason: String,
    },
    /// A table or column is not there.
    #[error("{place} does not have what was asked for: {reason}; bring the map up to date with `abide map`")]
    Missing {
        /// The database.
        place: String,
        /// Its reason.
        reason: String,
    },
    /// The connection broke.
    #[error("the connection to {place} broke ({reason}): run again; what was not committed was rolled back")]
    Lost {
        /// The database.
        place: String,
        /// Its reason.
        reason: String,
    },
    /// A value came in a type that has no plain form.
    #[error("{place} gave the column {column} in the type {kind}, which has no plain form: cast it to text")]
    Unreadable {
        /// The database.
        place: String,
        /// The column of the result.
        column: String,
        /// Its type.
        kind: String,
    },
    /// A statement asks for a list that it was not given: a defect of Abide.
    #[error(
        "a statement for {place} names the list `{name}`, which it was not given: nothing was changed; this is a defect of Abide"
    )]
    NoList {
        /// The database.
        place: String,
        /// The list.
        name: String,
    },
    /// Anything else.
    #[error("{place} failed: {reason}")]
    Failed {
        /// The database.
        place: String,
        /// Its reason.
        reason: String,
    },
}

/// The kinds of failure that a caller acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A constraint or a trigger forbids the change.
    Refused,
    /// Another connection is in the way; the same transaction may succeed when it is tried again.
    Busy,
    /// The connection is gone.
    Lost,
    /// The disk is full.
    Full,
    /// It cannot be written.
    ReadOnly,
    /// The user may not do it.
    Denied,
    /// Anything else.
    Other,
}

impl StoreError {
    /// What kind of failure it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Referenced { .. } | Self::Constraint { .. } | Self::FileStays { .. } => Kind::Refused,
            Self::Busy { .. } | Self::Conflict { .. } | Self::Overtaken { .. } => Kind::Busy,
            Self::Lost { .. } => Kind::Lost,
            Self::DiskFull { .. } => Kind::Full,
            Self::ReadOnly { .. } => Kind::ReadOnly,
            Self::Denied { .. } => Kind::Denied,
            Self::Linked { cause, .. } => match cause.kind() {
                // It is the other store's connection that is lost, or its disk that is full.
                Kind::Lost | Kind::Full | Kind::ReadOnly | Kind::Refused => Kind::Other,
                kind => kind,
            },
            _ => Kind::Other,
        }
    }

    /// Whether the same transaction may well succeed when it is tried again.
    pub fn retryable(&self) -> bool {
        self.kind() == Kind::Busy
    }

    /// Whether a row could not go because something still refers to it.
    pub fn is_reference_refused(&self) -> bool {
        matches!(self, Self::Referenced { .. })
    }
}
