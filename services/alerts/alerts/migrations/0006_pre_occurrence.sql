-- What happened, for as long as rules can be tried on it.
CREATE TABLE occurrence_history (
    event_id    text NOT NULL,
    type        text NOT NULL,
    site        text NOT NULL,
    subject     text NOT NULL,
    time_us     bigint NOT NULL,
    received_us bigint NOT NULL,
    position    bigint NOT NULL,
    fields      jsonb NOT NULL,
    PRIMARY KEY (event_id, type)
);

CREATE INDEX occurrence_history_site ON occurrence_history (site, received_us);
CREATE INDEX occurrence_history_age ON occurrence_history USING brin (received_us);
