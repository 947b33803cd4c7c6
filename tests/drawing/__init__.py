"""Tests of the pictures we draw."""
