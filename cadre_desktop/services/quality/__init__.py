"""数据检查: the rules that hold what was entered against itself, and what people decided about the findings."""
