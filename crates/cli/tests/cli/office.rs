//! A small company in a folder of its own, and the command run in it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use assert_cmd::{Command, assert::Assert};
use rusqlite::Connection;
use tempfile::TempDir;

const POLICY: &str = r#"format = 1
law = ["gdpr"]

[controller]
name = "Atelier Lumen"
contact = "privacy@example.com"

[activity.prospecting]
purpose = "direct-marketing"
basis = "legitimate-interest"
interest = { en = "To find customers." }
subjects = ["prospect"]
data = ["contact.email"]
keep = "3 years after collected"
"#;

const MAP: &str = r#"format = 1

[store.crm]
url = "sqlite:crm.db"

[store.crm.contacts]
subject = "prospect"
identity = { email = "email" }
serves = { prospecting = true }
fields = { email = "contact.email" }
not_personal = ["id", "met_on"]
events = { collected = "met_on" }
"#;

/// Two contacts: one of long ago, one who stays for as long as anybody will run this.
const TABLES: &str = "
CREATE TABLE contacts (id INTEGER PRIMARY KEY, email TEXT NOT NULL, met_on DATE NOT NULL);
CREATE INDEX contacts_met ON contacts (met_on);
INSERT INTO contacts VALUES (1, 'old@example.com', '2010-01-01'), (2, 'new@example.com', '2190-01-01');
";

/// The company.
pub(crate) struct Office {
    folder: TempDir,
}

impl Office {
    /// A company whose files are right and whose first contact is overdue.
    pub(crate) fn new() -> Self {
        let office = Self { folder: tempfile::tempdir().unwrap() };
        office.write("policy.toml", POLICY);
        office.write("map.toml", MAP);
        office.sql(TABLES);
        office
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path(name), text).unwrap();
    }

    /// Replaces a piece of a file, which must be there.
    pub(crate) fn change(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(name)).unwrap();
        assert!(text.contains(from), "{name} does not hold {from}");
        self.write(name, text.replace(from, to));
    }

    pub(crate) fn sql(&self, statements: &str) {
        Connection::open(self.path("crm.db")).unwrap().execute_batch(statements).unwrap();
    }

    pub(crate) fn contacts(&self) -> u32 {
        let connection = Connection::open(self.path("crm.db")).unwrap();
        connection.query_one("SELECT count(*) FROM contacts", (), |row| row.get(0)).unwrap()
    }

    /// Runs `abide` with these words, without a terminal, and holds it to its exit code.
    pub(crate) fn abide(&self, words: &[&str], code: i32) -> Said {
        Said { assert: self.command(words).assert().code(code) }
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        command(self.folder.path(), words)
    }
}

/// The command in a folder, in an environment that says nothing.
pub(crate) fn command(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_abide"));
    command.env_clear().current_dir(folder).args(words);
    command
}

/// What it said.
pub(crate) struct Said {
    assert: Assert,
}

impl Said {
    pub(crate) fn stdout(&self) -> String {
        String::from_utf8(self.assert.get_output().stdout.clone()).unwrap()
    }

    pub(crate) fn stderr(&self) -> String {
        String::from_utf8(self.assert.get_output().stderr.clone()).unwrap()
    }

    /// Holds stderr to a piece of text.
    pub(crate) fn complains(&self, piece: &str) {
        let stderr = self.stderr();
        assert!(stderr.contains(piece), "stderr lacks {piece:?}:\n{stderr}");
    }

    /// Holds stdout to a piece of text.
    pub(crate) fn says(&self, piece: &str) {
        let stdout = self.stdout();
        assert!(stdout.contains(piece), "stdout lacks {piece:?}:\n{stdout}");
    }
}
