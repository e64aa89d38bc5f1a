-- A company that keeps digital assets for others: its prospects, the subscribers of its newsletter, its clients, the cases
-- of suspected fraud, and what its site's cookies bring in. Equal in meaning to schema.sqlite.sql
-- and schema.postgres.sql; moments are told in the company's own time.

CREATE TABLE countries (
    code varchar(2) PRIMARY KEY CHECK (length(code) = 2),
    name varchar(190) NOT NULL UNIQUE
);

-- Prospects ---------------------------------------------------------------------------------------------------------

CREATE TABLE prospects (
    id           bigint PRIMARY KEY,
    email        varchar(190) NOT NULL UNIQUE,
    first_name   varchar(255),
    last_name    varchar(255),
    phone        varchar(255),
    organisation varchar(255),
    status       varchar(20) NOT NULL CHECK (status IN ('registered', 'qualified', 'lost')),
    country_code varchar(2) REFERENCES countries (code),
    referred_by  bigint REFERENCES prospects (id),
    created_at   datetime -- unknown for a list that was taken over
);
CREATE INDEX prospects_created ON prospects (created_at);
CREATE INDEX prospects_country ON prospects (country_code);
CREATE INDEX prospects_referred_by ON prospects (referred_by);

CREATE TABLE exchanges (
    id          bigint PRIMARY KEY,
    prospect_id bigint NOT NULL REFERENCES prospects (id),
    channel     varchar(20) NOT NULL CHECK (channel IN ('email', 'phone', 'meeting')),
    happened_at datetime NOT NULL,
    summary     text NOT NULL
);
CREATE INDEX exchanges_prospect ON exchanges (prospect_id);
CREATE INDEX exchanges_happened ON exchanges (happened_at);

CREATE TABLE event_registrations (
    event       varchar(190) NOT NULL,
    prospect_id bigint NOT NULL REFERENCES prospects (id) ON DELETE CASCADE,
    badge_name  varchar(255) NOT NULL,
    PRIMARY KEY (event, prospect_id)
);
CREATE INDEX event_registrations_prospect ON event_registrations (prospect_id);

-- Newsletter --------------------------------------------------------------------------------------------------------

CREATE TABLE subscribers (
    id            bigint PRIMARY KEY,
    email         varchar(190) NOT NULL UNIQUE,
    first_name    varchar(255),
    language      varchar(20) NOT NULL CHECK (language IN ('en', 'fr')),
    subscribed_at datetime NOT NULL,
    clicked_at    datetime
);
CREATE INDEX subscribers_subscribed ON subscribers (subscribed_at);
CREATE INDEX subscribers_clicked ON subscribers (clicked_at);

-- Clients -----------------------------------------------------------------------------------------------------------

CREATE TABLE clients (
    id           bigint PRIMARY KEY,
    organisation varchar(255) NOT NULL,
    contact_name varchar(255) NOT NULL,
    email        varchar(190) NOT NULL UNIQUE,
    phone        varchar(255),
    country_code varchar(2) NOT NULL REFERENCES countries (code),
    parent_id    bigint REFERENCES clients (id)
);
CREATE INDEX clients_country ON clients (country_code);
CREATE INDEX clients_parent ON clients (parent_id);

CREATE TABLE agreements (
    id         bigint PRIMARY KEY,
    client_id  bigint NOT NULL REFERENCES clients (id),
    plan       varchar(20) NOT NULL CHECK (plan IN ('starter', 'growth', 'enterprise')),
    started_on date NOT NULL,
    ended_on   date CHECK (ended_on >= started_on)
);
CREATE INDEX agreements_client ON agreements (client_id);
CREATE INDEX agreements_ended ON agreements (ended_on);

CREATE TABLE offer_profiles (
    client_id    bigint PRIMARY KEY REFERENCES clients (id) ON DELETE CASCADE,
    interests    text NOT NULL,
    last_seen_at datetime NOT NULL
);
CREATE INDEX offer_profiles_last_seen ON offer_profiles (last_seen_at);

-- Suspected fraud ---------------------------------------------------------------------------------------------------

CREATE TABLE fraud_cases (
    id        bigint PRIMARY KEY,
    reference varchar(190) NOT NULL UNIQUE,
    client_id bigint REFERENCES clients (id) ON DELETE SET NULL,
    status    varchar(20) NOT NULL CHECK (status IN ('open', 'closed')),
    facts     text NOT NULL,
    opened_on date NOT NULL,
    closed_on date CHECK (closed_on >= opened_on),
    CHECK ((status = 'closed') = (closed_on IS NOT NULL))
);
CREATE INDEX fraud_cases_client ON fraud_cases (client_id);
CREATE INDEX fraud_cases_closed ON fraud_cases (closed_on);

CREATE TABLE fraud_case_persons (
    case_id     bigint NOT NULL REFERENCES fraud_cases (id) ON DELETE CASCADE,
    person_no   integer NOT NULL CHECK (person_no > 0),
    role        varchar(20) NOT NULL CHECK (role IN ('suspect', 'victim', 'witness', '-')),
    name        varchar(255) NOT NULL,
    email       varchar(255),
    ip_address  varchar(255),
    user_agent  varchar(255),
    birth_date  date, -- copied from an identity document, once; nothing needs it
    PRIMARY KEY (case_id, person_no)
);

-- The site's cookies ------------------------------------------------------------------------------------------------

CREATE TABLE visitors (
    id            bigint PRIMARY KEY,
    cookie        varchar(190) NOT NULL UNIQUE,
    user_agent    varchar(255),
    first_seen_at bigint NOT NULL -- seconds since 1970
);
CREATE INDEX visitors_first_seen ON visitors (first_seen_at);

CREATE TABLE page_views (
    visitor_id bigint NOT NULL REFERENCES visitors (id),
    seq        integer NOT NULL,
    page       varchar(255) NOT NULL,
    ip_address varchar(255),
    viewed_at  bigint NOT NULL, -- seconds since 1970
    PRIMARY KEY (visitor_id, seq)
);
CREATE INDEX page_views_viewed ON page_views (viewed_at);

-- What the browser of a customer reports when a page fails: looked into, then counted.
CREATE TABLE error_reports (
    id          bigint PRIMARY KEY,
    ip_address  varchar(255),
    user_agent  varchar(255),
    error       varchar(255) NOT NULL,
    reported_on date NOT NULL
);
CREATE INDEX error_reports_reported ON error_reports (reported_on);
