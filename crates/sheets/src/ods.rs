//! The workbook as an OpenDocument spreadsheet: the few files of the format that say something, packed.

mod content;
mod meta;
mod styles;

use std::io::{self, Cursor, Write};

use abide_papers::workbook::Workbook;
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use crate::SheetsError;

const TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
const VERSION: &str = "1.3";

pub(crate) fn bytes(workbook: &Workbook) -> Result<Vec<u8>, SheetsError> {
    let mut pack = ZipWriter::new(Cursor::new(Vec::new()));
    // Programs know the file by its type, first and as it is.
    pack.start_file("mimetype", options(CompressionMethod::Stored))?;
    pack.write_all(TYPE.as_bytes())?;
    let files = [
        ("content.xml", content::text(workbook)?),
        ("styles.xml", styles::text(workbook)?),
        ("meta.xml", meta::text(workbook)?),
        ("META-INF/manifest.xml", meta::manifest()?),
    ];
    for (name, text) in files {
        pack.start_file(name, options(CompressionMethod::Deflated))?;
        pack.write_all(&text)?;
    }
    Ok(pack.finish()?.into_inner())
}

/// No file has a time of its own: it would be that of the clock.
fn options(method: CompressionMethod) -> SimpleFileOptions {
    let options = SimpleFileOptions::default().compression_method(method);
    options.last_modified_time(DateTime::DEFAULT).unix_permissions(0o644)
}

/// What XML is written to.
type Xml = Writer<Vec<u8>>;

/// A whole file of XML: one element, with what is in it.
fn document(
    name: &str,
    attributes: &[(&str, &str)],
    content: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    element(&mut xml, name, attributes, content)?;
    Ok(xml.into_inner())
}

fn element(
    xml: &mut Xml,
    name: &str,
    attributes: &[(&str, &str)],
    content: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    let element = xml.create_element(name).with_attributes(attributes.iter().copied());
    element.write_inner_content(content).map(|_| ())
}

fn empty(xml: &mut Xml, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    xml.create_element(name).with_attributes(attributes.iter().copied()).write_empty().map(|_| ())
}

fn words(xml: &mut Xml, name: &str, attributes: &[(&str, &str)], text: &str) -> io::Result<()> {
    let element = xml.create_element(name).with_attributes(attributes.iter().copied());
    element.write_text_content(BytesText::new(text)).map(|_| ())
}

/// The names of what OpenDocument calls things.
const NAMES: [(&str, &str); 9] = [
    ("xmlns:office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
    ("xmlns:style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"),
    ("xmlns:table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"),
    ("xmlns:text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
    ("xmlns:fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"),
    ("xmlns:meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
    ("office:version", VERSION),
];
