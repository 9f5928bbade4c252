"""The one build step that pyproject.toml cannot say: data folders of the top level go into the package.

`resources/` and `translations/` lie beside the package in the source tree. A wheel carries them as
`dti_desktop/_data/…`, where `dti_desktop/paths.py` finds them; an editable install reads them in place.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

DATA_FOLDERS = ("resources", "translations")


class BuildWithData(build_py):
    """Copy the package as usual, then the data folders into `dti_desktop/_data/`."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        target = self._data_target()
        # A build folder that was used before may hold files that are gone by now.
        shutil.rmtree(target, ignore_errors=True)
        for name in DATA_FOLDERS:
            shutil.copytree(name, target / name)

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:
        outputs: list[str] = super().get_outputs(include_bytecode)
        if not self.editable_mode:
            outputs += [
                str(self._data_target() / path)
                for name in DATA_FOLDERS
                for path in sorted(Path(name).rglob("*"))
                if path.is_file()
            ]
        return outputs

    def _data_target(self) -> Path:
        return Path(self.build_lib) / "dti_desktop" / "_data"


setup(
    packages=find_packages(include=["dti_desktop", "dti_desktop.*"]),
    cmdclass={"build_py": BuildWithData},
)
