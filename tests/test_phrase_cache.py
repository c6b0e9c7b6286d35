import os
import threading
from pathlib import Path

import numpy as np
import pytest

from assistant.remote.phrase_cache import MIB, Phrase, PhraseCache, key

RATE = 16_000


def phrase(seed: int, samples: int = RATE, starts: tuple[int, ...] = (0, 800)) -> Phrase:
    return Phrase(np.random.default_rng(seed).integers(-9000, 9000, samples).astype(np.int16), RATE, starts)


def same(one: Phrase | None, other: Phrase) -> bool:
    return (
        one is not None and (one.rate, one.starts) == (other.rate, other.starts) and np.array_equal(one.pcm, other.pcm)
    )


@pytest.fixture
def cache(tmp_path: Path) -> PhraseCache:
    return PhraseCache(tmp_path / "polly", 1)


def files(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "polly").iterdir())


def used_at(tmp_path: Path, name: str, second: int) -> None:
    """Clocks of file systems are too coarse to tell two uses in a test apart."""
    os.utime(tmp_path / "polly" / f"{name}.phrase", (second, second))


def test_phrase_comes_back_as_it_was_put(cache: PhraseCache, tmp_path: Path) -> None:
    cache.put("a", phrase(1))
    cache.put("b", phrase(2, 7, ()))
    again = PhraseCache(tmp_path / "polly", 1)
    assert same(again.get("a"), phrase(1))
    assert same(again.get("b"), phrase(2, 7, ()))
    assert again.get("c") is None


def test_key_tells_apart_whatever_shapes_the_sound() -> None:
    shaping = [("Joanna", "neural", "Hello."), ("Joanna", "neural", "Hello!"), ("Joanna", "standard", "Hello.")]
    joined = [("Joanna", "neuralH", "ello."), ("Joanna", "neural", "", "Hello."), ("Joannaneural", "Hello.")]
    assert len({key(*one) for one in [*shaping, *joined]}) == 6
    assert key(*shaping[0]) == key(*shaping[0])
    assert "Hello" not in key(*shaping[0])


def test_longest_unused_goes_first_and_the_bound_holds(cache: PhraseCache, tmp_path: Path) -> None:
    third = MIB // 2 // 3 - 100  # int16 samples of a third of the bound
    for number, name in enumerate("abc"):
        cache.put(name, phrase(number, third))
        used_at(tmp_path, name, number)
    assert cache.get("a") is not None, "which makes b the longest unused"
    used_at(tmp_path, "a", 10)
    cache.put("d", phrase(4, third))
    assert [name for name in "abcd" if cache.get(name) is not None] == ["a", "c", "d"]
    assert sum(file.stat().st_size for file in files(tmp_path)) <= MIB


def test_phrase_put_again_takes_its_own_place(cache: PhraseCache, tmp_path: Path) -> None:
    half = MIB // 2 // 2 - 100
    cache.put("a", phrase(1, half))
    cache.put("b", phrase(2, half))
    cache.put("b", phrase(3, half))
    assert same(cache.get("a"), phrase(1, half))
    assert same(cache.get("b"), phrase(3, half))


def test_phrase_above_the_bound_is_not_kept_and_displaces_nothing(cache: PhraseCache) -> None:
    cache.put("small", phrase(1))
    cache.put("large", phrase(2, MIB))
    assert cache.get("large") is None
    assert cache.get("small") is not None


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content[: len(content) // 2],
        lambda content: content[:-1],
        lambda content: b"",
        lambda content: b"RIFF" + content[4:],
        lambda content: content[:1000] + bytes([content[1000] ^ 1]) + content[1001:],
        lambda content: content + b"\0\0",
    ],
    ids=["half", "a byte short", "empty", "another kind", "a bit flipped", "longer"],
)
def test_corrupt_entry_is_none_and_is_removed(cache: PhraseCache, tmp_path: Path, spoil) -> None:  # type: ignore[no-untyped-def]
    cache.put("a", phrase(1))
    (file,) = files(tmp_path)
    file.write_bytes(spoil(file.read_bytes()))
    assert cache.get("a") is None
    assert files(tmp_path) == []


def test_bound_of_nothing_keeps_nothing(tmp_path: Path) -> None:
    cache = PhraseCache(tmp_path / "polly", 0)
    cache.put("a", phrase(1))
    assert cache.get("a") is None
    assert not (tmp_path / "polly").exists()


def test_folder_that_cannot_be_written_keeps_nothing_and_raises_nothing(tmp_path: Path) -> None:
    (tmp_path / "polly").write_text("a file where the folder should be")
    cache = PhraseCache(tmp_path / "polly", 1)
    cache.put("a", phrase(1))
    assert cache.get("a") is None


def test_forget_removes_every_phrase(cache: PhraseCache, tmp_path: Path) -> None:
    cache.put("a", phrase(1))
    cache.put("b", phrase(2))
    cache.forget()
    assert files(tmp_path) == []
    assert cache.get("a") is None


def test_only_the_owner_can_read_what_was_said(cache: PhraseCache, tmp_path: Path) -> None:
    cache.put("a", phrase(1))
    (file,) = files(tmp_path)
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0


def test_many_threads_see_whole_phrases_or_none_and_leave_no_half_files(cache: PhraseCache, tmp_path: Path) -> None:
    wrong: list[str] = []

    def use(seed: int) -> None:
        for round_ in range(20):
            name = "abc"[(seed + round_) % 3]
            cache.put(name, phrase("abc".index(name), MIB // 2 // 3 - 100))
            found = cache.get(name)
            if found is not None and not same(found, phrase("abc".index(name), MIB // 2 // 3 - 100)):
                wrong.append(name)

    threads = [threading.Thread(target=use, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert {file.suffix for file in files(tmp_path)} == {".phrase"}
