"""The commands as they are said in German."""

import re

from assistant.words.command_table import Said, Tongue, either, formats, keyed, meaning, numbers, said

LANGUAGES = meaning({"en": "englisch", "de": "deutsch", "fr": "französisch", "es": "spanisch", "it": "italienisch"})
LANGUAGES |= meaning({"zh": "chinesisch, mandarin"})
PAGES = meaning(
    {
        "conversation": "gespräch, unterhaltung, chat",
        "settings": "einstellungen, einstellungsseite",
        "models": "modelle, modellen, modellseite",
        "history": "verlauf, verlaufsseite, frühere gespräche",
        "privacy": "datenschutz, datenschutzseite, privatsphäre",
    }
)
NUMBERS = numbers("""
eins erste ersten erstes
zwei zweite zweiten zweites
drei dritte dritten drittes
vier vierte vierten viertes
fünf fünfte fünften fünftes
sechs sechste sechsten sechstes
sieben siebte siebten siebtes
acht achte achten achtes
neun neunte neunten neuntes
zehn zehnte zehnten zehntes
""")
LAST = dict.fromkeys(("letzte", "letzten", "letztes"), "last")
TURNS = meaning(
    {
        "next": "nächste, nächsten, nächstes",
        "previous": "vorige, vorigen, voriges, vorherige, vorherigen, vorheriges",
    }
)
NO_THING = dict.fromkeys(("nichts", "keine", "keines", "hebe", "heb"), "0")
FILES = meaning(
    {
        "overlay": "bild, foto, das, es, dies, ergebnis, alles, das hier",
        "cutout": "freisteller, ausschnitt",
        "index": "masken, maske",
        "coco": "daten, coco datei, coco",
        "labelme": "labelme, label me, labelme datei, label me datei",
        "yolo": "yolo, yolo datei, yolo datensatz, yolo daten",
        "outlines": "svg, svg datei, vektoren, vektordatei, umrisse",
    }
)

PAGE, LANGUAGE, FILE, FORMAT = either(PAGES), either(LANGUAGES), either(FILES), formats(FILES)
ONE_OF = "|".join((*NUMBERS, *LAST, r"\d\d?"))
TURN = either(TURNS)
MIC = "(?:mic|mikrofon|mikrophon|mikro)"
NAME = r"(?!(?:\w+ )*(?:zu|von|in|auf|für|ist|mit|das|ein|eine|einen|dein|es|im)\b)\w+(?: \w+){0,3}?"
KIND = r"(?:usb |bluetooth )?(?:web ?cam|headset|kopfhörer|air ?pods?)|usb"
THE = "(?:(?:das|die|den|dem|der|mein|meine|meinen) )?"
YOUR = "(?:(?:das|die|der|den|deine?|deinem|mein|ihre?) )?"
PICTURE = "(?:bild|foto)"
THIS = "(?:(?:das|dieses) )?"
TAKE = "(?:nimm|nehme|benutze?|verwende|probiere?|wechsle zu[mr]?)"
A_BIT = "(?:(?:etwas|viel|ein bisschen|ein wenig|bisschen|ein stück|noch|deutlich|gern) )*"
SPEAK = "(?:(?:sprich|sprechen|sprechen sie|rede?|lies|mache?|werde?|geh|sei|stelle?)(?: das| es| dich| alles)? )?"
SPOKEN = "(?: (?:sprichst|redest|liest|machst|stellst|sprechen|reden|lesen|machen|vorlesen|stellen|werden|sein))?"
TO_ME = "(?: (?:mit|für) (?:mir|mich|uns))?"
POLLY = "(?:amazon polly|polly|(?:die )?polly ?stimme|pollys stimme)"
NOTHING = "(?:nichts|keine daten|kein wort|nie etwas)"
AWAY = (
    "(?: (?:mehr|weg|raus|an (?:amazon polly|amazon|polly|irgendwen|niemanden)|ins (?:internet|netz)|in die cloud"
    "|nach (?:draussen|aussen)))*"
)
NOW_ON = "(?:(?:ab (?:jetzt|sofort)|von jetzt an|ab nun|von nun an|künftig|nur noch|nur|wieder|lieber|per sie und) )*"
A_WHILE = "(?: (?:kurz|eine?n? (?:kurzen? )?(?:moment|augenblick|sekunde|minute)|ne (?:sekunde|minute)|nen moment))*"
OF_IT = "(?: (?:das|es|dies|alles|den letzten (?:satz|teil)|die letzte antwort|das letzte|(?:die|deine) antwort))?"
AGAIN = "(?:noch ?(?:einmal|mal)|nochmals|nochma|wieder)"
AFTER_IT = "(?: (?:bitte|sagen|wiederholen|vorlesen|erzählen|hören|lesen|was du gesagt hast))*"
WHERE = (
    "(?: (?:als|auf|im|in|unter)(?: dem| den| der| die| meinem?| meiner?| einer?)? (?:png|jpe?g|datei|bild"
    "|schreibtisch|desktop|"
    "computer|rechner|festplatte|ordner|bildern?|downloads|dokumenten?|handy|laptop)|irgendwo)?"
)


