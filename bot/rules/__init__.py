"""WHETHER and WHEN: pure decisions; the present instant is an argument."""
