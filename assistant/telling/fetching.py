"""What is said before a picture is fetched from a web address, in five languages."""

SAYINGS: dict[str, dict[str, str]] = {
    "ask": {
        "en": "Shall I fetch a picture from {host}? That site will see your address.",
        "de": "Soll ich ein Bild von {host} holen? Die Seite sieht dann deine Adresse.",
        "fr": "Dois-je chercher une image sur {host} ? Ce site verra votre adresse.",
        "es": "¿Traigo una imagen de {host}? Ese sitio verá tu dirección.",
        "zh": "要从 {host} 获取图片吗？该网站会看到你的地址。",
    },
    "sent on": {
        "en": "It sends me on to {host}. Shall I fetch it there? That site will see your address.",
        "de": "Ich werde zu {host} weitergeschickt. Soll ich es dort holen? Die Seite sieht dann deine Adresse.",
        "fr": "Je suis renvoyé vers {host}. Dois-je la chercher là-bas ? Ce site verra votre adresse.",
        "es": "Me envía a {host}. ¿La traigo de allí? Ese sitio verá tu dirección.",
        "zh": "它转到了 {host}。要从那里获取吗？该网站会看到你的地址。",
    },
    "offline": {
        "en": "Offline only is on, so I fetch nothing.",
        "de": "Nur offline ist an, also hole ich nichts.",
        "fr": "Le mode hors ligne est actif : je ne cherche rien.",
        "es": "Solo sin conexión está activado, así que no traigo nada.",
        "zh": "“仅离线”已打开，所以我不会获取任何内容。",
    },
    "left": {
        "en": "All right, I fetch nothing.",
        "de": "Gut, ich hole nichts.",
        "fr": "D'accord, je ne cherche rien.",
        "es": "De acuerdo, no traigo nada.",
        "zh": "好的，我不获取。",
    },
    "doing": {"en": "Fetching", "de": "Hole", "fr": "Recherche", "es": "Trayendo", "zh": "正在获取"},
}
CHOICES = {"en": ("Yes", "No"), "de": ("Ja", "Nein"), "fr": ("Oui", "Non"), "es": ("Sí", "No"), "zh": ("好的", "不要")}


def saying(name: str, language: str, **values: str) -> str:
    """One of these, in English where the language has none."""
    return SAYINGS[name].get(language, SAYINGS[name]["en"]).format(**values)


def choices(language: str) -> tuple[str, str]:
    """Yes and no."""
    return CHOICES.get(language, CHOICES["en"])
