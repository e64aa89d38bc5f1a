//! What going through a folder has shown, as findings.

use abide_policy::finding::{Finding, Severity};

use super::index::Noticed;

/// What is to be said of the store of that name.
pub(super) fn findings(store: &str, noticed: &Noticed) -> Vec<Finding> {
    let mut told = Told { store, findings: Vec::new() };
    told.in_the_way(noticed);
    told.left_alone(noticed);
    told.seen_otherwise(noticed);
    told.findings
}

struct Told<'a> {
    store: &'a str,
    findings: Vec<Finding>,
}

impl Told<'_> {
    /// Says it of one file or of several; `#` is how many, `@` the store.
    fn say(&mut self, code: &'static str, severity: Severity, count: u64, words: [&str; 2], help: &str) {
        let [one, several] = words;
        if count > 0 {
            let said = if count == 1 { one.to_owned() } else { several.replace('#', &count.to_string()) };
            let finding = Finding::new(code, severity, said.replace('@', self.store));
            self.findings.push(finding.place(self.store).help(help));
        }
    }

    fn in_the_way(&mut self, noticed: &Noticed) {
        if let Some((first, second)) = &noticed.both {
            let one = format!("1 file of @ is of two sets, {first} and {second}");
            let several = format!("# files of @ are of two sets, the first of {first} and {second}");
            let help = "make the patterns of one of them narrower: a file's fate is decided once";
            self.say("files/two-sets", Severity::Error, noticed.ambiguous, [&one, &several], help);
        }
        let words = "@ keeps versions of its files: what is removed would stay as an earlier one, so nothing is removed";
        self.say(
            "files/versions",
            Severity::Error,
            noticed.passed.versions.into(),
            [words, ""],
            "suspend versioning of the bucket, and have earlier versions expire by a rule of its life cycle",
        );
    }

    fn left_alone(&mut self, noticed: &Noticed) {
        self.say(
            "files/unmapped",
            Severity::Warning,
            noticed.unmapped,
            ["1 file of @ is of no set: it is left alone", "# files of @ are of no set: they are left alone"],
            "add a pattern for them; or a set with `personal = false` if they hold nothing personal",
        );
        self.say(
            "files/symbolic-link",
            Severity::Warning,
            noticed.passed.links,
            ["1 symbolic link in @ is not followed", "# symbolic links in @ are not followed"],
            "if what they point to is personal, name its folder as a store of its own",
        );
        self.say(
            "files/other-file-system",
            Severity::Warning,
            noticed.passed.mounts,
            [
                "1 folder in @ is another file system: it is not entered",
                "# folders in @ are other file systems: they are not entered",
            ],
            "to have them entered, write other_file_systems = true under the store",
        );
    }

    fn seen_otherwise(&mut self, noticed: &Noticed) {
        self.say(
            "files/hard-link",
            Severity::Warning,
            noticed.linked,
            [
                "1 file of @ has other names: removing one leaves what is in it under the others",
                "# files of @ have other names: removing one leaves what is in it under the others",
            ],
            "find the others with `find -samefile`, and see to it that they are in a store as well",
        );
        self.say(
            "files/special",
            Severity::Advice,
            noticed.passed.special,
            [
                "1 socket, pipe or device in @ is left alone",
                "# sockets, pipes and devices in @ are left alone",
            ],
            "nothing is to be done if they belong there",
        );
        self.say(
            "files/name",
            Severity::Advice,
            noticed.unreadable_names,
            [
                "1 file of @ has a name that is not UTF-8; what is not is told as \\xFF",
                "# files of @ have names that are not UTF-8; what is not is told as \\xFF",
            ],
            "patterns see such names as they are told; `?` stands for one of their characters",
        );
    }
}
