-- A company that hosts and repairs: its clients with contracts, invoices and card payments, what the law has it log, the forms of
-- its sites, its newsletter, what it measures on them, and the data that its clients keep with it. Equal in meaning to
-- schema.sqlite.sql.

CREATE TABLE countries (
    code text PRIMARY KEY CHECK (length(code) = 2),
    name text NOT NULL UNIQUE
);

CREATE TABLE sites (
    code text PRIMARY KEY,
    host text NOT NULL UNIQUE
);

-- Clients -----------------------------------------------------------------------------------------------------------

CREATE TABLE clients (
    id             bigint PRIMARY KEY,
    number         text NOT NULL UNIQUE,
    company        text,
    first_name     text,
    last_name      text NOT NULL,
    email          text NOT NULL UNIQUE,
    phone          text,
    country_code   text NOT NULL REFERENCES countries (code),
    payment_method text NOT NULL CHECK (payment_method IN ('direct-debit', 'card', 'transfer')),
    iban           text,
    bic            text,
    created_at     timestamptz NOT NULL
);
CREATE INDEX clients_country ON clients (country_code);

CREATE TABLE addresses (
    client_id bigint NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    kind      text NOT NULL CHECK (kind IN ('billing', 'delivery')),
    street    text NOT NULL,
    postcode  text NOT NULL,
    city      text NOT NULL,
    PRIMARY KEY (client_id, kind)
);

CREATE TABLE contracts (
    id         bigint PRIMARY KEY,
    client_id  bigint NOT NULL REFERENCES clients (id),
    reference  text NOT NULL UNIQUE,
    product    text NOT NULL,
    started_on date NOT NULL,
    ended_on   date CHECK (ended_on >= started_on)
);
CREATE INDEX contracts_client ON contracts (client_id);
CREATE INDEX contracts_ended ON contracts (ended_on);

CREATE TABLE quotes (
    id        bigint PRIMARY KEY,
    client_id bigint NOT NULL REFERENCES clients (id),
    number    text NOT NULL UNIQUE,
    wording   text NOT NULL,
    signed_on date
);
CREATE INDEX quotes_client ON quotes (client_id);

CREATE TABLE accounts (
    client_id     bigint PRIMARY KEY REFERENCES clients (id) ON DELETE CASCADE,
    login         text NOT NULL UNIQUE,
    password_hash text NOT NULL,
    code_phone    text
);

CREATE TABLE tickets (
    id        bigint PRIMARY KEY,
    client_id bigint NOT NULL REFERENCES clients (id),
    subject   text NOT NULL,
    message   text,
    opened_at timestamptz NOT NULL
);
CREATE INDEX tickets_client ON tickets (client_id);

-- Accounts ----------------------------------------------------------------------------------------------------------

CREATE TABLE invoices (
    id           bigint PRIMARY KEY,
    client_id    bigint NOT NULL REFERENCES clients (id),
    number       text NOT NULL UNIQUE,
    billed_to    text NOT NULL,
    issued_on    date NOT NULL,
    amount_cents bigint NOT NULL
);
CREATE INDEX invoices_client ON invoices (client_id);
CREATE INDEX invoices_issued ON invoices (issued_on);

CREATE TABLE invoice_lines (
    invoice_id   bigint NOT NULL REFERENCES invoices (id) ON DELETE CASCADE,
    line_no      integer NOT NULL,
    description  text NOT NULL,
    amount_cents bigint NOT NULL,
    PRIMARY KEY (invoice_id, line_no)
);

-- What the payment provider gives back of a card.
CREATE TABLE card_payments (
    id             bigint PRIMARY KEY,
    client_id      bigint NOT NULL REFERENCES clients (id),
    invoice_id     bigint REFERENCES invoices (id) ON DELETE SET NULL,
    card_kind      text NOT NULL CHECK (card_kind IN ('immediate', 'deferred')),
    card_reference text NOT NULL, -- the provider's token, the first six and the last four digits
    card_expiry    text,
    amount_cents   bigint NOT NULL
);
CREATE INDEX card_payments_client ON card_payments (client_id);
CREATE INDEX card_payments_invoice ON card_payments (invoice_id);
CREATE INDEX card_payments_kind ON card_payments (card_kind);

CREATE TABLE instalments (
    id           bigint PRIMARY KEY,
    payment_id   bigint NOT NULL REFERENCES card_payments (id),
    amount_cents bigint NOT NULL,
    due_on       date NOT NULL,
    paid_on      date
);
CREATE INDEX instalments_payment ON instalments (payment_id);
CREATE INDEX instalments_paid ON instalments (paid_on);

