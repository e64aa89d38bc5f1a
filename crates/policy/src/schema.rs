//! JSON Schemas of both files, for editors.
