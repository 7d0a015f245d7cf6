"""The two MQTT connections: a fast one for what comes up, an ordinary one for commands."""
