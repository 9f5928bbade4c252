"""All of Qt. Before anything of it is called, Python's constants are made safe from its binding."""

from dti_desktop.ui.immortal import keep_constants_alive
from dti_desktop.ui.unread_sources import leave_sources_unread

keep_constants_alive()
leave_sources_unread()
