//! In which form a paper is written, and where it goes: the end of a file's name tells the form where nobody names one.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

use clap::ValueEnum;

use crate::{
    desk::Desk,
    exit::{Exit, Failure},
    write,
};

/// The file that is written; none for standard output, which `-` names.
pub(crate) fn file(out: Option<&PathBuf>) -> Option<&Path> {
    out.map(PathBuf::as_path).filter(|path| *path != Path::new("-"))
}

/// The form that is given, else the one that the file's name ends with, else `otherwise`, where it ends with none or there is no file.
/// A name that promises another form than it gets is refused: whoever opens the file by it would not know what is in it.
pub(crate) fn of<F>(given: Option<F>, file: Option<&Path>, otherwise: F) -> Result<F, Failure>
where
    F: ValueEnum + PartialEq,
{
    let ending = file.and_then(|path| path.extension()).and_then(OsStr::to_str);
    let Some(ending) = ending else { return Ok(given.unwrap_or(otherwise)) };
    match (given, F::from_str(ending, true).ok()) {
        (Some(given), Some(named)) if given != named => {
            let sentence = format!("--format {} and a name that ends with .{ending}", name(&given));
            Err(usage(sentence, "leave --format out, or let the name of --out end with the same form"))
        }
        (Some(form), _) | (None, Some(form)) => Ok(form),
        (None, None) => {
            let forms: Vec<String> =
                F::value_variants().iter().map(|form| format!(".{}", name(form))).collect();
            let help =
                format!("let the name end with one of {}, or name the form with --format", forms.join(", "));
            Err(usage(format!("no form of this paper has names that end with .{ending}"), &help))
        }
    }
}

/// Writes the paper to the file, in place of what is there, or to standard output.
pub(crate) fn put(text: &str, file: Option<&Path>, desk: &Desk) -> Result<(), Failure> {
    match file {
        Some(path) => write::replace(path, text),
        None => desk.printer.data(text),
    }
}

/// As [`put`] does, a paper that is no text.
pub(crate) fn put_bytes(bytes: &[u8], file: Option<&Path>, desk: &Desk) -> Result<(), Failure> {
    match file {
        Some(path) => write::replace(path, bytes),
        None => desk.printer.bytes(bytes),
    }
}

fn name<F: ValueEnum>(form: &F) -> String {
    form.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

fn usage(sentence: String, help: &str) -> Failure {
    Failure::new(Exit::Usage, sentence).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
    enum Form {
        Md,
        #[value(alias = "htm")]
        Html,
    }

    fn form(given: Option<Form>, file: &str) -> Result<Form, String> {
        of(given, Some(Path::new(file)), Form::Md)
            .map_err(|failure| failure.sentence + ": " + &failure.help.unwrap())
    }

    #[test]
    fn the_end_of_the_name_tells_the_form() {
        assert_eq!(form(None, "a.html"), Ok(Form::Html));
        assert_eq!(form(None, "a.HTM"), Ok(Form::Html));
        assert_eq!(form(None, "/tmp/notice"), Ok(Form::Md));
        assert_eq!(form(Some(Form::Html), "notice.fr.txt"), Ok(Form::Html));
        assert_eq!(of(None, None, Form::Md).map_err(|failure| failure.sentence), Ok(Form::Md));
    }

    #[test]
    fn a_name_that_promises_another_form_is_refused() {
        assert!(
            form(Some(Form::Md), "a.html")
                .unwrap_err()
                .starts_with("--format md and a name that ends with .html")
        );
        assert!(form(None, "a.docx").unwrap_err().contains("one of .md, .html,"));
    }

    #[test]
    fn a_dash_is_standard_output() {
        assert_eq!(file(Some(&PathBuf::from("-"))), None);
        assert_eq!(file(Some(&PathBuf::from("./-"))), Some(Path::new("./-")));
    }
}
