"""Who may import whom: the table of docs/architecture.md, held against every import in the code."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

PURE = [
    "audio",
    "turns",
    "sentences",
    "speakable",
    "conversation",
    "transcript",
    "command_table",
    "commands",
    "corrections",
    "room",
    "boxes",
    "masks",
    "plan",
    "grammar",
    "lexicon",
    "phrases",
    "reading",
    "places",
    "describer",
    "overlays",
    "pictures",
]
STORIES = ["reply", "speech", "stage", "understand", "vision"]
EVERYBODY = {"errors"}

# Room → the modules of ours that it may import. `models:*` and `engine:*` stand for all files there.
MAY: dict[str, set[str]] = {
    "errors": set(),
    "plan": set(),
    "messages": {"plan"},
    "roles": {"messages"},
    "choices": set(),
    "toml_text": set(),
    "settings": {"choices"},
    "config": {"choices", "settings", "toml_text"},
    **{room: {"messages", *(other for other in PURE if other != room)} for room in PURE if room != "plan"},
    "picture_files": {"messages"},
    "album": {"messages", "picture_files"},
    "audio_files": {"messages"},
    "playback": {"messages", "audio"},
    "streams": {"roles"},
    "history": {"messages", "plan"},
    "audience": {"playback"},
    **{room: {"messages", "roles", "audience", "sight", "streams", *PURE, *STORIES} for room in STORIES},
    "engine.wire": {"messages"},
    "engine.budget": {"engine.wire"},
    "engine.client": {"engine", "engine.wire", "roles"},
    "engine.worker": {"engine", "engine.wire", "engine.budget"},
    "backends": {
        "roles",
        "messages",
        "config",
        "engine.client",
        "engine.wire",
        "local_models",
        "local_models.manifest",
        "local_models.profiles",
        "local_models.store",
    },
    "listening": {"messages", "roles", "streams", *PURE},
    "manner": {"messages", *PURE},
    "notices": {"messages", *PURE},
    "drafts": {"messages", "roles", "streams", *PURE},
    "aside": {"audience", "messages", "roles", "streams", *PURE},
    "memory": {"history", "messages"},
    "hearing": {"messages"},
    "session": {"dialogue", "history", "messages", "roles"},
    "answering": {"memory", "messages", *STORIES, *PURE},
    "sight": {"messages", *PURE},
    "looking": {"messages", "roles", "sight", *STORIES},
    "dialogue": {
        "answering",
        "aside",
        "audience",
        "drafts",
        "history",
        "listening",
        "looking",
        "manner",
        "memory",
        "messages",
        "notices",
        "playback",
        "roles",
        "sight",
        *STORIES,
        *PURE,
    },
    "desk": {
        "album",
        "picture_files",
        "pictures",
        "backends",
        "config",
        "dialogue",
        "hearing",
        "history",
        "messages",
        "session",
        "turns",
    },
    "talk": {"messages", "playback", "session"},
    "doctor": {
        "config",
        "backends",
        "local_models",
        "local_models.manifest",
        "local_models.profiles",
        "local_models.store",
    },
    "model_commands": {
        "config",
        "local_models",
        "local_models.manifest",
        "local_models.profiles",
        "local_models.fetch",
    },
    "output": {"messages", "plan"},
    "picture_commands": {
        "album",
        "backends",
        "config",
        "messages",
        "output",
        "picture_files",
        "session",
        "sight",
        *PURE,
        *STORIES,
    },
    "history_commands": {"album", "config", "history", "output", "transcript"},
    "cli": {
        "history_commands",
        "output",
        "audio_files",
        "config",
        "desk",
        "doctor",
        "launch",
        "model_commands",
        "picture_commands",
        "backends",
        "history",
        "messages",
        "playback",
        "server",
        "session",
        "talk",
    },
    "launch": {"config"},
    "ui.__init__": {"config", "hearing", "history", "messages"},
    "ui.doings": set(),
    "ui.view": {"config", "messages", "ui.stage_view"},
    "ui.stage_view": {"messages", "places", "sight"},
    "ui.link": {"desk", "ui.doings", "ui.news"},
    "ui.news": {"desk", "playback", "ui.telling", "ui.view"},
    "ui.mic": {"ui"},
    "ui.part": set(),
    "ui.typed": {"ui"},
    "app": {"ui", "ui.mic", "ui.part", "ui.typed"},
    "server": {"config", "desk", "launch", "ui", "ui.link", "ui.picture_routes"},
    "ui.picture_routes": {"album", "picture_files", "ui.link"},
    "ui.telling": set(),
    "ui.settings_page": {"backends", "choices", "config", "settings", "ui", "ui.telling"},
    "ui.models_page": {
        "backends",
        "config",
        "local_models",
        "local_models.manifest",
        "local_models.store",
        "ui",
        "ui.telling",
    },
    "ui.history_page": {"history", "messages", "transcript", "ui", "ui.telling"},
    "__main__": {"cli"},
    "__init__": set(),
    "engine.__init__": set(),
    "remote.__init__": set(),
}
KEEPING_MODELS = {"manifest", "fetch", "profiles", "store", "stamps", "transfer", "hub", "packages"}
STREAMLIT_ROOMS = {"server", "app", *(f"ui.{path.stem}" for path in (ROOT / "assistant" / "ui").glob("*.py"))}
PAGES = sorted((ROOT / "pages").glob("*.py"))
PAGE_LINES = 80
# Outside packages that only some rooms may import.
ONLY = {
    "streamlit": STREAMLIT_ROOMS,
    "multiprocessing": {"engine.client", "engine.worker", "engine.wire"},
    "av": {"audio_files"},
    "sqlite3": {"history"},
    "typer": {"cli", "history_commands", "model_commands", "output"},
}
NEVER_IN_ASSISTANT = {
    "torch",
    "transformers",
    "sklearn",
    "llama_cpp",
    "ctranslate2",
    "faster_whisper",
    "hibari",
    "keybert",
}
# Pure files that models may use too.
FOR_MODELS = {"assistant.boxes", "assistant.masks"}
NEVER_IN_PURE = {"threading", "time", "asyncio", "pathlib", "os", "subprocess", "sqlite3", "socket"}


def imports(path: Path) -> set[str]:
    """Every module that a file imports, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide where a thing lives"
            assert node.module is not None
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names if is_module(f"{node.module}.{alias.name}")}
    return found


