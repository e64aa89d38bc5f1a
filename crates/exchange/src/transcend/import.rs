//! From a `transcend.yml` to a draft.

use super::file::{Category, Datapoint, Field, Processing, Purpose, Root, Silo};
use crate::{
    Draft, ExchangeError, Source,
    draft::{Activity, Sketch, Store, Table},
    leftover::Leftovers,
    naming::{Names, plain, variable},
    read,
    words::transcend,
};
use abide_policy::vocabulary::Vocabulary;

pub(crate) fn import(source: Source<'_>) -> Result<Draft, ExchangeError> {
    let root: Root = read(&source)?;
    if root.silos.is_none() && root.activities.is_none() {
        let looked_for = "`data-silos` or `processing-activities`";
        return Err(ExchangeError::Nothing { file: source.name.to_owned(), looked_for });
    }
    let sketch = Sketch { program: "transcend.yml", ..Sketch::default() };
    let mut importer = Importer { sketch, ..Importer::default() };
    importer.leftovers.rest(source.name, &root.rest);
    root.activities.iter().flatten().for_each(|one| importer.processing(one));
    root.silos.iter().flatten().for_each(|one| importer.silo(one));
    let Importer { sketch, leftovers, .. } = importer;
    Ok(Draft { policy: sketch.policy(), map: sketch.map(), leftovers: leftovers.0 })
}

#[derive(Debug, Default)]
struct Importer {
    sketch: Sketch,
    leftovers: Leftovers,
    activities: Names,
    stores: Names,
    /// Activities, each with the silos that it names.
    uses: Vec<(String, Vec<String>)>,
    /// Activities made of a purpose: the purpose, and where the activity is.
    made: Vec<(String, usize)>,
}

impl Importer {
    fn processing(&mut self, one: &Processing) {
        let place = format!("processing activity {}", one.title);
        self.leftovers.rest(&place, &one.rest);
        let mut purposes = one.processing_sub_purposes.iter().flatten();
        let purpose = purposes.next().and_then(|purpose| self.purpose(&place, &purpose.purpose));
        for other in purposes {
            self.leftovers
                .add(&place, format!("a second purpose, `{}`: an activity has one here", other.purpose));
        }
        let mut data = Vec::new();
        for category in one.data_sub_categories.iter().flatten() {
            self.category(&place, category, &mut data);
        }
        let kept = match (&one.retention_type, one.retention_period) {
            (_, Some(days)) => Some(format!("{days} days")),
            (Some(kind), None) if kind != "UNSPECIFIED" => Some(kind.clone()),
            _ => None,
        };
        let name = self.activities.name(&one.title);
        self.uses.push((name.clone(), one.data_silo_titles.clone().unwrap_or_default()));
        let subjects = self.subjects(&place, one.data_subject_types.as_deref());
        self.sketch.activities.push(Activity {
            name,
            purpose,
            words: Some(one.title.clone()),
            subjects,
            data,
            kept,
            notes: one.description.iter().cloned().collect(),
            ..Activity::default()
        });
    }

    fn purpose(&mut self, place: &str, theirs: &str) -> Option<String> {
        let ours = transcend().purpose(theirs);
        if ours.is_none() {
            self.leftovers.add(place, format!("the purpose `{theirs}` has no word here"));
        }
        ours.map(str::to_owned)
    }

    fn category(&mut self, place: &str, one: &Category, data: &mut Vec<String>) {
        match ours(one) {
            Some(ours) if data.contains(&ours) => {}
            Some(ours) => data.push(ours),
            None => self.leftovers.add(place, format!("the category `{}` has no word here", one.category)),
        }
    }

    /// Kinds of people are free text there: those that we have no word for become words of the policy's own.
    fn subjects(&mut self, place: &str, titles: Option<&[String]>) -> Vec<String> {
        let mut subjects: Vec<String> = Vec::new();
        for title in titles.unwrap_or_default() {
            let name = plain(title);
            let ours = transcend().subject(&name).map_or_else(|| name.clone(), str::to_owned);
            if ours.is_empty() {
                self.leftovers.add(place, format!("`{title}` is no name for a kind of people here"));
                continue;
            }
            if !Vocabulary::built_in().subjects.contains_key(&ours) {
                self.sketch.subjects.insert(ours.clone(), title.clone());
            }
            if !subjects.contains(&ours) {
                subjects.push(ours);
            }
        }
        subjects
    }

