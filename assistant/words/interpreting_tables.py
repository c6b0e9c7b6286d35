"""Languages that Oriel interprets: what each is called in five languages, and sentences that show what to do."""

from collections.abc import Mapping

TONGUES = ("en", "de", "fr", "es", "zh")  # in this order a language's names stand below
NAMES: Mapping[str, tuple[str, ...]] = {
    "en": ("English", "Englisch", "anglais", "inglés", "英语"),
    "de": ("German", "Deutsch", "allemand", "alemán", "德语"),
    "fr": ("French", "Französisch", "français", "francés", "法语"),
    "es": ("Spanish", "Spanisch", "espagnol", "español", "西班牙语"),
    "zh": ("Chinese", "Chinesisch", "chinois", "chino", "中文"),
    "it": ("Italian", "Italienisch", "italien", "italiano", "意大利语"),
    "pt": ("Portuguese", "Portugiesisch", "portugais", "portugués", "葡萄牙语"),
    "nl": ("Dutch", "Niederländisch", "néerlandais", "neerlandés", "荷兰语"),
    "pl": ("Polish", "Polnisch", "polonais", "polaco", "波兰语"),
    "ru": ("Russian", "Russisch", "russe", "ruso", "俄语"),
    "uk": ("Ukrainian", "Ukrainisch", "ukrainien", "ucraniano", "乌克兰语"),
    "sv": ("Swedish", "Schwedisch", "suédois", "sueco", "瑞典语"),
    "tr": ("Turkish", "Türkisch", "turc", "turco", "土耳其语"),
    "ar": ("Arabic", "Arabisch", "arabe", "árabe", "阿拉伯语"),
    "ja": ("Japanese", "Japanisch", "japonais", "japonés", "日语"),
    "ko": ("Korean", "Koreanisch", "coréen", "coreano", "韩语"),
}
# Other words for them; of a German name that ends in "isch" or "sch" the forms with -e and -en are understood too.
ALSO: Mapping[str, str] = {
    "mandarin": "zh",
    "mandarín": "zh",
    "汉语": "zh",
    "国语": "zh",
    "普通话": "zh",
    "castellano": "es",
    "holländisch": "nl",
    "hollandais": "nl",
    "holandés": "nl",
    "英文": "en",
    "德文": "de",
    "法文": "fr",
    "西班牙文": "es",
    "西语": "es",
    "日文": "ja",
    "韩文": "ko",
    "俄文": "ru",
    "意大利文": "it",
    "葡萄牙文": "pt",
}
# A question, a statement and an order: to be put into another language, not to be answered, discussed or obeyed.
EXAMPLES: Mapping[str, tuple[str, str, str]] = {
    "en": ("Excuse me, where is the station?", "I'm going home tomorrow.", "Write me a letter."),
    "de": ("Entschuldigung, wo ist der Bahnhof?", "Ich fahre morgen nach Hause.", "Schreib mir einen Brief."),
    "fr": ("Excusez-moi, où est la gare ?", "Je rentre chez moi demain.", "Écris-moi une lettre."),
    "es": ("Perdone, ¿dónde está la estación?", "Mañana me voy a casa.", "Escríbeme una carta."),
    "zh": ("请问，车站在哪里？", "我明天回家。", "给我写一封信。"),
    "it": ("Scusi, dov'è la stazione?", "Domani torno a casa.", "Scrivimi una lettera."),
    "pt": ("Desculpe, onde fica a estação?", "Amanhã vou para casa.", "Escreve-me uma carta."),
    "nl": ("Pardon, waar is het station?", "Ik ga morgen naar huis.", "Schrijf me een brief."),
    "pl": ("Przepraszam, gdzie jest dworzec?", "Jutro jadę do domu.", "Napisz do mnie list."),
    "ru": ("Извините, где вокзал?", "Завтра я еду домой.", "Напиши мне письмо."),
    "uk": ("Вибачте, де вокзал?", "Завтра я їду додому.", "Напиши мені листа."),
    "sv": ("Ursäkta, var ligger stationen?", "Jag åker hem i morgon.", "Skriv ett brev till mig."),
    "tr": ("Affedersiniz, istasyon nerede?", "Yarın eve gidiyorum.", "Bana bir mektup yaz."),
    "ar": ("عفوًا، أين المحطة؟", "سأعود إلى البيت غدًا.", "اكتب لي رسالة."),
    "ja": ("すみません、駅はどこですか。", "明日、家に帰ります。", "私に手紙を書いてください。"),
    "ko": ("실례합니다, 역이 어디예요?", "내일 집에 가요.", "저에게 편지를 써 주세요."),
}
