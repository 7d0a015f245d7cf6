-- What the shop sells, receipts in numbered chains, and mail that carries them.

-- The total up to which a receipt need not be a full invoice; 0: any.
ALTER TABLE site ADD COLUMN simplified_limit_minor bigint NOT NULL DEFAULT 0;

CREATE TABLE catalogue_item (
    site_id     text NOT NULL,
    item_id     text NOT NULL,
    name        text NOT NULL,
    price_minor bigint NOT NULL CHECK (price_minor > 0),
    vat_rate_bp integer NOT NULL CHECK (vat_rate_bp BETWEEN 0 AND 10000),
    barcode     text NOT NULL DEFAULT '',
    active      boolean NOT NULL DEFAULT true,
    changed_at  timestamptz NOT NULL,
    PRIMARY KEY (site_id, item_id)
);

CREATE INDEX catalogue_item_in_order ON catalogue_item (site_id, item_id COLLATE "C");
CREATE UNIQUE INDEX catalogue_item_barcode ON catalogue_item (site_id, barcode) WHERE active AND barcode <> '';

-- Where each series goes on. Its row is locked from the number to the commit, so that no number is left out.
CREATE TABLE receipt_series (
    site_id     text NOT NULL,
    till        text NOT NULL,
    last_number bigint NOT NULL CHECK (last_number > 0),
    last_hash   bytea NOT NULL CHECK (octet_length(last_hash) = 32),
    PRIMARY KEY (site_id, till)
);

CREATE TABLE receipt (
    receipt_id    uuid PRIMARY KEY,
    site_id       text NOT NULL,
    till          text NOT NULL,
    number        bigint NOT NULL CHECK (number > 0),
    kind          smallint NOT NULL,
    sale_id       uuid NOT NULL,
    -- Of a credit, an invoice, a payment of a debt.
    original_id   uuid REFERENCES receipt,
    -- Canonical JSON; text, since the hash is over it as it was written.
    content       text NOT NULL,
    previous_hash bytea NOT NULL CHECK (octet_length(previous_hash) = 32),
    hash          bytea NOT NULL CHECK (octet_length(hash) = 32),
    -- Of the link to the online copy.
    token         text NOT NULL UNIQUE,
    issued_at     timestamptz NOT NULL,
    UNIQUE (site_id, till, number)
);

CREATE INDEX receipt_newest ON receipt (site_id, receipt_id DESC);
CREATE INDEX receipt_of_sale ON receipt (sale_id);
CREATE UNIQUE INDEX receipt_once ON receipt (sale_id) WHERE kind IN (1, 4);
CREATE UNIQUE INDEX receipt_invoice_once ON receipt (original_id) WHERE kind = 5;

CREATE FUNCTION receipt_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'a receipt is never changed' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER receipt_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON receipt
    FOR EACH STATEMENT EXECUTE FUNCTION receipt_refuse();

-- Each time a receipt went out, on paper or by mail: number 0 is the original, what came after it are numbered copies.
CREATE TABLE receipt_print (
    receipt_id      uuid NOT NULL REFERENCES receipt,
    number          integer NOT NULL CHECK (number >= 0),
    form            text NOT NULL,
    printed_at      timestamptz NOT NULL,
    printed_by      text NOT NULL,
    idempotency_key text NOT NULL UNIQUE,
    PRIMARY KEY (receipt_id, number)
);

-- Mail on its way. `next_at` is when it is tried (again); null once it was sent or given up.
CREATE TABLE mail_queue (
    mail_id      uuid PRIMARY KEY,
    receipt_id   uuid NOT NULL,
    print_number integer NOT NULL,
    address      text NOT NULL,
    state        smallint NOT NULL,
    attempts     integer NOT NULL DEFAULT 0,
    next_at      timestamptz,
    last_error   text NOT NULL DEFAULT '',
    ended_at     timestamptz,
    UNIQUE (receipt_id, print_number),
    FOREIGN KEY (receipt_id, print_number) REFERENCES receipt_print (receipt_id, number)
);

CREATE INDEX mail_queue_waiting ON mail_queue (next_at) WHERE next_at IS NOT NULL;
