-- A company that keeps digital assets for others: its prospects, the subscribers of its newsletter, its clients, the cases
-- of suspected fraud, and what its site's cookies bring in. Equal in meaning to schema.postgres.sql.
-- Moments are texts as RFC 3339 has them, in the time of the company: 2023-03-26T03:00:00+02:00.

CREATE TABLE countries (
    code text PRIMARY KEY CHECK (length(code) = 2),
    name text NOT NULL UNIQUE
);

-- Prospects ---------------------------------------------------------------------------------------------------------

CREATE TABLE prospects (
    id           integer PRIMARY KEY,
    email        text NOT NULL UNIQUE,
    first_name   text,
    last_name    text,
    phone        text,
    organisation text,
    status       text NOT NULL CHECK (status IN ('registered', 'qualified', 'lost')),
    country_code text REFERENCES countries (code),
    referred_by  integer REFERENCES prospects (id),
    created_at   text -- unknown for a list that was taken over
);
CREATE INDEX prospects_created ON prospects (created_at);
CREATE INDEX prospects_country ON prospects (country_code);
CREATE INDEX prospects_referred_by ON prospects (referred_by);

CREATE TABLE exchanges (
    id          integer PRIMARY KEY,
    prospect_id integer NOT NULL REFERENCES prospects (id),
    channel     text NOT NULL CHECK (channel IN ('email', 'phone', 'meeting')),
    happened_at text NOT NULL,
    summary     text NOT NULL
);
CREATE INDEX exchanges_prospect ON exchanges (prospect_id);
CREATE INDEX exchanges_happened ON exchanges (happened_at);

CREATE TABLE event_registrations (
    event       text NOT NULL,
    prospect_id integer NOT NULL REFERENCES prospects (id) ON DELETE CASCADE,
    badge_name  text NOT NULL,
    PRIMARY KEY (event, prospect_id)
);
CREATE INDEX event_registrations_prospect ON event_registrations (prospect_id);

-- Newsletter --------------------------------------------------------------------------------------------------------

CREATE TABLE subscribers (
    id            integer PRIMARY KEY,
    email         text NOT NULL UNIQUE,
    first_name    text,
    language      text NOT NULL CHECK (language IN ('en', 'fr')),
    subscribed_at text NOT NULL,
    clicked_at    text
);
CREATE INDEX subscribers_subscribed ON subscribers (subscribed_at);
CREATE INDEX subscribers_clicked ON subscribers (clicked_at);

-- Clients -----------------------------------------------------------------------------------------------------------

CREATE TABLE clients (
    id           integer PRIMARY KEY,
    organisation text NOT NULL,
    contact_name text NOT NULL,
    email        text NOT NULL UNIQUE,
    phone        text,
    country_code text NOT NULL REFERENCES countries (code),
    parent_id    integer REFERENCES clients (id)
);
CREATE INDEX clients_country ON clients (country_code);
CREATE INDEX clients_parent ON clients (parent_id);

CREATE TABLE agreements (
    id         integer PRIMARY KEY,
    client_id  integer NOT NULL REFERENCES clients (id),
    plan       text NOT NULL CHECK (plan IN ('starter', 'growth', 'enterprise')),
    started_on date NOT NULL,
    ended_on   date CHECK (ended_on >= started_on)
);
CREATE INDEX agreements_client ON agreements (client_id);
CREATE INDEX agreements_ended ON agreements (ended_on);

CREATE TABLE offer_profiles (
    client_id    integer PRIMARY KEY REFERENCES clients (id) ON DELETE CASCADE,
    interests    text NOT NULL,
    last_seen_at text NOT NULL
);
CREATE INDEX offer_profiles_last_seen ON offer_profiles (last_seen_at);

-- Suspected fraud ---------------------------------------------------------------------------------------------------

CREATE TABLE fraud_cases (
    id        integer PRIMARY KEY,
    reference text NOT NULL UNIQUE,
    client_id integer REFERENCES clients (id) ON DELETE SET NULL,
    status    text NOT NULL CHECK (status IN ('open', 'closed')),
    facts     text NOT NULL,
    opened_on date NOT NULL,
    closed_on date CHECK (closed_on >= opened_on),
    CHECK ((status = 'closed') = (closed_on IS NOT NULL))
);
CREATE INDEX fraud_cases_client ON fraud_cases (client_id);
CREATE INDEX fraud_cases_closed ON fraud_cases (closed_on);

CREATE TABLE fraud_case_persons (
    case_id     integer NOT NULL REFERENCES fraud_cases (id) ON DELETE CASCADE,
    person_no   integer NOT NULL CHECK (person_no > 0),
    role        text NOT NULL CHECK (role IN ('suspect', 'victim', 'witness', '-')),
    name        text NOT NULL,
    email       text,
    ip_address  text,
    user_agent  text,
    birth_date  date, -- copied from an identity document, once; nothing needs it
    PRIMARY KEY (case_id, person_no)
);

-- The site's cookies ------------------------------------------------------------------------------------------------

CREATE TABLE visitors (
    id            integer PRIMARY KEY,
    cookie        text NOT NULL UNIQUE,
    user_agent    text,
    first_seen_at integer NOT NULL -- seconds since 1970
);
CREATE INDEX visitors_first_seen ON visitors (first_seen_at);

CREATE TABLE page_views (
    visitor_id integer NOT NULL REFERENCES visitors (id),
    seq        integer NOT NULL,
    page       text NOT NULL,
    ip_address text,
    viewed_at  integer NOT NULL, -- seconds since 1970
    PRIMARY KEY (visitor_id, seq)
);
CREATE INDEX page_views_viewed ON page_views (viewed_at);

-- What the browser of a customer reports when a page fails: looked into, then counted.
CREATE TABLE error_reports (
    id          integer PRIMARY KEY,
    ip_address  text,
    user_agent  text,
    error       text NOT NULL,
    reported_on date NOT NULL
);
CREATE INDEX error_reports_reported ON error_reports (reported_on);
