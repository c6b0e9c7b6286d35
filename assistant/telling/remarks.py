"""What Oriel remarks when the last result is changed, or cannot be: whole sentences, in the user's language."""

from collections.abc import Mapping

REMARKS: Mapping[str, Mapping[str, str]] = {
    "undone": {
        "en": "Back to what was there before.",
        "de": "Zurück zu dem, was vorher da war.",
        "fr": "Je reviens à ce qu'il y avait avant.",
        "es": "Vuelvo a lo que había antes.",
        "zh": "已退回到之前的结果。",
    },
    "nothing to undo": {
        "en": "There is nothing to undo.",
        "de": "Es gibt nichts rückgängig zu machen.",
        "fr": "Il n'y a rien à annuler.",
        "es": "No hay nada que deshacer.",
        "zh": "没有可以撤销的。",
    },
    "redone": {
        "en": "Here it is again.",
        "de": "Da ist es wieder.",
        "fr": "Le voilà de nouveau.",
        "es": "Aquí está otra vez.",
        "zh": "已恢复。",
    },
    "nothing to redo": {
        "en": "There is nothing to redo.",
        "de": "Es gibt nichts wiederherzustellen.",
        "fr": "Il n'y a rien à rétablir.",
        "es": "No hay nada que rehacer.",
        "zh": "没有可以重做的。",
    },
    "threshold": {
        "en": "Now with {percent} percent.",
        "de": "Jetzt mit {percent} Prozent.",
        "fr": "Maintenant avec {percent} pour cent.",
        "es": "Ahora con {percent} por ciento.",
        "zh": "现在用百分之{percent}。",
    },
    "as strict as can be": {
        "en": "I am as strict as I can be, with {percent} percent.",
        "de": "Strenger geht es nicht, ich bin bei {percent} Prozent.",
        "fr": "Je ne peux pas être plus strict, j'en suis à {percent} pour cent.",
        "es": "No puedo ser más estricto, estoy en el {percent} por ciento.",
        "zh": "已经最严格了，现在是百分之{percent}。",
    },
    "as loose as can be": {
        "en": "I cannot look any looser, I am at {percent} percent.",
        "de": "Großzügiger geht es nicht, ich bin bei {percent} Prozent.",
        "fr": "Je ne peux pas être plus souple, j'en suis à {percent} pour cent.",
        "es": "No puedo ser más flexible, estoy en el {percent} por ciento.",
        "zh": "已经最宽松了，现在是百分之{percent}。",
    },
    "none other": {
        "en": "I see no other {noun}.",
        "de": "Mehr als das sehe ich nicht: {noun}.",
        "fr": "Je n'en vois pas d'autre : {noun}.",
        "es": "No veo más: {noun}.",
        "zh": "没有看到别的{noun}。",
    },
    "none like that": {
        "en": "There is none like that among them.",
        "de": "So etwas ist nicht dabei.",
        "fr": "Il n'y a rien de tel parmi ce que je vois.",
        "es": "No hay nada así entre lo que veo.",
        "zh": "里面没有这样的。",
    },
    "nothing left": {
        "en": "Then nothing is left. What should I look for instead?",
        "de": "Dann bleibt nichts übrig. Wonach soll ich stattdessen suchen?",
        "fr": "Alors il ne reste rien. Que dois-je chercher à la place ?",
        "es": "Entonces no queda nada. ¿Qué busco en su lugar?",
        "zh": "那就什么都不剩了。要我找什么？",
    },
    "which one": {
        "en": "Which one do you mean? Say, for example: the left one.",
        "de": "Was meinst du genau? Sag zum Beispiel: links.",
        "fr": "Qu'entendez-vous par là ? Dites par exemple : à gauche.",
        "es": "¿Cuál quieres decir? Di por ejemplo: a la izquierda.",
        "zh": "你指的是哪一个？比如说：左边的。",
    },
    "what instead": {
        "en": "Sorry. What should be different?",
        "de": "Entschuldigung. Was soll anders sein?",
        "fr": "Désolé. Qu'est-ce qui doit changer ?",
        "es": "Perdón. ¿Qué debe ser diferente?",
        "zh": "抱歉。哪里要改？",
    },
    "finer": {
        "en": "The edge is finer now.",
        "de": "Der Rand ist jetzt feiner.",
        "fr": "Le contour est plus fin maintenant.",
        "es": "El borde es más fino ahora.",
        "zh": "现在边缘更精细了。",
    },
    "as fine as can be": {
        "en": "I cannot draw this edge any finer.",
        "de": "Feiner kann ich diesen Rand nicht ziehen.",
        "fr": "Je ne peux pas tracer ce contour plus finement.",
        "es": "No puedo trazar este borde más fino.",
        "zh": "边缘已经是我能画的最精细的了。",
    },
    "no adjusting": {
        "en": "I cannot adjust an outline yet; I can only draw it anew.",
        "de": "Einen Umriss kann ich noch nicht nachbessern, nur neu zeichnen.",
        "fr": "Je ne sais pas encore retoucher un contour, seulement le refaire.",
        "es": "Todavía no puedo retocar un contorno, solo volver a trazarlo.",
        "zh": "我还不能调整轮廓，只能重新画。",
    },
}


def remark(name: str, language: str, **values: str | int) -> str:
    """One of `REMARKS` with its slots filled; in English where the language is none of the five."""
    said = REMARKS[name]
    return said.get(language, said["en"]).format(**values)
