"""Before the program: an empty PySide6.QtOpenGL. QtQuick asks for the module as it is loaded; nobody calls its 9 MB."""

import sys
import types

sys.modules["PySide6.QtOpenGL"] = types.ModuleType("PySide6.QtOpenGL")
