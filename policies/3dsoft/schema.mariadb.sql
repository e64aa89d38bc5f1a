-- A services company: its customers and suppliers with their contracts and invoices, its prospects, the questions it is
-- asked, the people who apply, and the index of its camera recordings. Equal in meaning to schema.sqlite.sql
-- and schema.postgres.sql; moments are told in the company's own time.

CREATE TABLE countries (
    code varchar(2) PRIMARY KEY CHECK (length(code) = 2),
    name varchar(190) NOT NULL UNIQUE
);

-- Customers ---------------------------------------------------------------------------------------------------------

CREATE TABLE customers (
    id           bigint PRIMARY KEY,
    number       varchar(190) NOT NULL UNIQUE,
    company      varchar(255),
    civility     varchar(20) NOT NULL DEFAULT '-' CHECK (civility IN ('Mme', 'M.', '-')),
    first_name   varchar(255),
    last_name    varchar(255) NOT NULL,
    email        varchar(190) NOT NULL UNIQUE,
    phone        varchar(255),
    country_code varchar(2) NOT NULL REFERENCES countries (code),
    referred_by  bigint REFERENCES customers (id),
    created_at   datetime NOT NULL DEFAULT current_timestamp
);
CREATE INDEX customers_country ON customers (country_code);
CREATE INDEX customers_referred_by ON customers (referred_by);

CREATE TABLE addresses (
    id          bigint PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    kind        varchar(20) NOT NULL CHECK (kind IN ('billing', 'delivery')),
    street      varchar(255) NOT NULL,
    postcode    varchar(10) NOT NULL,
    city        varchar(255) NOT NULL,
    UNIQUE (customer_id, kind)
);

CREATE TABLE contracts (
    id          bigint PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers (id),
    reference   varchar(190) NOT NULL UNIQUE,
    product     varchar(20) NOT NULL CHECK (product IN ('platform', 'scan', 'training', 'maintenance')),
    signed_on   date NOT NULL,
    ended_on    date CHECK (ended_on >= signed_on)
);
CREATE INDEX contracts_customer ON contracts (customer_id);
CREATE INDEX contracts_ended ON contracts (ended_on);

CREATE TABLE tickets (
    id          bigint PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers (id),
    opened_at   bigint NOT NULL, -- seconds since 1970
    status      varchar(20) NOT NULL CHECK (status IN ('open', 'closed')),
    message     text NOT NULL
);
CREATE INDEX tickets_customer ON tickets (customer_id);

CREATE TABLE invoices (
    id           bigint PRIMARY KEY,
    customer_id  bigint NOT NULL REFERENCES customers (id),
    contract_id  bigint REFERENCES contracts (id),
    number       varchar(190) NOT NULL UNIQUE,
    issued_on    date NOT NULL,
    billed_to    text NOT NULL,
    amount_cents bigint NOT NULL CHECK (amount_cents > 0),
    paid_at      datetime
);
CREATE INDEX invoices_customer ON invoices (customer_id);
CREATE INDEX invoices_contract ON invoices (contract_id);
CREATE INDEX invoices_issued ON invoices (issued_on);

CREATE TABLE invoice_lines (
    invoice_id   bigint NOT NULL REFERENCES invoices (id) ON DELETE CASCADE,
    line_no      integer NOT NULL CHECK (line_no > 0),
    description  text NOT NULL,
    amount_cents bigint NOT NULL,
    PRIMARY KEY (invoice_id, line_no)
);

-- Suppliers ---------------------------------------------------------------------------------------------------------

CREATE TABLE suppliers (
    id           bigint PRIMARY KEY,
    name         varchar(255) NOT NULL,
    contact_name varchar(255),
    email        varchar(190) NOT NULL UNIQUE,
    phone        varchar(255),
    bank_account text,
    country_code varchar(2) NOT NULL REFERENCES countries (code),
    parent_id    bigint REFERENCES suppliers (id)
);
CREATE INDEX suppliers_country ON suppliers (country_code);
CREATE INDEX suppliers_parent ON suppliers (parent_id);

CREATE TABLE supplier_contracts (
    id          bigint PRIMARY KEY,
    supplier_id bigint NOT NULL REFERENCES suppliers (id),
    signed_on   date NOT NULL,
    ended_on    date
);
CREATE INDEX supplier_contracts_supplier ON supplier_contracts (supplier_id);
CREATE INDEX supplier_contracts_ended ON supplier_contracts (ended_on);

