//! Transcripts: Markdown files whose commands are run and whose output is compared.
//!
//! Each file runs in a fresh folder, its fenced blocks from top to bottom:
//!
//! - `` ```toml policy.toml `` (a language, then a file's name) writes that file;
//! - `` ```sql crm.sqlite `` runs statements in that SQLite file, `` ```sql postgres `` in a fresh PostgreSQL
//!   database, whose URL is `$POSTGRES_URL`, `` ```sql mariadb `` in one of MariaDB, at `$MARIADB_URL`;
//! - `` ```objects `` puts an object at each line's key in a fresh bucket, whose URL is `$BUCKET_URL`, with key and secret, and
//!   whose name is `$BUCKET`; the command `objects` is the runner's own and prints the bucket's keys;
//! - `` ```console `` holds commands after `$ ` (continued after `> `) and what they print, standard error
//!   included. A line `? 3` right after the command is its exit status, else it must be 0. `[..]` stands for any
//!   text in a line, a line `...` for any lines. Commands run in `sh`; `sql crm.sqlite SELECT …` is the runner's
//!   own and prints rows;
//! - a block whose first word [`Runner::block`] declared does what that says;
//! - a command whose first word [`Runner::command`] declared is the runner's own too, and prints what that says;
//! - any other block is text.
//!
//! A variable's value is printed as its name, so that a transcript reads the same on every machine.
//! With `UPDATE=1` in the environment, transcripts that differ are rewritten.

mod compare;
mod parse;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Stdio};

use rusqlite::Connection;
use tempfile::TempDir;

use crate::{Texts, mariadb, objects::Bucket, postgres, sqlite};
use parse::{Block, Step};

/// What a block of a declared word does, given the words after it and the block's lines.
pub type Action = fn(&Scene, &[&str], &str);

/// What a command of a declared word prints, given the words after it.
pub type Command = fn(&[&str]) -> String;

/// Runs the transcripts of a folder.
pub struct Runner {
    programs: PathBuf,
    variables: Vec<(String, String)>,
    actions: Vec<(String, Action)>,
    commands: Vec<(String, Command)>,
}

impl Runner {
    /// A runner whose commands find `program` (the built binary) first.
    ///
    /// # Panics
    /// When the program has no folder.
    #[must_use]
    pub fn new(program: &Path) -> Self {
        let programs = program.parent().expect("a program lies in a folder").to_owned();
        Self { programs, variables: Vec::new(), actions: Vec::new(), commands: Vec::new() }
    }

    /// Sets a variable of the commands' environment.
    #[must_use]
    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Declares what the blocks do whose first word is `word`.
    #[must_use]
    pub fn block(mut self, word: &str, action: Action) -> Self {
        self.actions.push((word.to_owned(), action));
        self
    }

    /// Declares what the commands print whose first word is `word`.
    #[must_use]
    pub fn command(mut self, word: &str, command: Command) -> Self {
        self.commands.push((word.to_owned(), command));
        self
    }

    /// Runs every `*.md` of `folder`, all at once.
    ///
    /// # Panics
    /// When a transcript says something else than its commands, or when there is none: nothing run proves nothing.
    pub fn run(&self, folder: &Path) {
        let files = transcripts(folder);
        assert!(!files.is_empty(), "no transcript (*.md) in {}", folder.display());
        let failures: Vec<String> = std::thread::scope(|threads| {
            let running: Vec<_> = files.iter().map(|file| threads.spawn(|| self.run_file(file))).collect();
            files.iter().zip(running).filter_map(|(file, thread)| failure(file, thread.join())).collect()
        });
        let (bad, all) = (failures.len(), files.len());
        assert!(
            bad == 0,
            "{bad} of {all} transcripts differ (UPDATE=1 rewrites):\n\n{}",
            failures.join("\n")
        );
    }

