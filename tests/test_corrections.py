import pytest

from assistant.words.corrections import Correction, correction, with_word

OPEN = "Open the wolf at the top."
VALVE = "Open the valve at the top."

# What was said, the turn before, the turn before as it should have been.
CORRECTED = [
    ("No, valve: V-A-L-V-E.", OPEN, VALVE),
    ("No, valve, V A L V E", OPEN, VALVE),
    ("No. Valve. V. A. L. V. E.", OPEN, VALVE),
    ("no, valve, v-a-l-v-e", OPEN, VALVE),
    ("valve, spelled V, A, L, V, E", OPEN, VALVE),
    ("Valve, V-A-L-V-E.", OPEN, VALVE),
    ("V-A-L-V-E.", OPEN, VALVE),
    ("No, valve, spelled VALVE.", OPEN, VALVE),
    ("Valve, spelled valve.", OPEN, VALVE),
    ("No, wolf: V-A-L-V-E.", OPEN, VALVE),
    ("No, wolf. V A L V E.", OPEN, VALVE),
    ("It's a V-A-L-V-E.", OPEN, VALVE),
    ("No, valve. Vee A L Vee E?", OPEN, VALVE),
    ("No, valve: Victor Alpha Lima Victor Echo.", OPEN, VALVE),
    ("No, valve: Victor, Alfa, Lima, Victor, Echo.", OPEN, VALVE),
    ("No, V as in Victor, A as in Alpha, L as in Lima, V as in Victor, E as in Echo.", OPEN, VALVE),
    ("Valve, V-A-L-V-E, not wolf.", OPEN, VALVE),
    ("I said valve, not wolf.", OPEN, VALVE),
    ("No, I said valve.", OPEN, VALVE),
    ("No I said valve", OPEN, VALVE),
    ("No, valve.", OPEN, VALVE),
    ("No, the valve, please.", OPEN, VALVE),
    ("Not wolf, valve.", OPEN, VALVE),
    ("Not the wolf, the valve.", OPEN, VALVE),
    ("Not wolf but valve.", OPEN, VALVE),
    ("I meant valve.", OPEN, VALVE),
    ("Um, sorry, I meant to say valve.", OPEN, VALVE),
    ("Valve instead of wolf.", OPEN, VALVE),
    ("I didn't say wolf, I said valve.", OPEN, VALVE),
    ("No, it's valve, not wolf.", OPEN, VALVE),
    ("No, open the valve at the top.", OPEN, VALVE),
    ("No, open the valve, not the wolf.", OPEN, VALVE),
    ("No, open the valve at the top, not the wolf.", OPEN, VALVE),
    ("I said valve, not wolves.", OPEN, VALVE),
    ("No, valve.", "Wolf pressure is high.", "Valve pressure is high."),
    ("I said valve.", "Where is it? Wolf at the top?", "Where is it? Valve at the top?"),
    ("No, New York, not Newark.", "Fly to Newark tomorrow.", "Fly to New York tomorrow."),
    ("New York, not Newark.", "Fly to Newark tomorrow.", "Fly to New York tomorrow."),
    ("I meant New York.", "Fly to Newark tomorrow.", "Fly to New York tomorrow."),
    ("No, ice cream.", "Do you like I scream?", "Do you like ice cream?"),
    ("Meier, M-E-I-E-R.", "Call Mr. Mayer, please.", "Call Mr. Meier, please."),
    ("No, duck.", "Find the dog!", "Find the duck!"),
    ("No, Kathy with K: K-A-T-H-Y.", "Write to Cathy.", "Write to Kathy."),
    ("No, the U.S.A.", "Where is the USS?", "Where is the USA?"),
    ("No, fifteen minutes.", "Set a timer for fifty minutes.", "Set a timer for fifteen minutes."),
    ("No, ChatGPT: C H A T G P T.", "Is chat GBT good?", "Is ChatGPT good?"),
    ("No, I-B-M.", "Who founded IPM?", "Who founded IBM?"),
    ("No, Max: Mike Alpha X-ray.", "Call Macs.", "Call Max."),
    ("No, a golf hotel.", "Find a gulf hotel.", "Find a golf hotel."),
    ("No, Bell: B E double L.", "Who was Alexander Pell?", "Who was Alexander Bell?"),
    ("No, Monday.", "Remind me on Sunday.", "Remind me on Monday."),
    ("nein, Ventil", "Öffne das Wendil oben.", "Öffne das Ventil oben."),
    ("Nein, Ventil: V-E-N-T-I-L.", "Öffne das Fenstil oben.", "Öffne das Ventil oben."),
    ("Ich meinte Ventil, nicht Wolf.", "Öffne den Wolf oben.", "Öffne den Ventil oben."),
    ("Nicht Wolf, sondern Ventil.", "Öffne den Wolf oben.", "Öffne den Ventil oben."),
    ("Nein, Ventil statt Wolf.", "Öffne den Wolf oben.", "Öffne den Ventil oben."),
    ("Ventil statt Wendil.", "Öffne das Wendil oben.", "Öffne das Ventil oben."),
    ("Ich habe Ventil gesagt, nicht Wolf.", "Öffne den Wolf oben.", "Öffne den Ventil oben."),
    ("Nein, V wie Viktor, E wie Emil, N wie Nordpol, T, I, L.", "Öffne das Wendil.", "Öffne das Ventil."),
    ("Nein, Viktor Emil Nordpol Theodor Ida Ludwig.", "Öffne das Wendil.", "Öffne das Ventil."),
    ("Nein, Müller: M-Ü-L-L-E-R.", "Ruf Frau Miller an.", "Ruf Frau Müller an."),
    ("Nein, M, Umlaut U, Doppel L, E, R.", "Ruf Frau Miller an.", "Ruf Frau Müller an."),
    ("Nein, Strauß: S-T-R-A-U-ß.", "Wer war Straus?", "Wer war Strauß?"),
    ("No, Mu\u0308ller.", "Ask Miss Miller.", "Ask Miss Müller."),
]

