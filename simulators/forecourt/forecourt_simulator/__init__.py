"""A forecourt in software: pumps, tanks, gauges and the site controller that reports them over MQTT."""

SOFTWARE_VERSION = "forecourt-simulator 0.1.0"
