"""Whole works on real files, broken off at any moment or fed with what they must refuse."""
