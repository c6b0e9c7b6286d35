"""The commands as they are said in English."""

import re

from assistant.words.command_table import Said, Tongue, either, formats, keyed, meaning, numbers, said

LANGUAGES = meaning({"en": "english", "de": "german", "fr": "french", "es": "spanish", "zh": "chinese, mandarin"})
LANGUAGES |= meaning({"it": "italian"})
PAGES = meaning(
    {
        "conversation": "conversation, chat",
        "settings": "settings, preferences",
        "models": "models",
        "history": "history, past conversations",
        "privacy": "privacy, ledger",
    }
)
NUMBERS = numbers("""
one 1st first
two 2nd second
three 3rd third
four 4th fourth
five 5th fifth
six 6th sixth
seven 7th seventh
eight 8th eighth
nine 9th ninth
ten 10th tenth
""")
LAST = {"last": "last"}
TURNS = {"next": "next", "previous": "previous"}
NO_THING = dict.fromkeys(("nothing", "none", "deselect", "unselect", "clear"), "0")
FILES = meaning(  # how the file's name begins → what can be saved
    {
        "overlay": "picture, image, photo, overlay, it, this, that, everything, result",
        "cutout": "cut out, cutout, cut outs, cutouts",
        "index": "masks, mask",
        "coco": "coco, coco file, json, data",
        "labelme": "labelme, label me, labelme file, label me file",
        "yolo": "yolo, yolo file, yolo data set, yolo dataset, yolo labels",
        "outlines": "svg, svg file, vector, vectors, vector file, outlines",
    }
)

PAGE, LANGUAGE, FILE, FORMAT = either(PAGES), either(LANGUAGES), either(FILES), formats(FILES)
ONE_OF = "|".join((*NUMBERS, *LAST, r"\d\d?"))
TURN = either(TURNS)
MIC = "(?:mic|mike|microphone)"
# A name that may be any words where "microphone" is said with it, and must be a known kind of device where it is not.
NAME = r"(?!(?:\w+ )*(?:to|use|of|in|on|for|is|with|this|that|your|it|a|an|the)\b)\w+(?: \w+){0,3}?"
KIND = r"(?:usb |bluetooth |wireless )?(?:web ?cam|headset|headphones?|ear(?:phones?|buds?)|air ?pods?)|usb"
THE = "(?:(?:the|my) )?"
YOUR = "(?:(?:the|my|your) )?"
PICTURE = "(?:picture|image|photo)"
THIS = "(?:(?:the|this|that) )?"
A_BIT = "(?:(?:a )?(?:bit|little|little bit|lot|much|touch|slightly) )*"
BIT_AFTER = "(?: (?:a (?:bit|little|little bit|lot|touch)|slightly))?"
SPEAK = (
    "(?:(?:speak|speaking|talk|talking|read|reading|go|going|be|make it|say it|at least be|take it)"
    "(?: that| it| up| this| everything| that part)? )?"
)
TO_ME = "(?: (?:to|with|at|for) (?:me|us))?(?: when you (?:talk|speak|read)| when (?:talking|speaking)| than that)?"
A_WHILE = "(?: (?:for )?(?:a|one|just a)(?: quick)? (?:second|sec|moment|minute|bit|tick|mo))?"
THAT = "(?:that|it|this|yourself|everything|(?:the|that|your) (?:very )?(?:last|first|previous)?(?: ?(?:bit|part|"
THAT += (
    "sentence|words?|thing|line|answer|reply|question))?(?: you (?:just )?said| one)?|what you(?: just)? said|all that)"
)
VOICE = "voice(?: (?:from|like) before| from earlier| instead| please)*"
ANOTHER = "(?:(?:an?other|a (?:different|new)|different|some other|the other|new|the previous) )"
KIND_OF_VOICE = (
    "(?:(?:much |more |slightly )?(?:(?:deep|high|low|soft|nice|warm|calm|young|old|clear)(?:er)?|natural)"
    "|(?:wo)?mans?|(?:fe)?male|ladys)"
)
POLLY = "(?:amazon polly|polly|(?:amazons?|pollys?|amazon pollys?) voices?)"  # "use Amazon" may mean a shop
NEVER = "(?:dont|do not|never|stop|no longer|you (?:must|may|should) not)"
AWAY = (
    "(?: (?:out|away|anywhere|online|any ?more|to (?:amazon polly|amazon|polly|any(?:one|body)|the cloud|the internet)"
    "|(?:over|through) the internet))*"
)
WHERE = (
    r"(?: (?:as|to|on|onto|in|under) (?:an? |the |my |your )?(?:png|jpe?g|file|picture|pdf|desktop|computer|disk|disc|"
    r"hard (?:drive|disk)|folder|drive|pictures|downloads?|documents|phone|laptop)(?: (?:folder|file))?"
    r"| somewhere| you(?: ha)?(?:ve)? just made| for (?:later|me))*"
)
FROM_NOW = "(?:from now on )?"
ON_SCREEN = "(?: on (?:the|my|your) screen)?"
NOW_ON = "(?: from now on| again| instead| for the rest of (?:this|the) conversation)?"


