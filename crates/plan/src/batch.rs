//! The statements with which a step's rows are changed, batch by batch.
