-- Alerts of one site that have one cause, or that are too many. `head_alert_id` is the one that people are called for.
CREATE TABLE incident (
    incident_id   uuid PRIMARY KEY,
    site          text NOT NULL,
    kind          text NOT NULL CHECK (kind IN ('SITE_DARK', 'STORM')),
    head_alert_id uuid NOT NULL REFERENCES alert,
    opened_at     timestamptz NOT NULL,
    joined_at     timestamptz NOT NULL,
    alerts        integer NOT NULL CHECK (alerts >= 0),
    gathering     boolean NOT NULL,
    closed_at     timestamptz,
    version       bigint NOT NULL CHECK (version > 0),
    CHECK (closed_at IS NULL OR NOT gathering)
);

CREATE UNIQUE INDEX incident_one_gathers_per_site ON incident (site) WHERE gathering;
CREATE INDEX incident_newest ON incident (opened_at DESC, incident_id DESC);
CREATE INDEX incident_site_newest ON incident (site, opened_at DESC, incident_id DESC);
CREATE INDEX incident_open ON incident (incident_id) WHERE closed_at IS NULL;

-- For a time, and for a reason, nobody is called for certain alerts. No sites: everywhere; no rule, no device: any.
CREATE TABLE silence (
    silence_id      uuid PRIMARY KEY,
    kind            text NOT NULL CHECK (kind IN ('SILENCE', 'MAINTENANCE')),
    sites           text[] NOT NULL,
    rule            text NOT NULL,
    device          text NOT NULL,
    critical        boolean NOT NULL,
    reason          text NOT NULL CHECK (reason <> ''),
    starts_at       timestamptz NOT NULL,
    ends_at         timestamptz NOT NULL,
    created_at      timestamptz NOT NULL,
    created_by      text NOT NULL,
    cancelled_at    timestamptz,
    cancelled_by    text NOT NULL DEFAULT '',
    -- When the alerts that were open then were looked at: at its beginning, and at its end.
    applied_at      timestamptz,
    released_at     timestamptz,
    idempotency_key text UNIQUE,
    request_hash    bytea,
    CHECK (ends_at > starts_at)
);

CREATE INDEX silence_newest ON silence (created_at DESC, silence_id DESC);
CREATE INDEX silence_in_force ON silence (ends_at) WHERE released_at IS NULL;

CREATE UNIQUE INDEX alert_step_note_key ON alert_step ((data ->> 'key')) WHERE what = 'NOTED';
