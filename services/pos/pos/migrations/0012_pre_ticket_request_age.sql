CREATE INDEX ticket_request_age ON ticket_request (at);
