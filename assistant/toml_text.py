"""A TOML text: where something stands in it, how to change a value and nothing else, and how to keep it in a file."""

import os
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Table


def line_of(text: str, *path: str) -> int:
    """The line, counted from 1, on which a section or a setting in it begins; 1 where it does not stand there.

    Found by reading ever more of the text until it is there, for no parser tells where a value stood.
    """
    lines = text.split("\n")
    readable = 0  # lines before the statement that is being read
    for number in range(1, len(lines) + 1):
        try:
            found: Any = tomllib.loads("\n".join(lines[:number]))
        except tomllib.TOMLDecodeError:
            continue  # within a statement of several lines
        for name in path:
            found = found.get(name) if isinstance(found, dict) else None
        if found is not None:
            return readable + 1
        readable = number
    return 1


def with_values(text: str, section: str, values: Mapping[str, Any]) -> str:
    """The text with other values in one section, and everything else as it was.

    Raises ValueError for a text that is TOML but written in a way that cannot be edited.
    """
    try:
        return _edited(text, section, values)
    except TOMLKitError as error:
        raise ValueError(str(error)) from error


def _edited(text: str, section: str, values: Mapping[str, Any]) -> str:
    document = tomlkit.parse(text)
    if section not in document:
        if document.body:
            document.add(tomlkit.nl())
        document[section] = tomlkit.table()
    table: Any = document[section]
    # What stands between the last value and the next section is mostly about that section: new values go before it.
    body = table.value.body if isinstance(table, Table) else []
    after: list[Any] = []
    while body and body[-1][0] is None:
        after.insert(0, body.pop())
    for name, value in values.items():
        table[name] = value
    body.extend(after)
    return tomlkit.dumps(document)


def put(file: Path, text: str) -> None:
    """Put a text in a file's place at one stroke, readable by its owner alone; OSError where that cannot be."""
    target = file.resolve()  # a link stays a link
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f"{target.name}.")  # made with mode 0600
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as written:
            written.write(text)
            written.flush()
            os.fsync(written.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
