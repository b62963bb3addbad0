"""The parts of 考核管理 that are more than a list: seats, eligibility, a quarter on one sheet."""
