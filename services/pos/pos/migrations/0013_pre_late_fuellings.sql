-- What came long after it was fuelled, such as after days offline; the condition is that of LATE_DAYS.
CREATE INDEX fuelling_late ON fuelling (received_at) WHERE received_at - finished_at > interval '3 hours';
