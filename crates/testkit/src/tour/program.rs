//! The program under tour: run, waited for, and looked at while it runs.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

/// The program in a company's folder.
pub(super) struct Program {
    path: PathBuf,
    folder: PathBuf,
    peak_kilobytes: u64,
}

/// What it printed, both streams, and its exit status.
pub(super) struct Answer {
    pub(super) status: i32,
    pub(super) printed: String,
}

impl Program {
    pub(super) fn new(path: &Path, folder: &Path) -> Self {
        Self { path: path.to_owned(), folder: folder.to_owned(), peak_kilobytes: 0 }
    }

    /// The most memory that any run held.
    pub(super) fn peak_megabytes(&self) -> u64 {
        self.peak_kilobytes.div_ceil(1024)
    }

    /// Runs it, and panics when it does not end well.
    pub(super) fn succeeds(&mut self, arguments: &[&str]) -> String {
        let answer = self.run(arguments);
        assert_eq!(answer.status, 0, "abide {arguments:?}\n{}", answer.printed);
        answer.printed
    }

    pub(super) fn run(&mut self, arguments: &[&str]) -> Answer {
        let printed = self.folder.join("printed");
        let file = fs::File::create(&printed).unwrap();
        let mut child = Command::new(&self.path)
            .args(arguments)
            .current_dir(&self.folder)
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(file.try_clone().unwrap())
            .stderr(file)
            .spawn()
            .unwrap_or_else(|error| panic!("{} does not start: {error}", self.path.display()));
        let status = loop {
            self.peak_kilobytes = self.peak_kilobytes.max(peak(child.id()));
            match child.try_wait().unwrap() {
                Some(status) => break status,
                None => std::thread::sleep(Duration::from_millis(5)),
            }
        };
        let printed = fs::read_to_string(printed).unwrap();
        Answer { status: status.code().unwrap_or(-1), printed }
    }
}

/// The most memory that a process held so far, in kilobytes, where the system tells it (Linux does); else 0.
fn peak(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}
