//! The tables of a hosting company.

use crate::company::Table;

/// Each after those it refers to.
pub(in super::super) const TABLES: &[Table] = &[
    Table { name: "countries", columns: &["code", "name"] },
    Table { name: "sites", columns: &["code", "host"] },
    Table {
        name: "clients",
        columns: &[
            "id",
            "number",
            "company",
            "first_name",
            "last_name",
            "email",
            "phone",
            "country_code",
            "payment_method",
            "iban",
            "bic",
            "created_at",
        ],
    },
    Table { name: "addresses", columns: &["client_id", "kind", "street", "postcode", "city"] },
    Table {
        name: "contracts",
        columns: &["id", "client_id", "reference", "product", "started_on", "ended_on"],
    },
    Table { name: "quotes", columns: &["id", "client_id", "number", "wording", "signed_on"] },
    Table { name: "accounts", columns: &["client_id", "login", "password_hash", "code_phone"] },
    Table { name: "tickets", columns: &["id", "client_id", "subject", "message", "opened_at"] },
    Table {
        name: "invoices",
        columns: &["id", "client_id", "number", "billed_to", "issued_on", "amount_cents"],
    },
    Table { name: "invoice_lines", columns: &["invoice_id", "line_no", "description", "amount_cents"] },
    Table {
        name: "card_payments",
        columns: &[
            "id",
            "client_id",
            "invoice_id",
            "card_kind",
            "card_reference",
            "card_expiry",
            "amount_cents",
        ],
    },
    Table { name: "instalments", columns: &["id", "payment_id", "amount_cents", "due_on", "paid_on"] },
    Table { name: "connection_log", columns: &["id", "client_id", "ip_address", "port", "connected_at"] },
    Table {
        name: "subscriber_records",
        columns: &["id", "client_id", "name", "email", "phone", "paid", "collected_at"],
    },
    Table {
        name: "form_requests",
        columns: &["id", "site_code", "form", "name", "company", "email", "phone", "message", "submitted_at"],
    },
    Table { name: "subscribers", columns: &["id", "email", "subscribed_at", "clicked_at"] },
    Table { name: "measured_visits", columns: &["id", "site_code", "visitor", "ip_address", "started_at"] },
    Table { name: "measured_actions", columns: &["visit_id", "number", "kind", "what"] },
    Table { name: "tenants", columns: &["id", "client_id", "label", "opened_on", "ended_on"] },
    Table { name: "tenant_users", columns: &["tenant_id", "number", "name", "email"] },
    Table { name: "tenant_documents", columns: &["id", "tenant_id", "owner_number", "title", "content"] },
    Table { name: "tenant_messages", columns: &["id", "document_id", "body", "sent_at"] },
];
