"""Work still running when the data is locked or the program left: it is asked about, waited for, and its end told."""

import logging
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from cadre_desktop.errors import AppError
from cadre_desktop.gui.dialogs.ask import Answer
from cadre_desktop.gui.endings import Outcome
from cadre_desktop.gui.errors import error_report, show_error
from cadre_desktop.gui.main_window import MainWindow
from cadre_desktop.gui.tasks import ProgressDialog, Task, Tasks
from cadre_desktop.gui.world import World
from cadre_desktop.progress import Cancelled

log = logging.getLogger(__name__)

_ANSWERS: tuple[Answer, ...] = (
    ("wait", "完成后退出", "primary"), ("stop", "停止并退出", "danger"), ("stay", "不退出", "plain"),
)  # fmt: skip
_HINT = "完成后退出：窗口先收起，做完后自动退出。停止：已做的部分全部撤回，数据和开始前一样。"
# Whoever looks at a locked screen is told nothing of what the work is about.
_LOCKED = "已锁定。有一项工作还没有完成，完成后请输入口令继续。"
_NOT_SAVED = "这项工作没有保存，以前的数据不受影响。"
_LEAVING = "正在完成最后一项工作，完成后自动退出。"


def may_leave_work(world: World, parent: QWidget) -> bool:
    """Ask what becomes of the work that runs, and stop it if that is wished; False to stay."""
    titles = world.tasks.titles
    if not titles:
        return True
    question = f"{'、'.join(f'“{title}”' for title in titles)}还没有完成。"
    answer = world.dialogs.choose(parent, question, _ANSWERS, _HINT)
    if answer == "stop":
        world.tasks.stop()
    return answer in ("wait", "stop")


class UnfinishedWork:
    """Waits, in the place of the pages, for what they began; `outcomes` are noted in the order they come.

    A window stands where the program stood, so that nobody thinks it has crashed.
    """

    def __init__(self, tasks: Tasks, *, locked: bool) -> None:
        self.outcomes: list[Outcome] = []
        self.window: ProgressDialog | None = None
        if tasks.titles:
            self.window = ProgressDialog(None, _LOCKED if locked else _LEAVING)
            self.window.cancelled.connect(tasks.stop)
            self.window.show()
        tasks.hand_over(self._note)

    def _note(self, task: Task, error: BaseException | None) -> None:
        if task.is_shown:
            self.outcomes.append(Outcome(task.title, error))

    def close(self) -> None:
        """Take the window away: nothing runs any more."""
        if self.window is not None:
            self.window.hide()
            self.window.deleteLater()
            self.window = None

    def tell_failures(self, world: World) -> None:
        """Before the program ends, say what was not done."""
        for outcome in self.outcomes:
            error = outcome.error
            if isinstance(error, AppError):
                world.dialogs.info(None, f"{_name(outcome)}没有做成：{error}", error.hint)
            elif error is not None and not isinstance(error, Cancelled):
                log.error("unexpected error\n%s", error_report(error))
                world.dialogs.info(None, f"{_name(outcome)}没有做成：程序遇到未预料的问题。", _NOT_SAVED)


def tell_outcomes(outcomes: Sequence[Outcome], window: MainWindow) -> None:
    """Tell whoever unlocked the data what was done meanwhile, and what was not."""
    done = [_name(outcome) for outcome in outcomes if outcome.error is None]
    if done:
        window.toast.tell(f"锁定期间已完成：{'、'.join(done)}")
    for outcome in outcomes:
        if outcome.error is not None:
            show_error(window, outcome.error)


def _name(outcome: Outcome) -> str:
    return outcome.title.removeprefix("正在")
