"""The commands as they are said in Spanish; the patterns are without accents."""

import re

from assistant.words.command_table import Said, Tongue, either, formats, keyed, meaning, numbers, said

LANGUAGES = meaning({"en": "ingles", "de": "aleman", "fr": "frances", "es": "espanol, castellano", "it": "italiano"})
LANGUAGES |= meaning({"zh": "chino, mandarin"})
PAGES = meaning(
    {
        "conversation": "conversacion, charla, chat",
        "settings": "configuracion, ajustes, preferencias, opciones",
        "models": "modelos",
        "history": "historial, conversaciones anteriores",
        "privacy": "privacidad",
    }
)
NUMBERS = numbers("""
uno primero primera primer
dos segundo segunda
tres tercero tercera tercer
cuatro cuarto cuarta
cinco quinto quinta
seis sexto sexta
siete septimo septima
ocho octavo octava
nueve noveno novena
diez decimo decima
""")
LAST = dict.fromkeys(("ultimo", "ultima"), "last")
TURNS = meaning({"next": "siguiente, proxima", "previous": "anterior, previa"})
NO_THING = dict.fromkeys(("nada", "ninguno", "ninguna", "deselecciona", "quita"), "0")
FILES = meaning(
    {
        "overlay": "imagen, foto, fotografia, esto, eso, lo, la, todo, todo esto, resultado",
        "cutout": "recorte, recortes",
        "index": "mascaras, mascara",
        "coco": "datos, archivo coco, coco",
        "labelme": "labelme, label me, archivo labelme",
        "yolo": "yolo, archivo yolo, datos yolo",
        "outlines": "svg, archivo svg, vectores, contornos",
    }
)

PAGE, LANGUAGE, FILE, FORMAT = either(PAGES), either(LANGUAGES), either(FILES), formats(FILES)
ONE_OF = "|".join((*NUMBERS, *LAST, r"\d\d?"))
TURN = either(TURNS)
MIC = "(?:micro|microfono|mic)"
NAME = r"(?!(?:\w+ )*(?:para|en|con|es|que|una?|tu|este)\b)\w+(?: \w+){0,3}?"
KIND = r"webcam|camara web|auriculares|cascos|air ?pods?|usb"
THE = "(?:(?:el|la|los|las|mi|mis|tu|tus|al?|del|este|esta|esa|ese) )?"
PICTURE = "(?:imagen|foto|fotografia)"
A_BIT = "(?:(?:un (?:poco|poquito|pelin|pelo)|algo|mucho|bastante|todavia|aun) )*"
BIT_AFTER = "(?: (?:un (?:poco|poquito|pelin|pelo)|algo|todavia))?"
SPEAK = (
    r"(?:(?:habl\w+|lee\w*|lea\w*|ve|vete|vas|ir|vaya\w*|di|dilo|dimelo|dime|digas?|decir\w*|pon\w*|haz\w*|hacer\w*"
    r"|se|repit\w+|repet\w+|"
    "cuenta(?:me|lo)?)(?: (?:el volumen|la voz|todo|eso))? )?"
)
UP = r"sub(?:e|es|a|as|i|ir)(?:te|le|me)?|aument\w+|alz\w+|levant\w+"
DOWN = r"baj(?:a|e|es|as|ar)(?:te|le|me)?|reduc\w+|disminu\w+|moder\w+"
POLLY = "(?:amazon polly|polly|la voz de (?:amazon polly|polly|amazon))"
AWAY = "(?: (?:mas|fuera|por internet|a (?:amazon polly|amazon|polly|internet|la nube|nadie)))*"
TO_ME = "(?: (?:conmigo|para mi|cuando (?:hables|hablas)))?"
NOW_ON = "(?:(?:a partir de ahora|desde ahora|de ahora en adelante|ahora|solo|siempre|mejor) )*"
A_WHILE = (
    "(?: (?:un (?:momento|momentito|segundo|minuto|rato|ratito|poco|poquito)|una? (?:segundito|minutito)|ahi|ya"
    "|ahora))*"
)
IT = (
    "(?:eso|esto|lo|todo|(?:el|la|tu) (?:ultim[oa] )?(?:frase|parte|respuesta|trozo|palabra|principio|final|ultimo)"
    "|lo (?:ultimo|que (?:acabas de decir|has dicho|dijiste)|de antes))"
)
AGAIN = "(?:otra vez|de nuevo|una vez mas|nuevamente|otra vez mas)"
WHERE = (
    "(?: (?:en|como|al?|dentro de)(?: (?:el|la|los|las|mi|mis|una?))? ?(?:escritorio|ordenador|computadora"
    "|disco(?: duro)?|carpeta(?: \\w+)?|archivo|png|jpe?g|imagen(?:es)?|descargas|documentos|"
    "telefono|movil)| por ahi| en algun (?:sitio|lado))*"
)


