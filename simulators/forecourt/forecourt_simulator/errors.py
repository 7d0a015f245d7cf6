"""What can go wrong with an order given to the simulator. The class name is the reason that clients switch on."""


class SimulatorError(Exception):
    """Base of all; `status` is the HTTP status on the control port."""

    status = 500


class InvalidInput(SimulatorError):
    status = 400


class UnknownTarget(SimulatorError):
    status = 404


class PumpOccupied(SimulatorError):
    status = 409
