"""The sample county people try the program with: made, recognised and removed."""

from cadre_desktop.services.demo.build import build_demo, is_demo
from cadre_desktop.services.demo.removal import remove_demo

__all__ = ["build_demo", "is_demo", "remove_demo"]
