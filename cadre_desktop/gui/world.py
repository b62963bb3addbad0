"""What outlives a session, and the name of the program above every window."""

from dataclasses import dataclass

from cadre_desktop.gui.dialogs.ask import Dialogs
from cadre_desktop.gui.machine import Machine
from cadre_desktop.gui.style.theme import Theme
from cadre_desktop.gui.tasks import Tasks

TITLE = "干部纪实档案"


@dataclass(frozen=True, slots=True)
class World:
    """The look, the worker, the questions and this machine."""

    theme: Theme
    tasks: Tasks
    dialogs: Dialogs
    machine: Machine
