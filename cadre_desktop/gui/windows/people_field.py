"""The field by which a step asks for several people at once."""

from cadre_desktop.records.cadre import Cadre
from cadre_desktop.storage.fields import Field, FieldSpec


def people_field(caption: str, name: str = "people") -> Field:
    """Describe a list of people a step asks for; at least one has to be chosen."""
    return Field(name, Cadre, True, None, FieldSpec(caption, help="输入姓名或拼音首字母，可以选多人"), is_links=True)
