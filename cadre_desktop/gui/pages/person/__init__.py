"""The tabs of the page of one person."""
