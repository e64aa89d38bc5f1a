//! How cells look, whatever the form of the file.

use abide_papers::workbook::Look;

/// The look of a cell.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    /// The size of its letters, in points.
    pub(crate) size: u8,
    pub(crate) bold: bool,
    /// Whether words are broken into lines where the cell ends.
    pub(crate) wraps: bool,
    /// Whether it has a frame.
    pub(crate) framed: bool,
    /// What it is filled with (RGB).
    pub(crate) fill: Option<u32>,
}

/// The colour of frames (RGB).
pub(crate) const FRAME: u32 = 0x00B0_B0B0;
/// The colour of what leads elsewhere (RGB).
pub(crate) const LINK: u32 = 0x000B_4F9E;

/// How a cell of this kind looks.
pub(crate) fn style(look: Look) -> Style {
    let plain = Style { size: 10, bold: false, wraps: false, framed: false, fill: None };
    let framed = Style { wraps: true, framed: true, ..plain };
    match look {
        Look::Title => Style { size: 14, bold: true, ..plain },
        Look::Heading => Style { size: 11, bold: true, ..plain },
        Look::Head => Style { bold: true, fill: Some(0x00E4_EAF2), ..framed },
        Look::Name => Style { fill: Some(0x00F3_F5F8), ..framed },
        Look::Text => framed,
        Look::Line => plain,
    }
}