    /// The differences of one transcript: none when it is right, or is rewritten.
    fn run_file(&self, file: &Path) -> String {
        let text = fs::read_to_string(file).expect("a transcript is readable text");
        let blocks = parse::blocks(&text);
        let scene = Scene::new(self, &text);
        let (mut differences, mut answers) = (String::new(), Vec::new());
        for block in &blocks {
            if block.words.first() != Some(&"console") {
                self.prepare(&scene, block);
            }
            for step in &block.steps() {
                let answer = self.own(&step.command).unwrap_or_else(|| scene.command(&step.command));
                if let Some(difference) = compare::difference(step, &answer) {
                    differences +=
                        &format!("{}:{}: $ {}\n{difference}", file.display(), step.line, step.command);
                    answers.push((step.output_lines(), compare::rewritten(step, &answer)));
                }
            }
        }
        let ran = blocks.iter().any(|block| !block.steps().is_empty());
        assert!(ran, "{} runs no command", file.display());
        if answers.is_empty() || std::env::var_os("UPDATE").is_none() {
            return differences;
        }
        fs::write(file, parse::replaced(&text, answers)).expect("a transcript can be rewritten");
        String::new()
    }

    /// What a declared command prints; none when the shell is to run it.
    fn own(&self, command: &str) -> Option<Answer> {
        let words: Vec<&str> = command.split_whitespace().collect();
        let (_, run) = self.commands.iter().find(|(word, _)| Some(&word.as_str()) == words.first())?;
        Some(Answer {
            status: 0,
            lines: run(&words[1..]).lines().map(|line| line.trim_end().to_owned()).collect(),
        })
    }

    fn prepare(&self, scene: &Scene, block: &Block<'_>) {
        let Some((&word, arguments)) = block.words.split_first() else {
            return;
        };
        let body = block.body();
        if let Some((_, action)) = self.actions.iter().find(|(own, _)| own == word) {
            return action(scene, arguments, &body);
        }
        match arguments {
            [store] if word == "sql" => scene.execute(store, &body),
            [] if word == "objects" => body.lines().for_each(|key| scene.bucket().put(key, "x")),
            [name] => {
                fs::write(scene.folder().join(name), &body).expect("a fresh folder takes a file");
            }
            _ => {}
        }
    }
}

/// What one transcript runs in; gone with it.
pub struct Scene {
    folder: TempDir,
    variables: Vec<(String, String)>,
    postgres: Option<postgres::Database>,
    mariadb: Option<mariadb::Database>,
    bucket: Option<Bucket>,
}

/// What a command printed, and its exit status.
struct Answer {
    status: i32,
    lines: Vec<String>,
}

impl Scene {
    fn new(runner: &Runner, transcript: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let wanted = |words: [&str; 2]| words.iter().any(|word| transcript.contains(word));
        let postgres = wanted(["$POSTGRES_URL", "sql postgres"]).then(postgres::Database::create);
        let mariadb = wanted(["$MARIADB_URL", "sql mariadb"]).then(mariadb::Database::create);
        let bucket = wanted(["$BUCKET", "```objects"]).then(Bucket::create);
        let mut variables = runner.variables.clone();
        let path = std::env::var("PATH").unwrap_or_default();
        variables.push(("FOLDER".into(), folder.path().display().to_string()));
        variables.extend(postgres.iter().map(|database| ("POSTGRES_URL".into(), database.url().into())));
        variables.extend(mariadb.iter().map(|database| ("MARIADB_URL".into(), database.url().into())));
        variables.extend(bucket.iter().map(|bucket| ("BUCKET_URL".into(), bucket.url(""))));
        variables.extend(bucket.iter().map(|bucket| ("BUCKET".into(), bucket.name().into())));
        // Longest first, so that no value hides in another; the path last, because nobody prints it.
        variables.sort_by_key(|(_, value)| std::cmp::Reverse(value.len()));
        variables.push(("PATH".into(), format!("{}:{path}", runner.programs.display())));
        Self { folder, variables, postgres, mariadb, bucket }
    }

