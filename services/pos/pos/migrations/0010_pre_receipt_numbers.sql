-- Sales are found by the number of a receipt, whichever its series.
CREATE INDEX receipt_by_number ON receipt (number);
