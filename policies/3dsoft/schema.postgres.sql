-- A services company: its customers and suppliers with their contracts and invoices, its prospects, the questions it is
-- asked, the people who apply, and the index of its camera recordings. Equal in meaning to schema.sqlite.sql.

CREATE TABLE countries (
    code text PRIMARY KEY CHECK (length(code) = 2),
    name text NOT NULL UNIQUE
);

-- Customers ---------------------------------------------------------------------------------------------------------

CREATE TABLE customers (
    id           bigint PRIMARY KEY,
    number       text NOT NULL UNIQUE,
    company      text,
    civility     text NOT NULL DEFAULT '-' CHECK (civility IN ('Mme', 'M.', '-')),
    first_name   text,
    last_name    text NOT NULL,
    email        text NOT NULL UNIQUE,
    phone        text,
    country_code text NOT NULL REFERENCES countries (code),
    referred_by  bigint REFERENCES customers (id),
    created_at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX customers_country ON customers (country_code);
CREATE INDEX customers_referred_by ON customers (referred_by);

CREATE TABLE addresses (
    id          bigint PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    kind        text NOT NULL CHECK (kind IN ('billing', 'delivery')),
    street      text NOT NULL,
    postcode    varchar(10) NOT NULL,
    city        text NOT NULL,
    UNIQUE (customer_id, kind)
);

CREATE TABLE contracts (
    id          bigint PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers (id),
    reference   text NOT NULL UNIQUE,
    product     text NOT NULL CHECK (product IN ('platform', 'scan', 'training', 'maintenance')),
    signed_on   date NOT NULL,
    ended_on    date CHECK (ended_on >= signed_on)
);
CREATE INDEX contracts_customer ON contracts (customer_id);
CREATE INDEX contracts_ended ON contracts (ended_on);

CREATE TABLE tickets (
    id          bigint PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers (id),
    opened_at   bigint NOT NULL, -- seconds since 1970
    status      text NOT NULL CHECK (status IN ('open', 'closed')),
    message     text NOT NULL
);
CREATE INDEX tickets_customer ON tickets (customer_id);

CREATE TABLE invoices (
    id           bigint PRIMARY KEY,
    customer_id  bigint NOT NULL REFERENCES customers (id),
    contract_id  bigint REFERENCES contracts (id),
    number       text NOT NULL UNIQUE,
    issued_on    date NOT NULL,
    billed_to    text NOT NULL,
    amount_cents bigint NOT NULL CHECK (amount_cents > 0),
    paid_at      timestamptz
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
    name         text NOT NULL,
    contact_name text,
    email        text NOT NULL UNIQUE,
    phone        text,
    bank_account text,
    country_code text NOT NULL REFERENCES countries (code),
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
    number       text NOT NULL,
    issued_on    date NOT NULL,
    amount_cents bigint NOT NULL,
    UNIQUE (supplier_id, number)
);
CREATE INDEX supplier_invoices_issued ON supplier_invoices (issued_on);

-- Prospects ---------------------------------------------------------------------------------------------------------

CREATE TABLE prospects (
    id          bigint PRIMARY KEY,
    email       text NOT NULL UNIQUE,
    first_name  text,
    last_name   text,
    phone       text,
    company     text,
    status      text NOT NULL CHECK (status IN ('lead', 'contacted', 'lost', 'won')),
    source      text NOT NULL CHECK (source IN ('form', 'fair', 'import', 'referral')),
    customer_id bigint REFERENCES customers (id),
    referred_by bigint REFERENCES prospects (id),
    created_at  timestamptz -- imports before 2019 did not keep it
);
CREATE INDEX prospects_created ON prospects (created_at);
CREATE INDEX prospects_customer ON prospects (customer_id);
CREATE INDEX prospects_referred_by ON prospects (referred_by);

CREATE TABLE messages (
    id          bigint PRIMARY KEY,
    prospect_id bigint NOT NULL REFERENCES prospects (id),
    direction   text NOT NULL CHECK (direction IN ('in', 'out')),
    sent_at     timestamptz NOT NULL,
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
    topic       text NOT NULL,
    PRIMARY KEY (prospect_id, topic)
);

-- Solicitations by the contact form ---------------------------------------------------------------------------------

CREATE TABLE solicitations (
    id          bigint PRIMARY KEY,
    name        text NOT NULL,
    email       text NOT NULL,
    message     text NOT NULL,
    received_at timestamptz NOT NULL,
    answered_at timestamptz
);
CREATE INDEX solicitations_answered ON solicitations (answered_at);

CREATE TABLE solicitation_replies (
    id              bigint PRIMARY KEY,
    solicitation_id bigint NOT NULL REFERENCES solicitations (id) ON DELETE CASCADE,
    sent_at         timestamptz NOT NULL,
    body            text NOT NULL
);
CREATE INDEX solicitation_replies_solicitation ON solicitation_replies (solicitation_id);

-- Recruitment -------------------------------------------------------------------------------------------------------

CREATE TABLE candidates (
    id             bigint PRIMARY KEY,
    first_name     text NOT NULL,
    last_name      text NOT NULL,
    email          text NOT NULL UNIQUE,
    phone          text,
    current_job    text,
    marital_status text -- asked for by a form of long ago; nothing needs it
);

CREATE TABLE applications (
    id           bigint PRIMARY KEY,
    candidate_id bigint NOT NULL REFERENCES candidates (id),
    position     text NOT NULL,
    stage        text NOT NULL CHECK (stage IN ('received', 'interview', 'rejected', 'hired')),
    motivation   text,
    applied_at   timestamptz NOT NULL
);
CREATE INDEX applications_candidate ON applications (candidate_id);
CREATE INDEX applications_applied ON applications (applied_at);

CREATE TABLE application_documents (
    id             bigint PRIMARY KEY,
    application_id bigint NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    kind           text NOT NULL CHECK (kind IN ('cv', 'letter', 'portfolio')),
    file_name      text NOT NULL,
    content        bytea
);
CREATE INDEX application_documents_application ON application_documents (application_id);

-- Cameras -----------------------------------------------------------------------------------------------------------

CREATE TABLE recordings (
    id          bigint PRIMARY KEY,
    camera      text NOT NULL,
    path        text NOT NULL UNIQUE,
    recorded_at bigint NOT NULL -- seconds since 1970
);
CREATE INDEX recordings_recorded ON recordings (recorded_at);
