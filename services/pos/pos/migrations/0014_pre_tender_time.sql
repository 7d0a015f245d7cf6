-- A day's takings are found by their time; tenders are written in its order.
CREATE INDEX tender_at ON tender USING brin (at);
