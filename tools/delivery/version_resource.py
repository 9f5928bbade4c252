"""The version resource of the Windows programs, in the text form that PyInstaller reads."""

from __future__ import annotations

import re

_TEMPLATE = """\
VSVersionInfo(
  ffi=FixedFileInfo(
    filevers={numbers}, prodvers={numbers}, mask=0x3f, flags={flags}, OS=0x40004, fileType=0x1, subtype=0x0
  ),
  kids=[
    StringFileInfo([StringTable('042A04B0', [{strings}])]),
    VarFileInfo([VarStruct('Translation', [0x042A, 1200])])
  ]
)
"""
_IS_PRERELEASE = 0x2


def text(version: str) -> str:
    """Return the resource for a version as pyproject.toml writes it ("1.2.3", "1.2.3rc1").

    Raises ValueError where it does not begin with numbers, or one of them does not fit into 16 bits.
    """
    found = re.match(r"\d+(\.\d+)*", version)
    if found is None:
        raise ValueError(version)
    numbers = [int(number) for number in found[0].split(".")][:4]
    if max(numbers) > 0xFFFF:
        raise ValueError(version)
    numbers += [0] * (4 - len(numbers))
    strings = {
        "CompanyName": "The dti_desktop authors",
        "FileDescription": "DTI Desktop – tự đánh giá chuyển đổi số cấp tỉnh",
        "FileVersion": version,
        "InternalName": "dti_desktop",
        "LegalCopyright": "© The dti_desktop authors. Apache-2.0",
        "ProductName": "DTI Desktop",
        "ProductVersion": version,
    }
    return _TEMPLATE.format(
        numbers=tuple(numbers),
        flags=0 if found[0] == version else _IS_PRERELEASE,
        strings=", ".join(f"StringStruct({key!r}, {value!r})" for key, value in strings.items()),
    )
