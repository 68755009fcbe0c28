"""Licences as SPDX writes them: what is an expression, and what packages that say it otherwise mean."""

from __future__ import annotations

import re
from typing import Any

#: The identifiers of SPDX that parts of a bundle have had. A new one is looked up at spdx.org/licenses and put here.
IDS = frozenset(
    {
        "0BSD", "AFL-2.1", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSD-3-Clause-Open-MPI", "BSL-1.0", "Beerware",
        "CC0-1.0", "FTL", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later", "HPND",
        "HPND-sell-variant", "ICU", "IJG", "ISC", "Imlib2", "LGPL-2.1-or-later", "LGPL-3.0-only", "MIT", "MIT-CMU",
        "MIT-Modern-Variant", "MIT-open-group", "MPL-2.0", "NAIST-2003", "OFL-1.1", "OpenSSL", "PSF-2.0", "SunPro",
        "Unicode-3.0", "Unicode-DFS-2016", "Unlicense", "X11", "Zlib", "blessing", "bzip2-1.0.6", "libpng-2.0",
        "libtiff",
    }
)  # fmt: skip
EXCEPTIONS = frozenset({"Bootloader-exception", "GCC-exception-3.1", "LLVM-exception"})
#: What packages say that is no expression.
SAID = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "MIT License": "MIT",
    "NVIDIA Proprietary Software": "LicenseRef-NVIDIA-Proprietary",
}
#: Packages that only say a family, or leave out the exception without which the bundle were under the GPL: their texts
#: say it.
PACKAGES = {
    "colorama": "BSD-3-Clause",
    "mpmath": "BSD-3-Clause",
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
    "sympy": "BSD-3-Clause",
}
#: The texts that go with a licence, where a part's own text only names it (in packaging/licences).
FULL_TEXTS = {
    "GPL-2.0": ("GPL-2.0.txt",),
    "GPL-3.0": ("GPL-3.0.txt",),
    "LGPL-2.1": ("LGPL-2.1.txt",),
    "LGPL-3.0": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "Apache-2.0": ("Apache-2.0.txt",),
    "CC0-1.0": ("CC0-1.0.txt",),
    "MPL-2.0": ("MPL-2.0.txt",),
}


def of_package(name: str, said: str) -> str:
    """A package's licence as an expression, from what its metadata says. Raises ValueError."""
    licence = PACKAGES.get(name, SAID.get(said, said))
    check(licence)
    return licence


def check(expression: str) -> None:
    """Raises ValueError where something is no SPDX expression of known licences, or leaves the GPL as the only way."""
    if not re.fullmatch(r"\S+(?: (?:AND|OR|WITH) \S+)*", expression.replace("(", "").replace(")", "")):
        raise ValueError(f"{expression!r} is no SPDX expression.")
    for licence, exception in re.findall(r"([^\s()]+)(?: WITH ([^\s()]+))?", _without_words(expression)):
        known = licence in IDS or re.fullmatch(r"LicenseRef-[A-Za-z0-9.-]+", licence)
        if not known or (exception and exception not in EXCEPTIONS):
            raise ValueError(f"{licence} {exception}".strip() + f" in {expression!r}: not known to bundle_spdx.py.")
    for way in re.split(r" AND ", expression):
        if all(re.match(r"\(?A?GPL-", one) and " WITH " not in one for one in way.split(" OR ")):
            raise ValueError(f"{expression!r} leaves no other way than the GPL: a bundle is under the MIT licence.")


def full_texts(expression: str) -> tuple[str, ...]:
    """The names of the texts that an expression calls for beyond what the part itself brings."""
    names = [
        name for start, texts in FULL_TEXTS.items() if re.search(rf"\b(?<!L){start}", expression) for name in texts
    ]
    return tuple(dict.fromkeys(names))


def cyclonedx(expression: str) -> list[dict[str, Any]]:
    """A licence as CycloneDX has it: one identifier, a name of its own, or an expression."""
    if expression in IDS:
        return [{"license": {"id": expression}}]
    if expression.startswith("LicenseRef-") and " " not in expression:
        return [{"license": {"name": expression}}]
    return [{"expression": expression}]


def _without_words(expression: str) -> str:
    return re.sub(r"\b(?:AND|OR)\b", " ", expression)
