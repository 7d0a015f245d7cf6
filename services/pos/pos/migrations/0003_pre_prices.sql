-- Numbered price sets, what became of them, and the work of bringing them to signs and pumps.

CREATE TABLE price_set (
    site_id         text NOT NULL,
    number          integer NOT NULL CHECK (number > 0),
    state           text NOT NULL CHECK (state IN ('scheduled', 'sending', 'in_force', 'superseded', 'cancelled')),
    effective_at    timestamptz NOT NULL,
    -- When every pump of the site had been tried with it once.
    tried_at        timestamptz,
    -- The site's configuration that the pumps were given their prices for.
    site_version    bigint NOT NULL DEFAULT 0,
    idempotency_key text NOT NULL,
    request_hash    bytea NOT NULL,
    version         bigint NOT NULL CHECK (version > 0),
    PRIMARY KEY (site_id, number),
    UNIQUE (site_id, idempotency_key)
);

CREATE UNIQUE INDEX price_set_one_in_force ON price_set (site_id) WHERE state = 'in_force';
CREATE UNIQUE INDEX price_set_one_sending ON price_set (site_id) WHERE state = 'sending';
CREATE UNIQUE INDEX price_set_instant ON price_set (site_id, effective_at) WHERE state <> 'cancelled';
CREATE INDEX price_set_scheduled ON price_set (effective_at) WHERE state = 'scheduled';

CREATE TABLE price (
    site_id          text NOT NULL,
    price_set        integer NOT NULL,
    grade_id         text NOT NULL,
    service_level    text NOT NULL CHECK (service_level IN ('self', 'attended')),
    unit_price_milli bigint NOT NULL CHECK (unit_price_milli > 0),
    PRIMARY KEY (site_id, price_set, grade_id, service_level),
    FOREIGN KEY (site_id, price_set) REFERENCES price_set
);

-- Every change of a set's state: who and when.
CREATE TABLE price_set_step (
    site_id   text NOT NULL,
    price_set integer NOT NULL,
    number    integer NOT NULL,
    state     text NOT NULL,
    at        timestamptz NOT NULL,
    actor     text NOT NULL,
    PRIMARY KEY (site_id, price_set, number),
    FOREIGN KEY (site_id, price_set) REFERENCES price_set
);

CREATE TABLE price_confirmation (
    site_id   text NOT NULL,
    price_set integer NOT NULL,
    pump      integer NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (site_id, price_set, pump, at),
    FOREIGN KEY (site_id, price_set) REFERENCES price_set
);

-- What each sign and pump should have, and the work left: a row is claimed by moving `due_at` behind the lease.
-- `round` grows when something else is wanted, so that a late answer is known to be late.
CREATE TABLE price_work (
    site_id      text NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('sign', 'pump', 'check')),
    pump         integer NOT NULL,
    price_set    integer NOT NULL,
    -- By nozzle or by grade; NULL: the set has no price for something that the pump gives.
    prices       jsonb,
    round        bigint NOT NULL DEFAULT 1,
    attempts     integer NOT NULL DEFAULT 0,
    due_at       timestamptz,
    confirmed_at timestamptz,
    -- Why it is not confirmed; empty: not tried yet.
    reason       text NOT NULL DEFAULT '',
    closed       boolean NOT NULL DEFAULT false,
    -- What the sign shows, by its own confirmation.
    shown        jsonb,
    shown_at     timestamptz,
    PRIMARY KEY (site_id, kind, pump)
);

CREATE INDEX price_work_due ON price_work (due_at) WHERE due_at IS NOT NULL;
