-- Sales, what the pumps say, and the totalisers that prove that nothing is missing.

CREATE TABLE sale (
    sale_id          uuid PRIMARY KEY,
    site_id          text NOT NULL,
    kind             smallint NOT NULL,
    state            smallint NOT NULL,
    origin           smallint NOT NULL,
    clearing         smallint,
    currency         text NOT NULL,
    pump             integer NOT NULL DEFAULT 0,
    max_amount_minor bigint NOT NULL DEFAULT 0,
    max_volume_ml    bigint NOT NULL DEFAULT 0,
    nozzles          integer[] NOT NULL DEFAULT '{}',
    price_set        integer NOT NULL DEFAULT 0,
    opened_shift_id  text NOT NULL DEFAULT '',
    shift_id         text NOT NULL DEFAULT '',
    opened_by        text NOT NULL DEFAULT '',
    cleared_by       text NOT NULL DEFAULT '',
    opened_at        timestamptz NOT NULL,
    payable_at       timestamptz,
    cleared_at       timestamptz,
    reason           text NOT NULL DEFAULT '',
    refusal_code     integer NOT NULL DEFAULT 0,
    receipt_id       text NOT NULL DEFAULT '',
    registration     text NOT NULL DEFAULT '',
    note             text NOT NULL DEFAULT '',
    refunded_minor   bigint NOT NULL DEFAULT 0,
    -- What a repeated request is known by, and what it asked for.
    idempotency_key  text UNIQUE,
    request_hash     bytea,
    -- Not before this time is its pump asked (again) what became of it.
    ask_after        timestamptz,
    version          bigint NOT NULL CHECK (version > 0)
);

CREATE INDEX sale_newest ON sale (site_id, sale_id DESC);
CREATE INDEX sale_open ON sale (site_id, pump, state) WHERE state <= 5;
CREATE INDEX sale_waiting ON sale (opened_at) WHERE state <= 3;
CREATE INDEX sale_cleared ON sale (site_id, cleared_at) WHERE state = 6;
CREATE INDEX sale_shift ON sale (shift_id) WHERE shift_id <> '';

-- The ticket's lines. Fuel is one for each finished transaction of a device, once.
CREATE TABLE sale_line (
    sale_id                uuid NOT NULL REFERENCES sale,
    number                 integer NOT NULL CHECK (number > 0),
    description            text NOT NULL,
    amount_minor           bigint NOT NULL,
    vat_rate_bp            integer NOT NULL CHECK (vat_rate_bp BETWEEN 0 AND 10000),
    item_id                text NOT NULL DEFAULT '',
    quantity               integer NOT NULL DEFAULT 1,
    unit_amount_minor      bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (sale_id, number)
);

CREATE TABLE fuelling (
    site_id                text NOT NULL,
    pump                   integer NOT NULL,
    sequence               bigint NOT NULL,
    sale_id                uuid NOT NULL REFERENCES sale,
    line                   integer NOT NULL,
    release_token          text NOT NULL,
    nozzle                 integer NOT NULL,
    grade_id               text NOT NULL,
    volume_ml              bigint NOT NULL,
    amount_minor           bigint NOT NULL,
    currency               text NOT NULL,
    unit_price_milli       bigint NOT NULL,
    price_set              integer NOT NULL,
    volume_total_before_ml bigint NOT NULL,
    volume_total_after_ml  bigint NOT NULL,
    amount_total_before_minor bigint NOT NULL,
    amount_total_after_minor  bigint NOT NULL,
    started_at             timestamptz NOT NULL,
    finished_at            timestamptz NOT NULL,
    received_at            timestamptz NOT NULL,
    offline                boolean NOT NULL,
    end_reason             text NOT NULL,
    PRIMARY KEY (site_id, pump, sequence)
);

CREATE INDEX fuelling_of_sale ON fuelling (sale_id);
CREATE INDEX fuelling_finished ON fuelling (site_id, finished_at);

CREATE TABLE tender (
    sale_id      uuid NOT NULL REFERENCES sale,
    number       integer NOT NULL CHECK (number > 0),
    kind         smallint NOT NULL,
    amount_minor bigint NOT NULL,
    given_minor  bigint NOT NULL DEFAULT 0,
    change_minor bigint NOT NULL DEFAULT 0,
    account_id   text NOT NULL DEFAULT '',
    vehicle_id   text NOT NULL DEFAULT '',
    odometer_km  bigint NOT NULL DEFAULT 0,
    shift_id     text NOT NULL,
    at           timestamptz NOT NULL,
    PRIMARY KEY (sale_id, number)
);

CREATE INDEX tender_shift ON tender (shift_id);

