"""Keys, certificates, passwords and databases of an installation that is not one machine: Compose, Kubernetes."""
