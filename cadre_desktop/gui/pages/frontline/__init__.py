"""The pages of 一线纪实 and 争先创优 that are no plain list: the loop of problems, the boards, the races."""
