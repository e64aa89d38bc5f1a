//! The tables of the services company.

use crate::company::Table;

/// Its tables, each after those it refers to.
pub(in super::super) const TABLES: &[Table] = &[
    Table { name: "countries", columns: &["code", "name"] },
    Table {
        name: "customers",
        columns: &[
            "id",
            "number",
            "company",
            "civility",
            "first_name",
            "last_name",
            "email",
            "phone",
            "country_code",
            "referred_by",
            "created_at",
        ],
    },
    Table { name: "addresses", columns: &["id", "customer_id", "kind", "street", "postcode", "city"] },
    Table {
        name: "contracts",
        columns: &["id", "customer_id", "reference", "product", "signed_on", "ended_on"],
    },
    Table { name: "tickets", columns: &["id", "customer_id", "opened_at", "status", "message"] },
    Table {
        name: "invoices",
        columns: &[
            "id",
            "customer_id",
            "contract_id",
            "number",
            "issued_on",
            "billed_to",
            "amount_cents",
            "paid_at",
        ],
    },
    Table { name: "invoice_lines", columns: &["invoice_id", "line_no", "description", "amount_cents"] },
    Table {
        name: "suppliers",
        columns: &[
            "id",
            "name",
            "contact_name",
            "email",
            "phone",
            "bank_account",
            "country_code",
            "parent_id",
        ],
    },
    Table { name: "supplier_contracts", columns: &["id", "supplier_id", "signed_on", "ended_on"] },
    Table {
        name: "supplier_invoices",
        columns: &["id", "supplier_id", "number", "issued_on", "amount_cents"],
    },
    Table {
        name: "prospects",
        columns: &[
            "id",
            "email",
            "first_name",
            "last_name",
            "phone",
            "company",
            "status",
            "source",
            "customer_id",
            "referred_by",
            "created_at",
        ],
    },
    Table { name: "messages", columns: &["id", "prospect_id", "direction", "sent_at", "body"] },
    Table { name: "calls", columns: &["id", "prospect_id", "called_at", "note"] },
    Table { name: "prospect_topics", columns: &["prospect_id", "topic"] },
    Table {
        name: "solicitations",
        columns: &["id", "name", "email", "message", "received_at", "answered_at"],
    },
    Table { name: "solicitation_replies", columns: &["id", "solicitation_id", "sent_at", "body"] },
    Table {
        name: "candidates",
        columns: &["id", "first_name", "last_name", "email", "phone", "current_job", "marital_status"],
    },
    Table {
        name: "applications",
        columns: &["id", "candidate_id", "position", "stage", "motivation", "applied_at"],
    },
    Table {
        name: "application_documents",
        columns: &["id", "application_id", "kind", "file_name", "content"],
    },
    Table { name: "recordings", columns: &["id", "camera", "path", "recorded_at"] },
];
