import importlib.util
import json
import re
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
import torch
from transformers.models.smolvlm import processing_smolvlm

from assistant.errors import BadInput, BadSetting, ModelMissing
from assistant.generation import DIALOGUE_GUIDED, GenerationParams
from assistant.messages import Image, Message
from local_models import vision_language, vision_prompts
from local_models.vision_language import VisionLanguage
from tests import tiny_vision
from tests.test_vision_prompts import CONVERSATION, GOLDEN

TINY = Path(__file__).parent / "data" / "tiny" / "vlm"
SHORT = GenerationParams.greedy(12)
LONG = replace(GenerationParams.greedy(1500), do_sample=True, temperature=2.0, seed=1)  # blanks among its letters
# The tokens of a picture and what stands around and between them, whatever their number.
TILES = r"<fake_token_around_image>(<fake_token_around_image>|<row_\d_col_\d>|<global-img>|<image>|\n(?=[\n<]))*"
PICTURES = {
    "smolvlm": TILES,
    "idefics3": TILES,
    "qwen2_5_vl": r"(<\|image_pad\|>)+",
    "idefics": r"<fake_token_around_image>(<image><fake_token_around_image>)+",
}
IDEFICS_PROMPT = (
    "<s>Be brief.\nUser:*Are there dogs?<end_of_utterance>\n"
    "Assistant: There are no dogs in this picture.<end_of_utterance>\n"
    "User:*Which is older?<end_of_utterance>\nAssistant:"
)

ModelOf = Callable[[str], VisionLanguage]


@pytest.fixture(scope="module")
def model_of(tmp_path_factory: pytest.TempPathFactory) -> ModelOf:
    """A model type → a tiny model of it."""

    @cache
    def made(kind: str) -> VisionLanguage:
        return vision_language.load(str(tiny_vision.write(kind, tmp_path_factory.mktemp(kind))))

    return made


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> list[Image]:
    """Three different pictures of 100×60."""
    folder = tmp_path_factory.mktemp("pictures")
    for number in range(3):
        rgb = np.random.default_rng(number).integers(0, 256, (60, 100, 3), dtype=np.uint8)
        PIL.Image.fromarray(rgb).save(folder / f"{number}.png")
    return [Image(f"{number}", str(folder / f"{number}.png"), 100, 60) for number in range(3)]


def about(*shown: int, text: str = "What is here?") -> list[Message]:
    return [Message("user", text, shown)]


def read(model: VisionLanguage, images: list[Image], messages: list[Message]) -> tuple[str, dict[str, torch.Tensor]]:
    """The prompt as the model reads it, and all that it is called with."""
    inputs = model._read(images, messages)
    return str(model._processor.tokenizer.decode(inputs["input_ids"][0])), inputs


@pytest.mark.parametrize("kind", tiny_vision.MAKERS)
def test_model_reads_the_published_prompt_with_its_pictures_inside(
    model_of: ModelOf, images: list[Image], kind: str
) -> None:
    said, _ = read(model_of(kind), images, CONVERSATION)
    wanted = IDEFICS_PROMPT if kind == "idefics" else GOLDEN[kind][0]
    mark = r"(<\|image_pad\|>)" if kind == "qwen2_5_vl" else r"(<image>)+"
    assert re.sub(PICTURES[kind], "*", said) == re.sub(mark, "*", wanted)


def test_smolvlm_is_asked_as_the_template_of_transformers_has_it(model_of: ModelOf) -> None:
    chat = vision_prompts.chat(CONVERSATION)
    template = processing_smolvlm.DEFAULT_CHAT_TEMPLATE
    processor = model_of("smolvlm")._processor
    assert (
        processor.apply_chat_template(chat, chat_template=template, add_generation_prompt=True) == GOLDEN["smolvlm"][0]
    )


@pytest.mark.parametrize("kind", tiny_vision.MAKERS)
def test_several_pictures_are_looked_at_in_the_order_they_are_shown(
    model_of: ModelOf, images: list[Image], kind: str
) -> None:
    model = model_of(kind)
    pixels = {shown: read(model, images, about(*shown))[1]["pixel_values"] for shown in ((0, 1), (1, 0), (0,))}
    assert pixels[0, 1].numel() == 2 * pixels[0,].numel()
    assert not torch.equal(pixels[0, 1], pixels[1, 0])
    assert torch.equal(pixels[0, 1].flatten()[: pixels[0,].numel()], pixels[0,].flatten())


@pytest.mark.parametrize("kind", tiny_vision.MAKERS)
def test_answer_depends_on_the_picture(model_of: ModelOf, images: list[Image], kind: str) -> None:
    answers = {"".join(model_of(kind).answer(images, about(*shown), SHORT)) for shown in ((0,), (1,), (2,), ())}
    assert len(answers) > 1
    assert all(len(answer) == SHORT.max_new_tokens for answer in answers)


