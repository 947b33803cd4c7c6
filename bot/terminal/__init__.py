"""SPEAKING: everything that reaches a screen, through one door."""
