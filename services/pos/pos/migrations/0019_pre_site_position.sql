-- Where a site stands, in degrees (WGS 84); NULL: not known, and then it is on no map.

ALTER TABLE site
    ADD COLUMN latitude  double precision CHECK (latitude BETWEEN -90 AND 90),
    ADD COLUMN longitude double precision CHECK (longitude BETWEEN -180 AND 180),
    ADD CHECK (num_nulls(latitude, longitude) IN (0, 2));
