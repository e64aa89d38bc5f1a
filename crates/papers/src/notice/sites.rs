//! On which sites people meet the controller.

use abide_policy::{collection::Site, model::Activity};

use super::Writer;
use crate::document::{Block, Fact, Section, Words};

impl Writer<'_> {
    /// Each site, where it is and what is done there; in the notice of a site, that site alone.
    pub(super) fn sites(&self) -> Option<Section> {
        let told = self.policy.sites.iter().filter(|one| self.site.is_none_or(|site| one.key.value == site));
        let facts: Vec<Fact> = told.filter_map(|one| self.of_site(one)).collect();
        (!facts.is_empty()).then(|| self.section("sites", vec![Block::Facts(facts)]))
    }

    fn of_site(&self, site: &Site) -> Option<Fact> {
        let address = site.address.iter().map(|address| Words::reaching(address.value.clone()));
        let is_there = |activity: &&Activity| activity.is_on_site(&site.key);
        let there = self.own.iter().copied().filter(is_there).count();
        // What a notice of one site tells is all of that site.
        let about = (self.site.is_none() && there > 0).then(|| {
            self.about("site-about", |activity| there < self.own.len() && activity.is_on_site(&site.key))
        });
        let says: Vec<Words> = address.chain(about).collect();
        (!says.is_empty()).then(|| Fact { name: site.name.value.clone().into(), says })
    }
}
