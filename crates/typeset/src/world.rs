//! What Typst asks for while it sets one paper: the form, the paper and the fonts, and nothing else.

use std::sync::LazyLock;

use abide_papers::document::Document;
use typst::{
    Feature, Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Dict, Duration, Value},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

use crate::Layout;

/// Libertinus Serif, under the licence that lies beside it.
static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files: [&'static [u8]; 2] = [
        include_bytes!("../fonts/LibertinusSerif-Regular.otf"),
        include_bytes!("../fonts/LibertinusSerif-Semibold.otf"),
    ];
    files.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect()
});

/// The world of one paper.
pub(crate) struct OnePaper {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    form: Source,
}

impl OnePaper {
    pub(crate) fn new(document: &Document, layout: Layout) -> Self {
        let paper =
            serde_json::to_string(document).expect("a document has texts, lists and names of fields only");
        let sheets = Value::Bool(layout == Layout::Sheets);
        let inputs = Dict::from_iter([("paper".into(), Value::Str(paper.into())), ("sheets".into(), sheets)]);
        // Headers of rows are among the extras.
        let features = [Feature::A11yExtras].into_iter().collect();
        let path = VirtualPath::new("/paper.typ").expect("the path has no parts that lead out");
        let form = FileId::new(RootedPath::new(VirtualRoot::Project, path));
        Self {
            library: LazyHash::new(Library::builder().with_inputs(inputs).with_features(features).build()),
            book: LazyHash::new(FontBook::from_fonts(FONTS.iter())),
            form: Source::new(form, include_str!("paper.typ").to_owned()),
        }
    }
}

impl World for OnePaper {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.form.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.form.id() { Ok(self.form.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