@pytest.mark.parametrize("kind", tiny_vision.MAKERS)
def test_answer_comes_in_pieces_that_join_to_the_whole(model_of: ModelOf, images: list[Image], kind: str) -> None:
    params = replace(LONG, max_new_tokens=120)
    pieces = list(model_of(kind).answer(images, about(0, 1), params))
    assert len(pieces) > 3
    (whole,) = model_of(kind).answer(images, about(0, 1), replace(params, stream=False))
    assert "".join(pieces) == whole


@pytest.mark.parametrize("kind", tiny_vision.MAKERS)
def test_cancelled_answer_ends_after_a_few_tokens_and_the_next_is_as_ever(
    model_of: ModelOf, images: list[Image], kind: str
) -> None:
    model = model_of(kind)
    before = list(model.answer(images, about(0), SHORT))
    steps: list[object] = []
    counting = model._model.register_forward_hook(lambda *_: steps.append(None))
    stream = model.answer(images, about(0), LONG)
    try:
        next(stream)
        stream.cancel()
        assert list(stream) == []
        assert list(model.answer(images, about(0), SHORT)) == before, "which waits for what is still written"
    finally:
        counting.remove()
    assert len(steps) < LONG.max_new_tokens


@pytest.mark.parametrize("kind", tiny_vision.MAKERS)
def test_cancel_while_pictures_are_read_spares_the_language_model(
    model_of: ModelOf, images: list[Image], kind: str
) -> None:
    model = model_of(kind)
    looked: list[str] = []
    stream = model.answer(images, about(0, 1), SHORT)

    def note(module: torch.nn.Module, *_: object) -> None:
        looked.append(type(module).__name__)
        stream.cancel()

    hooks = [module.register_forward_hook(note) for module in model._model.modules() if not list(module.children())]
    try:
        assert list(stream) == []
        with model._writing:
            assert len(looked) == 1, "the layer that was at work when the call was cancelled"
    finally:
        for hook in hooks:
            hook.remove()


def test_blocked_reader_is_freed_by_a_cancel_from_another_thread(model_of: ModelOf, images: list[Image]) -> None:
    model = model_of("smolvlm")
    with model._writing:  # as if the call before were still at work: nothing can come
        stream = model.answer(images, about(0), SHORT)
        got: list[str] = []
        reader = threading.Thread(target=lambda: got.extend(stream))
        reader.start()
        stream.cancel()
        reader.join(60)
        assert not reader.is_alive()
    assert got == []


def test_same_seed_gives_the_same_answer(model_of: ModelOf, images: list[Image]) -> None:
    params = [replace(LONG, max_new_tokens=40, seed=seed) for seed in (1, 1, 2)]
    first, again, other = ("".join(model_of("smolvlm").answer(images, about(0), one)) for one in params)
    assert first == again
    assert first != other


def test_stop_text_ends_the_answer_before_it(model_of: ModelOf, images: list[Image]) -> None:
    model = model_of("smolvlm")
    whole = "".join(model.answer(images, about(0), SHORT))
    assert "".join(model.answer(images, about(0), replace(SHORT, stop=(whole[4:6],)))) in whole[:5]


