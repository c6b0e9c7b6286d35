from time import perf_counter

import pytest

from assistant.words.command_table import HELP, VALUED
from assistant.words.commands import TONGUES, Command, command, goes_on, nearest, reads_all, sentence_for, spoken_for

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
    Command("open", "privacy"): [
        "Open the privacy page.",
        "Show me the privacy page.",
        "Öffne den Datenschutz.",
        "Öffne die Datenschutzseite.",
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
    Command("offline-only"): [
        "Offline only.",
        "Stay offline!",
        "Don't send anything.",
        "Please go offline.",
        "Okay, offline only from now on please.",
        "Don't send anything to Amazon.",
        "Stop sending my words to the cloud.",
        "Don't send that anywhere.",
        "Stop using Polly.",
        "Turn Polly off.",
        "Use the offline voice.",
        "Keep everything on this computer.",
        "You must not send anything out.",
        "Nur offline.",
        "Bleib bitte offline.",
        "Schick nichts weg!",
        "Geh offline.",
        "Schicke nichts mehr ins Internet.",
        "Kannst du bitte offline bleiben?",
        "Nimm nur die lokale Stimme.",
        "Schalte Polly aus.",
        "Kein Polly mehr.",
    ],
    Command("polly"): [
        "Use Polly.",
        "Use Amazon Polly again.",
        "You may go online again.",
        "Go back to Polly, please.",
        "Can you read it with Amazon Polly?",
        "Go back online.",
        "Offline mode off.",
        "Nimm Polly.",
        "Benutze wieder Amazon Polly.",
        "Du darfst wieder online gehen.",
        "Schalte Polly wieder ein.",
        "Sprich wieder mit Polly.",
    ],
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
    Command("save", "coco"): ["Export the COCO file.", "Save it as COCO.", "Exportiere die Daten als COCO."],
    Command("save", "labelme"): [
        "Export as LabelMe.",
        "Save it as a label me file.",
        "Exportiere es als LabelMe-Datei.",
        "Exporte au format LabelMe.",
        "Exporta como LabelMe.",
        "导出为 LabelMe 格式",
    ],
    Command("save", "yolo"): [
        "Export as YOLO.",
        "Save the masks in YOLO format, please.",
        "Export the YOLO data set.",
        "Als YOLO exportieren.",
        "Exporte-le en YOLO.",
        "Exporta las máscaras en formato YOLO.",
        "导出成YOLO数据集",
    ],
    Command("save", "outlines"): [
        "Save it as SVG.",
        "Save this as an SVG file.",
        "Download the outlines.",
        "Speichere das als SVG.",
        "Enregistre l'image en SVG.",
        "Guárdalo como SVG.",
        "保存为SVG",
        "把图片保存成矢量图",
    ],
    Command("downloads"): ["What can I save?", "Zeig mir die Downloads."],
    Command("picture-tools"): ["Show me the picture tools."],
}

