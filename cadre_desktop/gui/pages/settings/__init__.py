"""The parts of 设置与备份, one module a tab."""