def _overlay(name: str, spanish: str, words: str) -> tuple[Said, Said]:
    return (
        said(f"show-{name}", f"activa {spanish}", f"(?:activa|enciende) {THE}{words}|{THE}{words} visibles"),
        said(
            f"hide-{name}",
            f"oculta {spanish}",
            f"(?:oculta|esconde|desactiva|apaga) {THE}{words}|{THE}{words} ocult[ao]s",
        ),
    )


ROWS = (
    said(
        "stop",
        "para; cállate; ya basta",
        "(?:dame|espera)? ?(?:un (?:segundo|momento|minuto|minutito)|una? segundito)(?: por favor)?",
        "corta(?: (?:ya|el rollo))?|dejalo ya|ya (?:te he oido|lo he pillado)|(?:eso es|con eso|ya) (?:todo|basta)"
        r"|nada mas|basta de \w+|tranquil[oa]|vale vale|ya basta",
        "no (?:sigas|hace falta que (?:sigas|leas todo)|continues|leas mas)|pausa(?: la lectura)?"
        "|dejame pensar(?: (?:un (?:momento|segundo)))?|quedate (?:callad[oa]|en silencio|quiet[oa])"
        "|(?:ya )?he oido (?:bastante|suficiente)|(?:quita|apaga|corta) el sonido",
        "interrumpe(?: (?:eso|la lectura))?|estate callad[oa](?: (?:hasta que .{2,20}|un rato))?|ahora no"
        "|ya (?:lo )?he entendido|silencio total|un poco de silencio",
        "(?:para|parate|pare|pares|paras|paren|parad|parar|stop|alto|detente|detengase|quieto|deten(?: (?:eso"
        f"|la lectura))?|ch?is+t|sh+|chito?n?){A_WHILE}|(?:y )?(?:ya )?(?:esta )?(?:basta|vale|suficiente"
        "|es suficiente)(?: ya)?(?<!^vale)",
        "(?:call(?:a|ate|ese|arte|ad|aos|as|es|e|ese|arse|aros)|guarda silencio|silencio|silenci?ate"
        f"|estate (?:callado|callada|quieto)|a callar|cierra (?:la boca|el pico)|punto en boca){A_WHILE}",
        f"(?:espera|esperate|espere|aguarda|aguanta|un (?:momento|segundo|momentito|minuto|segundito)){A_WHILE}"
        "|ya esta(?: (?:bien|ya))?|basta|con eso (?:basta|vale)",
        "(?:dej(?:a|e|es|as|ar)|par(?:a|e|es|as|ar)) (?:ya )?de (?:hablar|leer|charlar|dar la lata"
        "|rajar)(?: en voz alta)?(?: ya)?|no (?:hables|digas)(?: (?:nada|mas|ahora))*|ni una palabra(?: mas)?",
        f"(?:(?:pon(?:lo|te|er)?|haz|hacer|hagamos|dale)(?: (?:en|una|a la))? )?pausa{A_WHILE}|pausalo"
        "|interrumpe(?: (?:eso|esto))?|puedes (?:parar|callarte)(?: ya)?|parar",
    ),
    said(
        "mute",
        "apaga el micrófono; deja de escuchar",
        f"(?:silencia|apaga|desactiva|corta|cierra|quita|mutea|apagar|silenciar|desactivar) {THE}{MIC}"
        f"|{THE}{MIC} (?:apagado|fuera)|ponte en silencio|modo silencio|mutea(?:te)?",
        "(?:deja|para|deje|dejar|dejes) de (?:escuchar(?:me|nos)?|oir(?:me)?)|no (?:(?:me|nos) )?(?:escuches"
        "|oigas)(?: (?:mas|ya|ahora))*|ya no (?:me )?escuches(?: mas)?|duerme(?:te)?|a dormir",
    ),
    said("talk", "pulsar para hablar", "(?:modo )?(?:pulsar|pulsa|apretar|mantener pulsado) para hablar"),
    said(
        "new-conversation",
        "nueva conversación; empieza de nuevo",
        "(?:empecemos|empezamos|empieza|volvamos a empezar)(?: todo)? (?:de nuevo|otra vez|desde (?:el principio"
        "|cero))|desde cero|otro tema|cambia de tema",
        "(?:empieza|abre|inicia|comienza) (?:otra|una) (?:nueva )?(?:conversacion|charla)(?: nueva)?|(?:volvemos"
        "|vuelve|volver) a empezar|cambiemos de tema|(?:otra|una nueva) conversacion",
        "(?:borron y cuenta nueva)|(?:empecemos|empezamos|empieza|volvamos a empezar)(?: todo)?(?: de nuevo)? (?:de"
        "|desde) cero|partimos de cero",
        "(?:olvida|borra|elimina) todo(?: (?:lo (?:anterior|de antes"
        "|que .{2,30})))?(?: y (?:vuelve a )?(?:emp[ei]\\w+|comen\\w+|comienza)(?: (?:otra vez|de (?:cero|nuevo)"
        "|desde (?:cero|el principio)))?)?",
        "(?:(?:empieza|empecemos|inicia|comienza|comencemos|abre|abrir|empezar|iniciar|haz"
        "|quiero) )?(?:una? )?(?:(?:nueva|otra) (?:conversacion|charla|sesion)|(?:nuevo chat|chat nuevo)"
        "|(?:conversacion|charla) nueva)",
        "(?:volvamos a |vuelve a |vamos a )?(?:empez(?:ar|amos|emos)|empieza|comenz(?:ar|amos)|comencemos"
        "|comienza)(?: todo)? (?:de (?:cero|nuevo)|otra vez|desde (?:cero|el principio))(?: otra vez)?"
        "|de cero|reinicia(?:r|lo|te)?(?: (?:todo|la (?:conversacion|charla)|el chat))?",
        f"(?:borra|limpia|vacia|resetea|olvida|elimina|borrar|olvidate de)(?: (?:todo|{THE}(?:conversacion|charla"
        "|chat)))(?: (?:lo (?:anterior|de antes|que hemos (?:hablado|dicho))|esto))?"
        "(?: y (?:empez\\w+|empiez\\w+|comenc\\w+|comienza)(?: (?:otra vez|de (?:cero|nuevo)|desde (?:cero"
        "|el principio))))?",
    ),
    said("take-over", "toma el control aquí", "toma el control(?: aqui)?|(?:sigue|continua) aqui"),
    said(
        "details",
        "muestra los detalles; por qué has tardado tanto",
        f"(?:(?:muestra|ensena|dame|muestrame|ensename) )?{THE}detalles|por que (?:has tardado|tardaste|tarda"
        "|ha tardado) tanto|cuanto (?:has|ha) tardado",
    ),
    said(
        "latest",
        "baja al final",
        "(?:baja|ve|desplazate|ir) (?:hasta |al? )?(?:el )?(?:final|abajo(?: del todo)?)|abajo del todo",
    ),
    said("dismiss", "cierra eso", "cierra (?:eso|esto)"),
    said(
        "device",
        "usa el micrófono de la webcam; usa los auriculares",
        f"(?:usa|utiliza|prueba|cambia a|pasa a) {THE}{MIC} (?:(?:de la|del|de los|de las|de) )?(?P<micro>{NAME})",
        f"(?:usa|utiliza|prueba|cambia a|pasa a) {THE}(?P<tipo>{KIND})",
    ),
    said(
        "open",
        "abre los ajustes; muestra los modelos; muestra mi historial; vuelve a la conversación",
        f"(?P<cierra>cierra) {THE}(?:ajustes|configuracion|historial|opciones)",
        f"(?:quiero ver|ponme|sacame|dejame ver) {THE}(?P<ver>{PAGE})",
        f"(?:abre|abreme|abrir|muestra|muestrame|mostrar|ensename|ve|ir|llevame) (?:a )?{THE}(?P<pagina>{PAGE})"
        "|(?P<palabra>configuracion|ajustes)",
        f"(?:vuelve|volver|regresa) (?:a )?{THE}(?P<vuelve>{PAGE})",
    ),
    said(
        "help",
        "qué puedo decir; ayuda",
        "que te puedo (?:decir|preguntar|pedir)",
        "ayuda|que (?:puedo|se puede) (?:decir|pedir|preguntar)|que sabes hacer|que comandos hay",
    ),
    said(
        "repeat",
        "repite eso; otra vez; dilo otra vez",
        "(?:no me he|me he) (?:enterado|perdido)|que (?:decias|era lo ultimo|era eso)|como era(?: eso)?|(?:vuelvelo"
        "|vuelvemelo) a decir|(?:me )?(?:lo )?(?:dices|lees|cuentas) (?:otra vez|de nuevo)",
        f"me lo repites|(?:me )?(?:lee|lees|repites|dices) (?:otra vez|de nuevo) {IT}|perdi el hilo|(?:he perdido"
        "|me he perdido) (?:el (?:final|principio)|lo ultimo)",
        f"(?:me )?(?:repit\\w+|repet\\w+)(?: {IT})*(?: (?:{AGAIN}|por favor|desde el principio))*",
        "(?:(?:di|dilo|dimelo|decir|decirlo|decirmelo|diga|digalo|lee|leelo|leer|leerlo|cuentamelo"
        f"|ponlo)(?: {IT})? )?{AGAIN}|(?:vuelve|vuelva|volver|vuelves) a (?:decir|leer|repetir|contar"
        f"|empezar a leer)(?:lo|melo|me)?(?: {IT})?(?: desde el principio)?",
        "(?:que|como) (?:has dicho|dijiste|ha dicho|decias|acabas de decir|dices|era eso)|perdona que has dicho"
        "|mande|no te (?:he )?(?:entendid|oid|escuchad|pillad)o(?: bien)?|no te (?:entendi|oi|escuche)(?: bien)?",
        "no (?:lo|te|la|me)? ?(?:he )?(?:entendido|oido|pillado|escuchado|enterado)(?: (?:lo que has dicho|bien|nada"
        "|lo ultimo))*|(?:como|que)(?: que)?(?<!^que)",
    ),
    said(
        "slower",
        "más despacio; habla más despacio; más lento",
        "no (?:corras|vayas)(?: tanto| tan (?:rapido|deprisa))?|(?:ve )?con calma|mas (?:lentito|calmado)|(?:repite"
        "|dilo) mas (?:despacio|lento)",
        "(?:habla|lee|ve|hable) (?:despacio|lento|lentamente|despacito)|tomate tu tiempo|a (?:menos|media) velocidad"
        "|menos velocidad",
        f"{SPEAK}{A_BIT}(?:mas (?:despacio|lento|lentamente|despacito)|menos (?:rapido|deprisa)){BIT_AFTER}{TO_ME}"
        "|despacio|despacito|(?:no (?:tan|hables tan|vayas tan)|(?:vas |hablas |eso es )?demasiado|(?:vas"
        "|hablas) muy) (?:rapido|deprisa)",
        f"(?:baja|reduce) (?:el ritmo|la velocidad){BIT_AFTER}|frena(?: un poco)?|ralentiza",
    ),
    said(
        "faster",
        "más rápido; habla más rápido",
        "aligera|mas (?:agil|rapidito)|dale cana",
        "(?:habla|lee|ve) (?:rapido|deprisa)|mas velocidad|al doble de velocidad",
        f"{SPEAK}{A_BIT}(?:mas (?:rapido|deprisa|rapidamente|rapidito|ligero)|menos (?:lento"
        f"|despacio)){BIT_AFTER}{TO_ME}|(?:no (?:tan|hables tan)|(?:vas |hablas )?demasiado|(?:vas"
        "|hablas) muy) (?:lento|despacio)",
        f"(?:acelera|sube (?:el ritmo|la velocidad)|date prisa){BIT_AFTER}",
    ),
    said(
        "louder",
        "más alto; habla más alto; sube el volumen",
        "dale (?:mas )?volumen|(?:habla )?mas (?:claro y )?(?:alto|fuerte)|no se (?:te )?(?:oye|escucha)(?: nada"
        "| bien)?",
        "(?:casi )?no (?:te|se te|lo|se) (?:oigo|oye|escucho|escucha)(?: (?:bien|nada|apenas))?|no (?:oigo"
        "|escucho) nada|apenas te (?:oigo|escucho)|(?:un poco )?mas (?:de )?volumen",
        f"{SPEAK}{A_BIT}(?:mas (?:alto|fuerte)|menos bajo){BIT_AFTER}{TO_ME}|(?:no (?:tan|hables tan)"
        "|(?:hablas )?demasiado|hablas muy) (?:bajo|bajito)",
        f"(?:{UP})(?:{BIT_AFTER} (?:el|la|tu))? (?:volumen|voz|sonido|tono){BIT_AFTER}|(?:sub(?:e|es|a|as|ir)(?:te"
        f"|le|lo)?){BIT_AFTER}|mas volumen",
    ),
    said(
        "quieter",
        "más bajo; habla más bajo; baja el volumen",
        "(?:habla|lee|hable) (?:bajito|bajo|flojito|suave)|deja de gritar|menos (?:ruido|volumen)|en susurros",
        f"{SPEAK}{A_BIT}(?:mas (?:bajo|bajito|suave|flojo|flojito|quedo)|menos (?:alto|fuerte)"
        f"|en voz baja){BIT_AFTER}{TO_ME}|(?:no (?:tan|hables tan|grites)|(?:hablas )?demasiado|hablas muy) (?:alto"
        "|fuerte)|no grites(?: tanto)?",
        f"(?:{DOWN})(?:{BIT_AFTER} (?:el|la|tu))? (?:volumen|voz|sonido|tono){BIT_AFTER}|baj(?:a|e|es|as|ar)(?:te|le"
        f"|lo)?{BIT_AFTER}|menos volumen|susurra(?:me)?",
    ),
    said(
        "offline-only",
        "solo sin conexión; quédate sin conexión; no envíes nada",
        "(?:(?:quedate|ponte|sigue|trabaja|pasa|permanece|activa)(?: (?:en|a|el))? )?(?:solo |solamente )?(?:modo )?"
        "(?:sin conexion|offline)(?: (?:solo|solamente))?|(?:solo|modo) local",
        f"no (?:envie[s]?|mande[s]?|transmitas) (?:mas )?(?:nada|datos){AWAY}|no enviar (?:mas )?(?:nada|datos){AWAY}"
        f"|(?:deja|para) de (?:enviar|mandar) (?:cosas|datos|nada){AWAY}",
        f"no use[s]? (?:mas )?{POLLY}(?: mas)?|(?:deja|para) de usar {POLLY}|sin {POLLY}"
        f"|(?:apaga|desactiva|quita) {POLLY}",
        "(?:usa|utiliza)(?: (?:solo|solamente))? (?:la |una |las |tu )?(?:voz|voces) (?:local|locales|sin conexion)"
        "|(?:deja|guarda|manten) todo (?:aqui|en (?:este|mi) (?:ordenador|equipo))",
    ),
    said(
        "polly",
        "usa Polly; usa otra vez Amazon Polly; puedes volver a conectarte",
        "(?:usa|utiliza|prueba|(?:re)?activa|pon|vuelve a(?: usar)?|cambia a|habla con|lee con)"
        f"(?: (?:otra vez|de nuevo))? {POLLY}(?: (?:otra vez|de nuevo))?",
        "(?:ya )?(?:puedes )?(?:volver a )?(?:conectarte|estar en linea|ponerte en linea)(?: (?:otra vez|de nuevo))?"
        "|(?:vuelve a )?conectate(?: (?:otra vez|de nuevo))?|(?:vuelve|ponte)(?: a estar)? en linea",
        "(?:sal del|quita el|desactiva el) modo (?:sin conexion|offline)"
        "|puedes (?:volver a )?(?:enviar|mandar) (?:datos|cosas)(?: (?:otra vez|de nuevo))?",
    ),
    said(
        "other-voice",
        "cambia de voz; otra voz",
        "(?:usa|pon|vuelve a|recupera) (?:la|tu) voz (?:de antes|anterior|normal|de siempre)",
        "(?:ponte|hablame con|habla con|usa|quiero) (?:otra|la otra)(?: voz)?|(?:vuelve a )?la voz de antes"
        r"|quita esa voz|una voz (?:mas )?\w+",
        "cambi\\w+(?: (?:de|la|tu|esa))? voz(?: (?:por|a|para) .{2,30})?|(?:(?:usa|usar|utiliza|pon|poner|ponme"
        "|ponte|prueba|quiero|prefiero|habla(?:me)?|tienes|hay|dame|elige|escuchar|oir|con|pasa|no tienes)(?: (?:con"
        "|a|oir))* )?"
        "(?:(?:una|la|alguna) )*(?:(?:otra|nueva) voz(?: (?:distinta|diferente|mejor))?|voz (?:(?:un poco )?(?:mas"
        "|menos) \\w+|de (?:hombre|mujer|chica|chico)|femenina|masculina|distinta|diferente|grave|aguda|suave"
        "|nueva))(?: en vez de esta)?",
        "(?:no me gusta|no soporto|odio) (?:tu|esa|esta|la) voz(?: (?:otra|cambiala))?|(?:tu|esa"
        "|esta) voz no me gusta|cambiala voz",
    ),
    said(
        "language",
        "cambia a inglés; háblame en inglés",
        f"(?:vuelve|volvamos|regresa) (?:al?|en) (?P<vuelto>{LANGUAGE})",
        "(?:cambia(?:te)?|pasa(?:te)?|ponte|cambiar|pasar|pon)(?: (?:el idioma|la lengua|de idioma))? (?:al?|en"
        f"|al idioma) (?P<a>{LANGUAGE})|(?:escucha(?:me)?|oye) en (?P<escucha>{LANGUAGE})"
        f"|idioma (?P<idioma>{LANGUAGE})",
        f"{NOW_ON}(?:(?:quiero|prefiero|necesito) que )?(?:me )?(?:habl(?:a|ame|e|eme|es|emos|ar|arme)|contest(?:a"
        f"|ame|es|e|ar|arme)|respond(?:e|eme|as|er|erme))(?: conmigo)? {NOW_ON}(?:en )?(?P<habla>{LANGUAGE})(?: "
        "(?:conmigo|a partir de ahora|desde ahora|ahora))*",
    ),
    said(
        "sounds-off",
        "apaga los pitidos",
        "(?:apaga|quita|desactiva|silencia) (?:los )?(?:pitidos|sonidos|avisos sonoros)|sin (?:pitidos|sonidos)",
    ),
    said("sounds-on", "activa los pitidos", "(?:enciende|activa|pon) (?:los )?(?:pitidos|sonidos|avisos sonoros)"),
    said(
        "add-picture",
        "añade una imagen; sube una foto",
        f"(?:anade|anadir|sube|subir|carga|elige|agrega) (?:una|otra) (?:nueva )?{PICTURE}",
    ),
    said(
        "take-photo",
        "haz una foto; abre la cámara",
        "(?:haz|saca|toma|hacer|sacar|tomar|tira) (?:una|la|otra) foto|(?:abre|enciende|activa) (?:la )?camara",
    ),
    said("close-camera", "cierra la cámara", "(?:cierra|apaga|desactiva) (?:la )?camara"),
    said(
        "picture",
        "imagen siguiente; muestra la primera imagen; imagen anterior",
        f"(?:(?:muestra(?:me)?|ensename|ve a|vuelve a|pasa a) )?{THE}(?:{PICTURE} (?P<turno>{TURN})"
        f"|(?P<antes>{TURN}) {PICTURE})",
        f"(?:muestra(?:me)?|ensename|ve a|vuelve a|pasa a) {THE}(?P<cual>{ONE_OF}) {PICTURE}",
        f"(?:(?:muestra(?:me)?|ensename|ve a) )?{THE}{PICTURE} (?:numero )?(?P<numero>{ONE_OF})",
    ),
    said("remove-picture", "quita la imagen; cierra la imagen", f"(?:quita|cierra|retira|guarda fuera) {THE}{PICTURE}"),
    said(
        "select",
        "selecciona el segundo; selecciona el número tres; no selecciones nada",
        f"(?:selecciona|elige|escoge) {THE}(?:numero )?(?P<cual>{ONE_OF})|no selecciones (?P<nada>nada)"
        "|(?P<de>deselecciona)(?: todo)?",
        "(?P<quita>quita) la seleccion",
    ),
    *_overlay("masks", "las máscaras", "(?:mascaras?|contornos)"),
    *_overlay("boxes", "los marcos", "(?:marcos|recuadros|cajas)"),
    *_overlay("names", "los nombres", "(?:nombres|etiquetas)"),
    said("more-sensitive", "más sensible", f"(?:se )?{A_BIT}mas sensible|baja el umbral"),
    said("less-sensitive", "menos sensible", f"(?:se )?{A_BIT}menos sensible|sube el umbral"),
    said(
        "save",
        "guarda la imagen; guarda el recorte",
        "(?:guarda(?:me)?|haz(?:me)?) una copia|guarda los cambios",
        f"(?:guard(?!(?:ia|erias?)\\b)\\w+|salva\\w*|descarg\\w+|export\\w+)(?: {THE}(?P<archivo>{FILE}))?{WHERE}",
        f"(?:guard(?!(?:ia|erias?)\\b)\\w+|salva\\w*|descarg\\w+|export\\w+)(?: {THE}(?:{FILE}))?"
        f" (?:como|en|a)(?: un)?(?: formato)? (?P<formato>{FORMAT})",
    ),
    said(
        "downloads",
        "qué puedo guardar",
        "que (?:puedo|se puede) (?:guardar|descargar)|(?:muestra(?:me)? )?las descargas",
    ),
    said(
        "picture-tools",
        "herramientas de imagen",
        "(?:(?:muestra|abre|cierra) )?(?:las )?herramientas (?:de (?:la )?)imagen",
    ),
    said(
        "look",
        "modo oscuro; tema claro",
        "(?:(?:pon(?:te|lo|er)?|activa|desactiva|quita|cambia|pasa|activar|cambiar)(?: (?:el|en|al|a))* )?(?:modo"
        "|tema) (?:oscuro|claro|noche|nocturno|dia|diurno)",
    ),
    said(
        "text-size",
        "pon el texto más grande",
        "(?:(?:haz|pon|sube|aumenta) )?(?:el tamano de )?(?:la |las )?(?:letras?|fuente|texto) mas (?:grandes?"
        "|pequen[oa]s?)|(?:sube|aumenta|agranda|amplia) (?:la letra|el texto|el tamano(?: de (?:la )?letra)?)",
        "(?:(?:pon|haz|hazme|muestra|ponme|poner) )?(?:el |la |las )?(?:texto|letras?|fuente)(?: (?:de"
        "|en) la pantalla)? (?:un poco )?mas (?:grandes?|pequen[oa]s?)(?: (?:de|en) la pantalla)?",
        "(?:agranda|aumenta|reduce) (?:el (?:texto|tamano (?:del texto|de (?:la )?letra))|la letra|las letras)",
    ),
    said(
        "full-screen",
        "pantalla completa",
        "(?:(?:pon(?:te|lo)?|sal|quita|activa|ve|pasa)(?: (?:en|de|la|a))* )?pantalla completa",
    ),
    said(
        "leave",
        "cierra la aplicación",
        "sal(?:ir)?(?: de (?:la aplicacion|aqui|oriel))?|cierra (?:la sesion|la app)",
        "(?:cierra|sal de)(?: (?:la (?:aplicacion|app)|el programa|todo|oriel))|cierrate|apagate",
    ),
    said(
        "wake",
        "me escuchas; despierta",
        "ya puedes (?:volver a )?(?:escuchar(?:me)?|oir(?:me)?)|vuelve a (?:escuchar|oir)(?:me)?|enciendete",
        "despierta(?:te)?|me (?:escuchas|oyes)(?: (?:ahora|bien|todavia|ya))*|(?:vuelve a "
        "|ya puedes (?:volver a )?)?(?:escuchar(?:me)?|escuchame)(?: (?:otra vez|de nuevo|ya))*|estas ahi"
        f"|sigues ahi|(?:enciende|activa|reactiva|abre) {THE}{MIC}",
    ),
)
GOING_ON = (
    "(?:termina|acaba) (?:lo que (?:estabas diciendo|decias)|la frase)|(?:sigue|retoma"
    "|continua) (?:desde )?donde (?:te quedaste|lo dejaste|estabas)|(?:dime|lee|cuentame) (?:el resto|lo demas)"
    "|lo demas|(?:sig(?:ue|a|as|ues|amos|an)|segui|seguir|seguid|continu(?:a|ar|e|es|as|emos)|prosi(?:gue|ga|gas)"
    "|adelante|reanuda(?:lo)?|retoma(?:lo)?)(?: (?:adelante|hablando|leyendo|contando|asi))?|(?:dime |cuentame )?mas"
    "|y (?:luego|despues|entonces)(?: que)?"
    "|el resto|que mas|no pares|lee el resto|a seguir"
)
YES = "si|vale|ok|okay|claro|por supuesto|bueno|venga"
WITH_WHAT = (
    "con (?:eso|lo que (?:estabas|decias)(?: (?:contando|diciendo))?|la (?:historia|respuesta|lectura))"
    "|(?:por )?donde (?:ibas|estabas|lo dejaste|lo habias dejado)"
)
SPANISH = Tongue(
    said=ROWS,
    values={
        "open": PAGES | {"cierra": "conversation"},
        "language": LANGUAGES,
        "picture": NUMBERS | LAST | TURNS,
        "select": NUMBERS | LAST | NO_THING,
        "save": FILES,
    },
    keys=keyed(
        stop=r"\bcalla\w*|\b(?:deja|para) de (?:hablar|leer)\b|\bbasta\b|\bdetente\b|\bsilencio\b|\bparate\b",
        mute=r"\b(?:silencia|apaga|desactiva)\b.*\bmicro\w*|\bde (?:escuchar|oir)\w*|\bno (?:me |nos )?escuches\b",
        new_conversation=r"\b(?:nueva|nuevo|borra|otra)\b.*\b(?:conversacion|charla|chat)\b|\b(?:empe[zc]\w*"
        r"|empieza)\b.*\b(?:cero|nuevo|principio)\b",
        repeat=r"\brepit\w*|\brepet\w*|\b(?:di|dilo|dimelo|lee\w*)\b.*\b(?:otra vez|de nuevo)\b"
        r"|\bno te he (?:entendido|oido)\b|\bvuelve a (?:leer|decir)\w*",
        slower=r"\bmas (?:despacio|lento|lentamente|despacito)\b|\b(?:tan|muy|demasiado) (?:rapido|deprisa)\b",
        faster=r"\bmas (?:rapido|deprisa)\b|\bacelera\b|\b(?:tan|muy|demasiado) (?:lento|despacio)\b",
        louder=r"\bmas (?:alto|fuerte)\b|\bsub\w+\b.*\b(?:volumen|voz)\b|\bno te oigo\b",
        quieter=r"\bmas (?:bajo|bajito|suave|flojo)\b|\bbaj\w+\b.*\b(?:volumen|voz|tono)\b|\b(?:tan|muy"
        r"|demasiado) (?:alto|fuerte)\b|\bsusurr\w*",
        other_voice=r"\b(?:otra|cambia\w*|nueva|distinta)\b.*\bvoz\b|\bvoz\b.*\b(?:otra|distinta|diferente|mas"
        r"|hombre|mujer)\b",
        offline_only=r"\b(?:quedate|ponte|modo)\b.*\b(?:sin conexion|offline)\b"
        r"|\bno (?:envies|mandes) (?:nada|datos)\b",
        language=rf"\b(?:habl\w+|contest\w+|respond\w+|cambia|escucha\w*)\b.*\b({LANGUAGE})\b",
        save=r"\b(?:guarda\w*|descarga\w*|exporta\w*)\b",
        look=r"\b(?:modo|tema) (?:oscuro|claro)\b",
        full_screen=r"\bpantalla completa\b",
    ),
    filler=re.compile(
        r"\b(?:oriel|eh+|e+m+|mm+|h+m+|por favor|porfa(?:vor|plis)?|si (?:es tan|eres tan) amable|u+h+|este(?=,))\b"
        "|[¿¡]"
    ),
    opening=re.compile(
        r"\W*(?:(?:no|perdon|perdona|lo siento)\s*[,.!…–-]|(?:hola|oye|oiga|vale|ok|okay|bueno|venga|pues|si|y|ahora"
        "|gracias|a ver|mira|puedes|podrias|puede|podria(?:s)?|me puedes|me podrias|te importa(?:ria)?|"
        "quiero(?: que)?|quisiera(?: que)?|me gustaria(?: que)?|vamos a|anda|haz el favor de|haga el favor de"
        "|perdon|perdona|disculpa|entonces|espera|ya|que|es que|sera mejor que|intenta|mejor|hay que|"
        r"a partir de ahora|o|tienes que|podemos|se puede|oye tu|anda ya|va)\b)"
    ),
    closing=re.compile(
        r"\b(?:ahora|ya|vale|gracias|ok|okay|para mi|ahora mismo|un (?:momento|rato|poco|poquito)|si (?:puedes|puede"
        "|no te importa|es posible)|quieres|anda|venga|hombre|mujer|tio|por|un momentito|de una vez|si|eh"
        r"|otra vez)\W*$"
    ),
    reason=re.compile(
        r"(?<!para )(?<!como )\b(?:que (?!es\b)|porque|pues|me|mi \w+ (?:es|esta|no|ha|se)|no (?=te|me|se|lo)|estoy"
        "|es que|hay"
        r"|yo|voy|vas|te|y luego|hasta que|perdona|nos|hemos"
        r"|(?:el|la|los|las|un|una) (?:nin[oa]s?|bebe|vecin[oa]s?|telefono|timbre|moto|tele|radio)(?= \w))\b"
    ),
    asking=re.compile(
        r"\b(?:puedes|podrias|me puedes|repite|vuelve|deja|baja|sube|cambia|por favor|asi que|borra|olvida|habla"
        r"|a partir|espera|venga|y)\b"
    ),
    goes_on=(
        said("yes", "sí", f"(?:{YES})(?: (?:{YES}))*"),
        said("go-on", "sigue; continúa", f"(?:{GOING_ON})(?: (?:{GOING_ON}|{WITH_WHAT}))*"),
    ),
    reads_all=re.compile(
        r"\b(?:lee(?:lo|me)* todo|leelo entero|por completo|todo el texto|(?:texto|respuesta) (?:complet|enter)[oa])\b"
    ),
    accents=False,
)
