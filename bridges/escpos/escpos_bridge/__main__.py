"""`python -m escpos_bridge --printer tcp://192.0.2.9 --origin https://station.example`"""

from escpos_bridge.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
