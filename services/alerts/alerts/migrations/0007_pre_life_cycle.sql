-- A rule is whatever somebody called it.
ALTER TABLE alert DROP CONSTRAINT IF EXISTS alert_rule_check;

ALTER TABLE alert
    ADD COLUMN recorded_at       timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN cleared_at        timestamptz,
    ADD COLUMN chattering        boolean NOT NULL DEFAULT false,
    ADD COLUMN occurrences       integer NOT NULL DEFAULT 1 CHECK (occurrences > 0),
    ADD COLUMN previous_alert_id uuid,
    ADD COLUMN assignee          text NOT NULL DEFAULT '',
    ADD COLUMN incident_id       uuid,
    ADD COLUMN silence_id        uuid,
    ADD COLUMN suppression       text NOT NULL DEFAULT ''
        CHECK (suppression IN ('', 'SHELVED', 'OUT_OF_SERVICE', 'INCIDENT', 'OVER'));

CREATE INDEX alert_of_incident ON alert (incident_id, raised_at DESC, alert_id DESC) WHERE incident_id IS NOT NULL;
CREATE INDEX alert_rule_newest ON alert (rule, raised_at DESC, alert_id DESC);
CREATE INDEX alert_open_site ON alert (site, recorded_at) WHERE state <> 'RESOLVED';
CREATE INDEX alert_held ON alert (cleared_at) WHERE state <> 'RESOLVED' AND cleared_at IS NOT NULL;

-- What happened to alerts, in the order of writing. Nothing of a row is ever changed but `planned_at`:
-- when it was decided who is told of it.
CREATE TABLE alert_step (
    step_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    alert_id   uuid NOT NULL REFERENCES alert,
    site       text NOT NULL,
    what       text NOT NULL CHECK (what IN (
        'RAISED', 'RERAISED', 'ESCALATED', 'RELEASED', 'UPDATED', 'ACKNOWLEDGED', 'RESOLVED', 'CLEARED',
        'SHELVED', 'GROUPED', 'ASSIGNED', 'NOTED')),
    -- Why nobody is told of it: the alert's suppression at that time, or that it chatters.
    quiet      text NOT NULL DEFAULT '',
    version    bigint NOT NULL,
    severity   text NOT NULL CHECK (severity IN ('INFO', 'WARNING', 'CRITICAL')),
    -- Who acted; empty: nobody, it happened.
    actor      text NOT NULL DEFAULT '',
    at         timestamptz NOT NULL,
    note       text NOT NULL DEFAULT '',
    data       jsonb NOT NULL DEFAULT '{}',
    planned_at timestamptz
);

CREATE INDEX alert_step_of_alert ON alert_step (alert_id, step_id);
CREATE INDEX alert_step_to_plan ON alert_step (step_id) WHERE planned_at IS NULL;
