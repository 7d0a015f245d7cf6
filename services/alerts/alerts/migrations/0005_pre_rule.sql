-- Rules as they are now. `document` is the rule; a rule of the library that nobody changed follows the library.
CREATE TABLE alert_rule (
    rule_id    text PRIMARY KEY CHECK (rule_id ~ '^[a-z][a-z0-9_]{0,62}$'),
    version    bigint NOT NULL CHECK (version > 0),
    document   jsonb NOT NULL,
    origin     text NOT NULL CHECK (origin IN ('LIBRARY', 'OWN')),
    modified   boolean NOT NULL,
    deleted    boolean NOT NULL DEFAULT false,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL
);

-- Every version that a rule ever had. Nothing of it is ever changed. Without a document: it was deleted then.
CREATE TABLE alert_rule_version (
    rule_id    text NOT NULL REFERENCES alert_rule,
    version    bigint NOT NULL,
    document   jsonb,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    reason     text NOT NULL DEFAULT '',
    PRIMARY KEY (rule_id, version)
);
