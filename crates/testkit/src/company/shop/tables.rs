//! The tables of an on-line shop.

use crate::company::Table;

/// Each after those it refers to.
pub(in super::super) const TABLES: &[Table] = &[
    Table { name: "countries", columns: &["code", "name"] },
    Table { name: "products", columns: &["id", "name", "article", "description", "price_cents"] },
    Table {
        name: "customers",
        columns: &[
            "id",
            "number",
            "company",
            "first_name",
            "last_name",
            "email",
            "phone",
            "country_code",
            "created_at",
            "last_login_at",
        ],
    },
    Table {
        name: "addresses",
        columns: &["id", "customer_id", "kind", "street", "postcode", "city", "added_at"],
    },
    Table { name: "orders", columns: &["id", "customer_id", "number", "ordered_at", "gift_note"] },
    Table { name: "order_lines", columns: &["order_id", "line_no", "product_id", "quantity"] },
    Table { name: "warranties", columns: &["id", "order_id", "ends_on"] },
    Table {
        name: "invoices",
        columns: &["id", "customer_id", "order_id", "number", "billed_to", "issued_on", "amount_cents"],
    },
    Table { name: "complaints", columns: &["id", "customer_id", "message", "opened_on", "resolved_on"] },
    Table { name: "reviews", columns: &["customer_id", "product_id", "stars", "comment", "written_on"] },
    Table {
        name: "payment_cards",
        columns: &[
            "id",
            "customer_id",
            "token",
            "first_six",
            "last_four",
            "holder",
            "expires_on",
            "added_at",
            "saved_at",
            "removed_at",
        ],
    },
    Table { name: "payments", columns: &["id", "order_id", "card_id", "amount_cents", "paid_at"] },
    Table {
        name: "subscriptions",
        columns: &["id", "customer_id", "card_id", "product_id", "started_on", "ended_on"],
    },
    Table {
        name: "site_log",
        columns: &["id", "customer_id", "visitor", "ip_address", "user_agent", "page", "logged_at"],
    },
    Table { name: "subscribers", columns: &["id", "email", "asked_for", "signed_up_at", "clicked_at"] },
];
