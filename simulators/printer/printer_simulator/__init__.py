"""A receipt printer that is none: takes ESC/POS on a TCP port, as one with a network socket does."""