    /// The folder that the commands run in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The transcript's PostgreSQL database.
    ///
    /// # Panics
    /// When the transcript speaks neither of `$POSTGRES_URL` nor of `sql postgres`.
    #[must_use]
    pub fn postgres(&self) -> &postgres::Database {
        self.postgres.as_ref().expect("a transcript that uses PostgreSQL says $POSTGRES_URL")
    }

    /// The transcript's MariaDB database.
    ///
    /// # Panics
    /// When the transcript speaks neither of `$MARIADB_URL` nor of `sql mariadb`.
    #[must_use]
    pub fn mariadb(&self) -> &mariadb::Database {
        self.mariadb.as_ref().expect("a transcript that uses MariaDB says $MARIADB_URL")
    }

    /// The transcript's bucket.
    ///
    /// # Panics
    /// When the transcript speaks neither of `$BUCKET` nor of `objects`.
    #[must_use]
    pub fn bucket(&self) -> &Bucket {
        self.bucket.as_ref().expect("a transcript that uses a bucket says $BUCKET_URL")
    }

    /// Runs statements in `store`: `postgres`, `mariadb`, or an SQLite file of the folder, which is made when missing.
    ///
    /// # Panics
    /// When a statement fails.
    pub fn execute(&self, store: &str, sql: &str) {
        match store {
            "postgres" => self.postgres().execute(sql),
            "mariadb" => self.mariadb().execute(sql),
            file => {
                self.sqlite(file).execute_batch(sql).unwrap_or_else(|error| panic!("{file}: {error}\n{sql}"));
            }
        }
    }

    fn query(&self, store: &str, sql: &str) -> Vec<Texts> {
        match store {
            "postgres" => self.postgres().query_texts(sql),
            "mariadb" => self.mariadb().query_texts(sql),
            file => {
                sqlite::rows(&self.sqlite(file), sql).unwrap_or_else(|error| panic!("{file}: {error}\n{sql}"))
            }
        }
    }

    fn sqlite(&self, file: &str) -> Connection {
        Connection::open(self.folder().join(file)).expect("an SQLite file of the folder opens")
    }

    fn command(&self, command: &str) -> Answer {
        if command == "objects" {
            return Answer { status: 0, lines: self.bucket().keys() };
        }
        let own = command.strip_prefix("sql ").and_then(|rest| rest.split_once(' '));
        if let Some((store, sql)) = own {
            return Answer { status: 0, lines: self.query(store, sql).into_iter().map(joined).collect() };
        }
        let output = process::Command::new("sh")
            // One stream, in the order in which it was written.
            .args(["-c", &format!("exec 2>&1\n{command}")])
            .current_dir(self.folder())
            .env_clear()
            .envs([("LC_ALL", "C.UTF-8"), ("NO_COLOR", "1"), ("TERM", "dumb"), ("COLUMNS", "100")])
            .env("HOME", self.folder())
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .output()
            .expect("sh starts");
        let printed = String::from_utf8_lossy(&output.stdout);
        // A process that a signal ended has no status; the shell's convention would be 128 and more.
        Answer { status: output.status.code().unwrap_or(-1), lines: self.named(&printed) }
    }

    /// Lines without trailing blanks and with the names of variables in place of their values.
    fn named(&self, printed: &str) -> Vec<String> {
        let mut text = printed.to_owned();
        for (name, value) in self.variables.iter().filter(|(name, value)| name != "PATH" && !value.is_empty())
        {
            text = text.replace(value, &format!("${name}"));
        }
        let mut lines: Vec<String> = text.lines().map(|line| line.trim_end().to_owned()).collect();
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        lines
    }
}

fn joined(row: Texts) -> String {
    row.into_iter().map(|value| value.unwrap_or_else(|| "NULL".into())).collect::<Vec<_>>().join(" | ")
}

