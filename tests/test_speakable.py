import pytest

from assistant.speakable import speakable


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("**Canberra** is the capital.", "Canberra is the capital."),
        ("# Title\nText", "Title Text"),
        ("- one\n- two", "one two"),
        ("See [the page](https://example.org/x).", "See the page."),
        ("Go to https://www.example.org/a/b?c=d now", "Go to example.org now"),
        ("Use `ls` here", "Use ls here"),
        ("```python\nprint(1)\n```", "The code is on the screen."),
        ("Great! 😀👍", "Great!"),
        ("snake_case and 2 * 3 * 4", "snake_case and 2 3 4"),
        ("*really*", "really"),
        ("It costs $29.50.", "It costs $29.50."),
        ("---", ""),
        ("", ""),
    ],
)
def test_only_what_is_for_the_ear_is_left(text: str, spoken: str) -> None:
    assert speakable(text) == spoken
