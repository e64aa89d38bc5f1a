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
    /// What it shows.
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
    /// The section of the document to which they lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leads_to: Option<String>,
}

impl Words {
    /// Leading to a section.
    #[must_use]
    pub fn to(mut self, section: &str) -> Self {
        self.leads_to = Some(section.to_owned());
        self
    }
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        Self { text, language: None, leads_to: None }
    }
}
