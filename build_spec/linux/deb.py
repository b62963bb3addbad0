"""The two Debian packages of one bundle: for Debian and its kin, and in the layout the UOS store asks for."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from build_spec import pictures
from build_spec.archives import files_below, set_times
from build_spec.bootstrap import ROOT
from build_spec.legal import FOLDER_NAME as LICENCES
from build_spec.places import (
    APP_ID,
    BUILD,
    MAINTAINER,
    NAME,
    PACKAGE_TYPE,
    PACKAGE_WORDS,
    SPEC,
    SUMMARY,
    TITLE,
)
from build_spec.running import run

ARCHITECTURE = "amd64"
_FONTS = "fonts-noto-cjk | fonts-wqy-microhei | fonts-wqy-zenhei | fonts-noto-cjk-extra"
_SPARE_KIB = 20 * 1024
"""What has to be free besides the files themselves: dpkg's own lists, icon caches."""
_DESCRIPTION = """\
Description: {summary}
 干部纪实档案（单机版）：实绩、政治素质、谈话和年度考核的纪实登记与 Excel 报表，
 数据加密保存在本机，不联网。卸载程序不删除数据。
"""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where one kind of package keeps its things, relative to the root of the file system."""

    package: str
    bundle: str
    entries: str
    launcher: str = ""
    """A link in the search path to the program."""
    scripts: bool = True
    """Whether the package may run scripts of its own; the UOS store forbids them."""

    @property
    def program(self) -> str:
        """The file that is started."""
        return f"/{self.bundle}/{NAME}"

    @property
    def icon(self) -> str:
        """The name of the icon in the theme."""
        return self.package


DEBIAN = Layout(NAME, f"usr/lib/{NAME}", "usr/share", launcher=f"usr/bin/{NAME}")
UOS = Layout(APP_ID, f"opt/apps/{APP_ID}/files/{NAME}", f"opt/apps/{APP_ID}/entries", scripts=False)


def make_deb(layout: Layout, bundle: Path, depends: Sequence[str], version: str, epoch: int, folder: Path) -> Path:
    """Build a package of a bundle in a folder and return it.  Raises Stop when dpkg-deb does."""
    root = BUILD / "linux" / f"deb-{layout.package}"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(bundle, root / layout.bundle, symlinks=True)
    if layout.launcher:
        link = root / layout.launcher
        link.parent.mkdir(parents=True)
        link.symlink_to(os.path.relpath(layout.program, "/" + str(Path(layout.launcher).parent)))
    _write_entries(root, layout)
    if layout is UOS:
        info = root / "opt" / "apps" / APP_ID / "info"
        info.write_text(uos_info(version), encoding="utf-8", newline="\n")
    _write_copyright(root, layout)
    _write_control(root, layout, depends, version)
    for path in root.rglob("*"):
        if path.is_dir():
            path.chmod(0o755)
    set_times(root, epoch)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{layout.package}_{version}_{ARCHITECTURE}.deb"
    environ = {"SOURCE_DATE_EPOCH": str(epoch), "DPKG_DEB_THREADS_MAX": "1"}  # more threads, other bytes
    run(["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", root, target], "dpkg-deb", environ=environ)
    return target


def _write_entries(root: Path, layout: Layout) -> None:
    """Write the menu entry, the file type and the icons."""
    entries = root / layout.entries
    words = {
        "title": TITLE,
        "summary": SUMMARY,
        "exec": f"/{layout.launcher}" if layout.launcher else layout.program,
        "icon": layout.icon,
        "type": PACKAGE_TYPE,
        "words": PACKAGE_WORDS,
        "suffix": ".cadrepkg",
    }
    type_icon = PACKAGE_TYPE.replace("/", "-")
    written = {
        f"applications/{layout.package}.desktop": filled("cadre-desktop.desktop", words),
        f"mime/packages/{layout.package}.xml": filled("cadre-desktop.xml", words | {"icon": type_icon}),
    }
    for name, text in written.items():
        target = entries / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    for source, folder, name in (
        (pictures.PROGRAM_PICTURE, "apps", layout.icon),
        (pictures.PACKAGE_PICTURE, "mimetypes", type_icon),
    ):
        theme = entries / "icons" / "hicolor"
        (theme / "scalable" / folder).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, theme / "scalable" / folder / f"{name}.svg")
        for size in pictures.PNG_SIZES:
            pictures.draw_png(source, theme / f"{size}x{size}" / folder / f"{name}.png", size)


def _write_copyright(root: Path, layout: Layout) -> None:
    folder = root / "usr" / "share" / "doc" / layout.package if layout is DEBIAN else root / layout.bundle
    folder.mkdir(parents=True, exist_ok=True)
    text = (
        f"Upstream-Name: {NAME}\nLicense: Apache-2.0\n\n"
        f"Components under other licences, with their texts and the written offer for the source of the\n"
        f"LGPL ones: /{layout.bundle}/{LICENCES}\n\n"
    )
    (folder / "copyright").write_text(text + (ROOT / "LICENSE").read_text(encoding="utf-8"), encoding="utf-8")


def _write_control(root: Path, layout: Layout, depends: Sequence[str], version: str) -> None:
    control = root / "DEBIAN"
    files = [path for path in files_below(root) if not path.is_symlink()]
    size = -(-sum(path.stat().st_size for path in files) // 1024)
    sums = "".join(f"{md5(path)}  {path.relative_to(root).as_posix()}\n" for path in files)
    control.mkdir()
    (control / "control").write_text(control_text(layout, depends, version, size), encoding="utf-8", newline="\n")
    (control / "md5sums").write_text(sums, encoding="utf-8", newline="\n")
    if layout.scripts:
        words = {"program": layout.program, "title": TITLE, "version": version, "kib": str(size + _SPARE_KIB)}
        for name, template in (
            ("preinst", "preinst.sh"),
            ("prerm", "prerm.sh"),
            ("postinst", "refresh.sh"),
            ("postrm", "refresh.sh"),
        ):
            script = control / name
            script.write_text(filled(template, words), encoding="utf-8", newline="\n")
            script.chmod(0o755)


def control_text(layout: Layout, depends: Sequence[str], version: str, size: int) -> str:
    """Write what dpkg has to know of a package; `size` in KiB."""
    recommends = f"Recommends: {_FONTS}\n" if layout is DEBIAN else ""
    return (
        f"Package: {layout.package}\nVersion: {version}\nArchitecture: {ARCHITECTURE}\n"
        f"Maintainer: {MAINTAINER}\nInstalled-Size: {size}\nDepends: {', '.join(depends)}\n{recommends}"
        "Section: misc\nPriority: optional\n"
    ) + _DESCRIPTION.format(summary=SUMMARY)


def uos_info(version: str) -> str:
    """Write what UOS has to know of an application."""
    permissions = ("autostart", "notification", "trayicon", "clipboard", "account", "bluetooth", "camera")
    asked = {name: name == "clipboard" for name in (*permissions, "audio_record", "installed_apps")}
    content = {
        "appid": APP_ID,
        "name": TITLE,
        "version": version,
        "arch": [ARCHITECTURE],
        "permissions": asked,
        "support-plugins": [],
        "plugins": [],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def filled(template: str, words: dict[str, str]) -> str:
    """Fill the placeholders of a file beside this one; a missing word is a mistake."""
    return Template((SPEC / "linux" / template).read_text(encoding="utf-8")).substitute(words)


def md5(path: Path) -> str:
    """Return the sum dpkg keeps of an installed file, which guards against accidents only."""
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
