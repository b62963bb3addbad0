"""Puts the licence texts, the notice and the written offer into a folder of the package, and writes the SBOM."""

from __future__ import annotations

import json
import shutil
import sys
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from build_spec.bootstrap import ROOT
from build_spec.components import Component, notice
from build_spec.places import SPEC, TOOLS

FOLDER_NAME = "LICENSES"
_NAMESPACE = uuid.UUID("5b0d1f6e-6a3f-4f0e-9c7b-3d0e6f5a2c11")


def write_licences(target: Path, components: Sequence[Component], version: str) -> None:
    """Fill a folder with every licence text; the same components give the same bytes."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for text in sorted((SPEC / "licenses").glob("*.txt")):
        shutil.copyfile(text, target / text.name)
    shutil.copyfile(ROOT / "LICENSE", target / "Apache-2.0.txt")
    for component in components:
        for text in component.files:
            folder = target / component.name
            folder.mkdir(exist_ok=True)
            shutil.copyfile(text, folder / text.name)
    (target / "NOTICE.txt").write_text(notice(components, version), encoding="utf-8", newline="\n")


def sbom(head: Component, components: Sequence[Component], epoch: int) -> str:
    """Render a CycloneDX document; its number follows from its content, its time is the build's one time.

    Raises what the CycloneDX library raises for a licence or an address it does not understand.
    """
    sys.path.append(str(TOOLS))
    try:
        from cyclonedx.factory.license import LicenseFactory
        from cyclonedx.model.bom import Bom
        from cyclonedx.model.component import Component as Entry
        from cyclonedx.model.component import ComponentType
        from cyclonedx.output.json import JsonV1Dot6
        from packageurl import PackageURL
    finally:
        sys.path.remove(str(TOOLS))

    licences = LicenseFactory()

    def entry(component: Component) -> Any:
        return Entry(
            type=ComponentType(component.sort),
            name=component.name,
            version=component.version,
            licenses=[licences.make_from_string(component.licence)],
            purl=PackageURL.from_string(component.purl),
            bom_ref=component.purl,
        )

    bom = Bom(components=[entry(each) for each in components])
    bom.metadata.component = entry(head)
    bom.metadata.timestamp = datetime.fromtimestamp(epoch, UTC)
    bom.register_dependency(bom.metadata.component, bom.components)
    bom.serial_number = uuid.uuid5(_NAMESPACE, "\n".join(each.purl for each in (head, *components)))
    document = json.loads(JsonV1Dot6(bom).output_as_string())
    return json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
