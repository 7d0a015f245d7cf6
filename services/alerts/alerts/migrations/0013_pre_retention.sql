-- What is forgotten is looked for by its age, and by who names it.
CREATE INDEX alert_resolved ON alert (resolved_at) WHERE state = 'RESOLVED';
CREATE INDEX alert_of_silence ON alert (silence_id) WHERE silence_id IS NOT NULL;
CREATE INDEX condition_change_age ON condition_change USING brin (time);
CREATE INDEX escalation_of_alert ON escalation (alert_id);
CREATE INDEX incident_of_head ON incident (head_alert_id);
