//! How people make a request, and how it is answered.

use abide_law::{Period, always_longer, pack::Due};
use abide_policy::requests::{Asked, Requests};

use super::Writer;
use crate::document::{Block, Fact, Section, Words};

impl Writer<'_> {
    /// By which ways requests come, what they should say, how long an answer takes, and what it costs.
    pub(super) fn requests(&self) -> Option<Section> {
        // Where answers are free by law, a fee is for the exceptions alone (GDPR art. 12(5), 15(3)).
        let has_fee = self.policy.requests.as_ref().is_some_and(|requests| requests.fee.is_some());
        let ways = self.policy.requests.as_ref().map(|requests| self.ways(requests)).unwrap_or_default();
        let ways = (!ways.is_empty()).then_some(Block::Facts(ways));
        let says = [
            self.within(Due::Answer, "answer-within"),
            self.within(Due::Extension, "answer-extended"),
            self.identity(),
            self.law
                .is_free()
                .then(|| self.phrases.say(if has_fee { "answer-free.fee" } else { "answer-free" })),
        ];
        let says = says.into_iter().flatten().map(|says| Block::Paragraph(says.into()));
        let blocks: Vec<Block> = ways.into_iter().chain(says).collect();
        (!blocks.is_empty()).then(|| self.section("answer", blocks))
    }

    fn ways(&self, requests: &Requests) -> Vec<Fact> {
        let channels = requests.channels.all();
        let mut facts: Vec<Fact> = channels
            .map(|(key, way)| self.fact(&format!("channel-{key}"), vec![Words::reaching(way.value.clone())]))
            .collect();
        let lines = requests.subject_lines.iter().map(|(line, asked)| self.subject_line(line, asked.value));
        let lines: Vec<Words> = lines.collect();
        if !lines.is_empty() {
            facts.push(self.fact("subject-lines", lines));
        }
        let fee = if self.law.is_free() { "request-fee.exception" } else { "request-fee" };
        let texts = [("request-says", &requests.asks_for), (fee, &requests.fee)];
        let told = texts.into_iter().filter_map(|(key, text)| {
            Some(self.fact(key, vec![self.wording().of_policy(text.as_ref()?, "requests")]))
        });
        facts.extend(told);
        facts
    }

    fn subject_line(&self, line: &str, asked: Asked) -> Words {
        let right = match asked {
            Asked::Access => "right-access",
            Asked::Rectify => "right-rectify",
            Asked::Erase => "right-erase",
            Asked::Restrict => "right-restrict",
            Asked::Port => "right-port",
            Asked::Object => "right-object",
            Asked::ObjectMarketing => "right-refuse-marketing",
            Asked::Withdraw => "right-withdraw",
        };
        let right = self.phrases.say(right);
        self.phrases.say_with("subject-line", [("line", line.into()), ("right", right.into())]).into()
    }

    /// When people have to show who they are, as the policy says.
    fn identity(&self) -> Option<String> {
        let proof = self.policy.requests.as_ref()?.identity.as_ref()?;
        Some(self.phrases.say(&format!("proof-{}", proof.key())))
    }

    /// The law's time, or the policy's where that is shorter: a longer one does not count.
    fn within(&self, due: Due, key: &str) -> Option<String> {
        let by_law = self.law.within(due);
        let requests = self.policy.requests.as_ref();
        let promised = requests.and_then(|requests| match due {
            Due::Extension => requests.extension.as_ref(),
            _ => requests.answer.as_ref(),
        });
        let period = shorter(by_law, promised.map(|period| period.value))?;
        Some(self.phrases.say_with(key, [("period", self.phrases.period(period).into())]))
    }
}

fn shorter(by_law: Option<Period>, promised: Option<Period>) -> Option<Period> {
    match (by_law, promised) {
        (Some(by_law), Some(promised)) if always_longer(&[promised], &[by_law]) => Some(by_law),
        (by_law, promised) => promised.or(by_law),
    }
}
