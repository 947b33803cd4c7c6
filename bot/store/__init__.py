"""MEMORY: the only SQL of the house."""
