"""Charts drawn with QPainter: the same functions serve screen, picture and printer."""
