"""`python -m stripe_simulator run`."""

import sys

from stripe_simulator.cli import main

sys.exit(main())
