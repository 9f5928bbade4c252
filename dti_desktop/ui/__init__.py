"""All of Qt. Before anything of it is called, Python's constants are made safe from its binding."""

from dti_desktop.ui.immortal import keep_constants_alive
from dti_desktop.ui.plain_imports import import_plainly

keep_constants_alive()
import_plainly()
