"""The rule settings as they are delivered, for the tests of the rules that read them."""

import tomllib
from functools import cache

from cadre_desktop.paths import resource
from cadre_desktop.rules.settings import RuleBook, load


@cache
def delivered() -> RuleBook:
    """Load every file under resources/rules once."""
    files = sorted(resource("rules").glob("*.toml"))
    return load({path.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in files})


def changed(key: str, value: object, *, since: str = "2026-01-01", applies_to: str = "") -> RuleBook:
    """Return the delivered settings with one value of the county's own laid over them."""
    subject = key.partition(".")[0]
    text = tomllib.loads(
        f'[subject]\nkey = "{subject}"\ntitle = "本县"\n[[constant]]\nkey = "{key}"\nlabel = "本县规定"\n'
        f'applies_to = "{applies_to}"\nsource = "本县文件"\nvalid_from = {since}\nconfidence = "L"\nvalue = 0\n'
    )
    text["constant"][0]["value"] = value
    return delivered().overlaid(load({"county.toml": text}))
