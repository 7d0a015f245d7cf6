-- What people write down: channels, recipients, rotas and escalation policies. They name each other in `body`; who changes
-- or removes one holds the lock of them all, so that none names what is not there.
CREATE TABLE notification_document (
    kind       text NOT NULL CHECK (kind IN ('CHANNEL', 'RECIPIENT', 'ROTA', 'POLICY')),
    id         text NOT NULL,
    sites      text[] NOT NULL,
    body       jsonb NOT NULL,
    -- The secret of a channel, sealed.
    sealed     bytea,
    version    bigint NOT NULL CHECK (version > 0),
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    PRIMARY KEY (kind, id)
);

CREATE TABLE rota_override (
    override_id     uuid PRIMARY KEY,
    rota            text NOT NULL,
    recipient       text NOT NULL,
    starts_at       timestamptz NOT NULL,
    ends_at         timestamptz NOT NULL,
    reason          text NOT NULL,
    made_by         text NOT NULL,
    made_at         timestamptz NOT NULL,
    idempotency_key text NOT NULL UNIQUE,
    request_hash    bytea NOT NULL,
    CHECK (starts_at < ends_at)
);
CREATE INDEX rota_override_of_rota ON rota_override (rota, ends_at);

-- A policy at work at an alert. `step_id` is the step of the alert that called for somebody.
CREATE TABLE escalation (
    step_id    bigint NOT NULL REFERENCES alert_step,
    policy     text NOT NULL,
    alert_id   uuid NOT NULL REFERENCES alert,
    started_at timestamptz NOT NULL,
    -- Of the stage that comes next.
    stage      integer NOT NULL,
    due_at     timestamptz NOT NULL,
    ended_at   timestamptz,
    PRIMARY KEY (step_id, policy)
);
CREATE UNIQUE INDEX escalation_one_at_work ON escalation (alert_id, policy) WHERE ended_at IS NULL;
CREATE INDEX escalation_due ON escalation (due_at) WHERE ended_at IS NULL;

CREATE TABLE notification (
    notification_id uuid PRIMARY KEY,
    -- None in a test.
    alert_id        uuid REFERENCES alert,
    site            text NOT NULL,
    channel         text NOT NULL,
    address         text NOT NULL,
    recipient       text NOT NULL,
    policy          text NOT NULL,
    occasion        text NOT NULL,
    news            text NOT NULL CHECK (news IN ('RAISED', 'REMINDED', 'ENDED', 'TEST')),
    severity        text NOT NULL CHECK (severity IN ('INFO', 'WARNING', 'CRITICAL')),
    rule            text NOT NULL,
    device          text NOT NULL,
    text            text NOT NULL,
    response        text NOT NULL,
    happened_at     timestamptz NOT NULL,
    state           text NOT NULL CHECK (state IN ('WAITING', 'SENT', 'FAILED', 'CANCELLED')),
    created_at      timestamptz NOT NULL,
    -- When it should have gone out, and when it is tried next.
    worth_from      timestamptz NOT NULL,
    due_at          timestamptz NOT NULL,
    attempts        integer NOT NULL DEFAULT 0,
    last_error      text NOT NULL DEFAULT '',
    ended_at        timestamptz,
    CHECK ((state = 'WAITING') = (ended_at IS NULL)),
    CHECK ((news = 'TEST') = (alert_id IS NULL))
);
-- Two policies that tell the same address on the same occasion tell it once.
CREATE UNIQUE INDEX notification_once ON notification (alert_id, occasion, channel, address) WHERE alert_id IS NOT NULL;
CREATE UNIQUE INDEX notification_test_once ON notification (occasion) WHERE alert_id IS NULL;
CREATE INDEX notification_due ON notification (channel, due_at) WHERE state = 'WAITING';
CREATE INDEX notification_of_alert ON notification (alert_id, notification_id);
CREATE INDEX notification_site ON notification (site, notification_id DESC);

-- Every attempt to deliver, written before it is made.
CREATE TABLE notification_attempt (
    notification_id uuid NOT NULL REFERENCES notification ON DELETE CASCADE,
    number          integer NOT NULL,
    channel         text NOT NULL,
    at              timestamptz NOT NULL,
    outcome         text NOT NULL CHECK (outcome IN ('RUNNING', 'SENT', 'RETRY', 'REFUSED')),
    took_ms         integer,
    detail          text NOT NULL DEFAULT '',
    PRIMARY KEY (notification_id, number)
);
CREATE INDEX notification_attempt_rate ON notification_attempt (channel, at);

CREATE TABLE push_subscription (
    subscription_id uuid PRIMARY KEY,
    user_id         text NOT NULL,
    label           text NOT NULL,
    endpoint        text NOT NULL UNIQUE,
    p256dh          text NOT NULL,
    -- Sealed.
    auth            bytea NOT NULL,
    created_at      timestamptz NOT NULL
);
CREATE INDEX push_subscription_of_user ON push_subscription (user_id);
