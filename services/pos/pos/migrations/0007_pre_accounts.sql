-- Local account customers, their vehicles, their ledger and its monthly statements.

CREATE TABLE account (
    account_id         text PRIMARY KEY,
    name               text NOT NULL,
    address            text[] NOT NULL,
    vat_id             text NOT NULL,
    email              text NOT NULL,
    home_site          text NOT NULL,
    -- Empty: valid at all of them.
    sites              text[] NOT NULL,
    currency           text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    credit_limit_minor bigint NOT NULL CHECK (credit_limit_minor >= 0),
    state              smallint NOT NULL,
    blocked_reason     text NOT NULL,
    -- Owed by the customer: the sum of the entries.
    balance_minor      bigint NOT NULL DEFAULT 0,
    last_entry         bigint NOT NULL DEFAULT 0,
    opened_at          timestamptz NOT NULL,
    version            bigint NOT NULL CHECK (version > 0)
);

CREATE INDEX account_in_order ON account (account_id COLLATE "C");

CREATE TABLE account_vehicle (
    account_id        text NOT NULL REFERENCES account,
    registration      text NOT NULL,
    -- Empty: all of them.
    grades            text[] NOT NULL,
    odometer_required boolean NOT NULL,
    limit_minor       bigint NOT NULL CHECK (limit_minor >= 0),
    blocked           boolean NOT NULL,
    note              text NOT NULL,
    odometer_km       bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, registration)
);

CREATE INDEX account_vehicle_registration ON account_vehicle (registration text_pattern_ops);

CREATE TABLE account_entry (
    account_id         text NOT NULL REFERENCES account,
    number             bigint NOT NULL CHECK (number > 0),
    kind               smallint NOT NULL,
    at                 timestamptz NOT NULL,
    amount_minor       bigint NOT NULL,
    balance_minor      bigint NOT NULL,
    recorded_by        text NOT NULL,
    site_id            text NOT NULL,
    sale_id            uuid,
    tender_number      integer NOT NULL,
    registration       text NOT NULL,
    odometer_km        bigint NOT NULL,
    odometer_backwards boolean NOT NULL,
    reference          text NOT NULL,
    idempotency_key    text UNIQUE,
    request_hash       bytea,
    PRIMARY KEY (account_id, number)
);

CREATE INDEX account_entry_of_sale ON account_entry (sale_id) WHERE sale_id IS NOT NULL;

-- One for each month of an account, numbered without a gap. `content` is what it says, for ever.
CREATE TABLE account_statement (
    account_id    text NOT NULL REFERENCES account,
    number        integer NOT NULL CHECK (number > 0),
    month         date NOT NULL CHECK (extract(day FROM month) = 1),
    last_entry    bigint NOT NULL,
    closing_minor bigint NOT NULL,
    issued_at     timestamptz NOT NULL,
    content       jsonb NOT NULL,
    PRIMARY KEY (account_id, number),
    UNIQUE (account_id, month)
);

-- What of a sale has been counted into the VAT of a statement: it is counted once the sale is settled.
CREATE TABLE account_statement_sale (
    account_id    text NOT NULL,
    statement     integer NOT NULL,
    sale_id       uuid NOT NULL,
    counted_minor bigint NOT NULL,
    PRIMARY KEY (account_id, sale_id, statement),
    FOREIGN KEY (account_id, statement) REFERENCES account_statement
);

CREATE FUNCTION account_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'entries and statements of accounts are never changed' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER account_entry_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON account_entry
    FOR EACH STATEMENT EXECUTE FUNCTION account_refuse();
CREATE TRIGGER account_statement_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON account_statement
    FOR EACH STATEMENT EXECUTE FUNCTION account_refuse();
