-- What Stripe says differs from what is kept here, and the runs that compare.

CREATE TABLE reconciliation_break (
    break_id     uuid PRIMARY KEY,
    break_class  text NOT NULL,
    -- The Stripe id or the payment that it is of; once open at a time with the class.
    subject      text NOT NULL,
    -- Empty: no site can be told.
    site_id      text NOT NULL,
    payment_id   uuid,
    stripe_id    text NOT NULL,
    amount_minor bigint NOT NULL,
    currency     text NOT NULL,
    details      text NOT NULL,
    found_at     timestamptz NOT NULL,
    resolved_at  timestamptz,
    resolution   text CHECK (resolution IN ('healed', 'explained')),
    note         text NOT NULL DEFAULT '',
    resolved_by  text NOT NULL DEFAULT '',
    CHECK ((resolved_at IS NULL) = (resolution IS NULL))
);

CREATE UNIQUE INDEX reconciliation_break_open ON reconciliation_break (break_class, subject) WHERE resolved_at IS NULL;
CREATE INDEX reconciliation_break_of_subject ON reconciliation_break (subject, break_class, break_id);
CREATE INDEX reconciliation_break_listed ON reconciliation_break (break_id) WHERE resolved_at IS NULL;

-- One of a kind at a time: who has the row without an end works, until its lease is over.
CREATE TABLE reconciliation_run (
    run_id      uuid PRIMARY KEY,
    what        text NOT NULL CHECK (what IN ('minutes', 'hourly', 'daily')),
    started_at  timestamptz NOT NULL,
    started_by  text NOT NULL,
    lease_until timestamptz NOT NULL,
    ended_at    timestamptz,
    -- Empty: it came to its end.
    failure     text NOT NULL DEFAULT '',
    compared    integer NOT NULL DEFAULT 0,
    found       integer NOT NULL DEFAULT 0,
    healed      integer NOT NULL DEFAULT 0
);

CREATE UNIQUE INDEX reconciliation_run_at_work ON reconciliation_run (what) WHERE ended_at IS NULL;
CREATE INDEX reconciliation_run_newest ON reconciliation_run (what, started_at DESC);

-- Balance transactions as Stripe tells of them: whatever moved what it holds for us.
CREATE TABLE stripe_transaction (
    transaction_id text PRIMARY KEY,
    kind           text NOT NULL,
    -- ch_…, re_…, po_…, dp_…; empty: of nothing else.
    source_id      text NOT NULL,
    amount_minor   bigint NOT NULL,
    fee_minor      bigint NOT NULL,
    currency       text NOT NULL,
    created_at     timestamptz NOT NULL,
    -- When what only it tells (fees, payouts) was posted.
    booked_at      timestamptz
);

CREATE INDEX stripe_transaction_to_book ON stripe_transaction (created_at) WHERE booked_at IS NULL;
CREATE INDEX stripe_transaction_of_source ON stripe_transaction (source_id);
CREATE INDEX stripe_transaction_in_time ON stripe_transaction (created_at);

CREATE TABLE payout (
    payout_id    text PRIMARY KEY,
    amount_minor bigint NOT NULL,
    currency     text NOT NULL,
    status       text NOT NULL,
    arrives_on   timestamptz NOT NULL,
    created_at   timestamptz NOT NULL,
    gross_minor  bigint NOT NULL DEFAULT 0,
    fees_minor   bigint NOT NULL DEFAULT 0,
    transactions integer NOT NULL DEFAULT 0,
    -- Whether Stripe can tell what it is made of: completed, in_progress, not_applicable.
    itemised     text NOT NULL,
    reconciled   boolean NOT NULL DEFAULT false
);

CREATE INDEX payout_newest ON payout (created_at DESC, payout_id DESC);

-- What Stripe is compared with.
CREATE INDEX payment_in_time ON payment (created_at);
