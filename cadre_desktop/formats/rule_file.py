"""Rule files from and to other offices: TOML as the program ships it, or JSON with the same words."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from cadre_desktop.errors import BadFile

_MOST_BYTES = 1_000_000
_BIGGEST = 1_000_000_000
_HINT = "规则文件应为本程序送出的 .toml 或 .json 文件，用 UTF-8 保存。"


def read_rule_file(path: Path) -> dict[str, object]:
    """Parse a rule file to plain values; what they mean is for `rules.settings.load` to judge.

    Raises BadFile for a file that is missing, too large, neither TOML nor JSON, or holds numbers no rule has.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BadFile(f"{path.name} 太大，不像是规则文件。", hint=_HINT)
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BadFile(f"打不开 {path.name}。", hint="请确认文件还在，并且没有被别的程序占用。") from error
    except UnicodeDecodeError as error:
        raise BadFile(f"{path.name} 不是用 UTF-8 保存的文本。", hint=_HINT) from error
    parsed = _parsed(path.name, text, is_json=path.suffix.lower() == ".json")
    if _too_big(parsed):
        raise BadFile(f"{path.name} 里有超出范围的数字。", hint="规则中的数字都应在正负十亿以内。")
    return parsed


def toml_text(files: Sequence[Mapping[str, object]], *, title: str, key: str) -> str:
    """Write several subjects as one TOML text; `load` reads it back through `split_subjects`."""
    lines = [f"# {title}", "[file]", f"key = {_value(key)}", f"title = {_value(title)}"]
    for content in files:
        lines += ["", "[[subject]]", *_pairs(_mapping(content["subject"]))]
        lines += _entries(content)
    return "\n".join(lines) + "\n"


def json_text(files: Sequence[Mapping[str, object]], *, title: str, key: str) -> str:
    """Write several subjects as one JSON text with days as texts."""
    subjects = [{**_mapping(content["subject"]), "constant": content["constant"]} for content in files]
    said = {"file": {"key": key, "title": title}, "subject": subjects}
    return json.dumps(said, ensure_ascii=False, indent=2, default=date.isoformat) + "\n"


def split_subjects(name: str, content: Mapping[str, object]) -> dict[str, Mapping[str, object]]:
    """Return the subjects of a file one by one, as `load` takes them; a file of one subject stays as it is."""
    subjects = content.get("subject")
    if not isinstance(subjects, list):
        return {name: content}
    found: dict[str, Mapping[str, object]] = {}
    for number, subject in enumerate(subjects, 1):
        if not isinstance(subject, Mapping):
            raise BadFile(f"{name} 的第{number}段不是规则。", hint=_HINT)
        head = {word: subject.get(word) for word in ("key", "title")}
        found[f"{name}“{subject.get('title', number)}”"] = {"subject": head, "constant": subject.get("constant", [])}
    return found


def _parsed(name: str, text: str, *, is_json: bool) -> dict[str, object]:
    try:
        content = json.loads(text) if is_json else tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadFile(f"{name} 的写法有误：{_place(str(error))}。", hint=_HINT) from error
    except json.JSONDecodeError as error:
        raise BadFile(f"{name} 的写法有误：在第{error.lineno}行第{error.colno}个字附近。", hint=_HINT) from error
    except (ValueError, RecursionError) as error:  # numbers of thousands of digits, brackets in brackets
        raise BadFile(f"{name} 不像是规则文件。", hint=_HINT) from error
    if not isinstance(content, dict):
        raise BadFile(f"{name} 不像是规则文件。", hint=_HINT)
    return _with_days(content) if is_json else content


def _place(message: str) -> str:
    """Turn the parser's “(at line 3, column 5)” into Chinese."""
    numbers = [word.strip("),") for word in message.split() if word.strip("),").isdigit()]
    return f"在第{numbers[-2]}行第{numbers[-1]}个字附近" if len(numbers) >= 2 else "在文件末尾附近"


def _with_days(value: object) -> dict[str, object]:
    """Give the days back that JSON holds as texts; anything else is left for the rules to judge."""

    def walked(one: object, key: str = "") -> object:
        if isinstance(one, dict):
            return {str(name): walked(inner, str(name)) for name, inner in one.items()}
        if isinstance(one, list):
            return [walked(inner) for inner in one]
        if key == "valid_from" and isinstance(one, str):
            try:
                return date.fromisoformat(one)
            except ValueError:
                return one
        return one

    found = walked(value)
    return found if isinstance(found, dict) else {}


def _too_big(value: object) -> bool:
    if isinstance(value, dict):
        return any(_too_big(one) for one in value.values())
    if isinstance(value, list):
        return any(_too_big(one) for one in value)
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) > _BIGGEST


def _entries(content: Mapping[str, object]) -> list[str]:
    lines: list[str] = []
    entries = content["constant"]
    for entry in entries if isinstance(entries, Sequence) else ():
        lines += ["", "[[subject.constant]]", *_pairs(_mapping(entry))]
    return lines


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _pairs(entry: Mapping[str, object]) -> list[str]:
    return [f"{name} = {_value(value)}" for name, value in entry.items()]


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(_value(item) for item in value)}]"
    return str(value) if isinstance(value, int) else _quoted(str(value))


def _quoted(text: str) -> str:
    """Write a TOML basic string, which is a JSON string but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
