-- Invented people, the same for the same day and number. Expects temp.demo (today, people).
-- The multipliers are primes: they scatter dates and names without a source of chance.
CREATE TEMP TABLE number AS
  WITH RECURSIVE number (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM number, demo WHERE i < people) SELECT i FROM number;
CREATE TEMP TABLE first_name (i INTEGER PRIMARY KEY, name TEXT);
INSERT INTO first_name (name) VALUES
  ('Alice'), ('Bruno'), ('Chloé'), ('David'), ('Elsa'), ('Farid'), ('Gaëlle'), ('Hugo'), ('Inès'), ('Jonas'), ('Katia'),
  ('Louis'), ('Maïa'), ('Noé'), ('Olga'), ('Paul'), ('Rosa'), ('Samir'), ('Tess');
CREATE TEMP TABLE last_name (i INTEGER PRIMARY KEY, name TEXT);
INSERT INTO last_name (name) VALUES
  ('Aubry'), ('Bellec'), ('Cordier'), ('Delmas'), ('Esnault'), ('Faure'), ('Guérin'), ('Hamon'), ('Imbert'), ('Jourdan'),
  ('Kessler'), ('Lacombe'), ('Morvan'), ('Nicolas'), ('Ollivier'), ('Perrin'), ('Roussel');
CREATE TEMP TABLE person AS
  SELECT number.i, first_name.name || ' ' || last_name.name AS name,
         printf('+33 6 99 %02d %02d %02d', number.i / 10000 % 100, number.i / 100 % 100, number.i % 100) AS phone,
         printf('%d rue des Lanternes, 6900%d Lyon', 1 + number.i * 31 % 180, 1 + number.i * 7 % 9) AS address
  FROM number
  JOIN first_name ON first_name.i = 1 + number.i * 7 % 19
  JOIN last_name ON last_name.i = 1 + number.i * 11 % 17;

-- One in three asked about lamps; one in forty of these was entered without a date.
INSERT INTO contacts
  SELECT i, name, 'contact' || i || '@example.com', CASE WHEN i % 5 THEN phone END,
         CASE WHEN i % 120 THEN date(today, '-' || (i * 37 % 2600) || ' days') END
  FROM person, demo WHERE i % 3 = 0;
INSERT INTO messages (contact_id, sent_on, body)
  SELECT id, date(met_on, '+' || (id * 13 % 400) || ' days'), 'Do you have the lamp in green? My number is ' || coalesce(phone, 'lost') || '.'
  FROM contacts, demo WHERE id % 2 AND date(met_on, '+' || (id * 13 % 400) || ' days') <= today;

-- One in three hired some; one in four of these still does.
INSERT INTO customers
  SELECT i, name, 'customer' || i || '@example.com', phone, address,
         CASE WHEN i % 4 = 0 THEN date(today, '-' || (9000 + i * 53 % 12000) || ' days') END,
         date(today, '-' || (700 + i * 41 % 4600) || ' days')
  FROM person, demo WHERE i % 3 = 1;
INSERT INTO contracts (customer_id, signed_on, ended_on, place)
  SELECT id, created_on, CASE WHEN id % 4 THEN date(created_on, '+' || (90 + id * 17 % 500) || ' days') END, address FROM customers;
INSERT INTO contracts (customer_id, signed_on, ended_on, place)
  SELECT customer_id, ended_on, date(ended_on, '+' || (60 + customer_id * 19 % 200) || ' days'), place
  FROM contracts WHERE ended_on IS NOT NULL AND customer_id % 5 = 0;
INSERT INTO invoices (customer_id, number, issued_on, wording, cents)
  SELECT customer_id, printf('L-%05d', id), signed_on, 'Hire of lamps, ' || place, 4000 + id * 97 % 90000 FROM contracts;

-- The others wanted a job.
INSERT INTO applicants
  SELECT i, name, 'applicant' || i || '@example.com', 'I have loved lamps since I was a child. Yours, ' || name,
         date(today, '-' || (i * 29 % 1500) || ' days')
  FROM person, demo WHERE i % 3 = 2;
