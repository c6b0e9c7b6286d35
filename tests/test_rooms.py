"""Who may import whom: the table of docs/architecture.md, held against every import in the code."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

PURE = [
    "generation",
    "audio",
    "turns",
    "sentences",
    "speakable",
    "conversation",
    "transcript",
    "room",
    "boxes",
    "masks",
    "plan",
    "places",
    "overlays",
    "pictures",
    "text_blocks",
    "polygons",
    "exports",
    "report",
    "planning",
    "claims",
    "which",
    "last_result",
    "truth",
    "picture_prompt",
    "picture_examples",
    "refine",
    "slowness",
    "addressee",
    "languages",
    "loudness",
    "patience",
    "spoken",
    *(
        f"{folder}.{path.stem}"
        for folder in ("spoken_forms", "words", "telling")
        for path in sorted((ROOT / "assistant" / folder).glob("[!_]*.py"))
    ),
]
STORIES = [
    "fetching",
    "picture_text",
    "reply",
    "again",
    "answer",
    "asking",
    "carry_out",
    "checking",
    "prelook",
    "interpreter",
    "outlining",
    "rereading",
    "speech",
    "stage",
    "understand",
    "vision",
]
EVERYBODY = {"errors", "spoken_forms", "words", "telling"}

# Room → the modules of ours that it may import. `models:*` and `engine:*` stand for all files there.
MAY: dict[str, set[str]] = {
    "errors": set(),
    "plan": set(),
    "messages": {"plan"},
    "roles": {"generation", "messages"},
    "choices": set(),
    "toml_text": set(),
    "settings": {"choices", "generation"},
    "config": {"choices", "plan", "settings", "toml_text"},
    **{room: {"messages", *(other for other in PURE if other != room)} for room in PURE if room != "plan"},
    "picture_files": {"messages"},
    "album": {"messages", "picture_files"},
    "crops": {"messages", "picture_files"},
    "audio_files": {"messages"},
    "playback": {"messages", "audio", "loudness", "spoken"},
    "echo": {"messages", "playback", "turns"},
    "tempo": {"messages"},
    "attention": {"messages", *PURE},
    "filler": {"audience", "messages", "roles", "streams", *PURE},
    "streams": {"roles"},
    "surroundings": {"messages", *PURE},
    "failover": {"audio", "messages", "roles"},
    "voices": {"failover", "messages", "roles"},
    "databases": set(),
    "history": {"databases", "messages", "plan"},
    "ledger": {"databases", "telling.leavings"},
    "audience": {"playback"},
    "topics": {"messages", "plan", "roles"},
    **{
        room: {"messages", "roles", "audience", "crops", "sight", "streams", "surroundings", "topics", *PURE, *STORIES}
        for room in STORIES
    },
    "engine.wire": {"generation", "messages"},
    "engine.policy": set(),
    "engine.precedence": set(),
    "fit": {"engine.policy", "local_models", "local_models.manifest", "local_models.profiles", "local_models.sizes"},
    "placing": {
        "engine.policy",
        "engine.wire",
        "fit",
        "local_models",
        "local_models.manifest",
        "local_models.profiles",
        "settings",
    },
    "engine.memory": set(),
    "engine.sizes": {"engine.wire"},
    "engine.budget": {"engine", "engine.memory", "engine.policy", "engine.sizes", "engine.wire"},
    "engine.link": {"engine", "engine.wire"},
    "engine.client": {"engine", "engine.link", "engine.wire", "roles"},
    "engine.worker": {
        "engine",
        "engine.wire",
        "engine.budget",
        "engine.memory",
        "engine.precedence",
        "engine.sizes",
    },
    "engine_roles": {"engine.client", "engine.wire", "generation", "messages", "roles"},
    "voice_backends": {
        "choices",
        "config",
        "engine.client",
        "engine.wire",
        "engine_roles",
        "ledger",
        "messages",
        "roles",
        "settings",
        "voices",
    },
    "vision_backends": {"config", "engine.wire", "local_models", "local_models.manifest", "local_models.store"},
    "house_orders": {"config", "ledger", "voices", *PURE},
    "backends": {
        "roles",
        "config",
        "engine.client",
        "engine.wire",
        "engine_roles",
        "handles",
        "ledger",
        "messages",
        "placing",
        "vision_backends",
        "voice_backends",
        "voices",
        "local_models.generation",
        "local_models.manifest",
    },
    "handles": {
        "config",
        "engine.wire",
        "vision_backends",
        "local_models",
        "local_models.manifest",
        "local_models.profiles",
        "local_models.store",
    },
    "listening": {"echo", "messages", "playback", "roles", "streams", *PURE},
    "manner": {"messages", *PURE},
    "notices": {"messages", *PURE},
    "drafts": {"messages", "roles", "streams", *PURE},
    "aside": {"audience", "messages", "roles", "streams", *PURE},
    "memory": {"history", "messages", "patience"},
    "hearing": {"messages"},
    "session": {"dialogue", "history", "messages", "roles", "surroundings"},
    "answering": {"attention", "memory", "messages", *STORIES, *PURE},
    "sight": {"messages", *PURE},
    "looking": {"messages", "plan", "roles", "sight", *STORIES},
    "obeying": {"attention", "manner", "memory", "messages", "notices", "playback", "surroundings", *PURE},
    "dialogue": {
        "obeying",
        "answering",
        "aside",
        "attention",
        "audience",
        "drafts",
        "filler",
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
        "surroundings",
        *STORIES,
        *PURE,
    },
    "desk": {
        "web_pictures",
        "shelf",
        "addressee",
        "audio",
        "audio_files",
        "house_orders",
        "playback",
        "ledger",
        "surroundings",
        "telling.sayings",
        "voices",
        "made_with",
        "recorder",
        "album",
        "picture_files",
        "pictures",
        "exports",
        "backends",
        "handles",
        "config",
        "dialogue",
        "hearing",
        "history",
        "messages",
        "session",
        "turns",
        "understand",
    },
    "talk": {"messages", "playback", "session"},
    "bundle": {"audio_files", "messages", "plan", "playback"},
    "made_with": {
        "handles",
        "bundle",
        "config",
        "history",
        "memory",
        "settings",
        "local_models",
        "local_models.manifest",
        "local_models.profiles",
    },
    "recorder": {"bundle", "messages", "playback", "session"},
    "replay": {"bundle", "messages", "recorder", "session", "talk"},
    "replay_commands": {
        "album",
        "bundle",
        "config",
        "history",
        "made_with",
        "messages",
        "output",
        "recorder",
        "replay",
        "session",
        "talk",
    },
    "doctor": {
        "config",
        "handles",
        "plan_command",
        "local_models",
        "local_models.manifest",
        "local_models.profiles",
        "local_models.store",
    },
    "plan_command": {
        "handles",
        "config",
        "fit",
        "placing",
        "local_models",
        "local_models.profiles",
    },
    "downloads": {"local_models.fetch", "local_models.manifest"},
    "trying": {"audio", "engine_roles", "generation", "messages"},
    "shelf": {
        "backends",
        "config",
        "downloads",
        "engine_roles",
        "getting",
        "ledger",
        "session",
        "trying",
        "local_models",
        "local_models.fetch",
        "local_models.licences",
        "local_models.manifest",
    },
    "getting": {"config", "ledger", "local_models", "local_models.fetch", "local_models.manifest"},
    "own_models": {
        "handles",
        "config",
        "output",
        "local_models",
        "local_models.importing",
        "local_models.manifest",
        "local_models.packing",
        "local_models.store",
    },
    "model_commands": {
        "config",
        "getting",
        "ledger",
        "own_models",
        "local_models.licences",
        "plan_command",
        "local_models",
        "local_models.manifest",
        "local_models.profiles",
        "local_models.fetch",
    },
    "output": {"messages", "plan"},
    "intent_commands": {
        "backends",
        "config",
        "desk",
        "words.glosses",
        "messages",
        "output",
        "roles",
        "telling.sayings",
        "understand",
    },
    "export_files": {"messages", "picture_files", *PURE},
    "run_records": {"export_files", "messages"},
    "folder_run": {"album", "export_files", "messages", "picture_files", "run_records", *PURE},
    "picture_commands": {
        "ledger",
        "remote.picture_fetch",
        "web_pictures",
        "album",
        "backends",
        "config",
        "export_files",
        "folder_run",
        "messages",
        "output",
        "session",
        "sight",
        *PURE,
        *STORIES,
    },
    "history_commands": {"album", "config", "history", "output", "transcript"},
    "ledger_commands": {"config", "ledger", "output", "telling.leavings"},
    "opening": {
        "album",
        "web_pictures",
        "addressee",
        "backends",
        "config",
        "desk",
        "history",
        "house_orders",
        "ledger",
        "output",
        "session",
        "surroundings",
        "talk",
        "understand",
    },
    "say_command": {"audio_files", "config", "messages", "opening", "output", "playback", "voice_backends", *PURE},
    "cli": {
        "opening",
        "say_command",
        "addressee",
        "history_commands",
        "house_orders",
        "ledger",
        "ledger_commands",
        "surroundings",
        "output",
        "audio_files",
        "config",
        "desk",
        "doctor",
        "export_files",
        "launch",
        "model_commands",
        "picture_commands",
        "replay_commands",
        "intent_commands",
        "backends",
        "history",
        "messages",
        "playback",
        "server",
        "session",
        "talk",
        "understand",
    },
    "launch": {"config"},
    "ui.__init__": {"config", "shelf", "hearing", "history", "ledger", "messages", "voices"},
    "ui.doings": set(),
    "ui.view": {"config", "messages", "slowness", "ui.stage_view"},
    "ui.stage_view": {"messages", "places", "sight"},
    "ui.link": {"desk", "messages", "ui.doings", "ui.news"},
    "ui.news": {"desk", "playback", "ui.telling", "ui.view"},
    "ui.mic": {"ui"},
    "ui.part": set(),
    "ui.typed": {"ui"},
    "app": {"ui", "ui.mic", "ui.part", "ui.typed"},
    "server": {"config", "desk", "launch", "ui", "ui.link", "ui.picture_routes", "ui.recording_route"},
    "ui.recording_route": {"ui.link", "ui.picture_routes"},
    "ui.picture_routes": {"album", "picture_files", "ui.link"},
    "ui.telling": set(),
    "ui.voices_page": {"choices", "config", "ui", "ui.settings_page", "ui.telling", "voices"},
    "ui.pronunciations_page": {"ui", "ui.telling"},
    "ui.settings_page": {"backends", "choices", "config", "settings", "ui", "ui.telling"},
    "ui.memory_bar": {"shelf", "ui.telling"},
    "ui.getting_page": {
        "handles",
        "config",
        "downloads",
        "fit",
        "plan_command",
        "ui",
        "ui.models_page",
        "ui.telling",
        "local_models",
        "local_models.licences",
        "local_models.manifest",
        "local_models.profiles",
        "local_models.store",
    },
    "ui.models_page": {
        "handles",
        "config",
        "shelf",
        "ui.memory_bar",
        "local_models",
        "local_models.manifest",
        "local_models.store",
        "ui",
        "ui.telling",
    },
    "ui.history_page": {"history", "messages", "transcript", "ui", "ui.telling"},
    "ui.privacy_page": {"config", "ledger", "telling.leavings", "ui", "ui.settings_page", "ui.telling"},
    "__main__": {"cli"},
    "__init__": set(),
    "words.__init__": set(),
    "telling.__init__": set(),
    "spoken_forms.__init__": set(),
    "engine.__init__": set(),
    "remote.__init__": set(),
    "remote.phrase_cache": {"messages"},
    "remote.picture_fetch": set(),
    "web_pictures": {"album", "ledger", "messages", "remote.picture_fetch"},
    "remote.polly_text": set(),
    "remote.calls": set(),
    "remote.polly_client": {"remote.calls", "remote.polly_text"},
    "remote.polly_stream": {
        "messages",
        "remote.calls",
        "remote.phrase_cache",
        "remote.polly_client",
        "remote.polly_text",
    },
    "remote.polly": {
        "audio",
        "tempo",
        "messages",
        "roles",
        "remote.calls",
        "remote.phrase_cache",
        "remote.polly_client",
        "remote.polly_stream",
        "remote.polly_text",
    },
}
KEEPING_MODELS = {"manifest", "fetch", "profiles", "sizes", "store", "stamps", "transfer", "hub", "packages"}
KEEPING_MODELS |= {"architectures", "gguf_header", "importing", "licences", "packing", "state_dicts"}
STREAMLIT_ROOMS = {"server", "app", *(f"ui.{path.stem}" for path in (ROOT / "assistant" / "ui").glob("*.py"))}
PAGES = sorted((ROOT / "pages").glob("*.py"))
PAGE_LINES = 80
# Outside packages that only some rooms may import.
ONLY = {
    "streamlit": STREAMLIT_ROOMS,
    "multiprocessing": {"engine.client", "engine.link", "engine.worker", "engine.wire"},
    "av": {"audio_files", "hearing", "tempo"},
    "boto3": {"remote.polly_client"},
    "urllib3": {"remote.picture_fetch"},
    "botocore": {"remote.calls", "remote.polly_client"},
    "sqlite3": {"databases", "history", "ledger"},
    "typer": {"cli", "history_commands", "ledger_commands", "model_commands", "output", "own_models", "plan_command"},
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
    "piper",
}
# Pure files that models may use too.
FOR_MODELS = {"assistant.boxes", "assistant.generation", "assistant.languages", "assistant.masks", "assistant.tempo"}
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
    assert not imports(ROOT.joinpath("assistant", *room.split(".")).with_suffix(".py")) & NEVER_IN_PURE


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
    "intents": {"local_models.intent_features", "assistant.plan"},
    "intent_features": {"local_models.e5"},
    "hibari": {"local_models.speaking"},
    "espeak": {"local_models.speaking"},
    "piper": {"local_models.speaking"},
    "llama": {"local_models.generation"},
    "writing": {"local_models.generation"},
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
    "sam": {"local_models.pixels", "local_models.prompted"},
    "sam_hq": {"local_models.pixels", "local_models.prompted", "local_models.checkpoints"},
    "sam2": {"local_models.pixels", "local_models.prompted", "local_models.checkpoints"},
    "prompted": {"local_models.pixels", "local_models.edges", "local_models.hints"},
    "edges": {"local_models.pixels"},
    "hints": {"local_models.pixels"},
    "rapidocr": {"local_models.pixels"},
    "isnet": {"local_models.pixels", "local_models.edges", "local_models.hints"},
    "llama_vision": {
        "local_models.generation",
        "local_models.llama",
        "local_models.pixels",
        "local_models.vision_prompts",
    },
    "vision_language": {"local_models.pixels", "local_models.vision_prompts", "local_models.writing"},
}
