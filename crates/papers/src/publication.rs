//! A notice among what is published with it: each version in each language at an address that stays, and at one address whichever is in
//! force. Addresses are relative, so that the whole may stand anywhere.

use jiff::civil::Date;

use crate::{
    Language,
    document::{Block, Document, Section, Words},
    html,
    phrases::Phrases,
};

/// What is published.
#[derive(Debug, Clone, Copy)]
pub struct Publication<'p> {
    /// The languages, in order.
    pub languages: &'p [Language],
    /// Whether there are PDFs.
    pub pdf: bool,
}

/// Where a version stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Where the version in force is, whichever that is.
    InForce,
    /// Where the version of this day stays.
    Of(Date),
}

/// A form in which a notice is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A page.
    Html,
    /// Markdown.
    Markdown,
    /// PDF.
    Pdf,
}

impl Form {
    fn file(self) -> &'static str {
        match self {
            Self::Html => "index.html",
            Self::Markdown => "notice.md",
            Self::Pdf => "notice.pdf",
        }
    }
}

impl Place {
    /// The address of a notice here, from the root of what is published: `2026-01-01/en/index.html`.
    pub fn address(self, language: Language, form: Form) -> String {
        format!("{}{}/{}", self.folder(), language.code(), form.file())
    }

    /// The address of the page on which a language is chosen.
    pub fn entrance(self) -> String {
        self.folder() + Form::Html.file()
    }

    fn folder(self) -> String {
        match self {
            Self::InForce => String::new(),
            Self::Of(day) => format!("{day}/"),
        }
    }

    /// The way from a notice here to the root.
    fn to_root(self) -> &'static str {
        match self {
            Self::InForce => "../",
            Self::Of(_) => "../../",
        }
    }
}

impl Publication<'_> {
    /// The notice as it is at a place, with the ways to its other languages and forms, and to `earlier` versions, newest first.
    pub fn at(&self, place: Place, notice: &Document, earlier: &[Date]) -> Document {
        let phrases = Phrases::of(notice.language);
        let writer = Writer { publication: self, place, language: notice.language, phrases };
        let versions = writer.versions(earlier);
        Document {
            also: writer.also(),
            sections: notice.sections.iter().cloned().chain(versions).collect(),
            ..notice.clone()
        }
    }

    /// What stands where a site's notice in force was, once there is no such site: that it is no longer one, where the notice in force is,
    /// and the versions that were published of it, newest first.
    pub fn without(&self, gone: Gone<'_>, language: Language, versions: &[Date]) -> Document {
        let phrases = Phrases::of(language);
        let writer = Writer { publication: self, place: Place::InForce, language, phrases };
        let values = || [("controller", gone.controller.into()), ("site", gone.site.into())];
        Document {
            language,
            title: writer.phrases.say_with("site-gone", values()),
            subtitle: None,
            published: None,
            change: None,
            also: writer.also(),
            contents: writer.phrases.say("contents"),
            sections: writer.without(gone).into_iter().chain(writer.versions(versions)).collect(),
        }
    }

    /// The page of a name on which a language is chosen. Its notices are in the order of the languages; where there is one only, the
    /// page leads on by itself.
    pub fn entrance(&self, name: &str, notices: &[Document]) -> String {
        let doors =
            notices.iter().map(|notice| (Place::InForce.address(notice.language, Form::Html), notice));
        html::entrance(name, &doors.collect::<Vec<_>>())
    }
}

/// A site that the policy no longer has, of which notices were published.
#[derive(Debug, Clone, Copy)]
pub struct Gone<'g> {
    /// Whose it was.
    pub controller: &'g str,
    /// Its name in the addresses.
    pub site: &'g str,
    /// Where notices are published in all, from the root of what is published of the site.
    pub whole: &'g str,
}

struct Writer<'w> {
    publication: &'w Publication<'w>,
    place: Place,
    language: Language,
    phrases: Phrases,
}

impl Writer<'_> {
    /// The version in force, other languages, other forms.
    fn also(&self) -> Vec<Words> {
        let in_force = (self.place != Place::InForce)
            .then(|| Words::from(self.phrases.say("current-version")).beside(&self.in_force()));
        let others = self.publication.languages.iter().filter(|other| **other != self.language);
        let others = others.map(|other| {
            let name = Words::from(Phrases::of(*other).say("language-name"));
            let address = format!("../{}/{}", other.code(), Form::Html.file());
            Words { language: Some(*other), ..name.beside(&address) }
        });
        let form = |form: Form, key| Words::from(self.phrases.say(key)).beside(form.file());
        let pdf = self.publication.pdf.then(|| form(Form::Pdf, "form-pdf"));
        let forms = pdf.into_iter().chain([form(Form::Markdown, "form-markdown")]);
        in_force.into_iter().chain(others).chain(forms).collect()
    }

    fn in_force(&self) -> String {
        self.place.to_root().to_owned() + &Place::InForce.address(self.language, Form::Html)
    }

    /// That there is no such site, and where the notice in force is.
    fn without(&self, gone: Gone<'_>) -> [Section; 1] {
        let current = self.phrases.say("current-version.in-sentence");
        let values = [
            ("controller", gone.controller.into()),
            ("site", gone.site.into()),
            ("current", current.as_str().into()),
        ];
        let says = self.phrases.say_with("site-gone-says", values);
        let in_force = Place::InForce.address(self.language, Form::Html);
        let way = format!("{}{}{in_force}", self.place.to_root(), gone.whole);
        let says = Block::Paragraph(Words::from(says).some_beside(current, &way));
        let heading = self.phrases.say("site-gone-now").into();
        [Section { id: "gone".to_owned(), heading, blocks: vec![says], sections: Vec::new() }]
    }

    /// That this one stays, and those before it.
    fn versions(&self, earlier: &[Date]) -> Option<Section> {
        let stays = (self.place != Place::InForce).then(|| {
            let current = self.phrases.say("current-version.in-sentence");
            let says = self.phrases.say_with("versions-stay", [("current", current.as_str().into())]);
            vec![Block::Paragraph(Words::from(says).some_beside(current, &self.in_force()))]
        });
        let before = (!earlier.is_empty()).then(|| {
            let says = self.phrases.say("versions-earlier");
            let list = earlier.iter().map(|day| self.version(*day)).collect();
            vec![Block::Paragraph(says.into()), Block::List(list)]
        });
        let blocks: Vec<Block> = [stays, before].into_iter().flatten().flatten().collect();
        let heading = self.phrases.say("versions").into();
        let id = "versions".to_owned();
        (!blocks.is_empty()).then(|| Section { id, heading, blocks, sections: Vec::new() })
    }

    fn version(&self, day: Date) -> Words {
        let says = self.phrases.say_with("version", [("date", self.phrases.date(day).into())]);
        let address = self.place.to_root().to_owned() + &Place::Of(day).address(self.language, Form::Html);
        Words::from(says).beside(&address)
    }
}
