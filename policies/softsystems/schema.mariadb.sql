-- An on-line shop for software and its maintenance: customers with orders, invoices, subscriptions, warranties and cards, what they
-- say about what they bought, the log of the site, and its newsletter. Equal in meaning to schema.sqlite.sql
-- and schema.postgres.sql; moments are told in the company's own time.

CREATE TABLE countries (
    code varchar(2) PRIMARY KEY CHECK (length(code) = 2),
    name varchar(190) NOT NULL UNIQUE
);

CREATE TABLE products (
    id          bigint PRIMARY KEY,
    name        varchar(255) NOT NULL,
    article     varchar(190) NOT NULL UNIQUE, -- thirteen digits
    description text,
    price_cents bigint NOT NULL
);

-- Customers ---------------------------------------------------------------------------------------------------------

CREATE TABLE customers (
    id            bigint PRIMARY KEY,
    number        varchar(190) NOT NULL UNIQUE,
    company       varchar(255),
    first_name    varchar(255),
    last_name     varchar(255) NOT NULL,
    email         varchar(190) NOT NULL UNIQUE,
    phone         varchar(255),
    country_code  varchar(2) NOT NULL REFERENCES countries (code),
    created_at    datetime NOT NULL,
    last_login_at datetime NOT NULL
);
CREATE INDEX customers_country ON customers (country_code);
CREATE INDEX customers_last_login ON customers (last_login_at);

CREATE TABLE addresses (
    id          bigint PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers (id),
    kind        varchar(20) NOT NULL CHECK (kind IN ('billing', 'delivery')),
    street      varchar(255) NOT NULL,
    postcode    varchar(255) NOT NULL,
    city        varchar(255) NOT NULL,
    added_at    datetime NOT NULL
);
CREATE INDEX addresses_customer ON addresses (customer_id);
CREATE INDEX addresses_added ON addresses (added_at);

CREATE TABLE orders (
    id          bigint PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers (id),
    number      varchar(190) NOT NULL UNIQUE,
    ordered_at  datetime NOT NULL,
    gift_note   varchar(255)
);
CREATE INDEX orders_customer ON orders (customer_id);
CREATE INDEX orders_ordered ON orders (ordered_at);

CREATE TABLE order_lines (
    order_id   bigint NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    line_no    integer NOT NULL,
    product_id bigint NOT NULL REFERENCES products (id),
    quantity   integer NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (order_id, line_no)
);
CREATE INDEX order_lines_product ON order_lines (product_id);

CREATE TABLE warranties (
    id       bigint PRIMARY KEY,
    order_id bigint NOT NULL REFERENCES orders (id),
    ends_on  date NOT NULL
);
CREATE INDEX warranties_order ON warranties (order_id);
CREATE INDEX warranties_ends ON warranties (ends_on);

CREATE TABLE invoices (
    id           bigint PRIMARY KEY,
    customer_id  bigint NOT NULL REFERENCES customers (id),
    order_id     bigint REFERENCES orders (id) ON DELETE SET NULL,
    number       varchar(190) NOT NULL UNIQUE,
    billed_to    varchar(255) NOT NULL,
    issued_on    date NOT NULL,
    amount_cents bigint NOT NULL
);
CREATE INDEX invoices_customer ON invoices (customer_id);
CREATE INDEX invoices_order ON invoices (order_id);
CREATE INDEX invoices_issued ON invoices (issued_on);

CREATE TABLE complaints (
    id          bigint PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers (id),
    message     text NOT NULL,
    opened_on   date NOT NULL,
    resolved_on date CHECK (resolved_on >= opened_on)
);
CREATE INDEX complaints_customer ON complaints (customer_id);
CREATE INDEX complaints_opened ON complaints (opened_on);

CREATE TABLE reviews (
    customer_id bigint NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    product_id  bigint NOT NULL REFERENCES products (id),
    stars       integer NOT NULL CHECK (stars BETWEEN 1 AND 5),
    comment     text,
    written_on  date NOT NULL,
    PRIMARY KEY (customer_id, product_id)
);
CREATE INDEX reviews_product ON reviews (product_id);
CREATE INDEX reviews_written ON reviews (written_on);

-- Cards -------------------------------------------------------------------------------------------------------------

-- The payment provider keeps the card; here is what it gives back of it. In the wallet while `saved_at` is there and
-- `removed_at` is not.
CREATE TABLE payment_cards (
    id          bigint PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers (id),
    token       varchar(255),
    first_six   varchar(255),
    last_four   varchar(255),
    holder      varchar(255),
    expires_on  date NOT NULL,
    added_at    datetime NOT NULL,
    saved_at    datetime,
    removed_at  datetime
);
CREATE INDEX payment_cards_customer ON payment_cards (customer_id);
CREATE INDEX payment_cards_added ON payment_cards (added_at);
CREATE INDEX payment_cards_expires ON payment_cards (expires_on);

CREATE TABLE payments (
    id           bigint PRIMARY KEY,
    order_id     bigint NOT NULL REFERENCES orders (id),
    card_id      bigint REFERENCES payment_cards (id) ON DELETE SET NULL,
    amount_cents bigint NOT NULL,
    paid_at      datetime NOT NULL
);
CREATE INDEX payments_order ON payments (order_id);
CREATE INDEX payments_card ON payments (card_id);
CREATE INDEX payments_paid ON payments (paid_at);

-- Maintenance and the like, renewed tacitly, debited from a card.
CREATE TABLE subscriptions (
    id          bigint PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers (id),
    card_id     bigint REFERENCES payment_cards (id) ON DELETE SET NULL,
    product_id  bigint NOT NULL REFERENCES products (id),
    started_on  date NOT NULL,
    ended_on    date CHECK (ended_on >= started_on)
);
CREATE INDEX subscriptions_customer ON subscriptions (customer_id);
CREATE INDEX subscriptions_card ON subscriptions (card_id);
CREATE INDEX subscriptions_product ON subscriptions (product_id);
CREATE INDEX subscriptions_ended ON subscriptions (ended_on);

-- The site ----------------------------------------------------------------------------------------------------------

CREATE TABLE site_log (
    id          bigint PRIMARY KEY,
    customer_id bigint REFERENCES customers (id) ON DELETE SET NULL,
    visitor     varchar(255),
    ip_address  varchar(255),
    user_agent  varchar(255),
    page        varchar(255) NOT NULL,
    logged_at   bigint NOT NULL -- milliseconds since 1970
);
CREATE INDEX site_log_customer ON site_log (customer_id);
CREATE INDEX site_log_logged ON site_log (logged_at);

CREATE TABLE subscribers (
    id           bigint PRIMARY KEY,
    email        varchar(190) NOT NULL UNIQUE,
    asked_for    varchar(255) NOT NULL,
    signed_up_at datetime NOT NULL,
    clicked_at   datetime
);
CREATE INDEX subscribers_signed_up ON subscribers (signed_up_at);
CREATE INDEX subscribers_clicked ON subscribers (clicked_at);
