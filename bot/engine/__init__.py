"""WHO serves the deliveries: one process here, workers elsewhere."""
