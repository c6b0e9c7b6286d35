import pytest

from assistant.commands import COMMANDS, MEANINGS, Command, command, spoken_for
from assistant.reply import GO_ON

SAID = {
    Command("stop"): [
        "Stop.",
        "stop",
        "Stop, stop.",
        "Stop. Stop. Stop!",
        "stop stop stop stop",
        "No, stop.",
        "Um, stop please.",
        "Hey Oriel, stop!",
        "Oriel, could you please stop talking?",
        "Be quiet.",
        "Shut up!",
        "Okay, that’s enough, thanks.",
        "Okay. That's enough. Thank you.",
        "Stop. Be quiet.",
        "Halt.",
        "Stopp!",
        "Stopp, bitte.",
        "Sei doch mal still.",
        "Kannst du bitte still sein?",
        "Hör auf.",
        "Das reicht jetzt.",
    ],
    Command("mute"): [
        "Mute!",
        "Mute the microphone.",
        "Can you turn off the microphone?",
        "Turn my mic off, please.",
        "Stop listening.",
        "Mikrofon aus.",
        "Stumm.",
        "Schalte bitte das Mikrofon aus.",
        "Kannst du das Mikrofon ausschalten?",
    ],
    Command("talk"): ["Push to talk.", "Push-to-talk", "Switch to push-to-talk mode.", "Sprechtaste."],
    Command("new-conversation"): [
        "New conversation.",
        "Let's start over.",
        "I'd like to start a new conversation, please.",
        "Neues Gespräch.",
        "Neues Gespra\u0308ch!",
        "Ich möchte ein neues Gespräch anfangen.",
    ],
    Command("take-over"): ["Take it over.", "Yes, take over here.", "Übernimm."],
    Command("details"): [
        "Show the details.",
        "Show me the details, please.",
        "Why was this slow?",
        "Why was that so slow?",
        "How long did that take?",
        "Warum war das so langsam?",
        "Wie lange hat das gedauert?",
        "Zeig mir mal die Details.",
    ],
    Command("latest"): ["Scroll down.", "Show me the latest.", "Go to the bottom.", "Ganz nach unten, bitte."],
    Command("dismiss"): [
        "Dismiss.",
        "Never mind.",
        "No, nevermind.",
        "Okay, close that.",
        "Schon gut.",
        "Schließ das!",
    ],
    Command("device", "webcam"): [
        "Use the webcam microphone.",
        "Try the webcam.",
        "Yes, try the Webcam.",
        "Switch to the webcam, please.",
        "Nimm das Webcam-Mikrofon.",
        "Nimm das Webcammikrofon.",
        "Wechsle zur Webcam.",
    ],
    Command("device", "usb"): ["Switch microphone to USB mic.", "Use the USB mic.", "Stell das Mikrofon auf USB um."],
    Command("device", "blue yeti"): ["Could you use my Blue Yeti microphone?", "Change the microphone to Blue Yeti."],
    Command("device", "headset"): ["Use the headset instead.", "Probier das Headset aus."],
    Command("open", "settings"): [
        "Open settings.",
        "Open the settings page.",
        "Settings, please.",
        "Öffne die Einstellungen.",
    ],
    Command("open", "history"): ["Show my history.", "Can you show me the history?", "Zeig mir bitte den Verlauf."],
    Command("open", "models"): ["Show the models.", "Go to models.", "Modelle anzeigen."],
    Command("open", "conversation"): [
        "Go back to the conversation.",
        "Okay, now take me back to the conversation.",
        "Geh zurück zum Gespräch.",
        "Back to the chat.",
    ],
    Command("help"): ["Help!", "What can I say?", "Oriel, what can you do?", "Hilfe.", "Was kann ich sagen?"],
    Command("repeat"): [
        "Say that again.",
        "Sorry, can you repeat that?",
        "Could you say that again please?",
        "What did you say?",
        "I didn't catch that.",
        "Noch einmal.",
        "Noch mal, bitte.",
        "Sag das nochmal.",
        "Wie bitte?",
    ],
    Command("slower"): [
        "Slower.",
        "Speak a bit slower, please.",
        "Slow down.",
        "Not so fast!",
        "Etwas langsamer, bitte.",
    ],
    Command("faster"): ["Faster.", "Can you talk faster?", "Kannst du schneller sprechen?"],
    Command("louder"): ["Louder!", "Speak up, please.", "Turn the volume up.", "Sprich bitte lauter."],
    Command("quieter"): ["A little quieter.", "Turn it down.", "You're too loud.", "Nicht so laut!"],
    Command("language", "de"): ["Switch to German.", "Listen in German, please.", "Wechsle zu Deutsch."],
    Command("language", "en"): ["Switch to English.", "Hör auf Englisch zu.", "Schalte auf Englisch um."],
    Command("language", "fr"): ["Change the language to French."],
    Command("language", "zh"): ["Listen in Mandarin."],
    Command("sounds-off"): ["Sounds off.", "Turn off the sounds.", "No sounds, please.", "Töne aus."],
    Command("sounds-on"): ["Sounds on.", "Turn the sounds back on.", "Schalte die Töne wieder ein."],
    Command("hide-masks"): ["Hide the masks.", "Masks off, please.", "Turn off the masks.", "Blende die Masken aus."],
    Command("show-masks"): ["Show the masks.", "Turn the masks on.", "Masken einblenden."],
    Command("hide-boxes"): ["Hide the boxes.", "Can you turn the boxes off?", "Kästen aus."],
    Command("show-boxes"): ["Show the boxes.", "Boxes on.", "Schalte die Rahmen ein."],
    Command("hide-names"): ["Hide the names.", "Labels off."],
    Command("show-names"): ["Show the labels.", "Namen ein."],
    Command("more-sensitive"): ["More sensitive.", "A bit more sensitive, please.", "Sei etwas empfindlicher."],
    Command("less-sensitive"): ["Less sensitive.", "Be less sensitive.", "Weniger empfindlich, bitte."],
    Command("add-picture"): [
        "Add a picture.",
        "Upload another photo, please.",
        "Füge ein Bild hinzu.",
        "Bild hochladen.",
    ],
    Command("take-photo"): ["Take a photo.", "Take the picture.", "Mach mal ein Foto!", "Öffne die Kamera."],
    Command("close-camera"): ["Close the camera.", "Turn the camera off.", "Schließ die Kamera."],
    Command("remove-picture"): ["Put the picture away.", "Close this picture.", "Leg das Bild weg."],
    Command("picture", "next"): ["Next picture.", "Show me the next picture.", "Nächstes Bild."],
    Command("picture", "previous"): ["Previous picture, please.", "Go back to the previous image.", "Voriges Bild."],
    Command("picture", "1"): [
        "Show the first picture.",
        "Picture one.",
        "Zeig mir das erste Bild.",
        "Zum ersten Bild.",
    ],
    Command("picture", "2"): ["Show me the 2nd picture.", "Go to picture number two.", "Bild 2.", "Zeig Bild zwei."],
    Command("picture", "12"): ["Show picture 12."],
    Command("picture", "last"): ["Show the last picture.", "Zeig das letzte Bild."],
    Command("select", "2"): [
        "Select the second.",
        "Select number two.",
        "Select the second one, please.",
        "Wähle das zweite.",
    ],
    Command("select", "3"): ["Select 3.", "Select the third thing.", "Wähle Nummer drei aus.", "Markiere das dritte."],
    Command("select", "last"): ["Select the last one.", "Wähle das letzte aus."],
    Command("select", "0"): [
        "Select nothing.",
        "Deselect that.",
        "Clear the selection.",
        "Wähle nichts aus.",
        "Hebe die Auswahl auf.",
    ],
    Command("save", "overlay"): ["Save the picture.", "Speichere das Bild."],
    Command("save", "cutout"): ["Save the cut-out.", "Download the cutout, please.", "Den Freisteller speichern."],
    Command("save", "index"): ["Save the masks."],
    Command("save", "coco"): ["Export the COCO file."],
    Command("downloads"): ["What can I save?", "Zeig mir die Downloads."],
    Command("picture-tools"): ["Show me the picture tools."],
}

