"""The typeface of the screens, and Qt's own words in Chinese."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator
from PySide6.QtGui import QFont

from cadre_desktop.gui.style.tokens import Tokens

# Windows first, then what Kylin, UOS and Debian carry; digits come from the same face.
FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "SimHei",
)


def font(pixels: float, *, bold: bool = False) -> QFont:
    """Return the screen face at a size in pixels, which means the same on screen, in pictures and on paper."""
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPixelSize(max(1, round(pixels)))
    made.setBold(bold)
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return made


def app_font(tokens: Tokens) -> QFont:
    """Return the body font of the whole program."""
    return font(tokens.fs)


def load_translations(app: QCoreApplication) -> bool:
    """Make Qt's own buttons and menus speak Chinese; False when the file is missing.

    The file is qtbase_zh_CN: qt_zh_CN is an empty stub.
    """
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return translator.load("qtbase_zh_CN", folder) and app.installTranslator(translator)