def _overlay(name: str, words: str) -> tuple[Said, Said]:
    """ "Show me the boxes" is missing: somebody may look for boxes."""

    def switched(verb: str, on: str) -> Said:
        pattern = f"{verb} the {words}|{THE}{words} {on}|(?:turn|switch) (?:{on} {THE}{words}|{THE}{words} {on})"
        return said(f"{verb}-{name}", f"{verb} the {name}; {name} {on}", pattern)

    return switched("show", "on"), switched("hide", "off")


ROWS = (
    said(
        "stop",
        "stop; be quiet; that's enough",
        "enough for now|(?:hold|stop) your horses|let me stop you (?:right )?there|im (?:good|done) thats enough",
        "calm down|thats plenty|(?:ok )?(?:ive )?got it(?: thanks)?|thats (?:all|quite enough)(?: i (?:need|needed"
        "|wanted))?|cut the chatter|stop now",
        "(?:pause|stop|end|cut)(?: the)? (?:reading|speech|playback|audio|talking|sound|voice)|mute the (?:sound"
        "|audio)|quiet down|settle down",
        "(?:you )?(?:dont|do not) (?:have|need) to (?:read|say|go|tell me)(?: (?:all|everything|any ?more|on"
        "|out))*(?: that| this| of it)?|no need to (?:go on|continue|read on)",
        "(?:ive )?heard enough|(?:just )?(?:give me|let me have) (?:a|one) (?:second|sec|moment|minute)"
        "|let me think(?: (?:for )?a (?:second|sec|moment|minute))?",
        "thatll be all|that will be all|thats all(?: for (?:now|today))?|no more(?: of (?:that|this))?|skip (?:it"
        "|that|this)|not now|knock it off|abort|take a break",
        "let me (?:finish|speak|talk)|(?:dont|stop) interrupt(?:ing)?(?: me)?|hold that thought|drop it"
        "|i get it(?: you can stop)?|i got it|i said (?:stop|be quiet|enough)|not so much talking",
        "stop(?: it| that| there| now| right there| everything| what youre doing)?|halt|cancel(?: that| it)?|h?ush+"
        "|sh+",
        "stop (?:talking|speaking|reading)(?: (?:it|that|this))?(?: out)?(?: (?:a)?loud)?|shush|silence|enough",
        "(?:that is|thats)? ?(?:quite )?enough(?: of that| talking)?|(?:be |keep )?(?:quiet|silent)|shut (?:up|it)"
        "|zip it",
        "that will do|thatll do|(?:just )?(?:pause|wait|hold on|hang on|hold it|stop|be quiet)(?: there| that"
        f"| it)?{A_WHILE}",
        "(?:just )?(?:one|a) (?:second|sec|moment|minute)|mute yourself|not another word|(?:no more|enough) talking"
        "|whoa",
        "(?:dont|do not) (?:talk|speak|say (?:anything|a word))(?: (?:back|now|any ?more|more|else|to me))?",
        "(?:dont|do not) (?:talk|speak|answer)(?: back)? just show(?: me)?(?: the result| it)?|give it a rest",
        "(?:dont|do not) (?:answer|speak|talk|say anything) until i (?:say so|tell you|ask)(?: to| you)*|interrupt",
    ),
    said(
        "mute",
        "mute; mute the microphone; stop listening",
        "stop recording(?: me| us)?",
        f"(?:cut|kill|disable|deactivate|close) (?:the |my |your )?{MIC}|turn your ears off|(?:dont"
        "|do not) listen(?: in)?(?: (?:to us|to this))?(?: for a (?:minute|moment|bit|while|second))?",
        f"mute(?: me)?|mute (?:the |my |your )?{MIC}|(?:turn|switch) off (?:the |my |your )?{MIC}|go to sleep",
        f"(?:turn|switch) (?:the |my |your )?{MIC} off|(?:the |my |your )?{MIC} off",
        "(?:stop|quit|no more) listening(?: to (?:me|us))?(?: (?:for (?:a|the) \\w+|until im? .{2,20}))?",
        "(?:dont|do not) listen(?: to (?:me|us|this))?(?: (?:for a \\w+|now|any ?more|until .{2,20}))?",
    ),
    said(
        "talk",
        "push to talk; switch to push to talk",
        "(?:(?:use|switch to|(?:turn|switch)(?: on)?) )?push to talk(?: mode)?(?: on)?|hold to talk",
    ),
    said(
        "new-conversation",
        "new conversation; start over",
        "(?:start|begin) (?:over|again) with a (?:new|fresh) (?:chat|conversation)|(?:wipe|forget) (?:our|this"
        "|the) (?:chat|conversation)",
        "(?:a )?(?:new|different|another) (?:topic|subject)|change (?:the )?(?:topic|subject)|forget what (?:i"
        "|we) (?:just )?(?:said|talked about)",
        "(?:(?:start|begin|open) )?(?:a )?fresh (?:conversation|chat|start)|(?:wipe|clean) the slate(?: clean)?"
        "|restart|back to (?:square one|the beginning|the start)|(?:end|finish|close) (?:this|the) (?:conversation"
        "|chat)(?: and start (?:a new one|over|again))?",
        "(?:(?:start|begin|open|have|make) )?(?:a )?(?:(?:completely|brand|whole|totally) )?new (?:conversation|chat"
        "|session)",
        "(?:start|begin)(?: all)? (?:over|afresh|again|anew)(?: (?:from (?:the (?:top|beginning|start)|scratch)"
        "|afresh))?",
        "(?:start|begin) (?:everything )?from (?:the (?:top|beginning|start)|scratch)|from the top|start fresh"
        "|clean slate",
        f"clear the screen|(?:clear|reset|wipe|restart) (?:everything|{THE}(?:(?:whole|entire) )?(?:conversation"
        "|chat))|reset",
        "forget (?:all(?: of)?|everything)(?: (?:that|about that|(?:that )?(?:we|i|you)(?:ve)? (?:just )?"
        "(?:said|talked about|discussed)))?(?: and (?:start|begin) (?:over|again|afresh|from scratch))?",
    ),
    said("take-over", "take it over; take over here", "take (?:it |this )?over(?: here)?"),
    said(
        "details",
        "show the details; why was this slow; how long did that take",
        f"(?:(?:show|give)(?: me)? )?{THE}details|how long did (?:this|that|you) take",
        "why (?:(?:was|is) (?:this|that)|(?:are|were) you) (?:so )?slow|why did (?:this|that|it|you) take so long",
    ),
    said(
        "latest",
        "scroll down; show the latest",
        "scroll (?:all the way )?(?:down|to (?:the )?(?:bottom|end|latest))|show(?: me)? the (?:latest|newest)",
        "(?:go|jump) to the (?:bottom|end|latest)",
    ),
    said(
        "dismiss",
        "dismiss; never mind; close that",
        "dismiss(?: (?:that|it|this))?|never ?mind(?: that)?|close (?:that|it|this)|forget (?:it|about it)",
    ),
    said(
        "device",
        "use the webcam microphone; switch microphone to USB mic; try the webcam",
        f"(?:use|try|take|select|choose|switch to) {THE}(?P<named>{NAME}) {MIC}",
        f"(?:switch|change|set) {THE}{MIC} to {THE}(?P<target>{NAME})(?: {MIC})?",
        f"(?:use|try|take|switch to) {THE}(?P<kind>{KIND})(?: instead)?",
    ),
    said(
        "open",
        "open settings; show the models; show my history; go back to the conversation",
        f"(?P<left>close|leave) {THE}(?:settings|models|history|preferences)",
        f"(?:i want to|let me|can i) see {THE}(?P<see>{PAGE})|where (?:are|is) {THE}(?P<where>settings|history)",
        f"(?:open|go to|take me to|bring up)(?: up)? {THE}(?P<page>{PAGE})(?: page)?|(?P<word>settings)",
        f"show(?: me)? (?:the|my) (?P<shown>{PAGE})(?: page)?|show(?: me)? (?P<bare>settings)",
        f"(?:(?:go|take me) )?back to {THE}(?P<back>{PAGE})(?: page)?",
    ),
    said(
        "help",
        "what can I say; help",
        "what (?:can|could) i (?:say|tell|ask)(?: to)? you",
        "help|i need help|what can (?:i (?:say|ask)|you do)|what commands (?:are there|do you know)",
        f"(?:show|list)(?: me)? {THE}commands",
    ),
    said(
        "repeat",
        "say that again; repeat that",
        "(?:sorry )?what was (?:that|the) last (?:bit|part|word|thing)",
        "huh|(?:run|go|take me|talk me) (?:that|this|it)? ?(?:by me|over (?:that|this|it)|through (?:that|this"
        "|it)) (?:again|once more|one more time)|(?:play|read) (?:that|it) back",
        "rewind(?: (?:that|a bit|a little))?|go back (?:a|one) (?:sentence|line)|(?:the )?(?:last"
        "|first) (?:bit|part|sentence|line|word) again|what were you saying",
        "tell me again|(?:say|read|repeat) (?:that|it|this)(?: (?:out|out loud))?(?: again)? (?:again"
        "|from the (?:start|beginning|top))|what did you say (?:before(?: that)?|at the (?:end|start))"
        "|whats that again",
        "(?:read|say|repeat) (?:that|it|this) out again",
        f"(?:say(?:ing)?|read(?:ing)?|tell me|give me|play|let me hear|hear)(?: me)? {THAT}(?: (?:to"
        "|for) me)? (?:again|once more|one more time)",
        "come again|once (?:more|again)|pardon(?: me)?|(?:just )?one more time|again|say again|what(?: was that| now)?",
        f"repeat(?:ing)?(?: {THAT})?(?: (?:again|once more|one more time|to me|for me))*|(?:and )?what was (?:that"
        "|it)(?: again)?",
        "(?:and )?what did you (?:just )?say(?: (?:just now|there|again))?|what (?:was|is) that again|you said what",
        "i (?:didnt|did not|couldnt|dont) (?:quite )?(?:hear|catch|get|understand) (?:that|it|you"
        "|a word)(?: last (?:bit|part))?",
        "i missed (?:that|it|the (?:last|first) (?:bit|part))|(?:read|say) (?:it|that) back(?: to me)?",
    ),
    said(
        "slower",
        "slower; speak more slowly",
        "(?:shift|take it) down a gear",
        "you (?:talk|speak|read|go) (?:way |much |far )?too (?:fast|quickly)(?: for me)?|slow (?:it "
        "|that )?down a (?:notch|bit|touch|tad)|(?:at )?a slower (?:pace|speed)|take your time",
        "(?:reduce|lower|decrease) (?:the|your) (?:speaking )?(?:speed|pace)|(?:at )?half speed|less (?:speed|fast)"
        "|(?:speak|talk|read)(?: (?:it|that))? slow(?:ly)?(?: to me)?",
        f"{SPEAK}{A_BIT}(?:slower|more slowly|less (?:fast|quickly)){BIT_AFTER}{TO_ME}|slow(?:ing)? (?:down"
        f"|it down){BIT_AFTER}{TO_ME}",
        f"(?:not|dont (?:talk|speak|go)) so (?:fast|quickly){TO_ME}|(?:youre (?:talking |going |speaking )?"
        "|thats )?(?:way )?"
        "too (?:fast|quick)(?: for me)?|slow(?:ly)?",
    ),
    said(
        "faster",
        "faster; speak faster",
        "(?:increase|raise|up) (?:the|your) (?:speaking )?(?:speed|pace)|(?:at )?(?:double|twice the) speed"
        "|you (?:talk|speak|read|go) (?:way |much |far )?too slow(?:ly)?|more speed|(?:speak|talk|read)(?: (?:it"
        "|that))? (?:fast|quickly)|(?:at )?a faster (?:pace|speed)",
        f"{SPEAK}{A_BIT}(?:faster|quicker|more quickly){BIT_AFTER}{TO_ME}|(?:speed|hurry) (?:it )?up{BIT_AFTER}{TO_ME}",
        "not so slow(?:ly)?|(?:youre (?:talking |going |speaking )?|thats )?(?:way )?too slow(?: for me)?"
        "|pick up the pace",
    ),
    said(
        "louder",
        "louder; speak up; turn it up",
        "bring (?:it|(?:the|your) (?:volume|voice)) up(?: a (?:bit|little))?",
        "(?:i )?(?:cant|cannot|can (?:hardly|barely)|couldnt) hear (?:you|that|it|a thing|anything)(?: (?:well"
        "|properly|very well))?|(?:max(?:imum)?|full|more) volume|crank (?:it|the volume) up|a (?:bit"
        "|little) more volume",
        "turn (?:the )?sound up|turn up the sound|make (?:your voice|the sound|the volume) (?:a bit "
        "|a little )?louder|(?:bump|pump) (?:it |up )?(?:the volume )?up|(?:speak|talk|read)(?: (?:it"
        "|that))? loud(?:ly)?|you speak too (?:quietly|softly)",
        f"{SPEAK}{A_BIT}(?:louder|more loudly){BIT_AFTER}{TO_ME}|(?:speak|speaking) up{BIT_AFTER}"
        f"|raise {YOUR}(?:voice|volume)",
        f"turn(?:ing)? (?:it|yourself|{YOUR}(?:volume|voice)) up{BIT_AFTER}|turn up {YOUR}(?:volume|voice){BIT_AFTER}",
        f"(?:more )?volume(?: up)?|(?:not|(?:youre |thats )?too) quiet|increase {YOUR}volume",
    ),
    said(
        "quieter",
        "quieter; turn it down",
        "(?:bring|turn|take) (?:it|(?:the|your) (?:volume|voice)) down(?: a (?:bit|little|notch))?"
        "|you are (?:way |much |a bit )?too loud",
        "turn (?:the )?sound down|turn down the sound|(?:drop|cut|halve|decrease) (?:the|your) volume|(?:speak|talk"
        "|read)(?: (?:it|that))? (?:quietly|softly|low)|(?:dont|stop) (?:shouting|yelling|shout|yell)(?: at me)?"
        "|youre (?:shouting|yelling)",
        "(?:in|use)(?: a| your)? (?:whisper|indoor voice|low voice)|make (?:your voice|the sound"
        "|the volume) (?:a bit |a little )?(?:quieter|softer|lower)|(?:tone|bring) (?:it|that) down(?: a (?:bit"
        "|notch))?",
        f"{SPEAK}{A_BIT}(?:quieter|softer|lower|more (?:quiet|soft)(?:ly)?|less loud(?:ly)?){BIT_AFTER}{TO_ME}"
        "|whisper(?:ing)?",
        f"turn(?:ing)? (?:it|yourself|{YOUR}(?:volume|voice)) down{BIT_AFTER}|turn down {YOUR}(?:volume"
        f"|voice){BIT_AFTER}",
        f"(?:less )?volume down|(?:not so|(?:youre |thats )?too) loud|lower(?:ing)? {YOUR}(?:voice|volume){BIT_AFTER}",
        f"(?:keep|tone|keeping) (?:it|{YOUR}(?:voice|volume)) down{BIT_AFTER}|reduce {YOUR}volume|less loud",
    ),
    said(
        "offline-only",
        "offline only; stay offline; don't send anything; go offline",
        "(?:go|stay|keep|be|work|remain|run)(?: (?:completely|fully|strictly))? offline(?: only| from now on)*",
        "(?:(?:switch to|use|turn on) )?(?:the )?(?:offline|local) (?:only|mode|voices?)(?: (?:only|on|from now on))*"
        "|only (?:use )?(?:the )?(?:offline|local)(?: voices?)?",
        f"{NEVER} send(?:ing)? (?:anything|any(?: of my)? (?:data|text|words)|(?:my )?(?:data|words))(?: else)?{AWAY}",
        f"{NEVER} send(?:ing)? (?:it|this|that|everything|things|stuff)(?:{AWAY})(?<!it)(?<!this)(?<!that)(?<!thing)",
        f"(?:{NEVER} us(?:e|ing)|no more|without) (?:{POLLY}|the (?:cloud|internet))(?: any ?more)?"
        f"|(?:turn|switch) (?:off {POLLY}|{POLLY} off)|{POLLY} off|disconnect from the internet",
        "keep (?:everything|it all|all of it|my words) (?:here|local|on (?:this|my) (?:computer|machine))",
    ),
    said(
        "polly",
        "use Polly; use Amazon Polly again; you may go online again",
        f"(?:use|try|enable|turn on|switch on|(?:switch |go |change )?(?:back )?to) (?:the )?{POLLY}(?: again| on)?",
        f"{POLLY} (?:on|again)|(?:turn|switch) {POLLY} (?:back )?on(?: again)?"
        f"|(?:speak|talk|read|answer)(?: (?:to me|it|this|that))? (?:with|through|using) {POLLY}(?: again)?",
        "(?:you (?:may|can) )?(?:go|be|get)(?: back)? online(?: again)?|(?:back )?online again|back online",
        "(?:turn|switch) (?:off (?:the )?offline (?:only|mode)|(?:the )?offline (?:only|mode) off)"
        "|offline (?:only|mode) off|(?:leave|end|stop) (?:the )?offline (?:only|mode)|not offline any ?more"
        "|you (?:may|can) send (?:things|data|text|words|my words)(?: out)?(?: again)?",
    ),
    said(
        "other-voice",
        "another voice; use a different voice; change your voice",
        "(?:not (?:that|this) voice )?(?:the|your) (?:old|usual|normal|other|previous|first) voice(?: (?:back|again))?",
        "(?:next|other|another|(?:a )?different) (?:voice|speaker)|(?!.*(?:slow|fast|loud|quiet))(?:use|try|speak in"
        "|talk in"
        "|do|take|switch to|give me|have|got|do you have) (?:an?|your|the|any) (?:[a-z]+ ){0,2}voices?"
        "(?: (?:that|which|thats) .{2,30})?",
        "(?:any|are there) other voices(?: (?:available|there))?|what (?:other )?voices (?:do you have|are there)"
        "|(?:your|that|this) voice is (?:annoying|awful|horrible|too \\w+)",
        "(?:(?:have|use|try|speak|talk|change|switch|get|hear|take|pick|choose|do|give me|go)(?: it| me)?"
        f"(?: (?:to|in|with|back to))* )?(?:{ANOTHER}(?:{KIND_OF_VOICE} )?|(?:an? |the "
        f"|your )?{KIND_OF_VOICE} ){VOICE}",
        f"(?:chang(?:e|ing)|switch(?:ing)?) {YOUR}voices?(?: (?:to|into) .{{2,30}})?|(?:change|switch) voices?"
        "|(?:got|have) you (?:got )?"
        f"{ANOTHER}?voices?|do you have {ANOTHER}?voices?(?: too)?|i (?:dont like|hate|cant stand) (?:your|this"
        "|that) voice",
        "(?:sound|speak|talk) (?:more )?like an? (?:wo)?man|(?:sound|be) (?:less robotic|more human)",
    ),
    said(
        "language",
        "switch to German; listen in German; speak German with me",
        f"(?:speak|talk|answer|reply) in (?P<speak>{LANGUAGE})(?: from here on)?|we spoke (?P<spoke>{LANGUAGE})",
        f"(?:go|switch|change) back to (?P<returned>{LANGUAGE})|(?:switch"
        f"|change) over to (?P<over>{LANGUAGE})(?: for the rest of (?:this|it))?",
        f"(?:use|speak|talk in) (?P<use>{LANGUAGE})|change (?:your|the) language (?:to|into) (?P<lang>{LANGUAGE})"
        f"|(?:can|could) we (?:speak|talk)(?: in)? (?P<we>{LANGUAGE})",
        f"(?:switch|change) (?:the language )?(?:back |over )?(?:to|into) (?P<to>{LANGUAGE})"
        f"|listen in (?P<in>{LANGUAGE})",
        f"set (?:the language|your language|it) to (?P<set>{LANGUAGE})|language (?P<language>{LANGUAGE})",
        f"{FROM_NOW}(?:speak|talk)(?: in)? (?P<with>{LANGUAGE}) (?:to|with) me{NOW_ON}",
        f"{FROM_NOW}(?:speak|talk)(?: to me| with me) in (?P<me>{LANGUAGE}){NOW_ON}",
        f"lets (?:speak|talk)(?: in)? (?P<lets>{LANGUAGE}){NOW_ON}|{FROM_NOW}(?:speak"
        f"|talk)(?: in)? (?P<again>{LANGUAGE})"
        " (?:again|from now on)",
        f"{FROM_NOW}(?:answer|reply|respond)(?: to)?(?: me)?(?: only)? in (?P<answer>{LANGUAGE}){NOW_ON}",
    ),
    said(
        "sounds-off",
        "sounds off; turn off the sounds",
        f"(?:turn|switch) (?:off {THE}sounds|{THE}sounds off)|sounds off|no (?:more )?sounds|mute {THE}sounds",
    ),
    said(
        "sounds-on",
        "sounds on; turn on the sounds",
        f"(?:turn|switch) (?:(?:back )?on {THE}sounds|{THE}sounds (?:back )?on)|sounds (?:back )?on",
    ),
    said(
        "add-picture",
        "add a picture; upload a picture",
        f"(?:add|upload|choose|load) (?:a|an|another) (?:new )?{PICTURE}",
    ),
    said(
        "take-photo",
        "take a photo; take the photo; open the camera",
        f"take (?:a|an|another|the) (?:{PICTURE}|snapshot)|(?:open|use|(?:turn|switch) on) {THE}camera|camera on",
    ),
    said(
        "close-camera",
        "close the camera; camera off",
        f"close {THE}camera|(?:turn|switch) (?:off {THE}camera|{THE}camera off)|{THE}camera off",
    ),
    said(
        "picture",
        "next picture; show the first picture; go back to the previous picture",
        f"(?:(?:show|see)(?: me)? |(?:go |switch )?(?:back )?to )?{THE}(?P<turn>{TURN}) {PICTURE}",
        f"(?:show(?: me)?|(?:go |switch )?(?:back )?to) {THE}(?P<which>{ONE_OF}) {PICTURE}",
        f"(?:(?:show(?: me)?|(?:go |switch )?(?:back )?to) )?{PICTURE} (?:number )?(?P<number>{ONE_OF})",
    ),
    said(
        "remove-picture",
        "put the picture away; close the picture",
        f"put {THIS}{PICTURE} away|put away {THIS}{PICTURE}|(?:close|remove) {THIS}{PICTURE}|take {THIS}{PICTURE} away",
    ),
    said(
        "select",
        "select the second; select number three; select nothing",
        f"select {THE}(?:number )?(?P<which>{ONE_OF})(?: one| thing)?|select (?P<none>nothing|none)",
        f"(?P<off>deselect|unselect)(?: it| that| everything| all)?|(?P<clear>clear) {THE}selection",
    ),
    *_overlay("masks", "(?:masks?|outlines?)"),
    *_overlay("boxes", "(?:boxes|frames)"),
    *_overlay("names", "(?:names|labels)"),
    said(
        "more-sensitive",
        "more sensitive; be more sensitive",
        f"(?:(?:be|make it) )?{A_BIT}more sensitive|increase {THE}sensitivity|lower {THE}(?:threshold|certainty)",
    ),
    said(
        "less-sensitive",
        "less sensitive; be less sensitive",
        f"(?:(?:be|make it) )?{A_BIT}less sensitive|(?:decrease|reduce) {THE}sensitivity",
        f"raise {THE}(?:threshold|certainty)",
    ),
    said(
        "save",
        "save the picture; save the cut-out; save the masks",
        "(?:save|keep|store|make) (?:a )?copy(?: of (?:this|that|it|the (?:picture|image|photo|result)))?"
        "|save what (?:youve|you have|we have|weve) (?:got|done|made)|save my work",
        f"(?:save|download|export) {THIS}(?P<file>{FILE})(?: file)?{WHERE}|(?:save|export){WHERE}",
        f"(?:keep|store) {THIS}(?P<kept>{FILE}) (?:as a file|on (?:the|my) (?:desktop|disk|computer)){WHERE}",
        f"(?:keep|store) (?:the|this|that) (?P<keep>cut ?outs?|masks?){WHERE}",
        f"(?:save|download|export)(?: {THIS}(?:{FILE}))? (?:as|in|to|into) (?:an? |the )?(?P<format>{FORMAT})"
        "(?: (?:file|format|data ?set|labels))?",
    ),
    said(
        "downloads",
        "what can I save; show the downloads",
        f"what can i (?:save|download)|(?:show(?: me)? )?{THE}downloads",
    ),
    said(
        "picture-tools",
        "picture tools; show the picture tools",
        f"(?:(?:show|open|hide|close)(?: me)? )?{THE}picture tools",
    ),
    said(
        "look",
        "dark mode; switch to light mode",
        "(?:(?:switch|change|go|turn|set it)(?: back)?(?: to| on| off)? )?(?:the )?(?:dark|light|night|day) (?:mode"
        "|theme)"
        "(?: on| off)?",
    ),
    said(
        "text-size",
        "make the text bigger; smaller text",
        "(?:in )?(?:bigger|larger|smaller) (?:type|print|font)|(?:enlarge|shrink) (?:the )?(?:text|font|letters)"
        "|make everything (?:bigger|larger|smaller)",
        f"make {YOUR}(?:text|font|letters|writing|words)(?: size)?{ON_SCREEN} {A_BIT}(?:bigg|larg|small)er{ON_SCREEN}",
        f"(?:(?:use|show) )?(?:a )?(?:bigg|larg|small)er (?:text|font|letters|writing)(?: size)?{ON_SCREEN}",
        f"(?:increase|decrease|change) {THE}(?:text|font) size",
    ),
    said(
        "full-screen",
        "full screen",
        "(?:(?:go(?: to| into)?|enter|leave|exit|make it|switch to|close) )?full ?screen(?: mode)?",
    ),
    said(
        "leave",
        "quit; close the app",
        "(?:quit|exit)(?: (?:oriel|the (?:app|program)))?|close (?:yourself|everything|oriel|the (?:app|program))",
        "(?:turn|switch|power)(?: yourself)? off|(?:shut (?:yourself )?down|log out|go away)(?: now)?",
    ),
    said(
        "wake",
        "are you listening; wake up",
        "(?:are )?you (?:still )?there(?: still)?",
        "wake up|(?:are you|start) (?:still )?listening(?: again| to me| now)*|(?:can|do) you hear me(?: now)?"
        "|can you hear"
        "|unmute(?: yourself)?|listen(?: to me)? again(?: now)?|are you awake",
    ),
)
YES = "yes|yeah|yep|sure|okay|ok|please|of course|right|alright"
POLITE = (  # before a request of any kind. A mere "no" is not taken off: "no sounds" is not "sounds"
    r"(?:no|nope|sorry)\s*[,.!…–-]"
    r"|(?:hey|hi|hello|okay|ok|all ?right|right|well|so|oh|and|now|just|yes|yeah|yep|wait|thanks|thank you|also|you can"
    "|can (?:you|we)|(?:c|w)ould (?:you|we)|will you|i want(?: you)?(?: to)?|i(?: would|'d) like(?: you)?(?: to)?"
    r"|let'?s)\b"
)
GOING_ON = (
    "(?:so )?you were saying|finish (?:what you were saying|your (?:sentence|thought)|that(?: sentence)?|it)"
    "|dont stop there|where were we|(?:the )?next (?:part|bit|sentence)"
    "|(?:(?:read|tell)(?: me)?|hear|lets hear|give me) the rest(?: of (?:it|that))?|"
    "(?:some |tell me |a (?:bit|little) )?more|(?:go|carry|read|keep) (?:right )?(?:on|going)|continue|resume"
    "|proceed|un ?pause"
    "|(?:go|carry) (?:right )?(?:ahead|on)|(?:keep|go on|continue|carry on|go ahead and?) (?:talking|reading"
    "|speaking|going)"
    "|and then(?: what)?|then what|what else|the rest|whats next|next|dont stop"
)
WITH_WHAT = (
    "with (?:that|it|this|what you were saying|the (?:story|answer|rest))|(?:from )?(?:where|what) (?:you"
    "|we) (?:left off"
    "|stopped|were(?: saying)?)|from there|speaking|about (?:it|that)"
)
PICKED_UP = "pick up where (?:you|we) left off"
ENGLISH = Tongue(
    said=ROWS,
    values={
        "open": PAGES | dict.fromkeys(("close", "leave"), "conversation"),
        "language": LANGUAGES,
        "picture": NUMBERS | LAST | TURNS,
        "select": NUMBERS | LAST | NO_THING,
        "save": FILES,
    },
    keys=keyed(
        stop=r"(?<!dont )(?<!not )\bstop\b|\bshut up\b|\bbe quiet\b|\b(?:hold on|enough)\b",
        mute=r"\bmute\b|\b(?:stop|quit|dont|not|no) listen|\bmic(?:rophone)?\b.*\boff\b",
        new_conversation=r"\bnew (?:conversation|chat|session)\b|\b(?:start|begin|starting) (?:all )?(?:over|again"
        r"|afresh)\b"
        r"|\bclear\b.*\b(?:conversation|chat)\b|\bfrom scratch\b",
        repeat=r"\brepeat\b|\b(?:say|said|read|tell)\b.*\bagain\b|\bonce more\b|\bone more time\b|\bdidnt (?:catch"
        r"|hear)\b",
        slower=r"\bslower\b|\bslow\w* down\b|\bmore slowly\b|\btoo fast\b|\bso fast\b",
        faster=r"\b(?:faster|quicker)\b|\bspeed(?:ing)? (?:it |things )?up\b|\bmore quickly\b|\btoo slow(?:ly)?\b",
        louder=r"\blouder\b|\bspeak(?:ing)? up\b|\bvolume\b.*\bup\b|\bup\b.*\bvolume\b|\btoo quiet\b",
        quieter=r"\b(?:quieter|softer|whisper\w*|less loud)\b|\bmore quietly\b|\bvoice down\b|\blower your voice\b"
        r"|\bvolume\b.*\bdown\b|\bdown\b.*\bvolume\b|\b(?:too|so) loud\b",
        other_voice=r"\b(?:other|another|different|new|change|switch|deeper|(?:wo)?mans?|(?:fe)?male)\b.*\bvoice\b"
        r"|\bvoice\b.*\b(?:another|different|changed?|else)\b",
        language=rf"\b(?:speak|talk|answer|reply|listen|switch|change|set)\b.*\b({LANGUAGE})\b",
        offline_only=r"\b(?:go|stay|keep|remain)\b.*\boffline\b|\b(?:dont|not|never|stop) send\w*\b",
        save=r"\b(?:save|download|export)\b",
        look=r"\b(?:dark|light|night) (?:mode|theme)\b",
        full_screen=r"\bfull ?screen\b",
    ),
    filler=re.compile(r"\b(?:please|oriel|auriel|oriole|u+h+m*(?![ -]?huh)|u+m+|erm?|h+m+|kindly)\b"),
    opening=re.compile(
        rf"\W*(?:{POLITE}|(?:look|sorry|but|can i|from now on|(?:c|w)ould (?:you|we) mind|try to|i need you to|then"
        "|actually|that'?s me|i(?: would|'d|d)? (?:prefer|rather)(?: you| it)?(?: to)?|do you (?:mind|think (?:you"
        "|we) could)|why don'?t you|how about|(?:is there )?any (?:way|chance) you could|i wish you(?: would|'d)"
        "|(?:my )?god|man|dude|would you be able to|feel free to|you can just|it'?d be (?:great|nice) if you could"
        "|(?:don'?t|do not) you mind|you could"
        "|go ahead and|you (?:may|should|need to)|if you could|(?:this|next) time|would it be possible to|oi|or"
        "|at least"
        r"|excuse me|for now|quick|mind)\b)"
    ),
    closing=re.compile(
        r"\b(?:now|right now|then|okay|ok|thanks|thank you|for me|(?:will|would|can|could) you|if you (?:can|could"
        "|don'?t mind)"
        "|for a (?:bit|while|moment|second|sec|minute)|a bit|this time|will ya|at once|immediately|already|you know"
        r"|mate)\W*$"
    ),
    reason=re.compile(
        r"(?<!what )\b(?:i(?:'m|'d|'ll|'ve)?|im|my (?:\w+ ){1,2}(?:is|are|was|were|isn'?t|aren'?t|hurts?)|we(?:'re)?"
        "|because|cause|cos|since|as i|so (?:that )?i|you(?:'re)?|it(?:'s| is)|its|this (?:is|room)|that(?:'s| was)"
        "|thats"
        r"|there(?:'s| is)|(?:some|every)(?:body|one)|people"
        r"|(?:the|our|a) (?:baby|babies|kids?|child(?:ren)?|neighbou?rs?|kettle|phone|door ?bell|tv|radio)(?=[' ]\w))\b"
    ),
    asking=re.compile(
        r"\b(?:(?:can|could|would|will) (?:you|we|i)|so|please|let'?s|let us|stop|what was|do you mind)\b"
    ),
    goes_on=(
        said("yes", "yes", f"(?:{YES})(?: (?:{YES}))*"),
        said("go-on", "go on; more; continue", f"(?:{GOING_ON})(?: (?:{GOING_ON}|{WITH_WHAT}))*|{PICKED_UP}"),
    ),
    reads_all=re.compile(
        r"\b(?:just read it|read (?:it|everything) (?:all|out)|in full|the whole|everything|all of (?:it|them))\b"
    ),
)
