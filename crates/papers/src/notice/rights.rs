//! Which rights people have, what each means, and how it is answered.

use abide_law::pack::{Answer, Rights};
use abide_policy::model::Activity;

use super::Writer;
use crate::{
    document::{Block, Fact, Section, Words},
    law,
};

/// A right that a notice tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Right {
    Access,
    Rectify,
    Erase,
    Restrict,
    Port,
    Object,
    Withdraw,
    RefuseMarketing,
}

impl Right {
    pub(crate) const ALL: [Self; 8] = [
        Self::Access,
        Self::Rectify,
        Self::Erase,
        Self::Restrict,
        Self::Port,
        Self::Object,
        Self::Withdraw,
        Self::RefuseMarketing,
    ];

    /// Those of GDPR art. 21.
    const OF_OBJECTION: [Self; 2] = [Self::Object, Self::RefuseMarketing];

    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Access => "right-access",
            Self::Rectify => "right-rectify",
            Self::Erase => "right-erase",
            Self::Restrict => "right-restrict",
            Self::Port => "right-port",
            Self::Object => "right-object",
            Self::Withdraw => "right-withdraw",
            Self::RefuseMarketing => "right-refuse-marketing",
        }
    }

    /// Whether there is this right; marketing may be refused whatever the basis (GDPR art. 21(2)-(3)).
    pub(crate) fn answer(self, rights: &Rights, marketing: bool) -> Answer {
        let yes = |is| if is { Answer::Yes } else { Answer::No };
        match self {
            Self::Access => rights.access,
            Self::Rectify => rights.rectify,
            Self::Erase => rights.erase,
            Self::Restrict => rights.restrict,
            Self::Port => rights.port,
            Self::Object if rights.object == Answer::Withdraw || marketing => Answer::No,
            Self::Object => rights.object,
            Self::Withdraw => yes(rights.object == Answer::Withdraw),
            Self::RefuseMarketing => yes(marketing),
        }
    }
}

impl Writer<'_> {
    /// The rights that people have where the activity is concerned; none when the policy's law does not tell.
    pub(super) fn rights_in(&self, activity: &Activity) -> Vec<Words> {
        let named = self.answers(activity).into_iter().map(|(right, answer)| match (right, answer) {
            (Right::Erase, Answer::Limited) => self.phrases.say("right-erase-limited"),
            (_, Answer::Limited) => {
                self.phrases.say_with("right-limited", [("right", self.phrases.say(right.key()).into())])
            }
            _ => self.phrases.say(right.key()),
        });
        named.map(Words::from).collect()
    }

    fn answers(&self, activity: &Activity) -> Vec<(Right, Answer)> {
        let Some(rights) = self.law.rights(activity.basis.value) else { return Vec::new() };
        let answers = Right::ALL.into_iter().map(|right| (right, right.answer(rights, activity.marketing)));
        answers.filter(|(_, answer)| *answer != Answer::No).collect()
    }

    /// The right to object, which is told clearly and apart from everything else (GDPR art. 21(4)), with what it is against.
    pub(super) fn objection(&self) -> Option<Section> {
        let facts = Right::OF_OBJECTION.into_iter().filter_map(|right| {
            let is_against = |activity: &Activity| self.has(activity, right);
            let mut fact = self.meaning(right.key());
            fact.says.push(self.about("objection-about", is_against));
            self.own.iter().any(|activity| is_against(activity)).then_some(fact)
        });
        let facts: Vec<Fact> = facts.collect();
        let says = Block::Paragraph(self.phrases.say("objection-says").into());
        (!facts.is_empty()).then(|| self.section("objection", vec![says, Block::Facts(facts)]))
    }

    fn has(&self, activity: &Activity, right: Right) -> bool {
        self.answers(activity).iter().any(|(given, _)| *given == right)
    }

    /// What each other right means that people have somewhere.
    pub(super) fn rights(&self) -> Option<Section> {
        let anywhere = |right: &Right| {
            !Right::OF_OBJECTION.contains(right) && self.own.iter().any(|activity| self.has(activity, *right))
        };
        let mut facts: Vec<Fact> =
            Right::ALL.into_iter().filter(anywhere).map(|right| self.meaning(right.key())).collect();
        if self.law.asks_for(law::AFTER_DEATH) {
            facts.push(self.meaning("right-after-death"));
        }
        let here = Block::Paragraph(self.phrases.say("rights-here").into());
        self.law.tells_rights().then(|| self.section("rights", vec![here, Block::Facts(facts)]))
    }

    fn meaning(&self, key: &str) -> Fact {
        self.fact(key, vec![self.phrases.say(&format!("{key}.means")).into()])
    }
}
