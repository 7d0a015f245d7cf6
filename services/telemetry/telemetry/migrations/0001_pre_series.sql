CREATE TABLE series (
    series_id  integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site       text NOT NULL,
    device     text NOT NULL,
    metric     text NOT NULL,
    unit       text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (site, device, metric)
);

-- Messages whose readings are stored. Pruned by arrival: a message id sorts by the time of its readings,
-- which for a recording may be years ago.
CREATE TABLE ingested (
    message_id uuid PRIMARY KEY,
    stored_at  timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX ingested_stored_at ON ingested USING brin (stored_at);