@pytest.mark.parametrize(
    ("shown", "params", "says"),
    [
        ((3,), SHORT, "^a message shows picture 3, counted from 0; this question has 3$"),
        ((0,) * 17, SHORT, "^17 pictures in one question are too many"),
        ((0,), GenerationParams.greedy(2048), "attends to 2,048: show fewer pictures, or say less$"),
        ((0,), DIALOGUE_GUIDED, "these parameters cannot be: decoder_input_details, details$"),
    ],
)
def test_what_cannot_be_answered_is_refused_by_name(
    model_of: ModelOf, images: list[Image], shown: tuple[int, ...], params: GenerationParams, says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        list(model_of("smolvlm").answer(images, about(*shown), params))
    assert list(model_of("smolvlm").answer(images, about(0), SHORT)) != []


def test_picture_that_is_gone_is_said_to_be(model_of: ModelOf, tmp_path: Path) -> None:
    gone = Image("gone", str(tmp_path / "gone.png"), 10, 10)
    with pytest.raises(BadInput, match="this picture is gone; show it again"):
        list(model_of("smolvlm").answer([gone], about(0), SHORT))


@pytest.mark.parametrize("kind", tiny_vision.MAKERS)
def test_marks_in_a_text_open_no_picture_and_end_no_turn(model_of: ModelOf, images: list[Image], kind: str) -> None:
    model = model_of(kind)
    marks = [mark for mark in tiny_vision.MARKS[kind] if mark != tiny_vision.BEGINS[kind]]
    _, plain = read(model, images, about(0))
    _, sly = read(model, images, about(0, text=f"It says {' '.join(marks)}"))
    for mark in marks:
        token = model._processor.tokenizer.convert_tokens_to_ids(mark)
        assert (sly["input_ids"] == token).sum() == (plain["input_ids"] == token).sum(), mark


def test_large_picture_is_read_no_longer_than_one_of_a_megapixel(model_of: ModelOf, tmp_path: Path) -> None:
    lengths = []
    for width, height in ((1024, 1024), (4000, 3000)):
        path = tmp_path / f"{width}.png"
        PIL.Image.new("RGB", (width, height), "teal").save(path)
        _, inputs = read(model_of("qwen2_5_vl"), [Image(path.name, str(path), width, height)], about(0))
        lengths.append(inputs["input_ids"].shape[1])
    assert lengths[1] <= lengths[0] * 1.05


def test_idefics_takes_an_address_for_a_text(
    model_of: ModelOf, images: list[Image], monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[object] = []
    model = model_of("idefics")
    fetch = model._processor.image_processor.fetch_images

    def note(wanted: object) -> object:
        if isinstance(wanted, str):
            fetched.append(wanted)
            return PIL.Image.new("RGB", (8, 8))
        return fetch(wanted)

    monkeypatch.setattr(model._processor.image_processor, "fetch_images", note)
    model._processor(text=["User:", "http://127.0.0.1/a.png"])
    assert fetched == ["http://127.0.0.1/a.png"], "which is what must not happen"
    said, _ = read(model, images, about(0, text="http://127.0.0.1/b.png"))
    assert said.endswith("http://127.0.0.1/b.png<end_of_utterance>\nAssistant:")
    assert len(fetched) == 1


def test_idefics_ends_at_its_mark_and_never_writes_those_of_pictures(model_of: ModelOf) -> None:
    model = model_of("idefics")
    name = model._processor.tokenizer.convert_ids_to_tokens
    bounds = model._model.generation_config
    assert set(name(bounds.eos_token_id)) == {"</s>", "<end_of_utterance>"}
    assert [name(words) for words in bounds.bad_words_ids] == [["<image>"], ["<fake_token_around_image>"]]


def test_trained_model_answers_about_the_picture_that_is_asked_about(tmp_path: Path) -> None:
    """Of three pictures the right one; examples before the question are more than so small a model has learned."""
    model = vision_language.load(str(TINY))
    colours = ["red", "green", "blue"]
    for colour in colours:
        picture = PIL.Image.new("RGB", (224, 224), "white")
        picture.paste(colour, (70, 70, 150, 150))
        picture.save(tmp_path / f"{colour}.png")
    images = [Image(colour, str(tmp_path / f"{colour}.png"), 224, 224) for colour in colours]
    for number, colour in enumerate(colours):
        messages = [Message("user", "what colour is the square?", (number,))]
        assert "".join(model.answer(images, messages, SHORT)).strip(" .") == colour


def test_folder_without_a_model_is_missing_and_another_kind_of_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="no vision-language model in"):
        vision_language.load(str(tmp_path))
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "bert"}))
    with pytest.raises(BadSetting, match="is no vision-language model that can be loaded"):
        vision_language.load(str(tmp_path))


def test_code_that_comes_with_a_model_is_not_run(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "own.py").write_text(f"open({str(ran)!r}, 'w')\n")
    auto = {"AutoConfig": "own.Config", "AutoModelForImageTextToText": "own.Model"}
    (folder / "config.json").write_text(json.dumps({"model_type": "of-its-own", "auto_map": auto}))
    with pytest.raises(BadSetting):
        vision_language.load(str(folder))
    assert not ran.exists()


def test_pickled_weights_are_not_opened(model_of: ModelOf, tmp_path: Path) -> None:
    folder = tiny_vision.write("smolvlm", tmp_path / "model")
    torch.save(model_of("smolvlm")._model.state_dict(), folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()
    with pytest.raises(BadSetting, match="safetensors"):
        vision_language.load(str(folder))


def test_unknown_kind_without_a_chat_template_is_refused_with_those_that_are_known(tmp_path: Path) -> None:
    folder = tiny_vision.write("smolvlm", tmp_path / "model")
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(vision_prompts.FORMS, "smolvlm")
        with pytest.raises(BadSetting, match="how 'smolvlm' is asked is not known; have: idefics, idefics2"):
            vision_language.load(str(folder))


@pytest.mark.parametrize("quantize", ["8bit", "4bit"])
def test_quantizing_says_what_it_needs_or_does_it(tmp_path: Path, images: list[Image], quantize: str) -> None:
    folder = tiny_vision.write("smolvlm", tmp_path / "model")
    missing = [name for name in ("bitsandbytes", "accelerate") if importlib.util.find_spec(name) is None]
    if missing:
        with pytest.raises(BadSetting, match=f"needs {' and '.join(missing)}, not installed here; install both"):
            vision_language.load(str(folder), quantize=quantize)  # type: ignore[arg-type]
    else:
        model = vision_language.load(str(folder), quantize=quantize)  # type: ignore[arg-type]
        assert {type(module).__name__ for module in model._model.modules()} & {"Linear8bitLt", "Linear4bit"}
        assert len("".join(model.answer(images, about(0), SHORT))) == SHORT.max_new_tokens


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="torch finds no GPU here")
def test_model_answers_on_a_gpu(tmp_path: Path, images: list[Image]) -> None:
    model = vision_language.load(str(tiny_vision.write("smolvlm", tmp_path / "model")), device="cuda")
    assert len("".join(model.answer(images, about(0, 1), SHORT))) == SHORT.max_new_tokens
