-- Shifts with their cash, X and Z reports, and the settlement of a site's day.

CREATE TABLE shift (
    shift_id        uuid PRIMARY KEY,
    site_id         text NOT NULL,
    till            text NOT NULL,
    mode            smallint NOT NULL CHECK (mode IN (1, 2)),
    cashier_id      text NOT NULL,
    cashier_name    text NOT NULL,
    currency        text NOT NULL,
    float_minor     bigint NOT NULL CHECK (float_minor >= 0),
    opened_at       timestamptz NOT NULL,
    closed_at       timestamptz,
    closed_by       text NOT NULL DEFAULT '',
    counted_minor   bigint NOT NULL DEFAULT 0,
    expected_minor  bigint NOT NULL DEFAULT 0,
    z_number        bigint NOT NULL DEFAULT 0,
    movements       integer NOT NULL DEFAULT 0,
    idempotency_key text NOT NULL UNIQUE,
    request_hash    bytea NOT NULL,
    close_key       text UNIQUE,
    close_hash      bytea,
    CHECK ((closed_at IS NULL) = (z_number = 0))
);

CREATE UNIQUE INDEX shift_open_till ON shift (site_id, till) WHERE closed_at IS NULL;
CREATE UNIQUE INDEX shift_open_cashier ON shift (site_id, cashier_id) WHERE closed_at IS NULL;
CREATE INDEX shift_newest ON shift (site_id, shift_id DESC);
CREATE INDEX sale_opened_shift ON sale (opened_shift_id) WHERE opened_shift_id <> '';
CREATE INDEX refund_shift ON refund (shift_id) WHERE shift_id <> '';
CREATE INDEX debt_settled_shift ON debt (settled_shift_id) WHERE settled_shift_id <> '';

-- Cash that moves without a sale, numbered within its shift.
CREATE TABLE cash_movement (
    shift_id        uuid NOT NULL REFERENCES shift,
    number          integer NOT NULL CHECK (number > 0),
    kind            smallint NOT NULL,
    amount_minor    bigint NOT NULL CHECK (amount_minor >= 0),
    reason          text NOT NULL,
    actor           text NOT NULL,
    at              timestamptz NOT NULL,
    idempotency_key text NOT NULL UNIQUE,
    request_hash    bytea NOT NULL,
    PRIMARY KEY (shift_id, number)
);

-- Where each nozzle's totalisers were when the shift began.
CREATE TABLE shift_meter (
    shift_id           uuid NOT NULL REFERENCES shift,
    pump               integer NOT NULL,
    nozzle             integer NOT NULL,
    volume_total_ml    bigint NOT NULL,
    amount_total_minor bigint NOT NULL,
    sequence           bigint NOT NULL,
    PRIMARY KEY (shift_id, pump, nozzle)
);

-- The last Z of each till; its row is locked to take the next number.
CREATE TABLE z_counter (
    site_id text NOT NULL,
    till    text NOT NULL,
    number  bigint NOT NULL,
    hash    bytea NOT NULL,
    PRIMARY KEY (site_id, till)
);

-- hash = SHA-256(previous_hash || document). The first of a till continues 32 zero bytes.
CREATE TABLE z_report (
    site_id       text NOT NULL,
    till          text NOT NULL,
    number        bigint NOT NULL CHECK (number > 0),
    shift_id      uuid NOT NULL UNIQUE REFERENCES shift,
    document      text NOT NULL,
    previous_hash bytea NOT NULL,
    hash          bytea NOT NULL,
    PRIMARY KEY (site_id, till, number)
);

CREATE FUNCTION z_report_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a Z report is never changed';
END
$$;

CREATE TRIGGER z_report_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON z_report
    EXECUTE FUNCTION z_report_stays();

CREATE TABLE settlement_counter (
    site_id text PRIMARY KEY,
    number  bigint NOT NULL
);

-- What a settlement of a site's day found. One of each day is made by itself at night.
CREATE TABLE settlement (
    site_id         text NOT NULL,
    number          bigint NOT NULL CHECK (number > 0),
    day             date NOT NULL,
    nightly         boolean NOT NULL,
    run_at          timestamptz NOT NULL,
    run_by          text NOT NULL,
    document        text NOT NULL,
    idempotency_key text UNIQUE,
    request_hash    bytea,
    PRIMARY KEY (site_id, number)
);

CREATE UNIQUE INDEX settlement_nightly ON settlement (site_id, day) WHERE nightly;
