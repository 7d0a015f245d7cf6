-- What the evaluator must find again after a restart: of rules (`keeper` = rules) and of derived series (series).
CREATE TABLE rule_state (
    keeper text NOT NULL CHECK (keeper IN ('rules', 'series')),
    site   text NOT NULL,
    device text NOT NULL,
    state  bytea NOT NULL,
    PRIMARY KEY (keeper, site, device)
) WITH (fillfactor = 70);