-- Every step of a sale, for its time line.
CREATE TABLE sale_step (
    sale_id uuid NOT NULL REFERENCES sale,
    version bigint NOT NULL,
    at      timestamptz NOT NULL,
    state   smallint NOT NULL,
    what    text NOT NULL,
    actor   text NOT NULL,
    PRIMARY KEY (sale_id, version)
);

CREATE TABLE refund (
    refund_id     uuid PRIMARY KEY,
    sale_id       uuid NOT NULL REFERENCES sale,
    site_id       text NOT NULL,
    state         smallint NOT NULL,
    amount_minor  bigint NOT NULL CHECK (amount_minor > 0),
    tender_kind   smallint NOT NULL,
    account_id    text NOT NULL DEFAULT '',
    reason        text NOT NULL,
    shift_id      text NOT NULL DEFAULT '',
    receipt_id    text NOT NULL DEFAULT '',
    requested_by  text NOT NULL,
    requested_at  timestamptz NOT NULL,
    decided_by    text NOT NULL DEFAULT '',
    decided_at    timestamptz,
    -- Lines given back: what the money was for.
    lines         integer[] NOT NULL DEFAULT '{}',
    idempotency_key text UNIQUE
);

CREATE INDEX refund_of_sale ON refund (sale_id);
CREATE INDEX refund_newest ON refund (site_id, refund_id DESC);

-- Fuel that left without money: drive-offs and customers without means of payment.
CREATE TABLE debt (
    debt_id       uuid PRIMARY KEY,
    sale_id       uuid NOT NULL UNIQUE REFERENCES sale,
    site_id       text NOT NULL,
    kind          smallint NOT NULL,
    state         smallint NOT NULL,
    amount_minor  bigint NOT NULL CHECK (amount_minor > 0),
    registration  text NOT NULL DEFAULT '',
    person        text NOT NULL DEFAULT '',
    note          text NOT NULL DEFAULT '',
    photo_ref     text NOT NULL DEFAULT '',
    recorded_by   text NOT NULL,
    recorded_at   timestamptz NOT NULL,
    settled_by    text NOT NULL DEFAULT '',
    settled_at    timestamptz,
    settled_shift_id text NOT NULL DEFAULT '',
    settled_reason text NOT NULL DEFAULT '',
    version       bigint NOT NULL DEFAULT 1
);

CREATE INDEX debt_newest ON debt (site_id, debt_id DESC);

-- What each pump said last. `time` orders, not arrival; `since`: it has been in this state; `seen_at`: our clock.
CREATE TABLE pump_status (
    site_id           text NOT NULL,
    pump              integer NOT NULL,
    state             smallint NOT NULL,
    nozzle            integer NOT NULL,
    reason            text NOT NULL,
    release_token     text NOT NULL,
    time              timestamptz NOT NULL,
    since             timestamptz NOT NULL,
    seen_at           timestamptz NOT NULL,
    emergency_stopped boolean NOT NULL DEFAULT false,
    PRIMARY KEY (site_id, pump)
);

-- Orders to pumps other than sales, so that a repeated request is known.
CREATE TABLE pump_order (
    idempotency_key text PRIMARY KEY,
    request_hash    bytea NOT NULL,
    at              timestamptz NOT NULL
);

CREATE INDEX pump_order_at ON pump_order USING brin (at);

-- Where each nozzle's totalisers were after the last transaction that was checked.
CREATE TABLE nozzle_meter (
    site_id            text NOT NULL,
    pump               integer NOT NULL,
    nozzle             integer NOT NULL,
    volume_total_ml    bigint NOT NULL,
    amount_total_minor bigint NOT NULL,
    sequence           bigint NOT NULL,
    at                 timestamptz NOT NULL,
    PRIMARY KEY (site_id, pump, nozzle)
);

-- Up to which transaction a pump's totalisers have been checked: without a gap in the numbers.
CREATE TABLE pump_checked (
    site_id  text NOT NULL,
    pump     integer NOT NULL,
    sequence bigint NOT NULL,
    PRIMARY KEY (site_id, pump)
);

CREATE TABLE discrepancy (
    discrepancy_id uuid PRIMARY KEY,
    site_id        text NOT NULL,
    kind           text NOT NULL,
    pump           integer NOT NULL,
    nozzle         integer NOT NULL,
    sequence       bigint NOT NULL,
    expected       bigint NOT NULL,
    found          bigint NOT NULL,
    unit           text NOT NULL,
    found_at       timestamptz NOT NULL,
    state          smallint NOT NULL,
    resolution     text NOT NULL DEFAULT '',
    resolved_by    text NOT NULL DEFAULT '',
    resolved_at    timestamptz,
    UNIQUE (site_id, kind, pump, nozzle, sequence)
);

CREATE INDEX discrepancy_newest ON discrepancy (site_id, discrepancy_id DESC);
