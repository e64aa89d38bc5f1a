//! What going through a folder has shown, as findings.

use abide_phrases::{Text, text};
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
    /// Says it where there is any to say it of.
    fn say(&mut self, code: &'static str, severity: Severity, count: u64, [message, help]: [Text; 2]) {
        if count > 0 {
            let finding = Finding::new(code, severity, message);
            self.findings.push(finding.place(self.store).help(help));
        }
    }

    fn in_the_way(&mut self, noticed: &Noticed) {
        let store = self.store;
        if let Some((first, second)) = &noticed.both {
            let count = noticed.ambiguous;
            let message = text!("files-two-sets", count, store, first, second);
            self.say("files/two-sets", Severity::Error, count, [message, text!("files-two-sets.help")]);
        }
        let said = [text!("files-versions", store), text!("files-versions.help")];
        self.say("files/versions", Severity::Error, noticed.passed.versions.into(), said);
    }

    fn left_alone(&mut self, noticed: &Noticed) {
        let store = self.store;
        let count = noticed.unmapped;
        let said = [text!("files-unmapped", count, store), text!("files-unmapped.help")];
        self.say("files/unmapped", Severity::Warning, count, said);
        let count = noticed.passed.links;
        let said = [text!("files-symbolic-link", count, store), text!("files-symbolic-link.help")];
        self.say("files/symbolic-link", Severity::Warning, count, said);
        let count = noticed.passed.mounts;
        let said = [text!("files-other-file-system", count, store), text!("files-other-file-system.help")];
        self.say("files/other-file-system", Severity::Warning, count, said);
    }

    fn seen_otherwise(&mut self, noticed: &Noticed) {
        let store = self.store;
        let count = noticed.linked;
        let said = [text!("files-hard-link", count, store), text!("files-hard-link.help")];
        self.say("files/hard-link", Severity::Warning, count, said);
        let count = noticed.passed.special;
        let said = [text!("files-special", count, store), text!("files-special.help")];
        self.say("files/special", Severity::Advice, count, said);
        let count = noticed.unreadable_names;
        let said = [text!("files-name", count, store), text!("files-name.help")];
        self.say("files/name", Severity::Advice, count, said);
    }
}
