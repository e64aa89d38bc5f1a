-- A company that makes software and advises: its sites and products, the clients who use them, prospects who agreed to hear
-- from it, questions, applicants, and what its sites log. Equal in meaning to schema.sqlite.sql.

CREATE TABLE countries (
    code text PRIMARY KEY CHECK (length(code) = 2),
    name text NOT NULL UNIQUE
);

-- The company and its subsidiaries have a site each.
CREATE TABLE sites (
    code   text PRIMARY KEY,
    entity text NOT NULL,
    host   text NOT NULL UNIQUE
);

CREATE TABLE products (
    code text PRIMARY KEY,
    name text NOT NULL UNIQUE
);

-- Clients -----------------------------------------------------------------------------------------------------------

CREATE TABLE clients (
    id           bigint PRIMARY KEY,
    number       text NOT NULL UNIQUE,
    company      text,
    first_name   text,
    last_name    text NOT NULL,
    email        text NOT NULL UNIQUE,
    phone        text,
    postcode     text,
    country_code text NOT NULL REFERENCES countries (code),
    parent_id    bigint REFERENCES clients (id),
    created_at   timestamptz NOT NULL
);
CREATE INDEX clients_country ON clients (country_code);
CREATE INDEX clients_parent ON clients (parent_id);

CREATE TABLE licences (
    id           bigint PRIMARY KEY,
    client_id    bigint NOT NULL REFERENCES clients (id),
    product_code text NOT NULL REFERENCES products (code),
    seats        integer NOT NULL CHECK (seats > 0),
    started_on   date NOT NULL,
    ended_on     date CHECK (ended_on >= started_on)
);
CREATE INDEX licences_client ON licences (client_id);
CREATE INDEX licences_product ON licences (product_code);
CREATE INDEX licences_ended ON licences (ended_on);

CREATE TABLE tickets (
    id         bigint PRIMARY KEY,
    client_id  bigint NOT NULL REFERENCES clients (id),
    licence_id bigint REFERENCES licences (id) ON DELETE SET NULL,
    subject    text NOT NULL,
    message    text,
    opened_at  bigint NOT NULL -- seconds since 1970
);
CREATE INDEX tickets_client ON tickets (client_id);
CREATE INDEX tickets_licence ON tickets (licence_id);

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

-- What a client's people do with a product, by which it arranges itself for them.
CREATE TABLE product_profiles (
    client_id    bigint NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    product_code text NOT NULL REFERENCES products (code),
    preferences  text NOT NULL,
    last_used_at timestamptz NOT NULL,
    PRIMARY KEY (client_id, product_code)
);
CREATE INDEX product_profiles_product ON product_profiles (product_code);
CREATE INDEX product_profiles_last_used ON product_profiles (last_used_at);

-- Prospects ---------------------------------------------------------------------------------------------------------

CREATE TABLE prospects (
    id           bigint PRIMARY KEY,
    email        text NOT NULL UNIQUE,
    first_name   text,
    last_name    text,
    phone        text,
    postcode     text,
    site_code    text NOT NULL REFERENCES sites (code),
    form         text NOT NULL,
    consented_at timestamptz NOT NULL
);
CREATE INDEX prospects_site ON prospects (site_code);
CREATE INDEX prospects_consented ON prospects (consented_at);

CREATE TABLE mailings (
    id          bigint PRIMARY KEY,
    prospect_id bigint NOT NULL REFERENCES prospects (id) ON DELETE CASCADE,
    campaign    text NOT NULL,
    sent_at     timestamptz NOT NULL,
    clicked_at  timestamptz
);
CREATE INDEX mailings_prospect ON mailings (prospect_id);
CREATE INDEX mailings_sent ON mailings (sent_at);
CREATE INDEX mailings_clicked ON mailings (clicked_at);

-- Questions ---------------------------------------------------------------------------------------------------------

CREATE TABLE questions (
    id          bigint PRIMARY KEY,
    site_code   text NOT NULL REFERENCES sites (code),
    name        text,
    email       text NOT NULL,
    message     text NOT NULL,
    asked_at    timestamptz NOT NULL,
    answered_at timestamptz
);
CREATE INDEX questions_site ON questions (site_code);
CREATE INDEX questions_answered ON questions (answered_at);

-- Recruitment -------------------------------------------------------------------------------------------------------

CREATE TABLE applicants (
    id             bigint PRIMARY KEY,
    first_name     text,
    last_name      text,
    email          text NOT NULL UNIQUE,
    phone          text,
    qualifications text,
    experience     text
);

CREATE TABLE applications (
    id           bigint PRIMARY KEY,
    applicant_id bigint NOT NULL REFERENCES applicants (id),
    kind         text NOT NULL CHECK (kind IN ('job', 'internship', 'spontaneous')),
    position     text,
    motivation   text,
    applied_at   timestamptz NOT NULL
);
CREATE INDEX applications_applicant ON applications (applicant_id);
CREATE INDEX applications_applied ON applications (applied_at);

CREATE TABLE application_files (
    application_id bigint NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    number         integer NOT NULL CHECK (number > 0),
    file_name      text NOT NULL,
    content        bytea,
    PRIMARY KEY (application_id, number)
);

CREATE TABLE applicant_exchanges (
    id           bigint PRIMARY KEY,
    applicant_id bigint NOT NULL REFERENCES applicants (id),
    channel      text NOT NULL CHECK (channel IN ('email', 'phone', 'interview')),
    note         text,
    held_on      date NOT NULL
);
CREATE INDEX applicant_exchanges_applicant ON applicant_exchanges (applicant_id);
CREATE INDEX applicant_exchanges_held ON applicant_exchanges (held_on);

-- What the sites log ------------------------------------------------------------------------------------------------

CREATE TABLE visits (
    id          bigint PRIMARY KEY,
    site_code   text NOT NULL REFERENCES sites (code),
    visitor_key text,
    ip_address  text,
    user_agent  text,
    started_at  timestamptz NOT NULL
);
CREATE INDEX visits_site ON visits (site_code);
CREATE INDEX visits_started ON visits (started_at);

CREATE TABLE page_views (
    visit_id  bigint NOT NULL REFERENCES visits (id),
    number    integer NOT NULL CHECK (number > 0),
    page      text NOT NULL,
    referrer  text,
    viewed_at bigint NOT NULL, -- milliseconds since 1970
    PRIMARY KEY (visit_id, number)
);
CREATE INDEX page_views_viewed ON page_views (viewed_at);

CREATE TABLE logins (
    id           bigint PRIMARY KEY,
    client_id    bigint REFERENCES clients (id) ON DELETE SET NULL,
    product_code text NOT NULL REFERENCES products (code),
    user_name    text NOT NULL,
    ip_address   text,
    succeeded    boolean NOT NULL,
    logged_at    bigint NOT NULL -- seconds since 1970
);
CREATE INDEX logins_client ON logins (client_id);
CREATE INDEX logins_product ON logins (product_code);
CREATE INDEX logins_logged ON logins (logged_at);