MEANT_FOR_THE_MODEL = """
How do I stop a nosebleed?
What does mute mean?
Stop the car and find the dog.
Stop. Find the dog.
Stop the video at ten seconds.
Open the door in the picture.
Tell me more about heat pumps.
Repeat after me.
Use the red one.
Find the stop sign.
Don't stop.
Don't be so quiet.
Why did she stop?
When will it stop raining?
He said stop.
I said stop it right there to the driver.
Is that enough flour for two loaves?
Enough about me, what is the capital of Peru?
Who shut up the shop?
Mute swans are white.
Mute the colours in this picture.
What is push to talk?
How do I start a conversation?
Write a new conversation between two dogs.
Start over there on the left.
Take it over to the kitchen.
Show me the details of the painting.
How long did that war take?
How long did it take to build Rome?
Why was the ship slow?
Scroll down to the part about whales.
Show me the latest news.
Never mind the cat, find the dog.
Close the window in the picture.
Close that door.
How do I use the webcam microphone?
Try to use the microphone.
Use a microphone.
Use the word microphone in a sentence.
Try the other dog.
Switch to the left dog.
Try the soup.
Open a bakery.
Open the history of Rome.
Show me the history of Rome.
Show me models of ships.
History.
Go back to the beginning of the story.
What can I say to my boss?
Help me write a letter.
Help the dog.
Can you help me?
Say that again in German.
Repeat the word valve.
What did you say about whales?
Which dog is faster?
Show the dog.
Show me the masks.
Show me the boxes.
Show the boxes on the left.
Show the names of the planets.
Hide the dog.
Hide the mask behind the curtain.
Select the dog.
Select the second dog.
Select the largest.
Select the dog on the left.
Choose the second one.
The second.
Number two.
The second picture.
What is in the next picture?
Show me a picture of a dog.
Show the dog in the first picture.
Find the dog in the second picture.
Add a picture frame to the wall.
Add a picture of a dog.
Take a photo of the dog.
Remove the dog from the picture.
Remove the picture from the wall.
Put the dog away.
Close the camera shop.
Is there a camera in the picture?
More sensitive skin.
Are dogs more sensitive than cats?
Save the dog.
Save the whales.
Cut out the dog.
What can I save on heating?
Make the dog quieter.
Is a heat pump louder than a fridge?
How do I speak up at work?
Switch to German engineering.
Say it in German.
Speak German to me.
Translate this into German.
Turn off the sounds of the forest.
What sounds does a dog make?
No.
Okay.
Thank you.
Please.
No, thank you.
...

Und jetzt?
Wie stoppe ich Nasenbluten?
Was heißt stumm auf Englisch?
Öffne die Tür im Bild.
Zeig mir den Verlauf der Donau.
Noch einmal schlafen, dann ist Weihnachten.
Was ist schneller, ein Hund oder eine Katze?
Sei still und finde den Hund.
Wie?
Hast du die Rechnung?
Zeig mir den Hund.
Zeig mir die Rahmen.
Wähle den Hund aus.
Wähle den zweiten Hund.
Mach ein Foto vom Hund.
Was ist auf dem nächsten Bild?
Speichere den Hund.
""".strip("\n").split("\n")

