"""What Qt is told before the application is made."""

from __future__ import annotations

import os

QUIET = ("qt.multimedia.*", "qt.qml.propertyCache.append", "qt.virtualkeyboard.pinyin")
"""What Qt's keyboard says of itself at every start; nothing that anybody could mend."""

os.environ.setdefault("QT_IM_MODULE", "qtvirtualkeyboard")
os.environ.setdefault("QT_LOGGING_RULES", ";".join(f"{category}=false" for category in QUIET))
