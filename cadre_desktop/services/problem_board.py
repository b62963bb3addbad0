"""问题闭环 of a year for the screen, as the figures reckon it."""

from cadre_desktop.figures.ground import Ground
from cadre_desktop.figures.problem_lines import COLUMNS, LoopBoard, LoopLine, RateLine, Stage, Tally, loop_board
from cadre_desktop.services import figures
from cadre_desktop.storage.database import Database


def board(db: Database, year: int) -> LoopBoard:
    """Work the loop of a year out, for the problems reported in it."""
    with db.read() as session:
        return loop_board(Ground(session, figures.context_in(session, db.now(), year=year)))


__all__ = ["COLUMNS", "LoopBoard", "LoopLine", "RateLine", "Stage", "Tally", "board"]
