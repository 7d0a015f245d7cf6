-- Who evaluates the rules. Each one who takes it over counts the epoch up, and whoever has an older one commits nothing.
CREATE TABLE evaluator (
    one    boolean PRIMARY KEY DEFAULT true CHECK (one),
    epoch  bigint NOT NULL,
    holder text NOT NULL,
    since  timestamptz NOT NULL
);
INSERT INTO evaluator (epoch, holder, since) VALUES (0, '', now());

-- What pos last said of its sites, for when it does not answer.
CREATE TABLE site_fact (
    site     text PRIMARY KEY,
    facts    bytea NOT NULL,
    said_at  timestamptz NOT NULL
);
