-- The database of Atelier Lumen, as such databases are: plain tables, no thought of privacy.
CREATE TABLE contacts (
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL,
  email   TEXT NOT NULL UNIQUE,
  phone   TEXT,
  met_on  DATE
);
CREATE TABLE messages (
  id          INTEGER PRIMARY KEY,
  contact_id  INTEGER NOT NULL REFERENCES contacts (id),
  sent_on     DATE NOT NULL,
  body        TEXT NOT NULL
);
CREATE TABLE customers (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL,
  email       TEXT NOT NULL UNIQUE,
  phone       TEXT,
  address     TEXT NOT NULL,
  birth_date  DATE,
  created_on  DATE NOT NULL
);
CREATE TABLE contracts (
  id           INTEGER PRIMARY KEY,
  customer_id  INTEGER NOT NULL REFERENCES customers (id),
  signed_on    DATE NOT NULL,
  ended_on     DATE,
  place        TEXT NOT NULL
);
CREATE TABLE invoices (
  id           INTEGER PRIMARY KEY,
  customer_id  INTEGER NOT NULL REFERENCES customers (id),
  number       TEXT NOT NULL UNIQUE,
  issued_on    DATE NOT NULL,
  wording      TEXT NOT NULL,
  cents        INTEGER NOT NULL
);
CREATE TABLE applicants (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL,
  email       TEXT NOT NULL,
  letter      TEXT,
  applied_on  DATE NOT NULL
);
CREATE INDEX messages_contact ON messages (contact_id, sent_on);
CREATE INDEX contacts_met ON contacts (met_on);
CREATE INDEX contracts_customer ON contracts (customer_id, ended_on);
CREATE INDEX customers_created ON customers (created_on);
CREATE INDEX invoices_customer ON invoices (customer_id, issued_on);
CREATE INDEX invoices_issued ON invoices (issued_on);
CREATE INDEX applicants_applied ON applicants (applied_on);
CREATE INDEX contracts_ended ON contracts (ended_on);
CREATE INDEX messages_sent ON messages (sent_on);