    fn silo(&mut self, silo: &Silo) {
        let place = format!("data silo {}", silo.title);
        self.leftovers.rest(&place, &silo.rest);
        let points = silo.datapoints.as_deref().unwrap_or_default();
        if points.is_empty() {
            return self.leftovers.add(&place, "it names no data points");
        }
        let subjects = self.subjects(&place, silo.data_subjects.as_deref());
        let named = self.uses.iter().filter(|(_, silos)| silos.contains(&silo.title));
        let named: Vec<String> = named.map(|(name, _)| name.clone()).collect();
        let tables =
            points.iter().filter_map(|point| self.datapoint(&place, point, &subjects, &named)).collect();
        let name = self.stores.name(&silo.title).replace('-', "_");
        let read_by =
            silo.integration.iter().map(|name| format!("There it is read by the integration `{name}`."));
        let notes = [silo.title.clone()].into_iter().chain(silo.description.clone()).chain(read_by).collect();
        self.sketch.stores.push(Store { variable: variable(&name), name, notes, tables });
    }

    fn datapoint(
        &mut self,
        place: &str,
        point: &Datapoint,
        subjects: &[String],
        named: &[String],
    ) -> Option<Table> {
        let shown = point.key.as_ref().or(point.title.as_ref()).map_or("", String::as_str);
        let place = format!("{place}, data point {shown}");
        self.leftovers.rest(&place, &point.rest);
        let Some(key) = point.key.as_ref().filter(|key| !key.starts_with('_')) else {
            self.leftovers.add(&place, "it is no table");
            return None;
        };
        // Of databases and schemas, the last is what a table is in.
        let schema = point.path.iter().flatten().last().map(|schema| format!("{schema}."));
        let mut table = Table {
            name: format!("{}{key}", schema.unwrap_or_default()),
            subjects: subjects.to_vec(),
            serves: named.to_vec(),
            notes: point.description.iter().cloned().collect(),
            ..Table::default()
        };
        let whole =
            point.category.as_ref().map(|category| Category { category: category.clone(), name: None });
        let mut data = Vec::new();
        for field in point.fields.iter().flatten() {
            self.field(&place, field, whole.as_ref(), &mut table);
        }
        data.extend(table.fields.iter().map(|(_, category)| category.clone()));
        let of_fields = point.fields.iter().flatten().flat_map(|field| field.purposes.iter().flatten());
        let purposes = point.purpose.iter().map(|purpose| Purpose { purpose: purpose.clone(), name: None });
        for purpose in purposes.chain(of_fields.cloned()) {
            let name = self.serving(&place, &purpose, subjects, &data);
            table.serves.extend(name.filter(|name| !table.serves.contains(name)));
        }
        Some(table)
    }

    /// The activity that a data point serves by naming a purpose; none where processing activities say it, or there is no word.
    fn serving(
        &mut self,
        place: &str,
        purpose: &Purpose,
        subjects: &[String],
        data: &[String],
    ) -> Option<String> {
        if !self.uses.is_empty() {
            return None;
        }
        let known = self.made.iter().find(|(made, _)| *made == purpose.purpose).map(|(_, at)| *at);
        let at = match known {
            Some(at) => at,
            None => {
                let ours = self.purpose(place, &purpose.purpose)?;
                let words = purpose.name.clone().filter(|name| !name.is_empty());
                let name = self.activities.name(&ours);
                self.sketch.activities.push(Activity {
                    name,
                    purpose: Some(ours),
                    words,
                    ..Activity::default()
                });
                let at = self.sketch.activities.len() - 1;
                self.made.push((purpose.purpose.clone(), at));
                at
            }
        };
        let activity = &mut self.sketch.activities[at];
        for (own, more) in [(&mut activity.subjects, subjects), (&mut activity.data, data)] {
            for one in more {
                if !own.contains(one) {
                    own.push(one.clone());
                }
            }
        }
        Some(activity.name.clone())
    }

    fn field(&mut self, place: &str, field: &Field, whole: Option<&Category>, table: &mut Table) {
        let place = format!("{place}, field {}", field.key);
        self.leftovers.rest(&place, &field.rest);
        let mut categories = field.categories.iter().flatten().chain(whole);
        let first = categories.find_map(ours);
        let Some(first) = first else { return table.unsaid.push(field.key.clone()) };
        for other in field.categories.iter().flatten().filter_map(ours).filter(|other| *other != first) {
            self.leftovers.add(&place, format!("a second category, `{other}`: a column has one here"));
        }
        table.fields.push((field.key.clone(), first));
    }
}

/// Our category: by its own name where that says more (`Email` of `CONTACT`), else by what it is under.
fn ours(one: &Category) -> Option<String> {
    let above = transcend().category(&one.category)?;
    let nearer = one.name.as_deref().and_then(|name| transcend().named(&plain(name)));
    Some(nearer.unwrap_or(above).to_owned())
}
