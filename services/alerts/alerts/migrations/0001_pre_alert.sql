CREATE TABLE alert (
    alert_id        uuid PRIMARY KEY,
    key             text NOT NULL,
    site            text NOT NULL,
    rule            text NOT NULL CHECK (rule IN ('controller_offline', 'device_alarm')),
    device          text NOT NULL,
    severity        text NOT NULL CHECK (severity IN ('INFO', 'WARNING', 'CRITICAL')),
    state           text NOT NULL CHECK (state IN ('RAISED', 'ACKNOWLEDGED', 'RESOLVED')),
    text            text NOT NULL,
    raised_at       timestamptz NOT NULL,
    raised_position bigint NOT NULL,
    version         bigint NOT NULL CHECK (version > 0),
    acknowledged_at timestamptz,
    acknowledged_by text NOT NULL DEFAULT '',
    resolved_at     timestamptz,
    resolved_by     text NOT NULL DEFAULT '',
    CHECK ((state = 'RESOLVED') = (resolved_at IS NOT NULL)),
    CHECK (state <> 'ACKNOWLEDGED' OR acknowledged_at IS NOT NULL)
);

CREATE UNIQUE INDEX alert_one_open_per_key ON alert (key) WHERE state <> 'RESOLVED';
CREATE UNIQUE INDEX alert_row ON alert (key, raised_position);
CREATE INDEX alert_newest ON alert (raised_at DESC, alert_id DESC);
CREATE INDEX alert_site_newest ON alert (site, raised_at DESC, alert_id DESC);
CREATE INDEX alert_open_newest ON alert (raised_at DESC, alert_id DESC) WHERE state <> 'RESOLVED';

-- Every time a condition became active or ended, in the condition's own order.
CREATE TABLE condition_change (
    key      text NOT NULL,
    position bigint NOT NULL,
    active   boolean NOT NULL,
    time     timestamptz NOT NULL,
    severity text NOT NULL,
    text     text NOT NULL,
    actor    text NOT NULL DEFAULT '',
    PRIMARY KEY (key, position)
);

-- Controllers that went offline a moment ago and may be back before it is worth an alert.
CREATE TABLE offline_grace (
    site    text NOT NULL,
    version bigint NOT NULL,
    time    timestamptz NOT NULL,
    due_at  timestamptz NOT NULL,
    PRIMARY KEY (site, version)
);
