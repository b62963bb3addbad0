"""Parts of the roster page."""
