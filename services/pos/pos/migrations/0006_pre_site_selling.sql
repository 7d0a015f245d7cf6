-- What a site needs to sell: who sells, VAT, blends, how its pumps are released.

ALTER TABLE site
    ADD COLUMN supplier_name    text NOT NULL DEFAULT '',
    ADD COLUMN supplier_address text[] NOT NULL DEFAULT '{}',
    ADD COLUMN supplier_vat_id  text NOT NULL DEFAULT '',
    ADD COLUMN max_unpaid       integer NOT NULL DEFAULT 2 CHECK (max_unpaid BETWEEN 1 AND 15),
    ADD COLUMN zero_tr_mode     integer NOT NULL DEFAULT 1 CHECK (zero_tr_mode IN (0, 1)),
    ADD COLUMN prepay_max_minor bigint NOT NULL DEFAULT 0 CHECK (prepay_max_minor >= 0),
    ADD COLUMN receipt_note     text NOT NULL DEFAULT '';

-- NULL: not known, and then nothing of the grade is sold.
ALTER TABLE grade ADD COLUMN vat_rate_bp integer CHECK (vat_rate_bp BETWEEN 0 AND 10000);

CREATE TABLE blend_part (
    site_id   text NOT NULL,
    grade_id  text NOT NULL,
    component text NOT NULL,
    per_mille integer NOT NULL CHECK (per_mille BETWEEN 1 AND 999),
    PRIMARY KEY (site_id, grade_id, component),
    FOREIGN KEY (site_id, grade_id) REFERENCES grade ON DELETE CASCADE,
    FOREIGN KEY (site_id, component) REFERENCES grade ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX blend_part_component ON blend_part (site_id, component);

ALTER TABLE pump ADD COLUMN service_level text NOT NULL DEFAULT 'self' CHECK (service_level IN ('self', 'attended'));

-- A nozzle's tank holds what the nozzle gives, or (tank_grade_id) a part of the blend.
ALTER TABLE nozzle
    ADD COLUMN tank_grade_id         text,
    ADD COLUMN tank_holds            text GENERATED ALWAYS AS (coalesce(tank_grade_id, grade_id)) STORED,
    ADD COLUMN second_tank           integer,
    ADD COLUMN second_tank_grade_id  text,
    ADD COLUMN second_tank_per_mille integer CHECK (second_tank_per_mille BETWEEN 1 AND 999),
    ADD CHECK (num_nulls(second_tank, second_tank_grade_id, second_tank_per_mille) IN (0, 3)),
    DROP CONSTRAINT nozzle_site_id_tank_grade_id_fkey,
    ADD FOREIGN KEY (site_id, grade_id) REFERENCES grade DEFERRABLE INITIALLY DEFERRED,
    ADD FOREIGN KEY (site_id, tank, tank_holds) REFERENCES tank (site_id, number, grade_id)
        DEFERRABLE INITIALLY DEFERRED,
    ADD FOREIGN KEY (site_id, second_tank, second_tank_grade_id) REFERENCES tank (site_id, number, grade_id)
        DEFERRABLE INITIALLY DEFERRED;

CREATE INDEX nozzle_second_tank ON nozzle (site_id, second_tank) WHERE second_tank IS NOT NULL;
