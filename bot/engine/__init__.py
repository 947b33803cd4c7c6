"""WHO calls publish: one process here, workers elsewhere."""