CONTINUING = [
    "More.",
    "Go on.",
    "Yes, more please.",
    "Continue.",
    "Tell me more.",
    "Keep going",
    "Weiter.",
    "Mehr, bitte.",
]


@pytest.mark.parametrize(("text", "meant"), [(text, meant) for meant, texts in SAID.items() for text in texts])
def test_whole_utterance_is_read_as_the_command_it_is(text: str, meant: Command) -> None:
    assert command(text) == meant


@pytest.mark.parametrize("text", MEANT_FOR_THE_MODEL)
def test_sentence_that_only_contains_such_words_is_no_command(text: str) -> None:
    assert command(text) is None


@pytest.mark.parametrize("text", CONTINUING)
def test_what_continues_an_answer_is_left_to_the_reply(text: str) -> None:
    assert GO_ON.fullmatch(text)
    assert command(text) is None


@pytest.mark.parametrize(
    ("phrase", "name"), [(phrase, row.name) for row in COMMANDS for phrase in (*row.english, *row.german)]
)
def test_every_phrase_that_the_help_teaches_is_understood(phrase: str, name: str) -> None:
    found = command(phrase)
    assert found
    assert found.name == name
    assert bool(found.value) == (name in {*MEANINGS, "device"})


def test_names_are_unique_and_every_row_teaches_both_languages() -> None:
    assert len({row.name for row in COMMANDS}) == len(COMMANDS)
    assert all(row.help and row.english and row.german for row in COMMANDS)


@pytest.mark.parametrize("name", [row.name for row in COMMANDS])
def test_what_replaces_a_button_means_that_button(name: str) -> None:
    phrase = spoken_for(name)
    assert phrase
    meant = command(phrase)
    assert meant
    assert meant.name == name


def test_more_has_words_though_the_reply_reads_them() -> None:
    assert spoken_for("more") == "more"


@pytest.mark.parametrize("button", ["start", "continue", "unmute"])
def test_nothing_can_be_said_while_the_microphone_is_off(button: str) -> None:
    assert spoken_for(button) is None
