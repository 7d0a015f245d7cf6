"""`python -m cashier_simulator --url http://… --key-file … --site m25-cobham --site …`"""

from cashier_simulator.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