# What was said, the turn before: no correction.
ORDINARY = [
    ("No.", OPEN),
    ("no", OPEN),
    ("", OPEN),
    ("...", OPEN),
    ("No, valve.", ""),
    ("No, valve: V-A-L-V-E.", ""),
    ("No, thank you.", "Shall I think about it?"),
    ("No thanks.", OPEN),
    ("No, I don't think so.", "I think so."),
    ("No, I meant the other one.", "Find the mother in one picture."),
    ("No, the other one.", "Find the dog."),
    ("Not really.", "Find the rally."),
    ("I said stop.", "Where is the shop?"),
    ("I said no.", "I know a song."),
    ("No, stop.", "Where is the step?"),
    ("No, wait.", "What is the weight of it?"),
    ("No, that's fine.", "Is it nine?"),
    ("No, that's not what I meant.", OPEN),
    ("No, not that.", "Put on the hat."),
    ("No, never mind.", "Find my mine."),
    ("No, go back.", "Find the goat pack."),
    ("No, tell me about pumps.", "What is a heat pump?"),
    ("No, elephant.", OPEN),
    ("I meant elephant.", OPEN),
    ("nein, Ventil", "Öffne den Wolf oben."),
    ("No, the wolf.", OPEN),
    ("No, wolf.", "Find the wolf and the calf."),
    ("No, wolf: W-O-L-F.", OPEN),
    ("No, valve?", OPEN),
    ("No, " + "I think that the pumps are colder than the valves and " * 40, OPEN),
    ("Did I say valve, not wolf?", OPEN),
    ("Why wolf instead of valve?", OPEN),
    ("Valve.", OPEN),
    ("It's valve.", OPEN),
    ("Close the valve.", OPEN),
    ("How do you spell valve?", OPEN),
    ("How is valve spelled?", OPEN),
    ("How is it spelled in German?", OPEN),
    ("It's spelled wrong.", "Sing a song."),
    ("What does N-A-S-A stand for?", "Where is Nassau?"),
    ("Is the B-B-C a broadcaster?", "Call Bibi C."),
    ("No, 3, 2, 1.", "Count to three."),
    ("Use oil instead of butter.", "How do I bake a cake with butter?"),
    ("I want tea, not coffee.", "Do you have coffee?"),
    ("I like dogs, not cats.", "Find the cats."),
    ("Not today, thanks.", "Shall we go today?"),
    ("Sorry, Tom.", "What time is it?"),
    ("Definitely, not today.", "Will it rain today?"),
    ("Just outline the dog, not the cat.", "Outline the cat."),
    ("Not today, Tom.", "Shall we go today?"),
    ("Probably not today.", "Will it rain today?"),
    ("Tea, not coffee.", "Do you have coffee?"),
    ("No, in the kitchen.", "Find the chicken."),
    ("Not now, later.", "What is the latest now?"),
    ("No, he is at home, not at work.", "Is Tom at work?"),
    ("No, I want a picture of a dog.", "Find a frog."),
    ("No, now tell me why it's not red.", "Is the car red?"),
    ("I mean, who would do that?", "Who wood do that?"),
    ("I said it would rain.", "Is it raining?"),
    ("Thank you.", "Tank two."),
    ("Go on.", "Go home."),
    ("Nein, danke.", "Ist das die Tanke?"),
    ("Nein, das andere.", "Zeig die Kinder."),
    ("Nicht jetzt, später.", "Was ist jetzt?"),
    ("Ich meine, das ist gut.", "Das ist Wut."),
    ("Nein, ich weiß nicht.", "Ist das weiss?"),
]


