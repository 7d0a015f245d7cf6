"""Robot cashiers: they sell what the simulated customers take, through the real API."""
