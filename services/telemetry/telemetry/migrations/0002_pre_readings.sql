-- The one migration in which the engines differ. Both end up with the relations reading, reading_minute,
-- reading_hour, reading_day and latest_reading of the same columns; buckets are UTC.
DO $engine$
DECLARE
    timescale boolean := EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb');
BEGIN
    IF NOT timescale AND current_setting('timescaledb.license', true) IS NOT NULL THEN
        BEGIN
            CREATE EXTENSION timescaledb;
            timescale := true;
        EXCEPTION WHEN insufficient_privilege THEN
            RAISE WARNING 'timescaledb is installed, but this role may not create the extension: plain PostgreSQL it is';
        END;
    END IF;

    IF timescale THEN
        CREATE TABLE reading (
            time      timestamptz NOT NULL,
            series_id integer NOT NULL,
            value     double precision NOT NULL
        );
        PERFORM create_hypertable('reading', by_range('time', interval '1 day'), create_default_indexes => false);
        CREATE INDEX reading_series_time ON reading (series_id, time);
        ALTER TABLE reading SET (
            timescaledb.enable_columnstore,
            timescaledb.segmentby = 'series_id',
            timescaledb.orderby = 'time'
        );

        CREATE MATERIALIZED VIEW reading_minute
        WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS
        SELECT series_id, time_bucket(interval '1 minute', time) AS bucket,
               min(value) AS minimum, max(value) AS maximum, sum(value) AS sum, count(*) AS count,
               last(value, time) AS last, max(time) AS last_time
        FROM reading GROUP BY 1, 2 WITH NO DATA;

        CREATE MATERIALIZED VIEW reading_hour
        WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS
        SELECT series_id, time_bucket(interval '1 hour', bucket) AS bucket,
               min(minimum) AS minimum, max(maximum) AS maximum, sum(sum) AS sum, sum(count)::bigint AS count,
               last(last, last_time) AS last, max(last_time) AS last_time
        FROM reading_minute GROUP BY 1, 2 WITH NO DATA;

        CREATE MATERIALIZED VIEW reading_day
        WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS
        SELECT series_id, time_bucket(interval '1 day', bucket) AS bucket,
               min(minimum) AS minimum, max(maximum) AS maximum, sum(sum) AS sum, sum(count)::bigint AS count,
               last(last, last_time) AS last, max(last_time) AS last_time
        FROM reading_hour GROUP BY 1, 2 WITH NO DATA;

        CREATE VIEW latest_reading AS
        SELECT s.series_id, l.time, l.value
        FROM series s
        CROSS JOIN LATERAL (
            SELECT r.time, r.value FROM reading r WHERE r.series_id = s.series_id ORDER BY r.time DESC LIMIT 1
        ) l;
        RETURN;
    END IF;

    CREATE TABLE reading (
        time      timestamptz NOT NULL,
        series_id integer NOT NULL,
        value     double precision NOT NULL
    ) PARTITION BY RANGE (time);
    CREATE INDEX reading_series_time ON reading (series_id, time);

    -- What each flush added, by minute; folded into the rollups every few seconds. Reading the views adds both.
    CREATE TABLE minute_delta (
        series_id integer NOT NULL,
        bucket    timestamptz NOT NULL,
        minimum   double precision NOT NULL,
        maximum   double precision NOT NULL,
        sum       double precision NOT NULL,
        count     bigint NOT NULL,
        last      double precision NOT NULL,
        last_time timestamptz NOT NULL,
        arrival   bigint GENERATED ALWAYS AS IDENTITY
    );
    CREATE INDEX minute_delta_series ON minute_delta (series_id);

    CREATE TABLE minute_rollup (
        series_id integer NOT NULL,
        bucket    timestamptz NOT NULL,
        minimum   double precision NOT NULL,
        maximum   double precision NOT NULL,
        sum       double precision NOT NULL,
        count     bigint NOT NULL,
        last      double precision NOT NULL,
        last_time timestamptz NOT NULL,
        PRIMARY KEY (series_id, bucket)
    ) PARTITION BY RANGE (bucket);
    CREATE TABLE hour_rollup (LIKE minute_rollup, PRIMARY KEY (series_id, bucket)) PARTITION BY RANGE (bucket);
    CREATE TABLE day_rollup (LIKE minute_rollup, PRIMARY KEY (series_id, bucket)) WITH (fillfactor = 80);

    -- The value of the latest time, and of equal times the one that arrived last.
    CREATE VIEW reading_minute AS
    SELECT series_id, bucket, min(minimum) AS minimum, max(maximum) AS maximum, sum(sum) AS sum,
           sum(count)::bigint AS count, (max(ARRAY[date_part('epoch', last_time), arrival, last]))[3] AS last,
           max(last_time) AS last_time
    FROM (
        SELECT series_id, bucket, minimum, maximum, sum, count, last, last_time, 0 AS arrival FROM minute_rollup
        UNION ALL
        SELECT series_id, bucket, minimum, maximum, sum, count, last, last_time, arrival FROM minute_delta
    ) part GROUP BY series_id, bucket;

    CREATE VIEW reading_hour AS
    SELECT series_id, bucket, min(minimum) AS minimum, max(maximum) AS maximum, sum(sum) AS sum,
           sum(count)::bigint AS count, (max(ARRAY[date_part('epoch', last_time), arrival, last]))[3] AS last,
           max(last_time) AS last_time
    FROM (
        SELECT series_id, bucket, minimum, maximum, sum, count, last, last_time, 0 AS arrival FROM hour_rollup
        UNION ALL
        SELECT series_id, date_trunc('hour', bucket, 'UTC'), minimum, maximum, sum, count, last, last_time, arrival
        FROM minute_delta
    ) part GROUP BY series_id, bucket;

    CREATE VIEW reading_day AS
    SELECT series_id, bucket, min(minimum) AS minimum, max(maximum) AS maximum, sum(sum) AS sum,
           sum(count)::bigint AS count, (max(ARRAY[date_part('epoch', last_time), arrival, last]))[3] AS last,
           max(last_time) AS last_time
    FROM (
        SELECT series_id, bucket, minimum, maximum, sum, count, last, last_time, 0 AS arrival FROM day_rollup
        UNION ALL
        SELECT series_id, date_trunc('day', bucket, 'UTC'), minimum, maximum, sum, count, last, last_time, arrival
        FROM minute_delta
    ) part GROUP BY series_id, bucket;

    CREATE VIEW latest_reading AS
    SELECT s.series_id, l.last_time AS time, l.last AS value
    FROM series s
    CROSS JOIN LATERAL (
        SELECT last_time, last
        FROM (
            (SELECT d.last_time, d.last, 0 AS arrival FROM day_rollup d
             WHERE d.series_id = s.series_id ORDER BY d.bucket DESC LIMIT 1)
            UNION ALL
            SELECT d.last_time, d.last, d.arrival FROM minute_delta d WHERE d.series_id = s.series_id
        ) part
        ORDER BY last_time DESC, arrival DESC LIMIT 1
    ) l;
END
$engine$;
