-- A company that hosts and repairs: its clients with contracts, invoices and card payments, what the law has it log, the forms of
-- its sites, its newsletter, what it measures on them, and the data that its clients keep with it. Equal in meaning to
-- schema.sqlite.sql.

CREATE TABLE countries (
    code varchar(2) PRIMARY KEY CHECK (length(code) = 2),
    name varchar(190) NOT NULL UNIQUE
);

CREATE TABLE sites (
    code varchar(190) PRIMARY KEY,
    host varchar(190) NOT NULL UNIQUE
);

-- Clients -----------------------------------------------------------------------------------------------------------

CREATE TABLE clients (
    id             bigint PRIMARY KEY,
    number         varchar(190) NOT NULL UNIQUE,
    company        varchar(255),
    first_name     varchar(255),
    last_name      varchar(255) NOT NULL,
    email          varchar(190) NOT NULL UNIQUE,
    phone          varchar(255),
    country_code   varchar(2) NOT NULL REFERENCES countries (code),
    payment_method varchar(20) NOT NULL CHECK (payment_method IN ('direct-debit', 'card', 'transfer')),
    iban           varchar(255),
    bic            varchar(255),
    created_at     datetime NOT NULL
);
CREATE INDEX clients_country ON clients (country_code);

CREATE TABLE addresses (
    client_id bigint NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    kind      varchar(20) NOT NULL CHECK (kind IN ('billing', 'delivery')),
    street    varchar(255) NOT NULL,
    postcode  varchar(255) NOT NULL,
    city      varchar(255) NOT NULL,
    PRIMARY KEY (client_id, kind)
);

CREATE TABLE contracts (
    id         bigint PRIMARY KEY,
    client_id  bigint NOT NULL REFERENCES clients (id),
    reference  varchar(190) NOT NULL UNIQUE,
    product    varchar(255) NOT NULL,
    started_on date NOT NULL,
    ended_on   date CHECK (ended_on >= started_on)
);
CREATE INDEX contracts_client ON contracts (client_id);
CREATE INDEX contracts_ended ON contracts (ended_on);

CREATE TABLE quotes (
    id        bigint PRIMARY KEY,
    client_id bigint NOT NULL REFERENCES clients (id),
    number    varchar(190) NOT NULL UNIQUE,
    wording   text NOT NULL,
    signed_on date
);
CREATE INDEX quotes_client ON quotes (client_id);

CREATE TABLE accounts (
    client_id     bigint PRIMARY KEY REFERENCES clients (id) ON DELETE CASCADE,
    login         varchar(190) NOT NULL UNIQUE,
    password_hash varchar(255) NOT NULL,
    code_phone    varchar(255)
);

CREATE TABLE tickets (
    id        bigint PRIMARY KEY,
    client_id bigint NOT NULL REFERENCES clients (id),
    subject   varchar(255) NOT NULL,
    message   text,
    opened_at datetime NOT NULL
);
CREATE INDEX tickets_client ON tickets (client_id);

-- Accounts ----------------------------------------------------------------------------------------------------------

CREATE TABLE invoices (
    id           bigint PRIMARY KEY,
    client_id    bigint NOT NULL REFERENCES clients (id),
    number       varchar(190) NOT NULL UNIQUE,
    billed_to    varchar(255) NOT NULL,
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
    card_kind      varchar(20) NOT NULL CHECK (card_kind IN ('immediate', 'deferred')),
    card_reference varchar(255) NOT NULL, -- the provider's token, the first six and the last four digits
    card_expiry    varchar(255),
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
    ip_address   varchar(255) NOT NULL,
    port         integer NOT NULL,
    connected_at bigint NOT NULL -- seconds since 1970
);
CREATE INDEX connection_log_client ON connection_log (client_id);
CREATE INDEX connection_log_connected ON connection_log (connected_at);

-- Who a client was, how to reach them and what they paid, as told at that moment.
CREATE TABLE subscriber_records (
    id           bigint PRIMARY KEY,
    client_id    bigint REFERENCES clients (id) ON DELETE SET NULL,
    name         varchar(255) NOT NULL,
    email        varchar(255),
    phone        varchar(255),
    paid         varchar(255),
    collected_at datetime NOT NULL
);
CREATE INDEX subscriber_records_client ON subscriber_records (client_id);
CREATE INDEX subscriber_records_collected ON subscriber_records (collected_at);

-- Forms and newsletter ----------------------------------------------------------------------------------------------

CREATE TABLE form_requests (
    id           bigint PRIMARY KEY,
    site_code    varchar(190) NOT NULL REFERENCES sites (code),
    form         varchar(20) NOT NULL CHECK (form IN ('contact', 'quote')),
    name         varchar(255),
    company      varchar(255),
    email        varchar(255) NOT NULL,
    phone        varchar(255),
    message      text NOT NULL,
    submitted_at datetime NOT NULL
);
CREATE INDEX form_requests_site ON form_requests (site_code);
CREATE INDEX form_requests_submitted ON form_requests (submitted_at);

CREATE TABLE subscribers (
    id            bigint PRIMARY KEY,
    email         varchar(190) NOT NULL UNIQUE,
    subscribed_at datetime NOT NULL,
    clicked_at    datetime
);
CREATE INDEX subscribers_subscribed ON subscribers (subscribed_at);
CREATE INDEX subscribers_clicked ON subscribers (clicked_at);

-- Measured on the sites ---------------------------------------------------------------------------------------------

CREATE TABLE measured_visits (
    id         bigint PRIMARY KEY,
    site_code  varchar(190) NOT NULL REFERENCES sites (code),
    visitor    varchar(255),
    ip_address varchar(255),
    started_at datetime NOT NULL
);
CREATE INDEX measured_visits_site ON measured_visits (site_code);
CREATE INDEX measured_visits_started ON measured_visits (started_at);

CREATE TABLE measured_actions (
    visit_id bigint NOT NULL REFERENCES measured_visits (id),
    number   integer NOT NULL,
    kind     varchar(20) NOT NULL CHECK (kind IN ('page', 'brochure')),
    what     varchar(255) NOT NULL,
    PRIMARY KEY (visit_id, number)
);

-- What clients keep with the company --------------------------------------------------------------------------------

-- A tenant's contract ends with it, whatever else its client has.
CREATE TABLE tenants (
    id        bigint PRIMARY KEY,
    client_id bigint NOT NULL REFERENCES clients (id),
    label     varchar(255) NOT NULL,
    opened_on date NOT NULL,
    ended_on  date CHECK (ended_on >= opened_on)
);
CREATE INDEX tenants_client ON tenants (client_id);
CREATE INDEX tenants_ended ON tenants (ended_on);

CREATE TABLE tenant_users (
    tenant_id bigint NOT NULL REFERENCES tenants (id),
    number    integer NOT NULL,
    name      varchar(255) NOT NULL,
    email     varchar(190) NOT NULL,
    PRIMARY KEY (tenant_id, number),
    UNIQUE (tenant_id, email)
);

CREATE TABLE tenant_documents (
    id           bigint PRIMARY KEY,
    tenant_id    bigint NOT NULL REFERENCES tenants (id),
    owner_number integer,
    title        varchar(255) NOT NULL,
    content      longblob,
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
