"""The whole platform on one machine, as unprivileged processes under one directory."""
