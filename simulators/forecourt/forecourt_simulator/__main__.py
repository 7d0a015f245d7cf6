"""`python -m forecourt_simulator run|scenario|ledger`."""

import sys

from forecourt_simulator.cli import main

sys.exit(main())
