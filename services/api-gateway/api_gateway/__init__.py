"""The platform's only HTTP door: REST, the live stream and the web app."""