def is_module(name: str) -> bool:
    path = ROOT / Path(*name.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def room_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT / "assistant").with_suffix("").parts)


ASSISTANT = sorted((ROOT / "assistant").rglob("*.py"))
LOCAL_MODELS = sorted((ROOT / "local_models").glob("*.py"))


@pytest.mark.parametrize("path", ASSISTANT, ids=room_of)
def test_room_imports_only_what_its_row_allows(path: Path) -> None:
    room = room_of(path)
    assert room in MAY, f"{room} has no row in this table"
    ours = {name for name in imports(path) if name.partition(".")[0] in {"assistant", "local_models"}}
    seen = {name.removeprefix("assistant.") for name in ours if name != "assistant"}
    assert seen <= MAY[room] | EVERYBODY


@pytest.mark.parametrize("path", ASSISTANT, ids=room_of)
def test_vendors_stay_behind_their_adapters(path: Path) -> None:
    outside = {name.partition(".")[0] for name in imports(path)}
    assert not outside & NEVER_IN_ASSISTANT
    for package, rooms in ONLY.items():
        assert package not in outside or room_of(path) in rooms, f"{package} is for {sorted(rooms)}"


@pytest.mark.parametrize("room", PURE)
def test_pure_files_have_no_threads_clocks_or_files(room: str) -> None:
    assert not imports(ROOT / "assistant" / f"{room}.py") & NEVER_IN_PURE


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages_are_short_and_only_draw(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= PAGE_LINES
    allowed = {"streamlit", "assistant.messages", "assistant.config", "assistant.errors"}
    seen = {name for name in imports(path) if name not in allowed and name != "assistant"}
    assert all(name.startswith("assistant.ui") for name in seen)
    assert not [
        node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef | ast.Lambda)
    ]


@pytest.mark.parametrize("path", LOCAL_MODELS, ids=lambda path: path.stem)
def test_models_know_neither_each_other_nor_the_app(path: Path) -> None:
    seen = imports(path)
    ours = {name for name in seen if name.partition(".")[0] in {"assistant", "local_models"}} - {
        "assistant",
        "local_models",
    }
    if path.stem in KEEPING_MODELS:
        allowed = {"assistant.errors"} | {f"local_models.{name}" for name in KEEPING_MODELS}
        assert "torch" not in {name.partition(".")[0] for name in seen}
    else:
        allowed = {"assistant.errors", "assistant.messages", "assistant.roles", *FOR_MODELS}
        allowed |= HELPERS.get(path.stem, set())
    assert ours <= allowed
    assert "streamlit" not in seen


# A model too long for one file is told in several; and what two models share is told once.
HELPERS = {
    "whisper": {"local_models.speech_windows"},
    "grounding": {"local_models.pixels", "local_models.coco_kinds"},
    "grounding_dino": {"local_models.pixels", "local_models.grounding"},
    "grounding_dino_original": {"local_models.pixels", "local_models.grounding", "local_models.grounding_dino_shim"},
    "centernet": {
        "local_models.pixels",
        "local_models.coco_kinds",
        "local_models.centernet_graph",
        "local_models.minilm",
    },
    "keybert": {"local_models.minilm"},
    "sam": {"local_models.pixels"},
    "isnet": {"local_models.pixels"},
}
