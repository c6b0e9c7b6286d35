"""The commands as they are said in French; the patterns are without accents, and have a space for an apostrophe."""

import re

from assistant.words.command_table import Said, Tongue, either, formats, keyed, meaning, numbers, said

LANGUAGES = meaning({"en": "anglais", "de": "allemand", "fr": "francais", "es": "espagnol", "it": "italien"})
LANGUAGES |= meaning({"zh": "chinois, mandarin"})
PAGES = meaning(
    {
        "conversation": "conversation, discussion",
        "settings": "parametres, reglages, preferences, options",
        "models": "modeles",
        "history": "historique, anciennes conversations",
        "privacy": "confidentialite, vie privee",
    }
)
NUMBERS = numbers("""
un une premier premiere
deux deuxieme second seconde
trois troisieme
quatre quatrieme
cinq cinquieme
six sixieme
sept septieme
huit huitieme
neuf neuvieme
dix dixieme
""")
LAST = dict.fromkeys(("dernier", "derniere"), "last")
TURNS = meaning({"next": "suivante, prochaine", "previous": "precedente"})
NO_THING = meaning({"0": "rien, aucun, aucune, deselectionne, annule"})
FILES = meaning(
    {
        "overlay": "image, photo, ca, le, la, tout ca, tout, cela, resultat, ce resultat",
        "cutout": "detourage, decoupe, decoupage",
        "index": "masques, masque",
        "coco": "donnees, fichier coco, coco",
        "labelme": "labelme, label me, fichier labelme",
        "yolo": "yolo, fichier yolo, jeu de donnees yolo",
        "outlines": "svg, fichier svg, vecteurs, contours",
    }
)

PAGE, LANGUAGE, FILE, FORMAT = either(PAGES), either(LANGUAGES), either(FILES), formats(FILES)
ONE_OF = "|".join((*NUMBERS, *LAST, r"\d\d?"))
TURN = either(TURNS)
MIC = "(?:micro|microphone)"
NAME = r"(?!(?:\w+ )*(?:de|pour|dans|sur|est|avec|ce|ton|un|une|en)\b)\w+(?: \w+){0,3}?"
KIND = r"webcam|casque(?: bluetooth| usb)?|ecouteurs|air ?pods?|usb"
THE = "(?:(?:l|le|la|les|mon|ma|mes|ton|ta|tes|votre|vos|ce|cette|ces|au|aux|a la|a l|du) )?"
PICTURE = "(?:image|photo|photographie)"
A_BIT = "(?:(?:un (?:tout )?(?:petit )?peu|beaucoup|encore|bien|nettement|legerement) )*"
BIT_AFTER = "(?: (?:un (?:tout )?(?:petit )?peu|encore|davantage))?"
VOUS = "(?: (?:toi|vous))?"
SPEAK = (
    "(?:(?:parle(?:r|z|s)?|lis|lisez|lire|va|vas|allez|aller|dis|dites|repete[rz]?|exprime toi|articule|mets?|mettre"
    "|fais|faire|sois|(?:le|la) (?:dire|lire|mettre))"
    f"{VOUS}(?: (?:moi|le|la|ca|le son|le volume|la voix))? )?"
)
TO_ME = "(?: (?:pour|avec) moi| quand tu parles| que ca)?"
POLLY = "(?:amazon polly|polly|la voix (?:de |d )?(?:amazon polly|polly|amazon))"
AWAY = "(?: (?:a (?:amazon polly|amazon|polly|personne|l exterieur)|sur internet|dans le cloud|dehors))*"
NOW_ON = "(?:(?:a partir de maintenant|desormais|maintenant|seulement|toujours|plutot) )*"
A_WHILE = "(?: (?:(?:une?|deux|quelques) (?:petite? )?(?:secondes?|minutes?|instants?|moments?)|un peu|la))*"
IT = (
    "(?:ca|cela|(?:le|la|ta|les) (?:toute )?(?:derniere?s? )?(?:phrase|reponse|mots?|partie|bout|debut|fin)"
    "|ce que tu (?:viens de dire|as dit))"
)
AGAIN = "(?:encore(?: une fois)?|une (?:autre |seconde |deuxieme )?fois|a nouveau|de nouveau)"
WHERE = (
    "(?: (?:sur|dans|en|sous|comme)(?: (?:le|la|l|les|mon|ma|mes|un|une))? ?(?:bureau|ordinateur|ordi"
    "|disque(?: dur)?|dossier(?: \\w+)?|fichier|png|jpe?g|images?|"
    "telechargements?|documents?|telephone)| quelque part)*"
)


