"""Every colour and size of the look, in one frozen object that feeds style sheet, delegates, charts and print."""

from dataclasses import dataclass, fields, replace

BODY = 14  # the body size all measures are written for


@dataclass(frozen=True, slots=True)
class Tokens:
    """The light theme.  Colours are "#RRGGBB"; sizes are pixels at the size of `fs`.

    A measure that has no name of its own goes through `px`, so that everything grows with the text.
    """

    # grounds
    bg: str = "#F4F6F9"
    surface: str = "#FFFFFF"
    surface2: str = "#F8FAFC"
    header: str = "#EDF1F6"
    off: str = "#F2F4F7"
    # text
    text: str = "#1B2430"
    text2: str = "#55606E"
    text3: str = "#717C8A"  # hints only, never data
    off_text: str = "#9AA4B0"
    on_primary: str = "#FFFFFF"
    # lines
    line: str = "#DCE2EA"
    strong: str = "#B8C2CE"
    field: str = "#8A96A5"
    thumb: str = "#C3CBD6"  # scroll bar handles
    # meanings
    primary: str = "#1F5C99"
    primary_hover: str = "#18497A"
    primary_soft: str = "#E6EFF8"
    danger: str = "#B3261E"
    danger_soft: str = "#FBE9E7"
    warn: str = "#8A5A00"
    warn_soft: str = "#FFF3D6"
    ok: str = "#1B6B4A"
    ok_soft: str = "#E3F3EB"
    # lines round badges, one step darker than their grounds
    primary_line: str = "#A9C8E4"
    danger_line: str = "#EDB8B3"
    warn_line: str = "#E8C77E"
    ok_line: str = "#A5D4BC"
    # navigation
    nav: str = "#17324D"
    nav_text: str = "#D5E0EB"
    nav_text2: str = "#9FB3C7"
    nav_selected: str = "#24507A"
    gold: str = "#F2B84B"
    # charts
    grades: tuple[str, ...] = ("#1F5C99", "#C6DBEF", "#E3A93B", "#7A1712")
    categories: tuple[str, ...] = ("#1F5C99", "#D98A00", "#2A8F6B", "#B3261E", "#7A5AA6", "#5B6773")
    scale: tuple[str, ...] = ("#F1F5FA", "#D3E2F1", "#A9C8E4", "#6FA3D0", "#3879B3", "#1F5C99")
    attention: str = "#FFDF9B"  # ground of a cell that needs a look, dark enough for a grey printer
    # text sizes
    fs: int = BODY
    small: int = 12
    section: int = 16
    title: int = 20
    figure: int = 26
    # heights and widths
    row: int = 34
    control: int = 32
    nav_item: int = 40
    nav_item_least: int = 27
    header_row: int = 34
    nav_width: int = 192
    nav_folded: int = 56
    fold_below: int = 1180
    icon: int = 18
    radius: int = 4

    def px(self, value: float) -> int:
        """Scale a measure written for 14 px text; what was visible stays at least one pixel."""
        return max(1, round(value * self.fs / BODY)) if value > 0 else round(value * self.fs / BODY)

    def scaled(self, factor: float) -> "Tokens":
        """Return the same look with every size multiplied, for printers and pictures."""
        sizes = {f.name: max(1, round(getattr(self, f.name) * factor)) for f in fields(self) if f.type is int}
        return replace(self, **sizes)


NORMAL = Tokens()
LARGE = Tokens(
    fs=17, small=15, section=19, title=23, figure=30, row=42, control=40, nav_item=48, nav_item_least=32, header_row=42,
    nav_width=220, nav_folded=66, icon=20,
)  # fmt: skip


def luminance(colour: str) -> float:
    """Return the relative luminance of "#RRGGBB", 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2); text needs 4.5, lines and signs 3."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_on(ground: str, tokens: Tokens = NORMAL) -> str:
    """Return the token text colour that reads better on a ground: dark, or white."""
    dark, light = contrast(tokens.text, ground), contrast(tokens.on_primary, ground)
    return tokens.text if dark >= light else tokens.on_primary
