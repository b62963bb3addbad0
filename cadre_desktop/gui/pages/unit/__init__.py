"""单位: the page of one unit, tab by tab."""
