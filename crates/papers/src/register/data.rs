//! Which data, by category (art. 30(1)(c)), and until when it is erased (art. 30(1)(f)).

use abide_policy::model::Activity;

use super::Writer;
use crate::document::{Block, Words};

impl Writer<'_> {
    /// The data, but for what the law protects more.
    pub(super) fn data(&self, activity: &Activity) -> Block {
        self.categories(activity, false)
    }

    /// What the law protects more (art. 9 and 10).
    pub(super) fn special(&self, activity: &Activity) -> Block {
        self.categories(activity, true)
    }

    /// A row for each branch of the tree of categories, which tells what of it there is.
    fn categories(&self, activity: &Activity, special: bool) -> Block {
        let mut branches: Vec<(&str, Vec<String>)> = Vec::new();
        for key in activity.data.iter().filter(|key| self.policy.vocabulary.is_special(key) == special) {
            let branch = key.split('.').next().unwrap_or(key);
            let is_whole = key.value == branch;
            let label = if is_whole { self.phrases.say("register-all") } else { self.category(key).text };
            match branches.iter_mut().find(|(one, _)| *one == branch) {
                Some((_, labels)) => labels.push(label),
                None => branches.push((branch, vec![label])),
            }
        }
        let rows = branches.into_iter().map(|(branch, labels)| {
            let period = self.period(&activity.keep);
            vec![self.category(branch), self.phrases.terms(&labels).into(), period.into()]
        });
        let columns = ["register-category", "register-description", "register-period"];
        self.tabulated_if_any(columns, rows.collect())
    }

    pub(super) fn category(&self, key: &str) -> Words {
        self.wording().term(self.policy.vocabulary.categories.get(key), key)
    }
}
