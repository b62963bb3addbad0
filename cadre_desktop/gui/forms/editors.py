"""One editor per type of field.  A new type of field is a class and a line in `EDITORS`."""

from collections.abc import Callable
from datetime import date, datetime

from cadre_desktop.gui.forms.date_editors import DateEditor, PartialDateEditor
from cadre_desktop.gui.forms.editor import Editor, EditorContext
from cadre_desktop.gui.forms.link_editors import LinkEditor, LinksEditor
from cadre_desktop.gui.forms.sealed_editor import SealedEditor
from cadre_desktop.gui.forms.text_editors import (
    ChoiceEditor,
    LongTextEditor,
    MomentEditor,
    NumberEditor,
    SentenceEditor,
    TextEditor,
    WholeNumberEditor,
    YesNoEditor,
)
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.fields import Choice, Field

# Asked for along the type's ancestors, so that a Choice is not taken for a str, nor a bool for an int.
EDITORS: dict[type, Callable[[Field, EditorContext], Editor]] = {
    Choice: ChoiceEditor,
    PartialDate: PartialDateEditor,
    datetime: MomentEditor,
    date: DateEditor,
    bool: YesNoEditor,
    int: WholeNumberEditor,
    float: NumberEditor,
    str: TextEditor,
}
SENTENCE = 200
"""Characters: a field that takes so many is written in sentences, and wraps."""


def make_editor(field: Field, context: EditorContext = EditorContext()) -> Editor:
    """Make the editor of a field.  Raises TypeError for a type nobody edits, such as bytes."""
    made = _class_for(field)(field, context)
    if field.spec.read_only:
        made.set_read_only(True)
    return made


def _class_for(field: Field) -> Callable[[Field, EditorContext], Editor]:
    if field.spec.sealed:
        return SealedEditor
    if field.is_links:
        return LinksEditor
    if field.is_link:
        return LinkEditor
    if field.spec.multiline:
        return LongTextEditor
    if field.type is str and (field.max_length or 0) >= SENTENCE:
        return SentenceEditor
    for ancestor in field.type.__mro__:
        if ancestor in EDITORS:
            return EDITORS[ancestor]
    raise TypeError(f"no editor for {field.name}: {field.type}")
