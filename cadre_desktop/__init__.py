"""Cadre Desktop (干部纪实档案): offline records of officials, and the reports made from them."""

__version__ = "0.1.0"

PACKAGE_SUFFIX = ".cadrepkg"
"""How the files end that travel between offices; the system opens them with this program."""
