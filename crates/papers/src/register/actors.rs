//! Who decides, who decides with them, and who speaks for them (art. 30(1)(a), 30(2)(a)).

use abide_policy::{
    entity::{Entity, JointController},
    span::Spanned,
};

use super::{Capacity, Writer};
use crate::document::{Table, Words};

impl Writer<'_> {
    /// The company with those who speak for it, and `joint`, who decide with it: a row each.
    pub(super) fn actors(&self, caption: &str, joint: &[&JointController]) -> Table {
        let controller = &self.policy.controller;
        let reached = [&controller.address, &controller.country, &controller.contact].map(Option::as_ref);
        let own = match self.capacity {
            Capacity::Controller => "register-controller",
            Capacity::Processor => "register-processor",
        };
        let entity = |role, entity: &Entity| {
            let reached = [&entity.address, &entity.country, &entity.contact].map(Option::as_ref);
            self.actor(role, &entity.name, reached)
        };
        let joint = joint.iter().map(|one| entity("register-joint-controller", &one.entity));
        let speakers = [
            ("register-representative", &controller.representative),
            ("register-officer", &controller.data_protection_officer),
        ];
        let speakers = speakers.into_iter().filter_map(|(role, one)| Some(entity(role, one.as_ref()?)));
        let no_officer = controller.no_data_protection_officer.then(|| {
            let none = self.phrases.say("register-no-officer");
            self.actor("register-officer", &none, [None; 3])
        });
        let own = self.actor(own, &controller.name, reached);
        let rows = [own].into_iter().chain(joint).chain(speakers).chain(no_officer);
        let columns = ["register-role", "register-name", "register-address", "register-country"];
        self.tabulated(caption, columns.into_iter().chain(["register-contact"]), rows)
    }

    fn actor(&self, role: &str, name: &str, reached: [Option<&Spanned<String>>; 3]) -> Vec<Words> {
        let given = |text: Option<&Spanned<String>>| text.map(|text| text.value.clone()).unwrap_or_default();
        let [address, country, contact] = reached;
        let country = country.map(|code| self.phrases.country(code)).unwrap_or_default();
        vec![
            self.phrases.say(role).into(),
            name.to_owned().into(),
            given(address).into(),
            country.into(),
            Words::reaching(given(contact)),
        ]
    }
}
