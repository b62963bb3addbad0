"""Tests of the pages of work on the ground and of contests."""
