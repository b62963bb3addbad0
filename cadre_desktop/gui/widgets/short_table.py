"""A table as high as its rows, up to a limit, for pages that scroll as a whole."""

from PySide6.QtCore import QAbstractItemModel, QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.data_table import DataTable


class ShortTable(DataTable):
    """Grows and shrinks with its rows; scrolls by itself only past `most_rows`."""

    def __init__(
        self, model: QAbstractItemModel, *, name: str, most_rows: int = 6, parent: QWidget | None = None
    ) -> None:
        self._most_rows = most_rows
        super().__init__(model, name=name, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._fit)
        self.horizontalScrollBar().rangeChanged.connect(lambda *_: self.updateGeometry())
        self._fit()

    def _fit(self, *_: object) -> None:
        """Take the height of the rows; a bar at the side would only take room while nothing is hidden."""
        policy = Qt.ScrollBarPolicy
        fits = self.model().rowCount() <= self._most_rows
        self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        bar = self.horizontalScrollBar()
        below = bar.sizeHint().height() if bar.maximum() > 0 else 0
        rows = tokens().row * min(self.model().rowCount(), self._most_rows)
        head = self.horizontalHeader().sizeHint().height()
        return QSize(tokens().px(320), head + rows + below + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        return QSize(tokens().px(200), self.sizeHint().height())