@pytest.mark.parametrize(("said", "heard", "corrected"), CORRECTED)
def test_correction_puts_the_right_word_where_the_wrong_one_was(said: str, heard: str, corrected: str) -> None:
    found = correction(said, heard)
    assert found
    assert found.corrected == corrected
    assert found.heard == heard
    assert found.wrong in heard


@pytest.mark.parametrize(("said", "heard"), ORDINARY)
def test_ordinary_utterance_corrects_nothing(said: str, heard: str) -> None:
    assert correction(said, heard) is None


def test_only_the_words_that_differ_are_named() -> None:
    assert correction("No, find the valve.", "Find the wolf.") == Correction(
        "Find the wolf.", "Find the valve.", "wolf", "valve"
    )


def test_right_word_is_told_without_the_capital_of_its_place() -> None:
    found = correction("No, valve: V-A-L-V-E.", "Wolf is open.")
    assert found == Correction("Wolf is open.", "Valve is open.", "Wolf", "valve")


def test_last_of_equal_words_is_replaced() -> None:
    found = correction("Valve, not wolf.", "The wolf opens the wolf.")
    assert found
    assert found.corrected == "The wolf opens the valve."


@pytest.mark.parametrize(
    ("heard", "index", "word", "corrected"),
    [
        (OPEN, 2, "valve", VALVE),
        ("Find it, (wolf)!", 2, "valve", "Find it, (valve)!"),
        ("Wolf is open.", 0, "valve", "Valve is open."),
        ("It is a wolf's.", 3, "valve's", "It is a valve's."),
        ("It's fault.", 0, "its", "Its fault."),
        ("Call Mr. Mayer.", 2, " Meier ", "Call Mr. Meier."),
        ("Call mayer.", 1, "Mr. Meier", "Call Mr. Meier."),
        ("Find the the dog.", 1, "", "Find the dog."),
        ("Find the dog, please.", 3, "", "Find the dog."),
        ("Um, find the dog.", 0, "", "Find the dog."),
        ("Stop.", 0, "", ""),
        ("What — now?", 1, "about", "What about now?"),
    ],
)
def test_click_replaces_one_word_and_keeps_the_marks_around_it(
    heard: str, index: int, word: str, corrected: str
) -> None:
    found = with_word(heard, index, word)
    assert found.corrected == corrected
    assert (found.heard, found.right) == (heard, word.strip())


@pytest.mark.parametrize("index", [-1, 6, 99])
def test_click_beside_every_word_is_an_error_that_names_the_count(index: int) -> None:
    with pytest.raises(ValueError, match="it has 6"):
        with_word(OPEN, index, "valve")