MEANT_FOR_THE_MODEL = """
I'm good.
Hold the horses in the picture.
We spoke.
Vuelve a ponerlo.
Halt mir die Tür auf.
在外面等我
How do I stop a nosebleed?
What does mute mean?
Stop the car and find the dog.
Stop. Find the dog.
Stop the video at ten seconds.
Open the door in the picture.
Tell me more about heat pumps.
Repeat after me.
Don't send the letter to my boss.
Send nothing but flowers.
Don't send it.
Who is Polly?
Use Amazon to find a lamp.
Use the polygon.
Is Polly the parrot in the picture?
Stay off line three.
What does offline mean?
Go online and find the opening hours.
Are you offline?
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
Export as much as you can.
What does a YOLO file look like?
How do I save a drawing as SVG?
Make the dog quieter.
Is a heat pump louder than a fridge?
How do I speak up at work?
Switch to German engineering.
Say it in German.
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
Schick nichts ab, ohne den Hund zu suchen.
Was heißt offline?
Wer ist Polly?
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

SAID_ELSEWHERE = {
    Command("stop"): [
        "Arrête !",
        "Arrête de parler, s'il te plaît.",
        "tais-toi un peu",
        "C'est bon, ça suffit.",
        "Attends une seconde.",
        "Para.",
        "¡Cállate ya!",
        "deja de hablar por favor",
        "espera espera que me están llamando",
        "Ya basta.",
        "停",
        "别说了。",
        "好了好了别说了",
        "等一下 先别说话",
        "请安静一下",
    ],
    Command("mute"): [
        "Coupe le micro.",
        "n'écoute plus",
        "Apaga el micrófono.",
        "No me escuches.",
        "关闭麦克风",
        "不要再听了",
    ],
    Command("new-conversation"): [
        "Nouvelle conversation.",
        "on repart de zéro",
        "Nueva conversación, por favor.",
        "empecemos de cero",
        "新对话",
        "我们重新开始吧",
    ],
    Command("repeat"): [
        "Répète, s'il te plaît.",
        "tu peux répéter la dernière phrase",
        "Pardon, tu as dit quoi ?",
        "¿Puedes repetir eso?",
        "dilo otra vez",
        "No te he oído.",
        "再说一遍",
        "麻烦你再说一遍好吗？",
        "没听清",
    ],
    Command("slower"): [
        "Plus lentement, s'il te plaît.",
        "euh tu parles trop vite pour moi",
        "Más despacio.",
        "habla un poquito más lento que estoy tomando notas",
        "说慢一点",
        "语速能不能放慢一点",
    ],
    Command("faster"): ["Plus vite !", "Accélère un peu.", "habla más rápido", "快一点", "加快语速"],
    Command("louder"): [
        "Plus fort, j'entends rien.",
        "monte le son",
        "más alto que no te oigo",
        "¿Puedes subir el volumen?",
        "大声一点",
        "声音大一点我听不见",
    ],
    Command("quieter"): [
        "moins fort, les enfants dorment",
        "Baisse le son.",
        "baja la voz por favor",
        "小声一点",
        "把音量调低一点",
    ],
    Command("other-voice"): [
        "Change de voix.",
        "Je voudrais une voix d'homme.",
        "cambia de voz",
        "quiero otra voz",
        "换个声音",
        "我想听女声",
    ],
    Command("offline-only"): [
        "Hors ligne seulement.",
        "Reste hors ligne.",
        "N'envoie rien !",
        "N'envoie plus rien à Amazon.",
        "N’utilise plus Polly.",
        "Passe en mode hors ligne, s'il te plaît.",
        "Solo sin conexión.",
        "Quédate sin conexión, por favor.",
        "¡No envíes nada!",
        "No envíes nada a Amazon.",
        "Deja de usar Polly.",
        "只用离线",
        "请保持离线。",
        "不要发送任何东西",
        "别再给亚马逊发数据了",
        "不要再用Polly了",
    ],
    Command("polly"): [
        "Utilise Polly.",
        "Utilise de nouveau Amazon Polly.",
        "Tu peux te reconnecter.",
        "Repasse en ligne.",
        "Usa Polly.",
        "Usa otra vez Amazon Polly.",
        "Puedes volver a conectarte.",
        "用Polly",
        "再用亚马逊 Polly 吧",
        "可以再联网了",
    ],
    Command("language", "fr"): ["Parle-moi en français.", "cambia a francés", "用法语回答"],
    Command("language", "es"): ["Passe en espagnol.", "Háblame en español."],
    Command("language", "zh"): ["以后用中文回答我", "跟我说中文"],
    Command("save", "overlay"): [
        "Enregistre l'image.",
        "sauvegarde ça",
        "Guarda la imagen.",
        "guárdalo en el escritorio",
        "保存",
        "把图片保存下来",
    ],
    Command("save", "index"): ["Enregistre les masques.", "Guarda las máscaras.", "保存蒙版"],
    Command("open", "settings"): ["Ouvre les paramètres.", "Abre los ajustes.", "打开设置"],
    Command("open", "privacy"): ["Ouvre la confidentialité.", "Abre la privacidad.", "打开隐私"],
    Command("open", "history"): ["Montre-moi l'historique.", "Muéstrame el historial.", "查看历史记录"],
    Command("picture", "next"): ["Image suivante.", "La siguiente imagen.", "下一张图片"],
    Command("picture", "2"): ["Montre la deuxième image.", "Muestra la segunda imagen.", "显示第二张图片"],
    Command("select", "3"): ["Sélectionne le troisième.", "Selecciona el número tres.", "选第三个"],
    Command("take-photo"): ["Prends une photo.", "Haz una foto.", "拍张照片"],
    Command("hide-names"): ["Cache les noms.", "Oculta los nombres.", "隐藏名称"],
    Command("look"): ["Mode sombre.", "Modo oscuro.", "深色模式"],
    Command("wake"): ["Tu m'écoutes ?", "¿Me escuchas?", "你在听吗"],
}

SAID_IN_PASSING = {
    Command("stop"): [
        "Enough for now.",
        "let me stop you there",
        "das war's, danke",
        "moment noch",
        "c'est tout merci",
        "dame un segundo",
        "等一分钟",
    ],
    Command("mute"): ["stop recording me", "nimm nicht weiter auf"],
    Command("new-conversation"): [
        "start over with a new chat",
        "forget this conversation",
        "let's change the subject",
        "wir fangen noch mal von vorne an",
        "vergiss das Gespräch",
        "on repart du début",
        "empecemos otra vez",
        "忘掉这次对话",
    ],
    Command("repeat"): ["what was that last bit", "was war das", "peux-tu répéter ça", "你刚才说了什么"],
    Command("louder"): ["could you bring the volume up a bit", "ein bisschen mehr Lautstärke"],
    Command("quieter"): ["bring the volume down a bit", "you are too loud", "tu cries trop"],
    Command("other-voice"): [
        "not that voice, the old voice",
        "die alte Stimme wieder bitte",
        "remets l'ancienne voix",
        "usa la voz de antes",
        "换回原来的声音",
    ],
    Command("language", "de"): ["answer in German from here on", "désormais réponds en allemand"],
    Command("language", "en"): ["can you go back to English now"],
    Command("language", "es"): ["wir können auf Spanisch wechseln", "i'd rather we spoke Spanish"],
    Command("language", "fr"): ["lass uns auf Französisch weiterreden", "repasse en français"],
    Command("open", "conversation"): [
        "close the settings",
        "mach die Einstellungen zu",
        "ferme les paramètres",
        "cierra los ajustes",
        "关闭设置",
    ],
    Command("save", "overlay"): ["lade das herunter", "garde une copie de ça"],
}

# With a reason, or said twice in other words, without a comma between: so a transcriber writes what is said in one go.
SAID_AT_LENGTH = {
    Command("stop"): [
        "okay that's enough you can stop talking now",
        "stop I can't hear myself think",
        "so jetzt reicht's hör auf zu reden",
        "bon allez arrête de parler maintenant ça suffit",
        "eh para ya cállate",
    ],
    Command("repeat"): [
        "sorry the kettle was boiling could you say the last bit again please",
        "I didn't catch that, could you say it again?",
        "was hast du gesagt ich hab das nicht verstanden",
        "j'ai pas entendu tu peux redire",
    ],
    Command("slower"): [
        "my English is not so good so could you go a little slower",
        "langsamer bitte ich schreibe mit",
    ],
    Command("louder"): ["Louder, I can't hear you.", "Lauter, ich höre dich nicht.", "I can't hear you. Speak up!"],
    Command("quieter"): [
        "softer the kids are asleep",
        "nicht so laut die Kinder schlafen schon",
        "小声点 孩子在睡觉呢",
    ],
    Command("other-voice"): ["use a different voice this is annoying", "andere Stimme bitte die ist mir zu blechern"],
}

MEANT_FOR_THE_MODEL_ELSEWHERE = """
Montre le chien.
Montre-moi les cadres.
Sélectionne le chien.
Découpe le deuxième chien.
Enregistre le chien.
Enregistre mon chien.
Comment on dit bonjour en allemand ?
Répète ça mais en anglais.
N'envoie pas le chien dehors.
Qui est Polly ?
¿Quién es Polly?
No envíes nada sin el perro.
什么是离线
Polly是谁
Pourquoi les chats font plus de bruit la nuit ?
Baisse la luminosité.
Monte le chauffage.
Arrête la voiture et trouve le chien.
Le chien est plus lent que le chat.
Change la couleur de la voiture.
C'est une belle voix.
Muestra el perro.
Selecciona el perro de la izquierda.
¿Para qué sirve el bazo?
¿Cómo se dice perro en inglés?
Repite lo mismo pero en inglés.
Sube el brillo.
Baja la persiana.
Para la boda necesito cuántas sillas hay.
Borra todo el texto menos el título.
No hables del perro.
¿Qué es más rápido, un perro o un gato?
Cambia el color del coche.
选一只狗
显示狗
保存那只狗
保存我的狗
这只狗比那只猫慢吗
把亮度调高一点
用英语怎么说
把刚才的话翻译成英语
停车场里有几辆车
他的声音很大
换个背景
""".strip("\n").split("\n")

CONTINUING = """
More.
Go on.
Yes, more please.
Continue.
Tell me more.
Keep going
Yes.
Okay, go ahead.
Carry on where you left off.
keep going you were just getting to the good bit
Weiter.
Mehr, bitte.
Ja.
Lies weiter.
Mach da weiter, wo du aufgehört hast.
Continue, s'il te plaît.
vas-y poursuis
La suite !
Reprends là où tu en étais.
Oui.
Sigue.
¿Puedes seguir?
Continúa leyendo, por favor.
venga sigue
Sí.
继续
请继续说下去。
接着讲
好的
""".strip("\n").split("\n")

NOT_CONTINUING = """
Go on holiday with me.
More sugar than flour?
Okay so explain how a heat pump works.
Yes I would like to know who wrote Faust.
The same in German please.
Weiter oben ist ein Hund.
Mehr Hunde als Katzen?
Continue la phrase en allemand : le chien dort.
Sigue al perro con la mirada.
Bueno, tengo una foto vieja de mis abuelos.
继续画一只狗
还有那把椅子也要
""".strip("\n").split("\n")

NEAREST = {
    "any chance of hearing this in some other voice today": Command("other-voice"),
    "that is far too fast for my old ears": Command("slower"),
    "ich fände eine andere Stimme ehrlich gesagt netter": Command("other-voice"),
    "si tu baissais un peu le volume je dormirais mieux": Command("quieter"),
    "me vendría bien que fueras más despacio": Command("slower"),
    "这个声音换掉好不好听着难受": Command("other-voice"),
    "it would suit me if we went on in German, so speak German": Command("language", "de"),
}
OPEN_TO_DOUBT = [
    "use a slower voice or another voice",
    "hide the sidebar",
    "louder and slower",
    "mach es anders",
    "侧边栏",
]


def pairs(said: dict[Command, list[str]]) -> list[tuple[str, Command]]:
    return [(text, meant) for meant, texts in said.items() for text in texts]


@pytest.mark.parametrize(("text", "meant"), [*pairs(SAID), *pairs(SAID_ELSEWHERE), *pairs(SAID_IN_PASSING)])
def test_whole_utterance_is_read_as_the_command_it_is(text: str, meant: Command) -> None:
    assert command(text) == meant


@pytest.mark.parametrize(("text", "meant"), pairs(SAID_AT_LENGTH))
def test_order_about_talking_may_come_with_its_reason_or_twice(text: str, meant: Command) -> None:
    assert command(text) == meant


@pytest.mark.parametrize("text", [*MEANT_FOR_THE_MODEL, *MEANT_FOR_THE_MODEL_ELSEWHERE])
def test_sentence_that_only_contains_such_words_is_no_command(text: str) -> None:
    assert command(text) is None


@pytest.mark.parametrize("text", CONTINUING)
def test_what_continues_an_answer_is_no_command(text: str) -> None:
    assert goes_on(text)
    assert command(text) is None


@pytest.mark.parametrize("text", NOT_CONTINUING)
def test_what_only_begins_like_it_does_not_continue_an_answer(text: str) -> None:
    assert not goes_on(text)


@pytest.mark.parametrize(
    "text", ["Read it all out.", "I want everything.", "Lies alles vor.", "Lis tout.", "Léelo entero.", "全部读出来"]
)
def test_answer_can_be_asked_for_in_full(text: str) -> None:
    assert reads_all(text)
    assert not reads_all("Read the second line.")


@pytest.mark.parametrize(("text", "meant"), NEAREST.items())
def test_nearest_command_is_told_by_its_words(text: str, meant: Command) -> None:
    assert nearest(text) == meant


@pytest.mark.parametrize("text", OPEN_TO_DOUBT)
def test_nearest_is_none_where_no_word_or_words_of_two_commands_stand(text: str) -> None:
    assert nearest(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "maybe you could just stay offline while we are at it",
        "ich fände es gut du bleibst heute mal offline",
        "j'aimerais mieux que tu restes et que tu passes hors ligne aujourd'hui",
        "prefiero el modo sin conexión mientras estén aquí",
        "你最好保持离线的状态比较好",
    ],
)
def test_wish_to_stay_offline_is_understood_however_it_is_put(text: str) -> None:
    assert nearest(text) == Command("offline-only")


@pytest.mark.parametrize(
    "text", ["it would be nice to hear Polly, if you use it", "ich hätte gern Polly benutzt", "要不用一下 Polly 试试看"]
)
def test_words_leave_this_computer_only_when_they_are_told_to_in_so_many_words(text: str) -> None:
    assert nearest(text) is None


def test_reason_may_be_given_for_staying_offline() -> None:
    assert command("Stay offline, this is confidential.") == Command("offline-only")
    assert command("Schick nichts weg, das ist vertraulich.") == Command("offline-only")


def test_nearest_of_a_command_is_that_command() -> None:
    assert nearest("Stop.") == Command("stop")


@pytest.mark.parametrize(
    ("language", "phrase", "name"),
    [(lang, phrase, row.name) for lang, tongue in TONGUES.items() for row in tongue.said for phrase in row.phrases],
)
def test_every_phrase_that_is_taught_is_understood(language: str, phrase: str, name: str) -> None:
    found = command(phrase)
    assert found
    assert found.name == name
    assert bool(found.value) == (name in VALUED)


@pytest.mark.parametrize("language", TONGUES)
def test_every_language_says_every_command_once(language: str) -> None:
    assert sorted(row.name for row in TONGUES[language].said) == sorted(HELP)


@pytest.mark.parametrize("name", HELP)
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


def test_what_oriel_cannot_do_is_answered_with_who_can() -> None:
    assert sentence_for(Command("other-voice")) == "I have only one voice here."
    assert "F11" in (sentence_for(Command("full-screen")) or "")
    assert "stop" in (sentence_for(Command("help")) or "")
    assert sentence_for(Command("louder")) is None


@pytest.mark.parametrize("text", ["", "   ", "?!", "stop " * 5000, "停" * 5000, "a" * 20_000, "louder I can't " * 400])
def test_odd_text_is_read_in_no_time(text: str) -> None:
    before = perf_counter()
    found = command(text), goes_on(text), nearest(text)
    assert perf_counter() - before < 0.5
    assert found[0] in (None, Command("stop"))