def _overlay(name: str, german: str, words: str) -> tuple[Said, Said]:
    def switched(verb: str, ein: str, phrase: str) -> Said:
        pattern = f"{THE}{words} {ein}(?:blenden|schalten)?|(?:blende?|schalte?) {THE}{words} {ein}"
        return said(f"{verb}-{name}", f"{german} {phrase}", pattern)

    return switched("show", "(?:ein|an)", "einblenden"), switched("hide", "aus", "ausblenden")


ROWS = (
    said(
        "stop",
        "stopp; sei still; das reicht",
        "(?:und )?das (?:wars|war es)(?: auch)?(?: schon)?|pausieren|halt (?:mal|kurz)|(?:noch )?(?:ein(?:en)?"
        "|ne)? ?(?:moment|augenblick|sekunde) noch",
        "(?:kurz |mal |jetzt )*(?:still|leise|ruhig) sein|dass? (?:reicht|genügt) mir(?: so)?",
        "(?:jetzt )?(?:ist )?(?:aber )?(?:das |es )?(?:langt|ist (?:jetzt )?(?:gut|genug)|war genug|war alles)"
        "|(?:jetzt )?ist(?: jetzt| aber)* gut|ich (?:hab|habe) genug gehört|(?:pausiere?|unterbrich)(?: (?:das"
        "|kurz))?",
        "(?:gib mir|lass mir) (?:eine?n?|ne) (?:moment|augenblick|sekunde|minute)|lass gut sein|(?:nicht"
        "|nichts) weiter(?:lesen|reden|sprechen|sagen)|hör auf (?:damit|vorzulesen|zu lesen)|(?:kurze )?pause"
        "|mach (?:mal )?halblang",
        "(?:ton|stimme) aus|lass mich (?:kurz )?(?:nachdenken|überlegen)|mehr (?:muss|brauch) ich nicht (?:hören"
        "|wissen)|du musst nicht alles vorlesen",
        "stopp?(?: (?:das|es|mal))?|halt(?: an)?|abbrechen|brich(?: das)? ab|(?:sei|seid) (?:still|ruhig|leise"
        "|stumm)|pst+|psst|sch+t?",
        f"(?:sei|halt){A_WHILE} (?:still|ruhig|leise|inne)|(?:still|ruhig|leise) sein|schluss(?: (?:damit|jetzt))?",
        "(?:(?:das|es) )?(?:reicht|reichts|genügt)(?: schon)?|genug(?: (?:davon|geredet|gequatscht))?|ruhe",
        "hör auf(?: (?:zu|mit dem) (?:reden|sprechen|quatschen|labern|vorlesen|lesen|plappern))?|(?:auf)?hören auf",
        "(?:halt|halte) (?:den mund|die klappe|den rand|die luft an)|schweige?|klappe(?: zu)?|mund zu"
        "|nicht (?:weiter)?reden",
        f"(?:(?:mache?|leg)(?: ne| eine?)? )?(?:kurz )?(?:ne |eine )?pause(?: machen)?{A_WHILE}"
        f"|halt(?: mal)?{A_WHILE} pause",
        "(?:warte?|moment|augenblick|stopp?|halt|sekunde|eine? (?:moment|sekunde|minute|augenblick)|einen (?:moment"
        "|augenblick))"
        f"{A_WHILE}|(?:sag|rede|sprich) (?:(?:jetzt|erst) )*(?:nichts|nicht)(?: mehr| weiter)?|kein wort mehr"
        "|lass (?:es|das)(?: sein)?",
        "du (?:kannst|darfst) (?:jetzt )?(?:aufhören|still sein)|aufhören(?: zu (?:reden|sprechen))?"
        "|nicht mehr (?:reden|sprechen)",
    ),
    said(
        "mute",
        "stumm; Mikrofon aus; hör nicht mehr zu",
        "(?:jetzt )?schlaf(?:en)?(?: jetzt| wieder)?|(?:nimm|zeichne) nicht (?:mehr |weiter )?auf"
        "|hör (?:jetzt )?nicht mehr mit",
        "hör (?:mal )?weg|hör (?:kurz |jetzt |gerade |bitte )*nicht (?:zu|hin|mehr zu)",
        f"{YOUR}{MIC} (?:aus|stumm|ausschalten|abschalten|stummschalten|ausmachen|zu)|(?:schalte?|mache?"
        f"|stelle?) {YOUR}{MIC}"
        " (?:aus|ab|stumm)|stumm|(?:dich )?stumm ?schalten|(?:schalte?|stelle?|mache?) (?:dich|es) (?:auf )?stumm"
        "|geh schlafen",
        "hör (?:mir )?(?:nicht mehr|nicht|jetzt nicht)(?: mehr)?(?: länger)? zu|hör auf (?:zuzuhören|mitzuhören"
        "|zu lauschen)"
        "|nicht (?:mehr )?(?:zuhören|mithören)",
    ),
    said(
        "talk",
        "Sprechtaste; nur auf Tastendruck zuhören",
        f"(?:(?:mit|nimm|benutze) )?{THE}(?:der )?sprechtaste|(?:nur )?auf tastendruck(?: zuhören)?",
    ),
    said(
        "new-conversation",
        "neues Gespräch; fang neu an",
        "(?:wir )?fang(?:en|e)?(?: wir)? (?:noch ?mal |wieder )?(?:ganz )?(?:von vorne?|neu"
        "|an)(?: an)?(?<!^fang an)(?<!^fange an)(?<!^fangen an)",
        "(?:noch ?mal )?(?:ganz )?von vorne?|(?:neues|anderes) thema|(?:das )?thema wechseln"
        "|wechseln wir das thema|(?:vergiss|lösch|beende) (?:das|unser) gespräch",
        "(?:neuer|neuen) (?:chat|gesprächs?faden)|alles vergessen|(?:starte|öffne|beginne?) (?:einen|nen) neuen chat"
        "|neu starten|nochmal von vorne",
        "(?:(?:beginne?|starte?|öffne) )?(?:eine? )?(?:(?:ganz|komplett) )?neue[ns]? (?:gespräch|unterhaltung|chat"
        "|sitzung)"
        "(?: (?:beginnen|anfangen|starten|öffnen|an))?|(?:fange?|fangen wir|starte|beginne?) (?:noch ?mal )?(?:ganz )?"
        "(?:von vorne?|(?:ganz )?neu)(?: an)?|(?:alles )?(?:von vorne?|neu) (?:anfangen|beginnen|starten)"
        "|(?:noch ?mal )?von vorne?",
        f"(?:alles|{THE}(?:gespräch|unterhaltung|chat)) (?:zurücksetzen|löschen|leeren)|(?:lösch|leere"
        f"|setz)e? (?:alles|{THE}"
        "(?:gespräch|unterhaltung|chat))(?: zurück)?|zurücksetzen|neustart",
        "vergiss alles(?: (?:was wir (?:besprochen|gesagt|beredet) haben|bisherige|davor))?(?: und (?:starte?|fang"
        "|beginn\\w*) "
        "(?:von vorne?|neu)(?: an)?)?",
    ),
    said(
        "take-over",
        "übernimm; hier übernehmen",
        "übernimm(?: es| das)?(?: hier)?|(?:es |das )?(?:hier )?übernehmen",
    ),
    said(
        "details",
        "zeig die Einzelheiten; warum war das so langsam; wie lange hat das gedauert",
        f"(?:(?:zeige?)(?: mir)? )?{THE}(?:einzelheiten|details)|{THE}(?:einzelheiten|details)(?: an)?zeigen",
        "warum (?:war|ist) das so langsam|(?:wie|warum hat das so) lange (?:hat das )?gedauert",
    ),
    said("latest", "nach unten; zeig das Neueste", "(?:scrolle? )?(?:ganz )?nach unten|zeige?(?: mir)? das neueste"),
    said(
        "dismiss",
        "schon gut; vergiss es; schließ das",
        "schon gut|vergiss es|nicht so wichtig|ausblenden|schliesse? das|mach das (?:zu|weg)|das schliessen",
    ),
    said(
        "device",
        "nimm das Headset-Mikrofon; wechsle zur Webcam",
        f"{TAKE} {THE}(?P<mikrofon>{NAME}) ?{MIC}|{TAKE} {THE}(?P<art>{KIND})(?: aus)?",
        f"(?:stelle?|wechsle) {THE}{MIC} (?:auf|zu[mr]?) {THE}(?P<ziel>{NAME})(?: um)?",
    ),
    said(
        "open",
        "öffne die Einstellungen; zeig die Modelle; zeig meinen Verlauf; zurück zum Gespräch",
        "(?P<schliesse>schliesse?) (?:die )?(?:einstellungen|modelle)|(?:mache? )?(?:die )?(?:einstellungen"
        "|modelle) (?:wieder )?(?P<zu>zu|schliessen)",
        f"(?:ich will|lass mich) {THE}(?P<will>{PAGE}) sehen|wo sind die (?P<wo>einstellungen)",
        f"(?:öffne|zeige?(?: mir)?) {THE}(?:meinen |meiner )?(?P<seite>{PAGE})|(?P<wort>einstellungen)",
        f"{THE}(?:meinen )?(?P<objekt>{PAGE}) (?:öffnen|zeigen|anzeigen)|geh in die (?P<in>einstellungen)",
        f"(?:geh(?:e|en)? )?(?:zurück )?(?:zum|zur|zu den) (?P<ziel>{PAGE})(?: (?:zurück|gehen|zurückgehen))?",
    ),
    said(
        "help",
        "was kann ich sagen; Hilfe",
        "was kann ich (?:dir|dich) (?:alles )?(?:sagen|fragen)",
        f"hilfe|was kann(?: ich sagen|st du)|zeige?(?: mir)? {THE}(?:befehle|hilfe)",
    ),
    said(
        "repeat",
        "noch einmal; wiederhole das; wie bitte",
        "(?:was war das|das letzte)(?: (?:noch ?mal|eben|gerade))?|was war das letzte",
        f"(?:kannst du )?(?:(?:das|es|den letzten (?:satz|teil)|die antwort) )?{AGAIN} (?:von vorne? "
        ")?(?:vor)?(?:lesen|sagen|erzählen)|was (?:meintest|meinst) du(?: (?:gerade|eben))?|den letzten (?:satz"
        "|teil) (?:wiederholen|bitte)",
        "das (?:hab|habe) ich (?:jetzt |gerade )?nicht (?:mitgekriegt|mitbekommen|verstanden|gehört)|(?:ich )?(?:hab"
        "|habe) (?:das |dich )?(?:gerade |jetzt )?nicht (?:mitgekriegt|aufgepasst|zugehört)",
        f"(?:(?:sage?|lies|erzähle?|spiele?)(?: mir)?)?{OF_IT} ?{AGAIN}{AFTER_IT}(?: vor| ab)?"
        f"|{AGAIN}{OF_IT}{AFTER_IT}(?: vor)?",
        f"wiederhole?(?: sie)?{OF_IT}(?: {AGAIN})?(?: was du gesagt hast)?|(?:(?:das|es|sich"
        f"|alles) )?(?:{AGAIN} )?wiederholen",
        "wie (?:war das|bitte)|hä",
        "(?:hä |und )?was (?:hast du|haben sie) (?:da |gerade |eben |grad )*gesagt"
        "|wie war das(?: gleich)?(?: noch ?mal)?|wie meinen",
        "(?:das )?(?:hab|habe)? ?ich (?:hab|habe)? ?(?:dich |das |sie |es )?(?:jetzt "
        "|gerade )?(?:akustisch )?nicht (?:verstanden|gehört|mitbekommen)",
    ),
    said(
        "slower",
        "langsamer; sprich langsamer",
        "(?:sprich|rede|lies|mach)(?: es| das)? langsam(?: mit mir)?|geht (?:das|es)(?: auch)? (?:etwas "
        "|ein bisschen )?langsamer|(?:mit )?(?:halbe[mr]? (?:tempo|geschwindigkeit)|halb so schnell)",
        f"{SPEAK}{A_BIT}(?:langsamer|weniger schnell){SPOKEN}{TO_ME}|(?:sprich |rede )?(?:nicht so|(?:das ist "
        "|du (?:bist|sprichst|redest) )?"
        "(?:viel )?zu) schnell|langsam|(?:mach |etwas |ein bisschen )*weniger tempo|tempo runter",
    ),
    said(
        "faster",
        "schneller; sprich schneller",
        "geht (?:das|es)(?: auch)? (?:etwas |ein bisschen )?(?:schneller|flotter)|erhöhe das tempo"
        "|doppelte geschwindigkeit|tempo rauf",
        f"{SPEAK}{A_BIT}(?:schneller|zügiger|flotter){SPOKEN}{TO_ME}|(?:sprich |rede )?(?:nicht so|(?:das ist "
        "|du (?:bist|sprichst|redest) )?"
        "(?:viel )?zu) langsam|(?:mach |etwas )*mehr tempo|beeil dich",
    ),
    said(
        "louder",
        "lauter; sprich lauter",
        "(?:ein )?(?:bisschen|wenig) mehr lautstärke|volle lautstärke",
        "(?:ich )?(?:kann |hör |höre |versteh |verstehe )(?:dich )?(?:kaum|nicht|nichts|schlecht"
        "|fast nicht)(?: (?:hören|verstehen))?|ich (?:hör|höre|versteh|verstehe) dich (?:kaum|nicht|schlecht)"
        "|erhöh(?:e|en)? (?:die )?lautstärke|mehr lautstärke",
        "(?:mache?|dreh|stelle?) (?:den ton|die lautstärke|es) (?:rauf|auf|höher|hoch)",
        f"{SPEAK}(?:{YOUR}(?:ton|lautstärke|stimme|lautsprecher) )?{A_BIT}lauter{SPOKEN}{TO_ME}|(?:sprich "
        "|rede )?(?:nicht so|(?:das ist |du (?:bist|sprichst) )?"
        f"(?:viel )?zu) leise|(?:mache?|drehe?|stelle?) {YOUR}(?:ton|lautstärke|dich )?{A_BIT}(?:auf|hoch|lauter)"
        f"|{YOUR}lautstärke"
        " (?:erhöhen|hoch|rauf)|erhöhe {YOUR}lautstärke",
    ),
    said(
        "quieter",
        "leiser; sprich leiser",
        "(?:sprich|rede|lies) leise|(?:mache?|dreh|stelle?) (?:den ton|die lautstärke|es) (?:runter|herunter"
        "|niedriger|leiser)|mit leiser stimme",
        f"{SPEAK}(?:{YOUR}(?:ton|lautstärke|stimme|lautsprecher) )?{A_BIT}(?:leiser|weniger laut){SPOKEN}{TO_ME}"
        "|(?:sprich |rede |schrei )?(?:nicht so|(?:das ist |du (?:bist|sprichst) )?"
        f"(?:viel )?zu) laut|(?:mache?|drehe?|stelle?) {YOUR}(?:ton|lautstärke|dich )?{A_BIT}(?:runter|leiser)"
        f"|{YOUR}lautstärke"
        " (?:verringern|senken|runter)|flüster(?:e|n)?|schrei nicht(?: so)?",
    ),
    said(
        "offline-only",
        "nur offline; bleib offline; schick nichts weg; geh offline",
        "(?:bleibe?|geh|gehe|arbeite|sei|schalte?|wechsle)(?: (?:jetzt|nur|ganz|komplett|auf|in den))* offline"
        "(?: ?modus)?(?: um)?|(?:jetzt |nur |nur noch |ganz )+offline(?: bleiben)?|offline (?:bleiben|gehen|modus|nur)"
        "|offlinemodus|(?:offline ?modus) an|schalte? (?:den )?offline ?modus (?:an|ein)",
        f"(?:schicke?|sende?|übertrage?|verschicke?|verrate?)(?: jetzt)? {NOTHING}{AWAY}"
        f"|{NOTHING}{AWAY} (?:senden|schicken|wegschicken|rausschicken|verschicken|übertragen)",
        f"{TAKE}(?: ab jetzt)?(?: nur(?: noch)?)? (?:die |eine )?(?:lokalen? ?|offline ?)stimmen?",
        f"{TAKE} (?:kein {POLLY}|{POLLY} nicht)(?: mehr)?|(?:kein|ohne) {POLLY}(?: mehr)?|{POLLY} aus(?:schalten)?"
        f"|schalte? {POLLY} (?:aus|ab)",
        "(?:lass|behalte?) alles (?:hier|auf (?:diesem|meinem) (?:computer|rechner))",
    ),
    said(
        "polly",
        "nimm Polly; benutze wieder Amazon Polly; du darfst wieder online gehen",
        f"(?:{TAKE}|nutze?|zurück zu|(?:sprich|lies)(?: (?:jetzt|wieder))* mit)(?: (?:jetzt|wieder|ab jetzt))* {POLLY}"
        "(?: (?:wieder|als stimme))*",
        f"(?:wieder )?{POLLY} (?:wieder )?(?:an|ein|benutzen|verwenden|nehmen|einschalten|anschalten)"
        f"|schalte? {POLLY} (?:wieder )?(?:an|ein)",
        "(?:du (?:darfst|kannst) )?(?:jetzt )?(?:wieder )?online (?:gehen|sein)|gehe? (?:jetzt |wieder )*online"
        "|wieder online|nicht mehr offline|offline ?modus (?:aus|beenden)|(?:beende|schalte?) (?:den )?offline ?modus"
        "(?: (?:aus|ab))?|du (?:darfst|kannst) (?:wieder )?(?:etwas |daten )?(?:senden|schicken)",
    ),
    said(
        "other-voice",
        "andere Stimme; nimm eine andere Stimme",
        "(?:(?:mit )?(?:eine[rn]?|der|die|deine[rn]?) )?(?:alte|alten|vorige[rn]?|normale[rn]?|erste[rn]?|frauen"
        "|männer) ?stimme(?: (?:wieder|zurück|reden|sprechen))*",
        "(?:wechsel|wechsle|ändere?|änder|tausche?) (?:die|deine|mal die) stimme|nächste stimme|(?:sprich|rede"
        "|lies)(?: es)? (?:mit|in) (?:eine[rm]|deiner) (?:\\w+ )?(?:\\w+)?stimme|andere stimmen"
        "|welche stimmen (?:hast du|gibt es)",
        f"(?:(?:{TAKE}|wechsle|gib mir|mit|in|zu|ich (?:hätte|will|möchte|mag)|sprich mit|hast du|gibt es"
        "|hättest du)(?: (?:gern|gerne|lieber|auch|noch|mal|es))* )?"
        "(?:(?:die|der|den|eine?r?|ne|noch eine?) )?(?:(?:(?:etwas|viel) )?(?:andere[rn]?|neue|tiefere|höhere"
        "|weiblichere?|männlichere?|weibliche|männliche|"
        "angenehmere|freundlichere|ruhigere|hellere|dunklere|wärmere|schönere|sanftere|natürlichere)(?: frauen"
        "| männer)? ?stimme|(?:frauen|männer) ?stimme)"
        "(?: (?:haben|nehmen|verwenden|benutzen|hören|ausprobieren|nutzen|auf lager|versuchen|wählen"
        "|sprechen))?(?: bitte)?",
        f"(?:wechsle?|ändere|änder|tausche?) {YOUR}stimme(?: aus)?|{YOUR}stimme (?:wechseln|ändern|tauschen)|(?:die"
        "|deine) stimme "
        "(?:gefällt mir nicht|mag ich nicht|nervt(?: mich)?)",
    ),
    said(
        "language",
        "wechsle zu Englisch; hör auf Englisch zu; sprich Deutsch mit mir",
        f"{NOW_ON}(?:wir )?(?:können |lass uns )?(?:auf |in |zu )(?P<weiter>{LANGUAGE}) (?:weiterreden"
        "|weitersprechen|weitermachen|wechseln|antworten)",
        f"(?:stell|stelle|schalt|schalte) (?:dich )?auf (?P<stelle>{LANGUAGE}) (?:um|ein)",
        f"(?:wechsel|schalt|stell)(?: (?:die|deine) sprache)? (?:auf|zu|ins?) (?P<wechsel>{LANGUAGE})(?: um)?",
        "(?:wechsle|schalte|stelle?|ändere?)(?: (?:die|deine) sprache)? (?:zu[mr]?|auf"
        f"|ins?) (?P<zu>{LANGUAGE})(?: um)?",
        f"hör(?: mir)? (?:auf|in) (?P<auf>{LANGUAGE}) zu|(?:zu|auf) (?P<um>{LANGUAGE}) (?:wechseln|umschalten)"
        f"|sprache (?P<sprache>{LANGUAGE})",
        f"{NOW_ON}(?:sprich|rede?|sprechen sie) {NOW_ON}(?:mit mir )?{NOW_ON}(?:auf "
        f"|in )?(?P<mit>{LANGUAGE})(?: mit mir)?(?: weiter)?",
        f"{NOW_ON}(?:mit mir )?{NOW_ON}(?:auf |in )?(?P<mir>{LANGUAGE}) (?:mit mir )?(?:sprechen|reden)|(?:ab jetzt"
        "|von jetzt an) "
        f"{NOW_ON}(?:auf |in )?(?P<ab>{LANGUAGE})(?: mit mir)?(?: (?:sprechen|reden))?",
        f"{NOW_ON}(?:auf |in )?(?P<auch>{LANGUAGE}) mit mir(?: (?:sprechen|reden))?",
        f"{NOW_ON}(?:antworte|antworten sie)(?: mir)? {NOW_ON}(?:auf|in) (?P<antwort>{LANGUAGE})|(?:wir sprechen"
        f"|lass uns) {NOW_ON}"
        f"(?P<wir>{LANGUAGE})(?: (?:sprechen|reden))?",
    ),
    said(
        "sounds-off",
        "Töne aus; schalte die Töne aus",
        f"(?:(?:schalte?|mache?) )?{THE}(?:signal)?töne (?:aus|ab)(?:schalten)?|keine (?:signal)?töne(?: mehr)?",
    ),
    said(
        "sounds-on",
        "Töne an; schalte die Töne ein",
        f"(?:(?:schalte?|mache?) )?{THE}(?:signal)?töne (?:wieder )?(?:an|ein)(?:schalten)?",
    ),
    said(
        "add-picture",
        "füge ein Bild hinzu; Bild hinzufügen",
        f"(?:füge?|lade) (?:ein|noch ein) (?:neues )?{PICTURE} (?:hinzu|hoch)|{PICTURE} (?:hinzufügen|hochladen"
        "|wählen)",
    ),
    said(
        "take-photo",
        "mach ein Foto; öffne die Kamera",
        f"(?:mache?|schiesse?) (?:ein|noch ein|das) {PICTURE}|nimm (?:ein|das) {PICTURE} auf|{PICTURE} (?:machen"
        "|aufnehmen)",
        f"(?:öffne|starte) {THE}kamera|{THE}kamera (?:an|öffnen|starten)|schalte? {THE}kamera (?:an|ein)",
    ),
    said(
        "close-camera",
        "schließ die Kamera; Kamera aus",
        f"(?:schliesse?|beende) {THE}kamera|{THE}kamera (?:aus|schliessen|beenden)|schalte? {THE}kamera aus",
    ),
    said(
        "picture",
        "nächstes Bild; zeig das erste Bild; zum vorigen Bild",
        f"(?:zeige?(?: mir)? |(?:geh |wechsle )?(?:zurück )?zum )(?:das )?(?P<welches>{ONE_OF}|{TURN}) {PICTURE}",
        f"{THE}(?P<turn>{TURN}) {PICTURE}|(?:zeige?(?: mir)? )?{PICTURE} (?:nummer )?(?P<nummer>{ONE_OF})",
    ),
    said(
        "remove-picture",
        "leg das Bild weg; schließ das Bild",
        f"(?:lege?|pack|tu) {THIS}{PICTURE} weg|(?:schliesse?|entferne?) {THIS}{PICTURE}",
        f"{THIS}{PICTURE} (?:weglegen|schliessen|entfernen)",
    ),
    said(
        "select",
        "wähle das zweite; wähle Nummer drei; wähle nichts",
        f"(?:wähle?|markiere) {THE}(?:der )?(?:nummer )?(?P<welches>{ONE_OF})(?: aus)?",
        "(?:wähle?|markiere) (?P<nichts>nichts|keine?s?)(?: aus)?|(?P<auf>hebe?) (?:die )?auswahl auf",
    ),
    *_overlay("masks", "Masken", "(?:masken?|umrisse)"),
    *_overlay("boxes", "Rahmen", "(?:rahmen|kästen)"),
    *_overlay("names", "Namen", "(?:namen|beschriftung(?:en)?)"),
    said(
        "more-sensitive",
        "empfindlicher; sei empfindlicher",
        f"(?:sei )?{A_BIT}empfindlicher|{THE}(?:schwelle|schwellenwert) (?:senken|runter)",
    ),
    said(
        "less-sensitive",
        "weniger empfindlich; sei weniger empfindlich",
        f"(?:sei )?{A_BIT}(?:weniger empfindlich|unempfindlicher)|{THE}(?:schwelle|schwellenwert) (?:erhöhen|anheben"
        "|hoch)",
    ),
    said(
        "save",
        "speichere das Bild; speichere den Freisteller",
        "(?:lade?) (?:das|es) (?:herunter|runter)|(?:eine? )?kopie (?:speichern|sichern|machen)",
        "(?:lade?) (?:das|dieses) (?P<lade>bild|foto|ergebnis) (?:herunter|runter)|(?:das )?(?P<ladeobjekt>bild|foto"
        "|ergebnis) (?:herunter|runter)laden",
        f"(?:speichere?|sichere?|exportiere?) {THE}(?:dieses )?(?P<datei>{FILE})(?: ab)?{WHERE}(?: ab)?",
        f"{THE}(?P<objekt>{FILE}){WHERE} (?:ab)?(?:speichern|sichern|exportieren)",
        f"(?:ab)?(?:speichern|sichern|exportieren){WHERE}|speichere?(?: ab)?",
        f"(?:speichere?|sichere?|exportiere?)(?: {THE}(?:dieses )?(?:{FILE}))? (?:als|im|in|nach) (?:eine? )?"
        f"(?P<format>{FORMAT})(?: (?:datei|format|datensatz))?(?: ab)?",
        f"(?:{THE}(?:{FILE}) )?(?:als|im|in|nach) (?:eine? )?(?P<als>{FORMAT})(?: (?:datei|format|datensatz))?"
        " (?:ab)?(?:speichern|sichern|exportieren)",
    ),
    said(
        "downloads",
        "was kann ich speichern; zeig die Downloads",
        f"was kann ich (?:ab)?speichern|zeige?(?: mir)? {THE}downloads",
    ),
    said(
        "picture-tools",
        "Bildwerkzeuge; zeig die Bildwerkzeuge",
        f"(?:(?:zeige?|öffne|schliesse?)(?: mir)? )?{THE}bildwerkzeuge",
    ),
    said(
        "look",
        "dunkles Design",
        "(?:(?:schalte?|wechsle|stelle?|mache?)(?: (?:zu[mr]?|auf|ins?|den|das|in den))* )?(?:(?:dunkle[nrs]?"
        "|helle[nrs]?) (?:design|modus|theme|ansicht)"
        "|(?:dunkel|hell|nacht|tag)(?:es)? ?(?:modus|design|mode))(?: (?:um|an|aus|ein|einschalten|ausschalten"
        "|aktivieren))?",
    ),
    said(
        "text-size",
        "mach die Schrift größer",
        f"(?:(?:mache?|stelle?) )?{YOUR}(?:schrift|text|buchstaben)(?:größe|grösse)?(?: auf dem (?:bildschirm"
        f"|monitor))? {A_BIT}(?:grösser|kleiner)"
        "(?: (?:machen|stellen))?|(?:grössere|kleinere) (?:schrift|buchstaben)",
    ),
    said(
        "full-screen",
        "Vollbild",
        "(?:(?:in den|mach|geh in den|verlasse?|beende?) )?(?:das |den )?vollbild(?:modus)?(?: (?:an|aus|beenden"
        "|verlassen))?",
    ),
    said(
        "leave",
        "beende das Programm",
        f"(?:(?:schliesse?|beende?) )(?:dich|alles|oriel|{THE}(?:programm|app|anwendung))|{THE}(?:programm|app"
        "|anwendung) (?:schliessen|beenden)|beenden",
    ),
    said(
        "wake",
        "hörst du mich; wach auf",
        "wach auf|aufwachen|hörst du(?: (?:mich|mir|noch|wieder|jetzt|zu))*|hör(?: mir)? (?:jetzt )?wieder zu"
        "|(?:du kannst )?(?:jetzt )?wieder zuhören|bist du (?:noch da|wach)"
        f"|{YOUR}{MIC} (?:wieder )?(?:an|ein)(?:schalten)?|schalte? {YOUR}{MIC} (?:wieder )?(?:an|ein)",
    ),
)
POLITE = (
    r"(?:nein|nee)\s*[,.!…–-]"
    "|(?:hallo|hey|okay|ok|und|ja|warte|danke|also|so|du kannst|kannst du|könntest du|würdest du|können wir"
    r"|lass uns|ich möchte)\b"
)
GOING_ON = (
    "weiter gehts?|(?:erzähl|lies|sag)(?: mir)? den rest|mache? da weiter|(?:bitte )?den rest|beende? (?:den"
    "|deinen) satz|(?:erzähl |sag )?(?:mir )?mehr(?: davon)?|(?:ja )?(?:mache?|lies|rede?|sprich|erzähle?|geh"
    "|les)?(?: einfach| ruhig)? ?weiter(?:machen|lesen|reden|sprechen|erzählen|gehts)?"
    "|fahre?(?: \\w+)? fort|fortfahren|fortsetzen|setz(?: \\w+)? fort|und dann|und weiter|nur zu|hör nicht auf"
    "|wie gehts weiter|den rest"
)
YES = "ja|okay|ok|gerne?|klar|bitte|sicher|genau"
WITH_WHAT = "damit|wo du (?:warst|aufgehört hast|stehengeblieben bist)|zu lesen|davon"
GERMAN = Tongue(
    said=ROWS,
    values={
        "open": PAGES | dict.fromkeys(("schliess", "schliesse", "zu", "schliessen"), "conversation"),
        "language": LANGUAGES,
        "picture": NUMBERS | LAST | TURNS,
        "select": NUMBERS | LAST | NO_THING,
        "save": FILES,
    },
    keys=keyed(
        stop=r"\bstopp\b|\bhör\w* (?:\w+ )?auf\b(?! zuzuh)|\baufhören\b|\bsei\b.*\b(?:still|ruhig)\b"
        r"|\bhalt\b.*\b(?:mund|klappe)\b|\bruhe\b",
        mute=r"\bmikro(?:fon)?\b.*\b(?:aus|ab|stumm)\w*|\bstumm\b|\bnicht (?:mehr )?zu(?:hören)?\b|\bzuzuhören\b",
        new_conversation=r"\bneue[ns]? (?:gespräch|unterhaltung|chat)\b|\bvon vorne?\b|\b(?:alles"
        r"|gespräch) (?:löschen|zurücksetzen)\b",
        repeat=r"\bwiederhol\w*|\b(?:sag|sagen|lies|gesagt)\b.*\bnoch ?(?:mal|einmal)\b|\bnicht (?:verstanden|gehört"
        r"|mitbekommen)\b",
        slower=r"\blangsamer\b|\b(?:zu|so) schnell\b",
        faster=r"\b(?:schneller|zügiger)\b|\b(?:zu|so) langsam\b",
        louder=r"\blauter\b|\b(?:zu|so) leise\b",
        quieter=r"\bleiser\b|\b(?:zu|so) laut\b|\bflüster\w*",
        other_voice=r"\b(?:ander\w+|tiefere|höhere|neue|wechsle?)\b.*\bstimme\b|\bstimme\b.*\b(?:andere|wechseln"
        r"|ändern)\b|\b(?:männer|frauen)stimme\b",
        offline_only=r"\b(?:bleib|geh)\w*\b.*\boffline\b|\b(?:schick|send)\w*\b.*\b(?:nichts|keine daten)\b",
        language=rf"\b(?:sprich|rede?|sprechen|antworte\w*|hör|wechsle|stell|stelle)\b.*\b({LANGUAGE})\b"
        rf"|\b({LANGUAGE})\b.*\b(?:sprechen|reden|antworten)\b",
        save=r"\b(?:ab)?(?:speicher[net]?\w*|sichern?|sichere)\b",
        look=r"\b(?:dunkl|hell)e\w* (?:design|modus)\b|\b(?:dunkel|nacht)modus\b",
        full_screen=r"\bvollbild\w*",
    ),
    filler=re.compile(
        r"\b(?:bitte|oriel|ä+h+m*|h+m+|(?<!noch )mal|doch|u+h+m*|eventuell|vielleicht|einfach|eben|halt(?= (?:mal"
        r"|die|etwas|bitte)))\b"
    ),
    opening=re.compile(
        rf"\W*(?:{POLITE}|(?:hey|nein|nee|komm|jetzt|ach|gut|nun|könnten sie|können sie|würden sie"
        "|kann(?:st)? (?:ich|man)|"
        "wärst du so (?:nett|lieb)(?: und)?|ich (?:will|würde|hätte)(?: gern(?:e)?)?(?: dass du)?|dass du|sofort"
        "|dann|so jetzt|los|entschuldigung|sorry|"
        r"es wäre (?:nett|schön) wenn du|versuch(?: mal)?|oh|aber|hi|du|dann|stopp(?= mal))\b)"
    ),
    closing=re.compile(
        r"\b(?:jetzt|danke|für mich|ja|mal|bitte|okay|ok|endlich|sofort|kurz|wenn(?:s)? (?:es )?geht"
        "|wenn du (?:kannst|so lieb bist)|"
        "für (?:einen moment|eine weile)|schon|dankeschön|vielen|oder|zu(?: quatschen)?(?<=jetzt zu)|könntest du"
        r"|kannst du|würdest du|für heute)\W*$"
    ),
    reason=re.compile(
        r"\b(?:ich|mir (?!die|das|den|mal|bitte)|mich|meine? \w+ (?:ist|sind|war|schläft|hat)|wir|weil"
        r"|da|denn|damit|sonst|du|es|hier|man|alle"
        "|jemand"
        r"|nebenan|(?:die|der|das) (?:ist|sind|war|klingt|nervt)"
        r"|(?:die|der|das|den|unsere?) (?:kind(?:er)?|kleinen?|baby|nachbarn?|telefon|wasserkocher)(?= \w))\b"
    ),
    asking=re.compile(
        r"\b(?:kannst|könntest|würdest|können|könnten|bitte|hör|sei|sprich|mach|was hast|sag|red|rede|wiederhol"
        r"|starte|also)\b"
    ),
    goes_on=(
        said("yes", "ja", f"(?:{YES})(?: (?:{YES}))*"),
        said("go-on", "weiter; mehr", f"(?:{GOING_ON})(?: (?:{GOING_ON}|{WITH_WHAT}))*"),
    ),
    reads_all=re.compile(
        r"\b(?:lies (?:es |das |mir )*(?:alles|ganz|einfach)(?: vor)?|lies (?:alles|es komplett)|in voller länge"
        r"|alles vorlesen|den ganzen text)\b"
    ),
)
