"""The IoT gateway: from the site controllers to the events."""