def _overlay(name: str, french: str, words: str) -> tuple[Said, Said]:
    return (
        said(f"show-{name}", f"{french} visibles", f"{THE}{words} visibles?|(?:reaffiche|remets) {THE}{words}"),
        said(
            f"hide-{name}", f"cache les {french}", f"(?:cache|masque|desactive) {THE}{words}|{THE}{words} invisibles?"
        ),
    )


ROWS = (
    said(
        "stop",
        "arrête; tais-toi; ça suffit",
        "(?:merci )?(?:c est|ce sera) (?:tout|bon)(?: pour (?:l instant|aujourd hui))?(?<!^c est bon)"
        "|ca ira(?: merci)?",
        "(?:ca va )?j ai compris|j en ai assez(?: entendu)?|j ai assez entendu|reste (?:silencieux|tranquille|calme)"
        "|laisse moi (?:reflechir|penser)(?: (?:un peu|deux secondes|une seconde|une minute))?|(?:coupe|eteins"
        "|enleve) le son|(?:ne )?(?:n )?en dis pas plus|on s arrete la",
        "minute papillon|pas la peine de (?:continuer|tout lire)|interromps la lecture|(?:plus|pas) maintenant"
        "|un peu de silence",
        "(?:stop|arret)(?: (?:ca|la|tout))?|(?:arrete(?:r|z|s)?|cesse(?:r|z|s)?|stoppe[rz]?)(?: (?:toi|vous"
        "|moi))?(?: (?:la|ca|tout|maintenant|un peu))*"
        "(?: (?:de|d) (?:parler|lire|discuter|causer|blablater|lecture)(?: a (?:haute voix|voix haute))?)?|t arreter",
        "(?:tais toi|taisez vous|te taire|vous taire|la ferme|ferme la|boucle la|chu+t|silence"
        f"|plus un mot){A_WHILE}|ne dis plus rien|(?:ne )?parle plus|dis plus rien",
        "(?:(?:ca|cela) )?suffit|(?:c est |c ?en est )?assez(?: parle)?|t as assez parle|tu as assez parle",
        "(?:attend[sz]?|attendez|patiente[rz]?|minute|(?:une?) (?:petite? )?(?:seconde|minute|instant"
        f"|moment)){A_WHILE}",
        f"(?:(?:mets?|mettre|fais|fait|faire)(?: (?:toi|ca|la|tout|une))* )?(?:en )?(?:petite )?pause{A_WHILE}"
        "|sois (?:tranquille|silencieux)|reste tranquille",
        "interromps(?: (?:toi|ca))?|halte|du calme|du silence",
    ),
    said(
        "mute",
        "coupe le micro; n'écoute plus",
        f"(?:coupe[rz]?|eteins|eteindre|desactive[rz]?|ferme[rz]?) {THE}{MIC}|{THE}{MIC} (?:coupe|eteint|off)|muet"
        "|(?:passe|mets? toi|te mettre) en (?:sourdine|muet|silencieux)",
        "(?:arrete[rz]?|cesse) (?:de m |d |de nous )ecouter|(?:ne )?(?:m |n |nous )*ecoute[rz]? (?:plus"
        "|pas)(?: (?:moi|ce que je dis))?|ne m ecoute plus|endors toi|dors",
    ),
    said(
        "talk",
        "parler en appuyant sur une touche",
        "(?:(?:mode )?appuyer pour parler|parler en appuyant(?: sur une touche)?)",
    ),
    said(
        "new-conversation",
        "nouvelle conversation; on recommence",
        "on (?:repart|reprend|recommence) (?:du|depuis le|au) debut|(?:changeons|change|on change) de (?:sujet"
        "|conversation)",
        "nouveau sujet|oublie(?:r|z|s)? (?:notre|cette|la) conversation",
        "(?:(?:ouvre|lance|commence) )?(?:un )?nouveau (?:chat|dialogue|depart)|(?:on )?(?:efface|oublie) tout"
        "|remise a zero|passons a autre chose",
        "(?:(?:commence[rz]?|demarre[rz]?|ouvre[rz]?|lance[rz]?|fais|on (?:commence"
        "|demarre)) )?(?:une )?(?:toute )?(?:nouvelle|autre) (?:conversation|discussion|session)",
        "(?:on )?(?:recommence[rz]?|recommencons|reprend[sz]?|reprenons|repar[st]|repartons|reprendre"
        "|repartir)(?: tout)?(?: (?:a|de|depuis le) (?:zero|debut))?(?<!reprends)",
        f"(?:efface[rz]?|vide[rz]?|reinitialise[rz]?|supprime[rz]?|oublie[rz]?) (?:tout|{THE}(?:conversation"
        "|discussion))(?: (?:ce qu on (?:a|s est) dit|ca))?"
        "(?: et (?:on )?(?:recommence|repart|repars)\\w*(?: (?:a|de) zero)?)?|remets tout a zero",
    ),
    said("take-over", "prends le relais ici", "(?:prends le relais|continue[rz]?|reprends)(?: ici)(?: )?"),
    said(
        "details",
        "montre les détails; pourquoi c'était si lent",
        f"(?:(?:montre|affiche|donne)(?: moi)? )?{THE}details|pourquoi (?:c etait|c est|est ce|tu es) si (?:lent"
        "|long)|combien de temps (?:ca a|tu as|as tu) (?:pris|mis)",
    ),
    said("latest", "descends en bas", "(?:descend[sz]?|va|defile) (?:tout )?(?:en bas|jusqu en bas)|tout en bas"),
    said("dismiss", "peu importe; ferme ça", "peu importe|ferme (?:ca|cela)"),
    said(
        "device",
        "utilise le micro du casque; prends la webcam",
        f"(?:utilise|prends|essaie|passe (?:a|au|sur)) {THE}{MIC} (?:(?:du|de la|de l|des) )?(?P<micro>{NAME})",
        f"(?:utilise|prends|essaie|passe (?:a|au|sur)) {THE}(?P<genre>{KIND})",
    ),
    said(
        "open",
        "ouvre les paramètres; montre les modèles; montre mon historique; retour à la conversation",
        f"(?P<ferme>ferme[rz]?) {THE}(?:parametres|reglages|historique)",
        f"(?:je veux|fais moi|laisse moi) voir {THE}(?P<voir>{PAGE})|ou sont {THE}(?P<ou>parametres|reglages)",
        f"(?:ouvre[rz]?|affiche[rz]?|montre[rz]?(?: moi)?|va (?:dans|a|aux|sur)|vas dans) {THE}(?P<page>{PAGE})"
        "|(?P<mot>parametres|reglages)",
        f"(?:(?:reviens|retourne|retour) )(?:a )?{THE}(?P<retour>{PAGE})",
    ),
    said(
        "help",
        "qu'est-ce que je peux dire; aide",
        "(?:qu est ce que|que) (?:je peux|puis je) te (?:dire|demander)",
        "aide|a l aide|(?:qu est ce que|que) (?:je peux|puis je) (?:dire|demander)|que sais tu faire"
        "|quelles? (?:sont les )?commandes?",
    ),
    said(
        "repeat",
        "répète; encore une fois; redis-le",
        "(?:peux tu|tu peux) (?:me )?(?:le )?(?:repeter|redire)(?: ca| cela)?",
        "j ai (?:rate|loupe|manque) (?:la fin|le debut|ce que tu as dit)|hein|recommence (?:ta|la) phrase"
        "|j ai mal (?:entendu|compris)",
        "(?:me |le |la |nous )*(?:repete(?:r|z|s)?|redis|redites|redire|relis|relire|relisez|rejoue)(?: (?:moi|le"
        f"|la|nous))*(?: {IT})?(?: (?:{AGAIN}|depuis le debut|pour moi))*",
        f"(?:dis|dites|dire|lis|lire)(?: (?:le|la|moi|ca))* (?:{IT} )?{AGAIN}|(?:le |la |me )*(?:redire|relire"
        f"|repeter)(?: {IT})?|{AGAIN}|encore|pardon|comment|quoi",
        "(?:tu as dit|t as dit|tu disais|vous avez dit|qu est ce que tu (?:as|viens de|disais)(?: dit| dire)?"
        "|qu as tu dit|tu dis)(?: quoi)?(?: deja)?|comment ca|plait il",
        "(?:je )?(?:n |ne )?(?:j )?(?:ai|vous|t|l)? ?(?:ai )?(?:pas|rien) (?:bien )?(?:entendu|compris|saisi"
        "|suivi)(?: (?:ce que tu (?:as dit|dis)|la fin|le debut))?",
    ),
    said(
        "slower",
        "plus lentement; parle plus lentement; moins vite",
        f"{SPEAK}lentement(?: s il te plait)?|{SPEAK}{A_BIT}plus doucement|prends ton temps|(?:reduis|baisse"
        "|diminue) la vitesse|plus lent",
        f"{SPEAK}{A_BIT}(?:plus lentement|plus lent|moins (?:vite|rapidement|rapide)){BIT_AFTER}{TO_ME}|(?:pas si"
        "|(?:tu (?:parles|vas|lis) |c est )?(?:beaucoup )?trop) (?:vite|rapide)(?: pour moi)?",
        f"(?:ralenti[srt]?|ralentir|ralentissez)(?: le (?:debit|rythme))?{BIT_AFTER}|(?:vas y )?doucement|lentement",
    ),
    said(
        "faster",
        "plus vite; parle plus vite",
        "tu (?:es|parles|vas|lis) (?:beaucoup )?trop (?:lent|lentement)|(?:augmente|monte) la vitesse|(?:parle "
        "|va )vite",
        f"{SPEAK}{A_BIT}(?:plus (?:vite|rapidement|rapide)|moins (?:lentement|lent)){BIT_AFTER}{TO_ME}|(?:pas si"
        "|(?:tu (?:parles|vas) |c est )?trop) (?:lent|lentement)(?: pour moi)?",
        f"(?:accelere[rz]?)(?: le (?:debit|rythme))?{BIT_AFTER}|depeche toi",
    ),
    said(
        "louder",
        "plus fort; parle plus fort; monte le son",
        "(?:je |on )?(?:ne )?(?:t entends?|vous entends?|entends?) (?:pas|mal|rien|a peine)(?: (?:bien|tres bien))?"
        "|(?:un peu )?plus de (?:volume|son)|(?:je |on )?n?\\s?entends? rien|je ne t entends pas(?: bien)?",
        f"{SPEAK}{A_BIT}(?:plus (?:fort|haut)|moins (?:doucement|bas)){BIT_AFTER}{TO_ME}|(?:tu parles "
        "|c est )?(?:pas assez fort|trop (?:bas|doucement))",
        f"(?:monte(?:r|z|s)?|augmente[rz]?|hausse[rz]?|remonte[rz]?) {THE}(?:son|volume|ton|voix){BIT_AFTER}",
    ),
    said(
        "quieter",
        "moins fort; parle moins fort; baisse le son",
        "(?:tu )?cries? trop(?: fort)?|baisse un peu (?:ta|la) voix",
        "(?:ne )?(?:crie[rz]?|hurle[rz]?) pas(?: (?:comme ca|si fort))?|arrete de crier|(?:baisse[rz]?"
        "|diminue[rz]?)(?: un peu)? (?:le|la|ton) (?:son|volume|voix)|un peu moins de (?:volume|son|bruit)",
        f"{SPEAK}{A_BIT}(?:moins (?:fort|haut)|plus bas|a voix basse){BIT_AFTER}{TO_ME}|(?:parle(?:r|z|s)?"
        f"|lis) {A_BIT}plus doucement{BIT_AFTER}|plus doux"
        "|(?:pas si|(?:tu parles |c est )?(?:beaucoup )?trop) fort",
        f"(?:baisse(?:r|z|s)?|diminue(?:r|z|s)?|reduis|reduire) (?:d un ton|{THE}(?:son|volume|ton|voix)){BIT_AFTER}"
        "|baisse d un (?:ton|cran)|(?:parle )?tout bas|chuchote[rz]?|murmure",
    ),
    said(
        "offline-only",
        "hors ligne seulement; reste hors ligne; n'envoie rien",
        "(?:(?:reste|passe|travaille|mets toi|sois|active|passer|rester)(?: (?:en|le))? )?(?:mode )?hors ligne"
        "(?: (?:seulement|uniquement))?|(?:seulement|uniquement) hors ligne",
        f"(?:ne |n )?(?:envoie[sz]?|envoyez|transmets)(?: (?:plus|pas))? (?:rien|de donnees){AWAY}"
        f"|ne (?:plus )?rien envoyer{AWAY}|(?:arrete|cesse)[rz]? d envoyer (?:des donnees|quoi que ce soit){AWAY}",
        f"(?:n )?utilise[sz]? (?:plus|pas) {POLLY}|(?:arrete|cesse) d utiliser {POLLY}|(?:sans|plus de) {POLLY}"
        f"|(?:desactive|coupe|eteins) {POLLY}",
        "(?:utilise|prends)(?: (?:seulement|uniquement))? (?:la |une |les |ta )?voix (?:locales?|hors ligne)"
        "|garde tout (?:ici|sur (?:cet|mon|l) ordinateur)",
    ),
    said(
        "polly",
        "utilise Polly; utilise de nouveau Amazon Polly; tu peux te reconnecter",
        "(?:(?:re)?utilise[rz]?|prends|reprends|essaie|(?:re)?active|passe a|reviens a|parle avec|lis avec)"
        f"(?: (?:de|a) nouveau)? {POLLY}(?: (?:de|a) nouveau)?",
        "(?:tu peux |vous pouvez )?(?:te (?:re)?connecter|vous (?:re)?connecter"
        "|(?:retourner|revenir|aller|repasser|passer) en ligne|envoyer des donnees)(?: (?:de|a) nouveau)?",
        "(?:reviens|retourne|repasse|passe|va) en ligne(?: (?:de|a) nouveau)?|(?:re)?connecte toi|plus hors ligne"
        "|(?:quitte|desactive) (?:le )?(?:mode )?hors ligne",
    ),
    said(
        "other-voice",
        "change de voix; une autre voix",
        "(?:reprends|remets|reviens a|retrouve) (?:ta|l|la) ?(?:ancienne |premiere )?voix(?: (?:d avant|normale"
        "|precedente))?",
        "(?:change(?:r|z|s)?|changeons)(?: (?:de|ta|la|votre))? voix(?: pour .{2,30})?|(?:(?:utilise[rz]?|prend[sz]?"
        "|prendre|mets?|mettre|essaie|parle(?: moi)?|choisis|donne moi|"
        "je (?:veux|voudrais|prefere\\w*)|tu as|t as|vous avez|as tu|tu n as pas|t as pas|avoir|passe"
        "|y a)(?: (?:avec|a|pas))* )?(?:(?:une?|d|la|l|de) )*"
        "(?:(?:autre|nouvelle) voix|voix (?:(?:un peu |beaucoup )?(?:plus|moins) \\w+|d homme|de femme|feminine"
        "|masculine|differente|grave|aigue|douce))(?: (?:s il|a la place))?",
        "(?:j aime pas|je n aime pas|je deteste) (?:ta|cette|la) voix|(?:ta|cette) voix (?:m agace|m enerve"
        "|me saoule|me soule|est insupportable)",
    ),
    said(
        "language",
        "passe en anglais; parle-moi en anglais",
        f"(?:re)?(?:passe[rz]?|viens|reviens) (?:en|au|a l) ?(?P<repasse>{LANGUAGE})",
        "(?:dorenavant|desormais|a partir de maintenant) (?:parle|reponds|ecris)(?: moi"
        f"| nous)?(?: en)? ?(?P<dorenavant>{LANGUAGE})",
        "(?:passe[rz]?|change[rz]?|bascule[rz]?|mets?(?: toi)?|switch)(?: (?:de langue|la langue))? (?:en|a l|au"
        f"|vers l|pour l|sur) ?(?P<en>{LANGUAGE})|ecoute(?: moi)? en (?P<ecoute>{LANGUAGE})",
        f"{NOW_ON}(?:parle[rz]?|parlons|discutons)(?: (?:moi|nous))?(?: (?:en"
        f"|l))? ?{NOW_ON}(?:en )?(?P<parle>{LANGUAGE})(?: avec (?:moi|nous))?(?: (?:a partir de maintenant|desormais"
        "|maintenant))?",
        f"{NOW_ON}(?:me )?(?:repond[sz]?|repondre|repondez)(?: moi)? (?:{NOW_ON})en (?P<reponds>{LANGUAGE})(?: (?:a "
        f"partir de maintenant|desormais|maintenant))?|langue (?P<langue>{LANGUAGE})",
        f"(?:me )?parler (?:en )?(?P<parler>{LANGUAGE})",
    ),
    said(
        "sounds-off",
        "coupe les bips",
        "(?:coupe|desactive|arrete) (?:les )?(?:bips|sons d alerte|signaux sonores)|(?:plus de|pas de) bips",
    ),
    said("sounds-on", "remets les bips", "(?:remets|active|reactive) (?:les )?(?:bips|sons d alerte|signaux sonores)"),
    said(
        "add-picture",
        "ajoute une image",
        f"(?:ajoute[rz]?|charge[rz]?|importe[rz]?|choisis) (?:une )(?:autre |nouvelle )?{PICTURE}",
    ),
    said(
        "take-photo",
        "prends une photo; ouvre la caméra",
        f"(?:prend[sz]?|prendre|fais|faire) (?:une|la) (?:autre )?photo|(?:ouvre|allume|active) {THE}(?:camera|webcam)",
    ),
    said("close-camera", "ferme la caméra", f"(?:ferme|eteins|coupe|desactive) {THE}(?:camera|webcam)"),
    said(
        "picture",
        "image suivante; montre la première image; image précédente",
        f"(?:(?:montre|affiche)(?: moi)? |(?:va|passe|reviens|retourne|retour) a )?{THE}{PICTURE} (?P<tour>{TURN})",
        f"(?:(?:montre|affiche)(?: moi)? |(?:va|passe|reviens|retourne|retour) a ){THE}(?P<rang>{ONE_OF}) {PICTURE}",
        f"(?:(?:montre|affiche)(?: moi)? )?{THE}{PICTURE} (?:numero )?(?P<numero>{ONE_OF})",
    ),
    said("remove-picture", "ferme l'image; range l'image", f"(?:range|ferme|retire) {THE}{PICTURE}"),
    said(
        "select",
        "sélectionne le deuxième; sélectionne le numéro trois; ne sélectionne rien",
        f"(?:selectionne|choisis) {THE}(?:numero )?(?P<rang>{ONE_OF})|ne selectionne (?P<rien>rien)"
        "|(?P<de>deselectionne)(?: (?:tout|ca))?",
        "(?P<annule>annule) la selection",
    ),
    *_overlay("masks", "masques", "(?:masques?|contours)"),
    *_overlay("boxes", "cadres", "(?:cadres|boites)"),
    *_overlay("names", "noms", "(?:noms|etiquettes)"),
    said("more-sensitive", "plus sensible", f"(?:sois )?{A_BIT}plus sensible|baisse le seuil"),
    said("less-sensitive", "moins sensible", f"(?:sois )?{A_BIT}moins sensible|(?:monte|augmente) le seuil"),
    said(
        "save",
        "enregistre l'image; sauvegarde le détourage",
        "(?:garde|conserve)(?: (?:en|moi))? une copie(?: de (?:ca|cela|l image|la photo))?",
        "(?:garde|enregistre|sauvegarde|fais)(?: m en| moi)? une copie",
        "(?:me )?(?:enregistre(?:r|z|s)?|sauvegarde(?:r|z|s)?|sauve|telecharge[rz]?"
        f"|exporte[rz]?)(?: moi)?(?: {THE}(?P<fichier>{FILE}))?{WHERE}",
        f"(?:garde[rz]?|conserve[rz]?)(?: moi)? {THE}(?P<garde>image|photo|detourage|masques?|resultat){WHERE}",
        "(?:me )?(?:enregistre(?:r|z|s)?|sauvegarde(?:r|z|s)?|sauve|telecharge[rz]?|exporte[rz]?)(?: moi)?"
        f"(?: {THE}(?:{FILE}))? (?:en|comme|vers|sous|au format|en format)(?: une?)? (?P<format>{FORMAT})",
    ),
    said(
        "downloads",
        "qu'est-ce que je peux enregistrer",
        "(?:qu est ce que|que) (?:je peux|puis je) (?:enregistrer|sauvegarder|telecharger)"
        "|(?:montre(?: moi)? )?les telechargements",
    ),
    said(
        "picture-tools",
        "outils de l'image",
        "(?:(?:montre|affiche|ouvre|ferme)(?: moi)? )?(?:les )?outils (?:de l |d )image",
    ),
    said(
        "look",
        "mode sombre; mode clair",
        "(?:(?:passe[rz]?|mets?|active[rz]?|desactive[rz]?|enleve|retire|reviens|change)(?: (?:en|au|le"
        "|du))* )?(?:mode|theme) (?:sombre|clair|nuit|jour)",
    ),
    said(
        "text-size",
        "affiche le texte en plus grand",
        "(?:(?:affiche|mets|ecris|mettre|fais|rends?) )?(?:le |la |les )?(?:texte|police|caracteres|lettres"
        "|ecriture)(?: a l ecran)? (?:en )?(?:un peu )?plus (?:grand|petit|gros|grosse)\\w*(?: a l ecran)?",
        "(?:agrandis|grossis|augmente|reduis) (?:la taille (?:du texte|de la police|des caracteres)|le texte"
        "|la police|les caracteres)",
    ),
    said(
        "full-screen",
        "plein écran",
        "(?:(?:passe|mets|mets toi|quitte|sors|affiche|active)(?: (?:en|le|du|de))* )?(?:mode )?plein ecran",
    ),
    said(
        "leave",
        "quitte l'application",
        "(?:quitte[rz]?|ferme[rz]?)(?: (?:l (?:application|appli)|le programme|tout|oriel|toi))|quitter|eteins toi",
    ),
    said(
        "wake",
        "tu m'écoutes; réveille-toi",
        "(?:tu es|t es|vous etes) (?:toujours |encore )?la",
        "reveille toi|(?:tu|vous) (?:m |nous )?(?:ecoute|entend)\\w*(?: (?:toujours|encore|maintenant|a nouveau))?"
        "|(?:re)?ecoute(?: moi)? (?:a|de) nouveau|(?:re)?(?:commence a )m ecouter(?: a nouveau)?|m ecouter a nouveau"
        f"|(?:re)?(?:active|allume|ouvre) {THE}{MIC}|rallume {THE}{MIC}|tu es la|t es la",
    ),
)
GOING_ON = (
    "continue a (?:lire|parler)|(?:reprends|continue) (?:la )?ou tu (?:t etais arretee?|en etais)"
    "|termine(?: ta phrase)?|finis(?: ta phrase| ce que tu disais)?|(?:vas y )?(?:continue(?:r|z|s)?|poursui[st]"
    "|poursuivez|enchaine|reprend[sz]?|la suite|suite)|(?:dis m en |un peu |encore )?(?:davantage|plus)|et (?:apres"
    "|ensuite|puis|alors)|vas y|allez y"
    "|(?:et )?la suite|ne t arrete pas|t arrete pas|raconte(?: la suite)?|lis la suite|encore"
)
YES = "oui|ouais|ok|okay|d accord|volontiers|bien sur"
WITH_WHAT = (
    "ca|de (?:parler|lire)|la ou (?:tu (?:en )?(?:etais|t es arrete)|on en etait)|ton (?:histoire|explication)"
    "|ta (?:reponse|lecture)|ce que tu disais"
)
FRENCH = Tongue(
    said=ROWS,
    values={
        "open": PAGES | dict.fromkeys(("ferme", "fermer", "fermez"), "conversation"),
        "language": LANGUAGES,
        "picture": NUMBERS | LAST | TURNS,
        "select": NUMBERS | LAST | NO_THING,
        "save": FILES,
    },
    keys=keyed(
        stop=r"\b(?:arrete|cesse)\w*\b(?! d ecout)|\btais toi\b|\bsuffit\b|\bsilence\b|\btaire\b|\bferme la\b(?! \w)",
        mute=r"\b(?:coupe|desactive|eteins)\b.*\bmicro\w*|\becoute\w* (?:plus|pas)\b|\bd ecouter\b|\bsourdine\b",
        new_conversation=r"\b(?:nouvelle|efface\w*|vide|autre)\b.*\b(?:conversation|discussion)\b|\b(?:recommence\w*"
        r"|repart\w*)\b.*\b(?:zero|debut)\b",
        repeat=r"\b(?:repete\w*|redis|redire|relis|relire|redites)\b|\bencore une fois\b|\bpas (?:entendu|compris)\b",
        slower=r"\bplus lentement\b|\bmoins vite\b|\btrop vite\b|\bralenti\w*",
        faster=r"\bplus (?:vite|rapidement)\b|\baccelere\w*|\btrop lent\w*",
        louder=r"\bplus fort\b|\b(?:monte|augmente)\w*\b.*\b(?:son|volume)\b",
        quieter=r"\bmoins fort\b|\bbaiss\w*\b.*\b(?:son|volume|ton|voix)\b|\btrop fort\b|\bplus bas\b|\bchuchot\w*",
        other_voice=r"\b(?:autre|change\w*|nouvelle|differente)\b.*\bvoix\b|\bvoix\b.*\b(?:autre|plus|change\w*"
        r"|homme|femme|grave)\b",
        offline_only=r"\b(?:restes?|passes?|mode)\b.*\bhors ligne\b|\bn envoie\w* (?:plus |pas )?(?:rien|de donnees)\b",
        language=rf"\b(?:parle|parler|parlez|reponds|repondre|passe|ecoute)\b.*\b({LANGUAGE})\b",
        save=r"\b(?:enregistre\w*|sauvegarde\w*|telecharge\w*|exporte\w*)\b",
        look=r"\b(?:mode|theme) (?:sombre|clair|nuit)\b",
        full_screen=r"\bplein ecran\b",
    ),
    filler=re.compile(
        r"\b(?:oriel|e+u+h+|heu+|hum+|h+m+|ben|bah|s il (?:te|vous) plait|stp|svp|je (?:te|vous) prie|quoi(?= )|u+h+)\b"
    ),
    opening=re.compile(
        r"\W*(?:(?:non|pardon|desole|excuse moi|excusez moi)\s*[,.!…–-]|(?:he|hey|bonjour|salut|ok|okay|d accord|bon"
        "|alors|oui|ouais|et|allez|attends|merci|c est bon|voila|dis|"
        "tu (?:peux|pourrais|veux(?: bien)?)|(?:peux|pourrais|veux) tu|vous (?:pouvez|pourriez)|(?:pouvez"
        "|pourriez) vous|est ce que (?:tu (?:peux|pourrais)|vous (?:pouvez|pourriez)|je peux)|"
        "j (?:aimerais|voudrais)(?: bien)?(?: que tu)?|je (?:veux|voudrais)(?: bien)?(?: que tu)?|on (?:peut|va)"
        "|il faut que tu|maintenant|pardon|desole|la|tiens|allo|merci de|essaie de|si tu peux|non|mais|"
        "ca te derange(?:rait)? de|tu voudrais bien|faut|un peu|me|te|tu|vous|pourquoi tu|si tu pouvais"
        r"|ca serait (?:bien|sympa) (?:si|de|que)(?: tu)?)\b)"
    ),
    closing=re.compile(
        r"\b(?:maintenant|merci(?: (?:beaucoup|bien))?|ok|okay|d accord|pour moi|tout de suite|un (?:instant|moment)"
        "|si (?:tu|vous) (?:peux|pouvez|veux|voulez)|si possible|la|hein|allez|un peu|s il|deja|quand meme|alors"
        r"|tu veux|tu peux|d abord)\W*$"
    ),
    reason=re.compile(
        r"(?<!comment )(?<!quoi )\b(?:j|je|on|c(?= est| etait)|il|elle|tu|t|(?:mon|ma|mes) \w+ (?:est|sont|a|ont|n"
        "|m)|celle"
        r"|celui|car|parce|que(?! c )|puisque|sinon|y|nous|ici|pour que|elles|ils|ca (?:va|fait|me)"
        "|(?:l|le|la|les|un|une) (?:bebe|enfants?|petite?s?|gosses?|voisins?|telephone|bouilloire|train|tele"
        r"|radio)(?= \w))\b"
    ),
    asking=re.compile(
        r"\b(?:tu (?:peux|pourrais|veux)|(?:peux|pourrais) tu|vous (?:pouvez|pourriez)|(?:pouvez|pourriez) vous"
        r"|arrete|tais|parle|alors|donc|est ce que|repete|on recommence)\b"
    ),
    goes_on=(
        said("yes", "oui", f"(?:{YES})(?: (?:{YES}))*"),
        said("go-on", "continue; la suite", f"(?:{GOING_ON})(?: (?:{GOING_ON}|{WITH_WHAT}))*"),
    ),
    reads_all=re.compile(
        r"\b(?:lis (?:le |moi )*(?:tout|en entier)|en entier|integralement|au complet|tout le texte|lis tout)\b"
    ),
    accents=False,
)
