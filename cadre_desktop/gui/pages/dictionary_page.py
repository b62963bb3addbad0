"""The list of a dictionary that ships with texts: what the county took out or never had can be put back."""

from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.pages.record_page import RecordPage
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.services import dictionaries


class DictionaryPage(RecordPage):
    """能下情形 and 正面清单: edited like any list, with the shipped items one click away."""

    def add_actions(self) -> None:
        self.header.add_action(button("补入随程序提供的版本", self.add_shipped, tip="只补缺少的条目，已有的不改动"))
        super().add_actions()

    def add_shipped(self) -> None:
        """File the shipped items that are not here; say how many there were."""
        with errors_shown(self):
            n_added = dictionaries.add_shipped(self.desk.db, self.kind.key)
            self.desk.tell(f"已补入 {n_added} 条" if n_added else "随程序提供的条目都在，没有需要补入的")
