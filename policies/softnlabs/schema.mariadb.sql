-- A company that makes software and advises: its sites and products, the clients who use them, prospects who agreed to hear
-- from it, questions, applicants, and what its sites log. Equal in meaning to schema.sqlite.sql
-- and schema.postgres.sql; moments are told in the company's own time.

CREATE TABLE countries (
    code varchar(2) PRIMARY KEY CHECK (length(code) = 2),
    name varchar(190) NOT NULL UNIQUE
);

-- The company and its subsidiaries have a site each.
CREATE TABLE sites (
    code   varchar(190) PRIMARY KEY,
    entity varchar(255) NOT NULL,
    host   varchar(190) NOT NULL UNIQUE
);

CREATE TABLE products (
    code varchar(190) PRIMARY KEY,
    name varchar(190) NOT NULL UNIQUE
);

-- Clients -----------------------------------------------------------------------------------------------------------

CREATE TABLE clients (
    id           bigint PRIMARY KEY,
    number       varchar(190) NOT NULL UNIQUE,
    company      varchar(255),
    first_name   varchar(255),
    last_name    varchar(255) NOT NULL,
    email        varchar(190) NOT NULL UNIQUE,
    phone        varchar(255),
    postcode     varchar(255),
    country_code varchar(2) NOT NULL REFERENCES countries (code),
    parent_id    bigint REFERENCES clients (id),
    created_at   datetime NOT NULL
);
CREATE INDEX clients_country ON clients (country_code);
CREATE INDEX clients_parent ON clients (parent_id);

CREATE TABLE licences (
    id           bigint PRIMARY KEY,
    client_id    bigint NOT NULL REFERENCES clients (id),
    product_code varchar(190) NOT NULL REFERENCES products (code),
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
    subject    varchar(255) NOT NULL,
    message    text,
    opened_at  bigint NOT NULL -- seconds since 1970
);
CREATE INDEX tickets_client ON tickets (client_id);
CREATE INDEX tickets_licence ON tickets (licence_id);

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

-- What a client's people do with a product, by which it arranges itself for them.
CREATE TABLE product_profiles (
    client_id    bigint NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    product_code varchar(190) NOT NULL REFERENCES products (code),
    preferences  text NOT NULL,
    last_used_at datetime NOT NULL,
    PRIMARY KEY (client_id, product_code)
);
CREATE INDEX product_profiles_product ON product_profiles (product_code);
CREATE INDEX product_profiles_last_used ON product_profiles (last_used_at);

-- Prospects ---------------------------------------------------------------------------------------------------------

CREATE TABLE prospects (
    id           bigint PRIMARY KEY,
    email        varchar(190) NOT NULL UNIQUE,
    first_name   varchar(255),
    last_name    varchar(255),
    phone        varchar(255),
    postcode     varchar(255),
    site_code    varchar(190) NOT NULL REFERENCES sites (code),
    form         varchar(255) NOT NULL,
    consented_at datetime NOT NULL
);
CREATE INDEX prospects_site ON prospects (site_code);
CREATE INDEX prospects_consented ON prospects (consented_at);

CREATE TABLE mailings (
    id          bigint PRIMARY KEY,
    prospect_id bigint NOT NULL REFERENCES prospects (id) ON DELETE CASCADE,
    campaign    varchar(255) NOT NULL,
    sent_at     datetime NOT NULL,
    clicked_at  datetime
);
CREATE INDEX mailings_prospect ON mailings (prospect_id);
CREATE INDEX mailings_sent ON mailings (sent_at);
CREATE INDEX mailings_clicked ON mailings (clicked_at);

-- Questions ---------------------------------------------------------------------------------------------------------

CREATE TABLE questions (
    id          bigint PRIMARY KEY,
    site_code   varchar(190) NOT NULL REFERENCES sites (code),
    name        varchar(255),
    email       varchar(255) NOT NULL,
    message     text NOT NULL,
    asked_at    datetime NOT NULL,
    answered_at datetime
);
CREATE INDEX questions_site ON questions (site_code);
CREATE INDEX questions_answered ON questions (answered_at);

-- Recruitment -------------------------------------------------------------------------------------------------------

CREATE TABLE applicants (
    id             bigint PRIMARY KEY,
    first_name     varchar(255),
    last_name      varchar(255),
    email          varchar(190) NOT NULL UNIQUE,
    phone          varchar(255),
    qualifications text,
    experience     text
);

CREATE TABLE applications (
    id           bigint PRIMARY KEY,
    applicant_id bigint NOT NULL REFERENCES applicants (id),
    kind         varchar(20) NOT NULL CHECK (kind IN ('job', 'internship', 'spontaneous')),
    position     varchar(255),
    motivation   text,
    applied_at   datetime NOT NULL
);
CREATE INDEX applications_applicant ON applications (applicant_id);
CREATE INDEX applications_applied ON applications (applied_at);

CREATE TABLE application_files (
    application_id bigint NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    number         integer NOT NULL CHECK (number > 0),
    file_name      varchar(255) NOT NULL,
    content        longblob,
    PRIMARY KEY (application_id, number)
);

CREATE TABLE applicant_exchanges (
    id           bigint PRIMARY KEY,
    applicant_id bigint NOT NULL REFERENCES applicants (id),
    channel      varchar(20) NOT NULL CHECK (channel IN ('email', 'phone', 'interview')),
    note         text,
    held_on      date NOT NULL
);
CREATE INDEX applicant_exchanges_applicant ON applicant_exchanges (applicant_id);
CREATE INDEX applicant_exchanges_held ON applicant_exchanges (held_on);

-- What the sites log ------------------------------------------------------------------------------------------------

CREATE TABLE visits (
    id          bigint PRIMARY KEY,
    site_code   varchar(190) NOT NULL REFERENCES sites (code),
    visitor_key varchar(255),
    ip_address  varchar(255),
    user_agent  varchar(255),
    started_at  datetime NOT NULL
);
CREATE INDEX visits_site ON visits (site_code);
CREATE INDEX visits_started ON visits (started_at);

CREATE TABLE page_views (
    visit_id  bigint NOT NULL REFERENCES visits (id),
    number    integer NOT NULL CHECK (number > 0),
    page      varchar(255) NOT NULL,
    referrer  varchar(255),
    viewed_at bigint NOT NULL, -- milliseconds since 1970
    PRIMARY KEY (visit_id, number)
);
CREATE INDEX page_views_viewed ON page_views (viewed_at);

CREATE TABLE logins (
    id           bigint PRIMARY KEY,
    client_id    bigint REFERENCES clients (id) ON DELETE SET NULL,
    product_code varchar(190) NOT NULL REFERENCES products (code),
    user_name    varchar(255) NOT NULL,
    ip_address   varchar(255),
    succeeded    boolean NOT NULL,
    logged_at    bigint NOT NULL -- seconds since 1970
);
CREATE INDEX logins_client ON logins (client_id);
CREATE INDEX logins_product ON logins (product_code);
CREATE INDEX logins_logged ON logins (logged_at);