CREATE TABLE supplier_invoices (
    id           bigint PRIMARY KEY,
    supplier_id  bigint NOT NULL REFERENCES suppliers (id),
    number       varchar(190) NOT NULL,
    issued_on    date NOT NULL,
    amount_cents bigint NOT NULL,
    UNIQUE (supplier_id, number)
);
CREATE INDEX supplier_invoices_issued ON supplier_invoices (issued_on);

-- Prospects ---------------------------------------------------------------------------------------------------------

CREATE TABLE prospects (
    id          bigint PRIMARY KEY,
    email       varchar(190) NOT NULL UNIQUE,
    first_name  varchar(255),
    last_name   varchar(255),
    phone       varchar(255),
    company     varchar(255),
    status      varchar(20) NOT NULL CHECK (status IN ('lead', 'contacted', 'lost', 'won')),
    source      varchar(20) NOT NULL CHECK (source IN ('form', 'fair', 'import', 'referral')),
    customer_id bigint REFERENCES customers (id),
    referred_by bigint REFERENCES prospects (id),
    created_at  datetime -- imports before 2019 did not keep it
);
CREATE INDEX prospects_created ON prospects (created_at);
CREATE INDEX prospects_customer ON prospects (customer_id);
CREATE INDEX prospects_referred_by ON prospects (referred_by);

CREATE TABLE messages (
    id          bigint PRIMARY KEY,
    prospect_id bigint NOT NULL REFERENCES prospects (id),
    direction   varchar(20) NOT NULL CHECK (direction IN ('in', 'out')),
    sent_at     datetime NOT NULL,
    body        text NOT NULL
);
CREATE INDEX messages_prospect ON messages (prospect_id);
CREATE INDEX messages_sent ON messages (sent_at);

CREATE TABLE calls (
    id          bigint PRIMARY KEY,
    prospect_id bigint NOT NULL REFERENCES prospects (id),
    called_at   bigint NOT NULL, -- seconds since 1970
    note        text
);
CREATE INDEX calls_prospect ON calls (prospect_id);
CREATE INDEX calls_called ON calls (called_at);

CREATE TABLE prospect_topics (
    prospect_id bigint NOT NULL REFERENCES prospects (id) ON DELETE CASCADE,
    topic       varchar(190) NOT NULL,
    PRIMARY KEY (prospect_id, topic)
);

-- Solicitations by the contact form ---------------------------------------------------------------------------------

CREATE TABLE solicitations (
    id          bigint PRIMARY KEY,
    name        varchar(255) NOT NULL,
    email       varchar(255) NOT NULL,
    message     text NOT NULL,
    received_at datetime NOT NULL,
    answered_at datetime
);
CREATE INDEX solicitations_answered ON solicitations (answered_at);

CREATE TABLE solicitation_replies (
    id              bigint PRIMARY KEY,
    solicitation_id bigint NOT NULL REFERENCES solicitations (id) ON DELETE CASCADE,
    sent_at         datetime NOT NULL,
    body            text NOT NULL
);
CREATE INDEX solicitation_replies_solicitation ON solicitation_replies (solicitation_id);

-- Recruitment -------------------------------------------------------------------------------------------------------

CREATE TABLE candidates (
    id             bigint PRIMARY KEY,
    first_name     varchar(255) NOT NULL,
    last_name      varchar(255) NOT NULL,
    email          varchar(190) NOT NULL UNIQUE,
    phone          varchar(255),
    current_job    varchar(255),
    marital_status text -- asked for by a form of long ago; nothing needs it
);

CREATE TABLE applications (
    id           bigint PRIMARY KEY,
    candidate_id bigint NOT NULL REFERENCES candidates (id),
    position     varchar(255) NOT NULL,
    stage        varchar(20) NOT NULL CHECK (stage IN ('received', 'interview', 'rejected', 'hired')),
    motivation   text,
    applied_at   datetime NOT NULL
);
CREATE INDEX applications_candidate ON applications (candidate_id);
CREATE INDEX applications_applied ON applications (applied_at);

CREATE TABLE application_documents (
    id             bigint PRIMARY KEY,
    application_id bigint NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    kind           varchar(20) NOT NULL CHECK (kind IN ('cv', 'letter', 'portfolio')),
    file_name      varchar(255) NOT NULL,
    content        longblob
);
CREATE INDEX application_documents_application ON application_documents (application_id);

-- Cameras -----------------------------------------------------------------------------------------------------------

CREATE TABLE recordings (
    id          bigint PRIMARY KEY,
    camera      varchar(255) NOT NULL,
    path        varchar(190) NOT NULL UNIQUE,
    recorded_at bigint NOT NULL -- seconds since 1970
);
CREATE INDEX recordings_recorded ON recordings (recorded_at);
