"""Cadre Desktop (干部纪实档案): offline records of officials, and the reports made from them."""

__version__ = "0.1.0"