-- What a judge may ask for ------------------------------------------------------------------------------------------

CREATE TABLE connection_log (
    id           bigint PRIMARY KEY,
    client_id    bigint REFERENCES clients (id) ON DELETE SET NULL,
    ip_address   text NOT NULL,
    port         integer NOT NULL,
    connected_at bigint NOT NULL -- seconds since 1970
);
CREATE INDEX connection_log_client ON connection_log (client_id);
CREATE INDEX connection_log_connected ON connection_log (connected_at);

-- Who a client was, how to reach them and what they paid, as told at that moment.
CREATE TABLE subscriber_records (
    id           bigint PRIMARY KEY,
    client_id    bigint REFERENCES clients (id) ON DELETE SET NULL,
    name         text NOT NULL,
    email        text,
    phone        text,
    paid         text,
    collected_at timestamptz NOT NULL
);
CREATE INDEX subscriber_records_client ON subscriber_records (client_id);
CREATE INDEX subscriber_records_collected ON subscriber_records (collected_at);

-- Forms and newsletter ----------------------------------------------------------------------------------------------

CREATE TABLE form_requests (
    id           bigint PRIMARY KEY,
    site_code    text NOT NULL REFERENCES sites (code),
    form         text NOT NULL CHECK (form IN ('contact', 'quote')),
    name         text,
    company      text,
    email        text NOT NULL,
    phone        text,
    message      text NOT NULL,
    submitted_at timestamptz NOT NULL
);
CREATE INDEX form_requests_site ON form_requests (site_code);
CREATE INDEX form_requests_submitted ON form_requests (submitted_at);

CREATE TABLE subscribers (
    id            bigint PRIMARY KEY,
    email         text NOT NULL UNIQUE,
    subscribed_at timestamptz NOT NULL,
    clicked_at    timestamptz
);
CREATE INDEX subscribers_subscribed ON subscribers (subscribed_at);
CREATE INDEX subscribers_clicked ON subscribers (clicked_at);

-- Measured on the sites ---------------------------------------------------------------------------------------------

CREATE TABLE measured_visits (
    id         bigint PRIMARY KEY,
    site_code  text NOT NULL REFERENCES sites (code),
    visitor    text,
    ip_address text,
    started_at timestamptz NOT NULL
);
CREATE INDEX measured_visits_site ON measured_visits (site_code);
CREATE INDEX measured_visits_started ON measured_visits (started_at);

CREATE TABLE measured_actions (
    visit_id bigint NOT NULL REFERENCES measured_visits (id),
    number   integer NOT NULL,
    kind     text NOT NULL CHECK (kind IN ('page', 'brochure')),
    what     text NOT NULL,
    PRIMARY KEY (visit_id, number)
);

-- What clients keep with the company --------------------------------------------------------------------------------

-- A tenant's contract ends with it, whatever else its client has.
CREATE TABLE tenants (
    id        bigint PRIMARY KEY,
    client_id bigint NOT NULL REFERENCES clients (id),
    label     text NOT NULL,
    opened_on date NOT NULL,
    ended_on  date CHECK (ended_on >= opened_on)
);
CREATE INDEX tenants_client ON tenants (client_id);
CREATE INDEX tenants_ended ON tenants (ended_on);

CREATE TABLE tenant_users (
    tenant_id bigint NOT NULL REFERENCES tenants (id),
    number    integer NOT NULL,
    name      text NOT NULL,
    email     text NOT NULL,
    PRIMARY KEY (tenant_id, number),
    UNIQUE (tenant_id, email)
);

CREATE TABLE tenant_documents (
    id           bigint PRIMARY KEY,
    tenant_id    bigint NOT NULL REFERENCES tenants (id),
    owner_number integer,
    title        text NOT NULL,
    content      bytea,
    FOREIGN KEY (tenant_id, owner_number) REFERENCES tenant_users (tenant_id, number)
);
CREATE INDEX tenant_documents_owner ON tenant_documents (tenant_id, owner_number);

CREATE TABLE tenant_messages (
    id          bigint PRIMARY KEY,
    document_id bigint NOT NULL REFERENCES tenant_documents (id) ON DELETE CASCADE,
    body        text NOT NULL,
    sent_at     bigint NOT NULL -- seconds since 1970
);
CREATE INDEX tenant_messages_document ON tenant_messages (document_id);
