//! A paper without a form: sections of words in one language, for [HTML](Document::html) and [Markdown](Document::markdown).

use serde::Serialize;

use crate::{Language, html, markdown};

/// A paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// The language it is in.
    pub language: Language,
    /// What it is.
    pub title: String,
    /// Of when it is, and the like.
    pub subtitle: Option<String>,
    /// Where it is on the web.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Fact>,
    /// What changed since the one before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<Fact>,
    /// Where it is besides: in other languages, in other forms.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Words>,
    /// What stands above the list of its sections.
    pub contents: String,
    /// Its sections, in order.
    pub sections: Vec<Section>,
}

impl Document {
    /// As a page: semantic, printable, without script or anything that it would have to load.
    pub fn html(&self) -> String {
        html::page(self)
    }

    /// As Markdown (CommonMark with tables).
    pub fn markdown(&self) -> String {
        markdown::text(self)
    }
}

/// A part with a heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Its address on the page: a word in ASCII, once in a document.
    pub id: String,
    /// What stands above it.
    pub heading: Words,
    /// What it says.
    pub blocks: Vec<Block>,
    /// The parts of it.
    pub sections: Vec<Section>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Block {
    /// A paragraph.
    Paragraph(Words),
    /// A list.
    List(Vec<Words>),
    /// Names, each with what is to be said of it.
    Facts(Vec<Fact>),
    /// A table, whose rows begin with what they are about.
    Table(Table),
}

/// Something with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// The name.
    pub name: Words,
    /// What is to be said of it. Never empty.
    pub says: Vec<Words>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// What it shows; empty where it is all that its section says.
    pub caption: String,
    /// What its columns hold.
    pub head: Vec<String>,
    /// Its rows, each as long as the head.
    pub rows: Vec<Vec<Words>>,
}

/// Words, on one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    /// The words.
    pub text: String,
    /// Their language, where it is not that of the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// Where they lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
}

/// Where words lead, and which of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The words that lead there, where not all do. They are among the words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Where to.
    #[serde(flatten)]
    pub target: Target,
}

/// Where words lead to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Target {
    /// A section of the document, by its id.
    Section(String),
    /// A place elsewhere: `https:`, `http:`, `mailto:`.
    Address(String),
    /// A file that is published with the document, by its way from there. It leads nowhere from a copy of the document alone.
    Beside(String),
}

impl Words {
    /// Leading to a section.
    #[must_use]
    pub fn to(self, section: &str) -> Self {
        Self { link: Some(Link { words: None, target: Target::Section(section.to_owned()) }), ..self }
    }

    /// Of which some lead to a section.
    #[must_use]
    pub fn some_to(self, words: String, section: &str) -> Self {
        Self { link: Some(Link { words: Some(words), target: Target::Section(section.to_owned()) }), ..self }
    }

    /// Leading to a file that is published with the document.
    #[must_use]
    pub(crate) fn beside(self, way: &str) -> Self {
        Self { link: Some(Link { words: None, target: Target::Beside(way.to_owned()) }), ..self }
    }

    /// Of which some lead to a file that is published with the document.
    #[must_use]
    pub(crate) fn some_beside(self, words: String, way: &str) -> Self {
        Self { link: Some(Link { words: Some(words), target: Target::Beside(way.to_owned()) }), ..self }
    }

    /// How somebody is reached: what is an address on the web or for e-mail, and nothing else, leads there.
    pub(crate) fn reaching(text: String) -> Self {
        let address = address(&text);
        let link = address.map(|address| Link { words: None, target: Target::Address(address) });
        Self { text, language: None, link }
    }

    /// The words before those that lead somewhere, these, and the words behind them.
    pub(crate) fn parts(&self) -> [&str; 3] {
        let some = self.link.as_ref().and_then(|link| link.words.as_deref());
        let around = some.and_then(|some| Some((some, self.text.split_once(some)?)));
        around.map_or(["", &self.text, ""], |(some, (before, behind))| [before, some, behind])
    }
}

/// The address that the text is, if it is one.
fn address(text: &str) -> Option<String> {
    let is_one_word = !text.contains(|char: char| char.is_whitespace() || char.is_control());
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    let plain = |part: &str| part.chars().all(|char| char.is_alphanumeric() || ".+-_".contains(char));
    let is_mail = text
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && plain(name) && plain(host) && host.contains('.'));
    match (is_one_word, is_web, is_mail) {
        (true, true, _) => Some(text.to_owned()),
        (true, false, true) => Some(format!("mailto:{text}")),
        _ => None,
    }
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        Self { text, language: None, link: None }
    }
}
