"""The table of what can be said to Oriel instead of pressing something, in English and German.

"Show the dog", "select the dog" and "cut out the second dog" are requests, and never in this table.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LANGUAGES = {
    **dict.fromkeys(("english", "englisch"), "en"),
    **dict.fromkeys(("german", "deutsch"), "de"),
    **dict.fromkeys(("french", "französisch"), "fr"),
    **dict.fromkeys(("spanish", "spanisch"), "es"),
    **dict.fromkeys(("chinese", "mandarin", "chinesisch"), "zh"),
    **dict.fromkeys(("italian", "italienisch"), "it"),
}
PAGES = {
    **dict.fromkeys(("conversation", "chat", "gespräch", "unterhaltung"), "conversation"),
    **dict.fromkeys(("settings", "preferences", "einstellungen"), "settings"),
    **dict.fromkeys(("models", "modelle", "modellen"), "models"),
    **dict.fromkeys(("history", "past conversations", "verlauf", "frühere gespräche"), "history"),
}
NUMBERS = {
    word: str(number)
    for number, words in enumerate(
        (
            "one 1st first eins erste ersten erstes",
            "two 2nd second zwei zweite zweiten zweites",
            "three 3rd third drei dritte dritten drittes",
            "four 4th fourth vier vierte vierten viertes",
            "five 5th fifth fünf fünfte fünften fünftes",
            "six 6th sixth sechs sechste sechsten sechstes",
            "seven 7th seventh sieben siebte siebten siebtes",
            "eight 8th eighth acht achte achten achtes",
            "nine 9th ninth neun neunte neunten neuntes",
            "ten 10th tenth zehn zehnte zehnten zehntes",
        ),
        start=1,
    )
    for word in words.split()
}
LAST = dict.fromkeys(("last", "letzte", "letzten", "letztes"), "last")
TURNS = {
    **dict.fromkeys(("next", "nächste", "nächsten", "nächstes"), "next"),
    **dict.fromkeys(("previous", "vorige", "vorigen", "voriges", "vorherige", "vorherigen", "vorheriges"), "previous"),
}
NO_THING = dict.fromkeys(("nothing", "none", "deselect", "unselect", "clear", "nichts", "keine", "keines", "hebe"), "0")
FILES = {  # what can be saved → how its file's name begins
    **dict.fromkeys(("picture", "image", "photo", "overlay", "bild", "foto"), "overlay"),
    **dict.fromkeys(("cut out", "cutout", "cut outs", "freisteller", "ausschnitt"), "cutout"),
    **dict.fromkeys(("masks", "mask", "masken", "maske"), "index"),
    **dict.fromkeys(("coco", "coco file", "json", "data", "daten"), "coco"),
}
TAUGHT = ("stop", "mute", "repeat", "slower", "new-conversation", "open")  # by "help"; more would not be remembered
MEANINGS = {
    "open": PAGES,
    "language": LANGUAGES,
    "picture": NUMBERS | LAST | TURNS,
    "select": NUMBERS | LAST | NO_THING,
    "save": FILES,
}  # command → word as heard → value

PAGE = "|".join(PAGES)
LANGUAGE = "|".join(LANGUAGES)
MIC = "(?:mic|mike|microphone|mikrofon|mikrophon|mikro)"
# A name that may be any words where "microphone" is said with it, and must be a known kind of device where it is not.
NAME = r"(?!(?:\w+ )*(?:to|use|of|in|on|for|is|with|this|that|your|it|a|an|the|zu|von)\b)\w+(?: \w+){0,3}?"
KIND = r"(?:usb |bluetooth |wireless )?(?:web ?cam|headset|headphones?|ear(?:phones?|buds?)|air ?pods?|kopfhörer)|usb"
THE = "(?:(?:the|my|das|die|den|dem|mein|meine) )?"
PICTURE = "(?:picture|image|photo|bild|foto)"
THIS = "(?:(?:the|this|that|das|dieses) )?"
ONE_OF = "|".join((*NUMBERS, *LAST, r"\d\d?"))
TURN = "|".join(TURNS)
FILE = "|".join(FILES)
A_BIT = "(?:(?:a )?(?:bit|little|little bit|lot|much|etwas|viel|ein bisschen|ein wenig|noch) )*"
SPEAK = "(?:(?:speak|talk|read|go|be|make it|sprich|sprechen|rede|lies|mach)(?: that| it| das| es)? )?"


@dataclass(frozen=True)
class Spoken:
    """One row of the table. The first English phrase is the one to teach; pattern: lower case, without punctuation."""

    name: str
    help: str
    english: tuple[str, ...]
    german: tuple[str, ...]
    pattern: re.Pattern[str]


def _row(name: str, help: str, english: tuple[str, ...], german: tuple[str, ...], *patterns: str) -> Spoken:
    return Spoken(name, help, english, german, re.compile("|".join(patterns)))


# What is drawn on a picture: name, in English, in German, as it may be said.
OVERLAYS = (
    ("masks", "masks", "Masken", "(?:masks?|outlines?|masken?|umrisse)"),
    ("boxes", "boxes", "Rahmen", "(?:boxes|frames|rahmen|kästen)"),
    ("names", "names", "Namen", "(?:names|labels|namen|beschriftung(?:en)?)"),
)


def _overlay_rows(name: str, english: str, german: str, words: str) -> Iterator[Spoken]:
    """ "Show me the boxes" is missing: somebody may look for boxes."""
    for verb, on, ein in (("show", "on", "(?:ein|an)"), ("hide", "off", "aus")):
        yield _row(
            f"{verb}-{name}",
            f"{verb.capitalize()}s the {english} on the picture.",
            (f"{verb} the {english}", f"{english} {on}"),
            (f"{german} {'einblenden' if on == 'on' else 'ausblenden'}",),
            f"{verb} the {words}|{THE}{words} {on}|(?:turn|switch) (?:{on} {THE}{words}|{THE}{words} {on})",
            f"{THE}{words} {ein}(?:blenden|schalten)?|(?:blende?|schalte?) {THE}{words} {ein}",
        )


COMMANDS: tuple[Spoken, ...] = (
    _row(
        "stop",
        "Ends what Oriel is saying or doing.",
        ("stop", "be quiet", "that's enough"),
        ("stopp", "sei still", "das reicht"),
        "stop(?: it| that| there)?|stop (?:talking|speaking|reading)|halt|cancel(?: that| it)?|hush|silence|enough",
        "(?:be |keep )?quiet|shut (?:up|it)|thats enough|that will do|thatll do|stopp|abbrechen|brich ab",
        "sei (?:still|ruhig|leise)|(?:still|ruhig) sein|ruhe|schluss|(?:das|es) reicht|genug",
        "hör auf(?: zu (?:reden|sprechen))?|halt (?:den mund|die klappe)|schweig",
    ),
    _row(
        "mute",
        "Turns the microphone off; only the button or its key turns it on again.",
        ("mute", "mute the microphone", "stop listening"),
        ("stumm", "Mikrofon aus", "hör nicht mehr zu"),
        f"mute(?: me)?|mute {THE}{MIC}|(?:turn|switch) off {THE}{MIC}|(?:turn|switch) {THE}{MIC} off",
        f"{THE}{MIC} (?:off|aus|stumm|ausschalten|abschalten|stummschalten|ausmachen)|stop listening(?: to me)?",
        f"(?:schalte?|mache?) {THE}{MIC} (?:aus|ab|stumm)|stumm|stummschalten|hör nicht mehr zu",
    ),
    _row(
        "talk",
        "Listens only while the talk key is held.",
        ("push to talk", "switch to push to talk"),
        ("Sprechtaste", "nur auf Tastendruck zuhören"),
        "(?:(?:use|switch to|(?:turn|switch)(?: on)?) )?push to talk(?: mode)?(?: on)?|hold to talk",
        f"(?:(?:mit|nimm|benutze) )?{THE}(?:der )?sprechtaste|(?:nur )?auf tastendruck(?: zuhören)?",
    ),
    _row(
        "new-conversation",
        "Starts a new conversation; the old one stays in the history.",
        ("new conversation", "start over"),
        ("neues Gespräch", "fang neu an"),
        "(?:(?:start|begin|open|have) )?(?:a )?new (?:conversation|chat)|(?:start|begin) (?:over|afresh)",
        "(?:(?:beginne?|starte?) )?(?:eine? )?neues? (?:gespräch|unterhaltung)(?: (?:beginnen|anfangen|starten))?",
        "(?:fang|fange) (?:von vorne?|neu) an|(?:von vorne?|neu) anfangen",
    ),
    _row(
        "take-over",
        "Takes the conversation over from another window.",
        ("take it over", "take over here"),
        ("übernimm", "hier übernehmen"),
        "take (?:it |this )?over(?: here)?|übernimm(?: es| das)?(?: hier)?|(?:es |das )?(?:hier )?übernehmen",
    ),
    _row(
        "details",
        "Shows where the time of the last answer went.",
        ("show the details", "why was this slow", "how long did that take"),
        ("zeig die Einzelheiten", "warum war das so langsam", "wie lange hat das gedauert"),
        f"(?:(?:show|give)(?: me)? )?{THE}details|how long did (?:this|that|you) take",
        "why (?:(?:was|is) (?:this|that)|(?:are|were) you) (?:so )?slow|why did (?:this|that|it|you) take so long",
        f"(?:(?:zeige?)(?: mir)? )?{THE}(?:einzelheiten|details)|{THE}(?:einzelheiten|details)(?: an)?zeigen",
        "warum (?:war|ist) das so langsam|(?:wie|warum hat das so) lange (?:hat das )?gedauert",
    ),
    _row(
        "latest",
        "Scrolls to the newest words.",
        ("scroll down", "show the latest"),
        ("nach unten", "zeig das Neueste"),
        "scroll (?:all the way )?(?:down|to (?:the )?(?:bottom|end|latest))|show(?: me)? the (?:latest|newest)",
        "(?:go|jump) to the (?:bottom|end|latest)|(?:scrolle? )?(?:ganz )?nach unten|zeige?(?: mir)? das neueste",
    ),
    _row(
        "dismiss",
        "Puts away the notice or question that is shown.",
        ("dismiss", "never mind", "close that"),
        ("schon gut", "vergiss es", "schließ das"),
        "dismiss(?: (?:that|it|this))?|never ?mind(?: that)?|close (?:that|it|this)|forget (?:it|about it)",
        "schon gut|vergiss es|nicht so wichtig|ausblenden|schliesse? das|mach das (?:zu|weg)|das schliessen",
    ),
    _row(
        "device",
        "Listens through another microphone.",
        ("use the webcam microphone", "switch microphone to USB mic", "try the webcam"),
        ("nimm das Headset-Mikrofon", "wechsle zur Webcam"),
        f"(?:use|try|take|select|choose|switch to) {THE}(?P<named>{NAME}) {MIC}",
        f"(?:switch|change|set) {THE}{MIC} to {THE}(?P<target>{NAME})(?: {MIC})?",
        f"(?:use|try|take|switch to) {THE}(?P<kind>{KIND})(?: instead)?",
        f"(?:nimm|nehme|benutze?|verwende|probiere?|wechsle zu[mr]?) {THE}(?P<mikrofon>{NAME}) ?{MIC}",
        f"(?:nimm|nehme|benutze?|verwende|probiere?|wechsle zu[mr]?) {THE}(?P<art>{KIND})(?: aus)?",
        f"(?:stelle?|wechsle) {THE}{MIC} (?:auf|zu[mr]?) {THE}(?P<ziel>{NAME})(?: um)?",
    ),
    _row(
        "open",
        "Goes to the conversation, the settings, the models or the history.",
        ("open settings", "show the models", "show my history", "go back to the conversation"),
        ("öffne die Einstellungen", "zeig die Modelle", "zeig meinen Verlauf", "zurück zum Gespräch"),
        f"(?:open|go to|take me to|bring up)(?: up)? {THE}(?P<page>{PAGE})(?: page)?",
        f"show(?: me)? (?:the|my) (?P<shown>{PAGE})(?: page)?|show(?: me)? (?P<bare>settings)|(?P<word>settings)",
        f"(?:(?:go|take me) )?back to {THE}(?P<back>{PAGE})(?: page)?",
        f"(?:öffne|zeige?(?: mir)?) {THE}(?:meinen |meiner )?(?P<seite>{PAGE})|(?P<wort>einstellungen)",
        f"{THE}(?:meinen )?(?P<objekt>{PAGE}) (?:öffnen|zeigen|anzeigen)",
        f"(?:geh(?:e|en)? )?(?:zurück )?(?:zum|zur|zu den) (?P<ziel>{PAGE})(?: (?:zurück|gehen|zurückgehen))?",
    ),
    _row(
        "help",
        "Lists what can be said.",
        ("what can I say", "help"),
        ("was kann ich sagen", "Hilfe"),
        "help|i need help|what can (?:i (?:say|ask)|you do)|what commands (?:are there|do you know)|hilfe",
        f"(?:show|list)(?: me)? {THE}commands|was kann(?: ich sagen|st du)|zeige?(?: mir)? {THE}(?:befehle|hilfe)",
    ),
    _row(
        "repeat",
        "Says the last answer again.",
        ("say that again", "repeat that"),
        ("noch einmal", "wiederhole das", "wie bitte"),
        "(?:say|read) (?:that|it|this) (?:again|once more|one more time)|come again|once (?:more|again)|pardon",
        "one more time|repeat(?: (?:that|it|this|yourself|(?:the|your) (?:last )?answer))?|what did you (?:just )?say",
        "i didnt (?:hear|catch|get) (?:that|it|you)|(?:sage? |lies )?(?:(?:das|es) )?(?:noch ?(?:einmal|mal)|nochmals)",
        "wiederhole?(?: (?:das|es))?|das wiederholen|wie bitte|was hast du gesagt",
    ),
    _row(
        "slower",
        "Speaks more slowly.",
        ("slower", "speak more slowly"),
        ("langsamer", "sprich langsamer"),
        f"{SPEAK}{A_BIT}(?:slower|more slowly)|slow down(?: a (?:bit|little))?|(?:not so|(?:youre |thats )?too) fast",
        f"{SPEAK}{A_BIT}langsamer(?: (?:sprechen|reden|lesen))?|(?:nicht so|(?:das ist )?zu) schnell",
    ),
    _row(
        "faster",
        "Speaks faster.",
        ("faster", "speak faster"),
        ("schneller", "sprich schneller"),
        f"{SPEAK}{A_BIT}(?:faster|more quickly)|speed up(?: a (?:bit|little))?|not so slow(?:ly)?",
        f"{SPEAK}{A_BIT}schneller(?: (?:sprechen|reden|lesen))?|nicht so langsam",
    ),
    _row(
        "louder",
        "Speaks louder.",
        ("louder", "speak up", "turn it up"),
        ("lauter", "sprich lauter"),
        f"{SPEAK}{A_BIT}louder|speak up|turn (?:it|{THE}volume) up|turn up {THE}volume|volume up|(?:not|too) quiet",
        f"{SPEAK}{A_BIT}lauter(?: (?:sprechen|reden|lesen))?|(?:nicht so|(?:das ist )?zu) leise",
    ),
    _row(
        "quieter",
        "Speaks more quietly.",
        ("quieter", "turn it down"),
        ("leiser", "sprich leiser"),
        f"{SPEAK}{A_BIT}(?:quieter|softer|more quiet(?:ly)?)|turn (?:it|{THE}volume) down|turn down {THE}volume",
        f"volume down|(?:not so|(?:youre |thats )?too) loud|{SPEAK}{A_BIT}leiser(?: (?:sprechen|reden|lesen))?",
        "lower your voice|(?:nicht so|(?:das ist )?zu) laut",
    ),
    _row(
        "language",
        "Listens in another language.",
        ("switch to German", "listen in German"),
        ("wechsle zu Englisch", "hör auf Englisch zu"),
        f"(?:switch|change) (?:the language )?(?:over )?(?:to|into) (?P<to>{LANGUAGE})|listen in (?P<in>{LANGUAGE})",
        f"set the language to (?P<set>{LANGUAGE})|(?:language|sprache) (?P<language>{LANGUAGE})",
        f"(?:wechsle|schalte|stelle?) (?:zu[mr]?|auf|ins?) (?P<zu>{LANGUAGE})(?: um)?",
        f"hör(?: mir)? (?:auf|in) (?P<auf>{LANGUAGE}) zu|(?:zu|auf) (?P<um>{LANGUAGE}) (?:wechseln|umschalten)",
    ),
    _row(
        "sounds-off",
        "Switches the short signal sounds off.",
        ("sounds off", "turn off the sounds"),
        ("Töne aus", "schalte die Töne aus"),
        f"(?:turn|switch) (?:off {THE}sounds|{THE}sounds off)|sounds off|no (?:more )?sounds|mute {THE}sounds",
        f"(?:(?:schalte?|mache?) )?{THE}(?:signal)?töne (?:aus|ab)(?:schalten)?|keine (?:signal)?töne(?: mehr)?",
    ),
    _row(
        "sounds-on",
        "Switches the short signal sounds on.",
        ("sounds on", "turn on the sounds"),
        ("Töne an", "schalte die Töne ein"),
        f"(?:turn|switch) (?:(?:back )?on {THE}sounds|{THE}sounds (?:back )?on)|sounds (?:back )?on",
        f"(?:(?:schalte?|mache?) )?{THE}(?:signal)?töne (?:wieder )?(?:an|ein)(?:schalten)?",
    ),
    _row(
        "add-picture",
        "Lets you choose a picture from a file.",
        ("add a picture", "upload a picture"),
        ("füge ein Bild hinzu", "Bild hinzufügen"),
        f"(?:add|upload|choose|load) (?:a|an|another) (?:new )?{PICTURE}",
        f"(?:füge?|lade) (?:ein|noch ein) (?:neues )?{PICTURE} (?:hinzu|hoch)",
        f"{PICTURE} (?:hinzufügen|hochladen|wählen)",
    ),
    _row(
        "take-photo",
        "Opens the camera; said once more, takes the photo.",
        ("take a photo", "take the photo", "open the camera"),
        ("mach ein Foto", "öffne die Kamera"),
        f"take (?:a|an|another|the) (?:{PICTURE}|snapshot)|(?:open|use|(?:turn|switch) on) {THE}camera|camera on",
        f"(?:mache?|schiesse?) (?:ein|noch ein|das) {PICTURE}|nimm (?:ein|das) {PICTURE} auf",
        f"{PICTURE} (?:machen|aufnehmen)",
        f"(?:öffne|starte) {THE}kamera|{THE}kamera (?:an|öffnen|starten)|schalte? {THE}kamera (?:an|ein)",
    ),
    _row(
        "close-camera",
        "Closes the camera without taking a photo.",
        ("close the camera", "camera off"),
        ("schließ die Kamera", "Kamera aus"),
        f"close {THE}camera|(?:turn|switch) (?:off {THE}camera|{THE}camera off)|{THE}camera off",
        f"(?:schliesse?|beende) {THE}kamera|{THE}kamera (?:aus|schliessen|beenden)|schalte? {THE}kamera aus",
    ),
    _row(
        "picture",
        "Puts another picture of the conversation on the stage.",
        ("next picture", "show the first picture", "go back to the previous picture"),
        ("nächstes Bild", "zeig das erste Bild", "zum vorigen Bild"),
        f"(?:(?:show|see)(?: me)? |(?:go |switch )?(?:back )?to )?{THE}(?P<turn>{TURN}) {PICTURE}",
        f"(?:show(?: me)?|(?:go |switch )?(?:back )?to) {THE}(?P<which>{ONE_OF}) {PICTURE}",
        f"(?:(?:show(?: me)?|zeige?(?: mir)?|(?:go |switch )?(?:back )?to) )?{PICTURE} (?P<number>{ONE_OF})",
        f"(?:(?:show(?: me)?|zeige?(?: mir)?|(?:go )?to) )?{PICTURE} (?:number|nummer) (?P<nummer>{ONE_OF})",
        f"(?:zeige?(?: mir)? |(?:geh |wechsle )?(?:zurück )?zum )(?:das )?(?P<welches>{ONE_OF}|{TURN}) {PICTURE}",
    ),
    _row(
        "remove-picture",
        "Puts the picture on the stage away; its file is not touched.",
        ("put the picture away", "close the picture"),
        ("leg das Bild weg", "schließ das Bild"),
        f"put {THIS}{PICTURE} away|put away {THIS}{PICTURE}|(?:close|remove|put away) {THIS}{PICTURE}",
        f"take {THIS}{PICTURE} away|(?:lege?|pack|tu) {THIS}{PICTURE} weg|(?:schliesse?|entferne?) {THIS}{PICTURE}",
        f"{THIS}{PICTURE} (?:weglegen|schliessen|entfernen)",
    ),
    _row(
        "select",
        "Chooses one of the numbered things on the picture, or none.",
        ("select the second", "select number three", "select nothing"),
        ("wähle das zweite", "wähle Nummer drei", "wähle nichts"),
        f"select {THE}(?:number )?(?P<which>{ONE_OF})(?: one| thing)?|select (?P<none>nothing|none)",
        f"(?P<off>deselect|unselect)(?: it| that| everything| all)?|(?P<clear>clear) {THE}selection",
        f"(?:wähle?|markiere) {THE}(?:der )?(?:nummer )?(?P<welches>{ONE_OF})(?: aus)?",
        "(?:wähle?|markiere) (?P<nichts>nichts|keine?s?)(?: aus)?|(?P<auf>hebe?) (?:die )?auswahl auf",
    ),
    *(row for shown in OVERLAYS for row in _overlay_rows(*shown)),
    _row(
        "more-sensitive",
        "Shows things that are less certain, too.",
        ("more sensitive", "be more sensitive"),
        ("empfindlicher", "sei empfindlicher"),
        f"(?:(?:be|make it) )?{A_BIT}more sensitive|increase {THE}sensitivity|(?:sei )?{A_BIT}empfindlicher",
        f"lower {THE}(?:threshold|certainty)|{THE}(?:schwelle|schwellenwert) (?:senken|runter)",
    ),
    _row(
        "less-sensitive",
        "Shows only what is more certain.",
        ("less sensitive", "be less sensitive"),
        ("weniger empfindlich", "sei weniger empfindlich"),
        f"(?:(?:be|make it) )?{A_BIT}less sensitive|(?:decrease|reduce) {THE}sensitivity",
        f"(?:sei )?{A_BIT}(?:weniger empfindlich|unempfindlicher)|raise {THE}(?:threshold|certainty)",
        f"{THE}(?:schwelle|schwellenwert) (?:erhöhen|anheben|hoch)",
    ),
    _row(
        "save",
        "Saves the picture with its masks, the cut-out, the masks or their data.",
        ("save the picture", "save the cut-out", "save the masks"),
        ("speichere das Bild", "speichere den Freisteller"),
        f"(?:save|download|export) {THIS}(?P<file>{FILE})(?: file)?",
        f"speichere? {THE}(?P<datei>{FILE})|{THE}(?P<objekt>{FILE}) (?:ab)?speichern",
    ),
    _row(
        "downloads",
        "Lists what can be saved.",
        ("what can I save", "show the downloads"),
        ("was kann ich speichern", "zeig die Downloads"),
        f"what can i (?:save|download)|(?:show(?: me)? )?{THE}downloads",
        f"was kann ich (?:ab)?speichern|zeige?(?: mir)? {THE}downloads",
    ),
    _row(
        "picture-tools",
        "Unfolds the tools of the picture in a narrow window.",
        ("picture tools", "show the picture tools"),
        ("Bildwerkzeuge", "zeig die Bildwerkzeuge"),
        f"(?:(?:show|open|hide|close)(?: me)? )?{THE}picture tools",
        f"(?:(?:zeige?|öffne|schliesse?)(?: mir)? )?{THE}bildwerkzeuge",
    ),
)
