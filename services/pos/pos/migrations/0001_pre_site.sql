CREATE TABLE site (
    site_id    text PRIMARY KEY,
    name       text NOT NULL,
    time_zone  text NOT NULL,
    currency   text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    version    bigint NOT NULL CHECK (version > 0),
    changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX site_in_order ON site (site_id COLLATE "C");

CREATE TABLE grade (
    site_id  text NOT NULL REFERENCES site ON DELETE CASCADE,
    grade_id text NOT NULL,
    name     text NOT NULL,
    PRIMARY KEY (site_id, grade_id)
);

CREATE TABLE tank (
    site_id           text NOT NULL REFERENCES site ON DELETE CASCADE,
    number            integer NOT NULL CHECK (number > 0),
    grade_id          text NOT NULL,
    capacity_ml       bigint NOT NULL CHECK (capacity_ml > 0),
    max_safe_fill_ml  bigint NOT NULL CHECK (max_safe_fill_ml BETWEEN 1 AND capacity_ml),
    diameter_tenth_mm integer NOT NULL CHECK (diameter_tenth_mm >= 0),
    PRIMARY KEY (site_id, number),
    FOREIGN KEY (site_id, grade_id) REFERENCES grade DEFERRABLE INITIALLY DEFERRED
);

-- What a nozzle refers to, so that its grade is always its tank's.
CREATE UNIQUE INDEX tank_with_grade ON tank (site_id, number, grade_id);

CREATE TABLE pump (
    site_id text NOT NULL REFERENCES site ON DELETE CASCADE,
    number  integer NOT NULL CHECK (number > 0),
    PRIMARY KEY (site_id, number)
);

CREATE TABLE nozzle (
    site_id  text NOT NULL,
    pump     integer NOT NULL,
    number   integer NOT NULL CHECK (number > 0),
    grade_id text NOT NULL,
    tank     integer NOT NULL,
    PRIMARY KEY (site_id, pump, number),
    FOREIGN KEY (site_id, pump) REFERENCES pump ON DELETE CASCADE,
    FOREIGN KEY (site_id, tank, grade_id) REFERENCES tank (site_id, number, grade_id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX nozzle_tank ON nozzle (site_id, tank);