fn transcripts(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.map(|entry| entry.expect("a folder's entry is readable").path());
    let mut files: Vec<_> = paths.filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    files.sort();
    files
}

fn failure(file: &Path, outcome: std::thread::Result<String>) -> Option<String> {
    match outcome {
        Ok(differences) => (!differences.is_empty()).then_some(differences),
        Err(reason) => {
            let words = reason.downcast_ref::<String>().map(String::as_str);
            let words = words.or_else(|| reason.downcast_ref::<&str>().copied()).unwrap_or("panicked");
            Some(format!("{}: {words}\n", file.display()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(transcripts: &[(&str, &str)]) -> Result<(), String> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in transcripts {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let runner = Runner::new(Path::new("/bin/sh")).variable("GREETING", "good day").block(
            "twice",
            |scene, args, body| {
                fs::write(scene.folder().join(args[0]), body.repeat(2)).unwrap();
            },
        );
        let run = std::panic::AssertUnwindSafe(|| runner.run(folder.path()));
        std::panic::catch_unwind(run).map_err(|reason| reason.downcast_ref::<String>().unwrap().clone())
    }

    const RIGHT: &str = r#"# A transcript

```toml policy.toml
format = 1
```
```twice double.txt
again
```
```sql crm.sqlite
CREATE TABLE t (a, b); INSERT INTO t VALUES (1, NULL);
```
```console
$ cat policy.toml double.txt
format = 1
again
again

$ sql crm.sqlite SELECT a, b FROM t
1 | NULL
$ echo out; echo "$GREETING, $(date +%Y)" >&2; exit 3
? 3
out
$GREETING, 20[..]
$ printf 'a\nb\nc\n' |
> tail -n +1
a
...
$ ls "$FOLDER" > /dev/null
```
"#;

    #[test]
    fn a_right_transcript_passes() {
        assert_eq!(outcome(&[("a.md", RIGHT)]), Ok(()));
    }

    #[test]
    fn every_kind_of_difference_is_told() {
        let lines = outcome(&[("a.md", "```console\n$ echo one\ntwo\n```\n"), ("b.md", RIGHT)]).unwrap_err();
        assert!(lines.contains("1 of 2 transcripts differ") && lines.contains("-two\n+one\n"), "{lines}");
        let status = outcome(&[("a.md", "```console\n$ exit 4\n```\n")]).unwrap_err();
        assert!(status.contains("+? 4"), "{status}");
        let zero = outcome(&[("a.md", "```console\n$ true\n? 4\n```\n")]).unwrap_err();
        assert!(zero.contains("-? 4"), "{zero}");
    }

    #[test]
    fn nothing_run_is_a_failure() {
        assert!(outcome(&[]).unwrap_err().contains("no transcript"));
        assert!(outcome(&[("a.md", "# Only text\n")]).unwrap_err().contains("runs no command"));
        assert!(outcome(&[("a.md", "```sql x.db\nnonsense\n```\n")]).unwrap_err().contains("nonsense"));
    }

    #[test]
    fn a_transcript_has_a_mariadb_database_of_its_own() {
        let text = "```sql mariadb\nCREATE TABLE t (a int); INSERT INTO t VALUES (7);\n```\n\
                    ```console\n$ sql mariadb SELECT a FROM t\n7\n$ echo $MARIADB_URL\n$MARIADB_URL\n```\n";
        assert_eq!(outcome(&[("a.md", text)]), Ok(()));
    }

    #[test]
    fn a_transcript_has_a_postgres_database_of_its_own() {
        let text = "```sql postgres\nCREATE TABLE t (a int); INSERT INTO t VALUES (7);\n```\n\
                    ```console\n$ sql postgres SELECT a FROM t\n7\n$ echo $POSTGRES_URL\n$POSTGRES_URL\n```\n";
        assert_eq!(outcome(&[("a.md", text)]), Ok(()));
    }
}
