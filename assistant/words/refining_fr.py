"""How people speak of the last result in French; `refining_words` says how this is read."""

OPENERS = (
    r"e+u+h+|h+u+m+|h+m+|ah|oh|ben|bah|bon|alors|et|mais|ok|okay|oui|ouais|d'accord|dis|dis donc|enfin|en fait"
    r"|s'il te plaît|s'il vous plaît|stp|oriel|écoute|regarde|voilà|donc|merci|parfait|super|presque|exactement"
    r"|(?:tu peux|vous pouvez|peux-tu|pouvez-vous|tu pourrais|pourrais-tu|vous pourriez)(?: me)?|je (?:crois"
    r"|pense) que|je (?:voudrais|veux|préfère)(?: que tu)?|maintenant|plutôt(?= que )|désolée?|pardon"
    r"|c'est bien mais|pas mal|c'est pas mal|c'est mieux|attention"
)
REJECTING = (
    r"non|nan|mais non|ben non|attends|attendez|faux|c'est faux|c'est pas ça|ce n'est pas ça|pas (?:celui|celle"
    r"|ceux)-(?:là|ci)(?= (?:mais|plutôt|l') ?)|non non|stop|tu te trompes|vous vous trompez|pas du tout"
    r"|(?:ce n'est|c'est) pas ce que je voulais"
)
CLOSERS = (
    r"s'il te plaît|s'il vous plaît|stp|svp|merci|alors|maintenant|hein|quoi|là|cette fois|d'accord|ok|enfin"
    r"|en fait|si possible|donc|tiens"
)
DEFINITE = (
    r"(?:tous |toutes )?(?:l'|(?:le|la|les|ce|cet|cette|ces|mon|ma|mes|son|sa|ses|ton|ta|leurs?) |(?:celui|celle"
    r"|ceux|celles)(?:-là|-ci)? )"
)
IT = r"(?:le|la|les|ça|cela|l'|celui-là|celle-là|ceux-là|tout ça|tout)"
PICTURE = r"(?:photos?|images?)"
STRICT = (  # manners of looking
    r"(?:strict\w*|sévère|sélecti\w+|exigeante?|prudente?|pointilleu\w+|regardante?|rigoureu\w+|difficile"
    r"|attenti\w+)"
)
SHAPE = (  # manners of an outline
    r"(?:large|serrée?|grande?|petite?|précis\w*|lisse|doux|douce|fine?|épaisse?|épais|étroite?|faible|claire?"
    r"|sombre|net\w*|ajustée?)"
)
WHICH = (
    r"(?:pour|avec|sur|dans|à|aux?|de)? ?(?:(?:la|l'|le|les|toutes?|tous|cette|ces|mes|une|aux"
    r"|ces) ?)*(?P<which>suivante?|prochaine?|autres?|deuxième|seconde|troisième|quatrième|première|dernière"
    r"|précédente|toutes les|tous les|chaque|les|autre|toutes)"
)
FIND = r"trouve"
TAKES = r"(?<=\w),? (?:(?:ah|euh) )?(?:non,? attends|attends,? non|enfin non|ou plutôt|je veux dire),? "
OTHER = r"(?<!\w)autres?\b"
FIRST = r"(?:les )?<n> premi\w+"  # "the first three"
COUNTED = (r"\b(?:en partant|à partir|en commençant|en comptant) (?:de|du|par|d')", r"de ")
CLAUSES = r",\s+| (?:mais|et|car|parce que|donc|par contre) "
REQUESTS = (
    r"\b(?:trouve|où|combien|montre|dessine|génère|traduis|traduire|remplace|floute|efface|supprime|enlève|change"
    r"|peins|décris|dis|lis|que|quoi|qui est|quand|recadre|image de|photo de|éclaircis)\b"
)
ROWS = r"""
finer: (?:(?:fais|fais-moi|donne|donne-moi|mets|dessine|je veux|je voudrais|il me faut|avec|encore) )*(?:(?:un|une|des
 |le|la
 |les|ses|de) )?(?:contours?|bords?|masques?|détourages?|bordures?|découpes?) (?:(?:un peu|bien|beaucoup|encore
 |un poil) )*plus
  (?:nets?|nettes?|fins?|fines?|précise?s?|propres?|exacte?s?|soignée?s?)
finer: (?:(?:rends-le|rends-la|fais-le|fais-la|un peu|encore|bien) )*plus (?:net|nette|fine?|précise?
 |propre)(?: (?:sur|aux) (?:les
 )?(?:bords|contours))?|affine (?:un peu |encore )*(?:le|la|les) (?:contours?|bords?|masque|détourage)
usual: (?:(?:encore|à nouveau|de nouveau|reprends|remets|reviens|avec|au|à|utilise|le|ton|une fois) )*seuil (?:normal
 |habituel|par défaut|d'origine|standard)(?: .{0,12})?|(?:réinitialise[rz]?|rétabli[srt]|remets) (?:(?:le|ton) )?seuil
 (?: (?:à zéro|par défaut|d'avant|comme avant))?
elsewhere: (?:(?:maintenant|fais|cherche|refais) )*(?:la même chose|pareil|idem|de même|ça)(?: aussi| encore)*(?:
  (?:dans|sur|pour|avec|à))? ?(?:l'|la |le )?<pic> (?:numéro )?<number>(?: aussi)?
undo: (?:reviens|retourne|revenir|remonte) (?:de )?<n> (?:étapes?|pas|crans?)(?: en arrière)?
redo: (?:refais|rétablis|rétablir|refaire|remets)(?:-(?:le|la|les|ça))?(?: ça)?(?: ce que .*)?|annule l'annulation
 |avance d'un(?: pas|e étape)
undo: (?:annule|annulez|annuler|défais|défaites|défaire)(?:-(?:le|la|les|moi ça))?(?: (?:ça|tout|cela|tout ça|(?:la
 |les|le) (?:<n> )?(?:derni\w+|précédente?s?|modif\w*|changements?|étapes?)(?: .*)?))?
undo: (?:reviens|retourne|revenez|revenir|retour|remonte)(?: en arrière| de <n> (?:pas|étapes?|crans?)| d'un(?: pas
 | cran|e étape)?| (?:à|au) .*\b(?:avant|précédent\w*|début|départ|initiale?|d'origine)\b.*)(?: .*)?
undo: (?:remets?|remettez|laisse)(?:-(?:le|la|les|moi ça))?(?: \w+)? (?:comme|ce que)\b.*|comme (?:c'était )?avant.*
 |.*\bc'était (?:mieux|bien|pas mal)(?: avant)?.*|.*\b(?:version|résultat) (?:d'avant|précédente?)\b.*
undo: (?:je |j')(?:préfér\w+|aimais mieux) .*\b(?:avant|précédente?|première?|premier)\b.*
why: (?:ah bon )?(?:pourquoi|pour quelle raison|comment ça)(?: ça| donc| pas| (?:celui|celle|ceux|celles)(?:-là
 |-ci)?(?: .{0,20})?)?|ah bon
why: (?:explique(?:-moi|z)? )?pourquoi (?:est-ce que )?(?:tu|vous|t'|t'as|as-tu|dis-tu|penses-tu|crois-tu
 |avoir)\b ?.*|pourquoi (?:c'est|ce serait|ça serait|est-ce) (?:pas )?(?:une?|le|la|des|ça|l') ?.*
why: (?:explique(?:-moi|z)? |et )?(?:comment (?:tu (?:le )?sais|le sais-tu|est-ce que tu (?:le )?sais|tu (?:peux
 |fais pour) (?:le )?savoir|tu (?:en )?es arrivée?|vous (?:le )?savez|tu as (?:compté|trouvé|fait)|tu vois).*
 |qu'est-ce qui (?:te|vous) (?:fait|faire) (?:dire|croire|penser).*)
why: (?:d'où|à quoi|sur quoi|en quoi) (?:tu|vous|est-ce que tu|te) .*|c'est quoi (?:ta|la) raison.*|explique(?:-toi
 | ton choix| ta réponse)
sure: (?:et )?(?:tu es|t'es|vous êtes|es-tu|êtes-vous)(?: vraiment| bien| absolument| si)* (?:sûre?|certaine?)\b.*
 |(?:sûr|vraiment|sérieux|c'est sûr)(?: de ça)?|à quel point .*sûr.*|c'est vraiment (?:une?|le|la|l') ?.*
elsewhere: .*\b(?:pareil|même chose|ça|idem|le même|aussi
 |de même)\b.* <which>(?: <n>)? ?<pic>(?: (?P<which2>suivante?s?|d'après|précédente?s?|d'avant
 |d'à côté))?(?: .{0,12})?
elsewhere: .*\b(?:pareil|même chose|ça|idem|le même|aussi|de même)\b.* (?:la|l'|les|cette
 |aux?) ?<pic> (?P<which4>suivante?s?|d'après|précédente?s?|d'avant|d'à côté|numéro \w+)|(?:pareil|idem
 |la même chose) (?:pour|avec|sur) (?P<which3>la suivante|le suivant|toutes|tous)(?: les autres)?
threshold: .*\b(?:seuil|limite)\b.*?<share>.*|.*\b(?:au moins|à partir de|au-dessus de|plus de
 |au dessus de)\b.*?<percent>.*
looser: (?:tu es|t'es|c'est|vous êtes|c'était|ne sois pas)(?: un peu| bien| beaucoup)* (?:trop|si|aussi) <strict>
 |(?:tu|vous) (?:l'|les |m'en )(?:as|a|avez) (?:encore |tous |toutes )?(?:raté|oublié|loupé|manqué|sauté
 |zappé)\w*(?: .{0,20})?|(?:il y en a|y en a|c'est|ça fait
 |ils sont) (?:en fait |bien |quand même )?<n>,? (?:et )?pas <n>.*|(?:tu en as|vous en avez|t'en as) (?:oublié|raté
 |loupé|manqué|sauté) (?:la moitié|plein|beaucoup|certains|la plupart).*|(?:recompte|recomptez|recherche
 |revérifie)(?:-les| bien| encore)*
stricter: (?:tu es|t'es|c'est|vous êtes|ne sois pas)(?: un peu| bien| beaucoup)* (?:trop|si) (?:souple|large
 |tolérant|généreux|laxiste|permissif|sensible|indulgent)\w*|(?:il y en a|t'en as|tu en as
 |vous en avez)(?: \w+)? (?:un|une|<n>) (?:de|en) trop|(?:un|une|<n>|certains|plusieurs) (?:d'entre eux|d'entre elles
 |de ceux-là|de trop|en trop).*
undo: (?:montre|rends|redonne|remets|affiche)(?:-moi)? (?:le |la |l'|les )?(?:résultat|version|masque|image|contour
 |réponse)? ?(?:précédente?s?|d'avant|ancienne?|d'origine|de tout à l'heure)\b.*|(?:reviens|retourne|revenez
 |revenons) (?:au|à la|à l'|vers)\b ?.*
elsewhere: (?:et )?(?:maintenant )?(?:la|l'|les|cette|toutes les) ?(?P<which>\w+ )?<pic>(?: (?P<which2>suivante?s?
 |d'après|précédente?s?|d'à côté))? (?:aussi|pareil|de même|idem|de la même façon)
looser: (?:(?:soi[st]|soyez|sois|sois donc|un peu|plus|bien|encore|beaucoup) )*(?:moins|pas aussi|pas si) <strict>.*
 |(?:(?:soi[st]|soyez|un peu|beaucoup|encore) )*plus (?:souple|tolérante?|indulgente?|large d'esprit|laxiste
 |permissi\w+)\b.*
looser: .*\b(?:baisse|diminue|réduis|descends|abaisse)\w*\b.*\b(?:seuil|exigence|critère)\w*\b.*
 |(?:encore )?plus(?: s'il.*)?|il y en a(?: encore)?(?: d'autres| plus| <n>| un\w* autre| encore).*|(?:regarde
 |cherche|compte|vérifie|regardez|cherchez)(?: \w+)? (?:mieux|encore|bien|à nouveau|de plus près)\b.*
looser: (?:tu|vous|t')(?: en)? ?(?:as|avez)?(?: \w+)? ?(?:oublié|raté|loupé|manqué|sauté)(?: <n>| une?| plusieurs
 | quelques-uns| d'autres| certains)\b(?! \w+ (?:de|du)).*|(?:tu|vous|t') ?en (?:as
 |avez) (?:encore |aussi )?(?:oublié|raté|loupé|manqué|sauté).*
looser: il (?:en |m'en )?manque (?:une?|encore|quelqu'un|quelques-uns|<n>|plusieurs|quelque chose|d'autres)\b.*
 |.*\b(?:j'en|moi j'en) (?:compte|vois) .*|il devrait y en avoir.*
stricter: (?:(?:soi[st]|soyez|sois|un peu|beaucoup|encore|bien) )*plus (?:<strict>|précis\w* dans .*
 |regardante?)\b.*|.*\b(?:monte|augmente|relève|remonte)\w*\b.*\b(?:seuil|exigence|critère)\w*\b.*
stricter: (?:tu|vous|t')(?: en)? ?(?:as|avez|en as) .*\b(?:trop|beaucoup trop)\b.*|(?:(?:il y en a|c'est|ça fait
 |y en a) )?(?:beaucoup |bien )?trop(?: de .{0,25}| enlèves-en.*)?|(?:un peu )?moins(?: s'il.*| que ça)?
stricter: (?:seulement|juste|uniquement|que|garde que|ne garde que|montre que) (?:ce|ceux|celles
 |quand)\b.*\b(?:sûre?|certaine?)\b.*|enlèves-en.*
as cut: (?:maintenant )?(?:découpe|découpez|détoure|isole|extrais)-?(?:le|la|les|moi ça| ça)
as outline: (?:entoure|encadre|souligne|surligne|marque|segmente|trace|détoure)-?(?:le|la|les)
 |(?:juste )?le contour(?: seulement)?
as count: (?:compte|dénombre)-?(?:les|le|la)|(?:il y en a |y en a |et )?combien(?: (?:il )?y en a(?:-t-il)?| ça fait
 | en tout)?(?: en tout)?
as where: (?:(?:il|elle|ils|elles|c') ?(?:est|sont) )?où(?: (?:ça|exactement|précisément|est-(?:il|elle|ce)
 |sont-(?:ils|elles)|il est|elle est))*|montre-moi où
which: (?:c'est |plutôt )?(?:celui|celle|ceux|celles)(?:-là|-ci)? (?:du|de|des|qui|que|avec|à|en|au|derrière|devant
 |d'|près|sur|sous|le plus|la plus)\b.*
also?: (?:ajoute|ajoutez|rajoute) <x>
also: (?:aussi|avec|plus|(?:ajoute|ajoutez|rajoute|compte|prends|mets) (?:aussi|également)|inclus|incluez
 |sans oublier|n'oublie pas)(?: aussi| également)? <x>(?: aussi| avec| également| en plus| dedans| au résultat
 | à la sélection)*(?: elle fait partie.*)?
also: <x> (?:aussi|également|en plus|avec)|(?:et |aussi )(?:encore )?une? <any> aussi|<x> (?:manque|manquent)
 |il (?:te )?manque <x>|(?:tu|vous|t')(?: as|as| avez) (?:oublié|raté|loupé|manqué|sauté|coupé) <x>|<x> (?:est
 |sont) (?:coupée?s?|pas dedans|absente?s?)
also: (?:et )?(?:les autres|le reste|tout le reste|tous les autres)(?: aussi)?|<x> (?:fait
 |font) (?:aussi )?partie (?:du|de la|de).*
instead: pas <the> (?:mais |plutôt |je voulais )?<x>
without: (?:mais )?(?:sans|sauf|excepté|à part|hormis|moins)(?: compter)? <x>|sans <any>|pas <x>|(?:enlève|retire
 |ôte|exclus|supprime|laisse|ignore|oublie)\w*(?: de côté| tomber)? <x> (?:de|du) (?:la |le |l')?(?:résultat
 |sélection|masque|contour|liste).*
without: (?:exclus|ignore|laisse tomber|laisse de côté|ne compte pas|ne prends pas|ne garde pas|oublie)\w* <x>
 |<x> (?:ne )?(?:compte|comptent|fait|font) (?:pas|pas partie).*|(?:tout|tous|toutes)(?: les .{2,12})? sauf <x>|(?:tu
 |vous|t')(?: as|as| avez) (?:aussi )?(?:inclus|pris|compté|marqué|mis) <x>(?: avec| aussi| dedans).*
only: (?:(?:garde|gardez|laisse|montre|prends|je veux|c'est|ne garde)(?:-moi)? )?(?:seulement|juste|uniquement
 |rien que|plus que|(?<=garde )que|(?<=laisse )que)(?: les| la| le)? ?<x>|<x> (?:seulement|uniquement|suffit
 |suffisent|seule?s?)|(?:garde|ne garde)(?: seulement| juste| que| uniquement) ?<any>|seulement <any>
other: (?:(?:je (?:voulais|veux|parle|parlais)(?: dire)?(?: de)?|pas (?:celui|celle|ceux)-(?:là|ci)|prends
 |montre-moi|plutôt|mais|c'est|le|la) )*(?:l'autre|les autres|d'autres)(?: là)?(?: (?:celui|celle) .*| (?!photo|image
 |jour|fois)<any>)?|(?:un|une) autre(?: s'il.*)?
other: pas (?:celui|celle|ceux|celles)(?:-là|-ci)?|(?:non )?je (?:voulais|parlais de) (?:celui|celle) (?:d'à côté
 |à côté|de derrière|derrière|de devant|devant)|(?:c'est |ce n'est )?(?:pas )?(?:le|la) (?:mauvaise?|bonne?)(?: \w+)?
instead: (?:plutôt|à la place|je préfère) <x>|<x> (?:plutôt|à la place).*|(?:la même chose|pareil
 |idem)(?: mais)? (?:avec|pour|sur) <x>|(?:je|j') ?(?:voulais|parlais de|parle de|veux|voulais dire|ai dit
 |ai demandé)(?: dire)? <x>
instead: pas <y> (?:mais |plutôt |je voulais |non )?<x>|(?:prends|montre-moi|essaie(?: avec)?) <x> (?:plutôt
 |à la place).*
all: (?:tous|toutes|tout|les deux|tous les <n>|toutes les <n>|l'ensemble|chacun)(?: ensemble
 | s'il.*)?(?: pas (?:seulement|juste|que) .*)?
again: (?:recommence(?!.*(?:début|zéro|histoire))|recommencez|réessaie|réessayez|réessaye|retente|essaie (?:encore
 |à nouveau|de nouveau)|essaye encore|encore un essai|refais un essai)(?:-le)?(?: mais| tout| .*)?
adjust: (?:(?:un peu|encore|bien|beaucoup|rends-le|fais-le|fais|mets|le contour|un poil|un chouïa|légèrement|c'est
 |toujours) )*(?:plus|moins|trop) <shape>\b.*|(?:resserre|élargis|lisse|affine|agrandis|rétrécis|adoucis|réduis
 |épaissis|arrondis) (?:un peu |encore |légèrement )*(?:le|la|les|l') ?(?:contours?|bords?|masque|sélection|trait
 |cadre|bordure).*
adjust: (?:le|la|les|ton|ce|sur les|aux) (?:contours?|bords?|masque|sélection|cadre|bordure|détourage)\b.*\b(?:trop
 |plus|moins|déborde\w*|précis\w*|serré\w*|large\w*|lisse\w*|doux|douce|mal|net\w*|rentre\w*|élargi\w*|décalée?)\b.*
adjust: (?:(?:encore|un peu|plus|un poil|beaucoup) )+(?:vers |à |en )?(?:la |le )?(?:gauche|droite|haut|bas)
 |(?:.{2,12} )?(?:est|était) (?:encore |toujours )trop .*|.{2,12} est trop criarde? .*
 |(?:un peu )?plus claire? c'est encore .*
undo: (?:annule|annulez|annuler|efface|supprime|retire|oublie)(?:-(?:le|la|les))? (?:(?:cette|ta|la|ma|le|les|ces
 |ce) )?(?:derni\w+ )?(?:modification|changement|étape|action|opération|retouche|chose|version|marque
 |truc)s?(?: .{0,20})?|(?:reviens|retourne|revenir|revenons|retour|remets|rends-moi|redonne-moi
 |je veux) .{0,20}\b(?:avant|précédente?s?|ancienne?s?|d'origine|initiale?|première?|tout à l'heure|au départ)\b.*
 |ctrl z|(?:un|<n>|une) (?:pas|étapes?|crans?) en arrière|(?:fais )?marche arrière|en arrière|(?:c'était|j'aimais
 |je préférais|on était|ça allait) (?:beaucoup |bien )?mieux\b.*|.*\b(?:avant|la première|l'ancienne
 |la précédente)\b.*\b(?:mieux|meilleure?|préfér\w+|bien)\b.*|laisse comme c'était.*
redo: (?:finalement )?(?:remets|refais|rétablis)(?:-(?:le|la|les))?(?: ça| tout)?(?: finalement| quand même)?
 |(?:un pas|une étape) en avant|refaire(?: l'action| la modification)?|en avant
why: (?:et )?(?:pourquoi (?:lui|elle|eux|ça|celui|celle|ceux|seulement|juste|pas|autant|si peu|<n>)\b.{0,35}
 |c'est pour quelle raison|pour quelles? raisons?.*|qu'est-ce qui (?:te|vous) .{5,40}|comment (?:peux-tu|tu peux
 |vous pouvez|as-tu (?:su|vu|fait|compté|trouvé)|tu as (?:su|vu|fait|compté|trouvé)|t'as (?:su|vu|fait|compté|trouvé)
 |ça se fait|tu arrives|tu fais|est-ce que tu)\b.{0,40}|(?:explique|explique-moi|expliquez|justifie|dis-moi
 |expliquez-moi)(?:-moi)? (?:pourquoi|comment|ton|ta|votre|ça)\b.*|sur quels? (?:critères?|bases?).*
 |tu te bases sur quoi|tu vois ça à quoi|à quoi tu (?:vois|reconnais|le vois).*|d'où tu (?:sors|tiens) .*
 |qu'est-ce qui prouve .*)
sure: (?:c'est|ce serait) (?:bien |vraiment )?(?:sûr|certain|vrai|ça|juste|correct|exact)(?: ça)?|(?:vraiment
 |sérieusement|t'es sérieux|c'est vrai)(?: ça)?|(?:es-tu|tu es|vous êtes|êtes-vous)(?: \w+)? (?:sûre?
 |certaine?)s?\b.*|(?:vérifie|revérifie|vérifiez)(?: encore| bien| ça)*|j'en doute|je (?:n'y crois|ne te crois
 |te crois|suis) pas.{0,15}|quelle est ta certitude.*
 |(?:avec )?quel(?:le)? (?:est )?(?:ta |le |la |votre )?(?:degré de |niveau de )?(?:certitude|confiance|probabilité
 |score).*|t'es sûre?.*
elsewhere: (?:maintenant )?(?:et )?(?:pour|avec|sur|dans) (?:la|l'|les|cette|une) ?(?P<which5>(?:autre|deuxième
 |seconde|troisième|prochaine|dernière|autres)s?) <pic>(?: aussi| pareil)+|(?:refais|applique|fais|répète
 |reproduis)(?:-le)? (?:ça |la même chose |pareil |aussi |tout )*(?:sur|avec|pour|dans|à) (?:la|l'|les|toutes les
 |chaque|cette) ?(?P<which6>\w+)? ?<pic>?(?: (?P<which7>suivante?s?|d'après|précédente?s?|d'à côté))?
looser: (?:il|y) ?(?:y )?en a (?:encore|aussi|un|une|plein|plus|d'autres|au moins|<n>|bien plus|quand même)\b.{0,40}
 |(?:c'est|ce n'est|ce sont|ce ne sont) pas tou(?:t|s|tes)(?: .{0,20})?|(?:tu|vous|t') ?(?:n'|ne )?(?:en )?(?:as|avez
 |es|vois|trouves|comptes)(?: \w+)? (?:que|pas (?:tout|tous|toutes))\b.*|(?:tu|vous|t')(?: n'
 |n')?(?:en |as |avez |l')* ?.{0,12}(?:oublié|raté|loupé|manqué|sauté|zappé|omis) (?:une?|<n>|celui|celle|ceux
 |quelques|plusieurs|certains|des|d'autres|plein|encore)\b.*|(?:cherche|trouve|montre|marque|prends|compte)(?:-moi
 |-en|-les)? (?:en |aussi )?(?:plus|davantage|encore|les autres|ceux qui manquent|même)\b.*|(?:encore
 |davantage)(?: plus)?|même les .{3,25}|pas assez(?: .{0,20})?|(?:il )?en manque.{0,30}|.*\bil (?:t')?en manque\b.*
 |(?:baisse|diminue|abaisse|descends) (?:un peu )?(?:le|la|ton|ta|tes) .{0,15}(?:seuil|barre|exigence|critères?
 |sensibilité|limite).*|sois (?:un peu |beaucoup )?(?:plus|moins) .{3,15}
stricter: (?:(?:garde|montre|affiche|donne|prends)(?:-moi)? )?(?:seulement|uniquement|juste|que|rien que) (?:les|le
 |la|ce|ceux|celui|celles|quand) .{0,15}(?:plus |vraiment )?(?:sûre?s?|certaine?s?|évidente?s?|probables?|clairs?
 |nets?|fiables?|confiance)\b.*|(?:pas|il n'y en a pas) autant.*|(?:enlève|retire|vire|supprime|ôte)(?:-moi)? (?:ceux
 |celles|les) .{0,12}(?:douteu\w+|incertain\w*|pas sûrs?|faux|fausses).*|(?:il y en a|tu en as|c'est|ça fait|y en a
 |vous en avez|t'en as)(?: \w+){0,3} trop\b.*|trop (?:de|nombreu\w+)\b.*|(?:certains|la moitié|quelques-uns
 |plusieurs) (?:ne |n')?(?:sont|est|en sont).*|(?:relève|monte|augmente|hausse|remonte) (?:un peu )?(?:le|la|ton
 |ta) .{0,15}(?:seuil|barre|exigence|limite).*
again: (?:refais|recommence|réessaie|reprends|retente)(?:-le|-la| ça| tout| un essai)*(?: encore| mieux
 | depuis le début de la sélection| s'il te plaît)?(?: mais .*)?|encore une (?:tentative|essai)|nouvel essai
 |essaie encore(?: une fois)?.*
adjust: (?:trop|pas assez) (?:serrée?|large|épais\w*|fine?|grossi\w+|étroite?|petite?|grande?|net\w*|flou\w*|lisse
 |marquée?)s?(?: .{0,30})?|(?:le|la|les|ton|tes) (?:contours?|bords?|masque|sélection|cadre|trait|détourage|bordures?
 |découpe) (?:est|sont|doit|doivent|devrait\w*|déborde\w*|dépasse\w*|coupe\w*|manque\w*|va|n'|touche\w*|ne|a|trop
 |plus|moins|pas)\b.{0,60}|(?:lisse|affine|élargis|resserre|déplace|décale|agrandis|réduis|rétrécis|adoucis|étends
 |nettoie|peaufine|améliore|arrondis)(?:(?:-(?:le|la|les))(?: .{0,20})?|(?: le| la| les| l'| un peu)+ ?(?:contours?
 |bords?|masque|sélection|cadre|trait|détourage|bordures?|découpe)(?: .{0,30})?)|(?:il|y) (?:y )?(?:a
 |reste) encore (?:un peu|un bout|une bande|du|de la|des) .{2,40}|(?:un peu|un poil|légèrement|un chouïa
 |un tout petit peu) (?:plus|moins)\b.{0,30}
also: (?:prends|compte|marque|entoure|ajoute|mets|montre|détoure|découpe|sélectionne|garde|inclus|rajoute
 |surligne)(?:-moi|-y)? (?:aussi |également |en plus |encore )<x>|(?:prends|compte|marque|entoure|mets|montre|détoure
 |découpe|sélectionne|garde|je veux|il faut|rajoute|surligne)(?:-moi)? <x> (?:aussi|également|en plus|avec)
 |(?:et )?(?:qu'en est-il de|quid de) <x>|<x> (?:doit|doivent|devrait|devraient) .{0,12}(?:être|en faire partie
 |y être|apparaître).*|(?:tu|vous|t') ?(?:n'|ne )?(?:as|avez|l'as|les as)? ?(?:pas )?(?:pris|inclus|compté|marqué|mis
 |sélectionné|oublié|coupé|laissé de côté|zappé) <x>(?: .{0,12})?|<x> (?:aussi|également|en plus) (?:s'il.*|stp)?
 |il (?:manque|manquait) (?:encore |juste |toujours )?<x>|<x> (?:n'est|ne sont|n'y est|est|n'y sont) pas (?:dedans
 |pris|prise|inclus\w*|dans .*|là|marqu\w+|complet|complète)|ajoute-(?:y|lui) <x>
without: (?:ne|n') ?(?:compte|prends|inclus|garde|marque|mets|sélectionne|touche|veux)\w* (?:pas|plus) <x>.{0,15}
 |(?:compte|prends|inclus|garde|marque|mets|sélectionne) pas <x>.{0,15}|(?:je (?:ne )?(?:veux|voulais)
 |on (?:ne )?veut) pas (?:de )?<x>|pas (?:de |d')<any>(?: s'il.*| cette fois| dedans)*|(?:laisse|mets) <x> (?:de côté
 |dehors|tranquille|en dehors)|(?:saute|zappe|oublie|écarte|exclus|ignore|omets) <x>|<x> (?:n'a|n'ont|n'est|ne sont
 |ne fait|ne font|ne compte|fait|a|est)(?: \w+)? (?:rien à faire|pas à|partie|pas partie|pas (?:dans|censé\w*
 |demandé\w*|compris\w*)|en trop|de trop)\b.{0,25}|(?:tu|vous|t') ?(?:as|avez) (?:aussi |encore |même )*(?:inclus
 |pris|compté|marqué|mis|sélectionné|attrapé|gardé) <x>.{0,20}|(?:retire|enlève|ôte|sors) <x> (?:de|du) (?:la |le |l'
 |ta |ton )?(?:résultat|sélection|masque|contour|liste|compte)\w*.*
only: (?:limite|réduis|restreins|concentre)-?(?:toi|le|la|les|ça)? (?:à|aux|au|sur) ?(?:seulement )?<x>
 |je (?:ne )?(?:veux|voulais|parlais|demandais)(?: voir)? (?:juste|seulement|uniquement)(?: de)? <x>|je ne (?:veux
 |voulais) que <x>|<x> (?:et rien d'autre|et c'est tout|tout seul|toute seule|seulement|uniquement|seul|seule)
 |(?:juste|seulement|uniquement) <any>|(?:oublie|enlève|vire|retire|laisse tomber) (?:le reste|tous les autres
 |toutes les autres|les autres|tout le reste)|(?:garde|ne garde|gardez|conserve|laisse)(?: donc| seulement| juste
 | uniquement| plus)* que <x>|(?:ne garde|conserve|garde)(?: donc| seulement| juste| uniquement)+ <x>
other: (?:prends|montre|essaie|choisis|donne|je veux|je voulais|mets|plutôt|mais)(?:-moi)?(?: plutôt)? (?:une? autre
 |l'autre|celui d'à côté|celle d'à côté|le suivant|la suivante|une? différente?)(?: .{0,20})?
 |(?:c'est |c'était )?(?:pas )?(?:le|la) (?:mauvais|mauvaise|bon|bonne)(?: \w+)?|(?:celui|celle)(?:-là)? (?:d'à côté
 |à côté|de derrière|de devant|juste à côté)(?: .{0,15})?|pas (?:lui|elle|ce|cette|cet)(?: \w+)?(?:-là)?(?: .{0,20})?
 |(?:je ne voulais|je voulais|c'est) pas (?:celui|celle)(?:-là|-ci)?(?: .{0,20})?|(?:une?|le|la) (?:autre|suivante?)
instead: (?:prends|montre|fais|essaie|choisis|marque|entoure|détoure|trouve|cherche)(?:-moi)? (?:plutôt
 |de préférence) <x>|(?:prends|montre|fais|essaie|choisis|marque|entoure|détoure|trouve
 |cherche)(?:-moi)? <x> (?:plutôt|à la place)(?: .{0,20})?|(?:c'est|c'était) <x> que je (?:voulais|veux|cherche
 |demandais|disais)|(?:j'ai dit|je disais|j'avais dit|je parlais de|je pensais à|je demandais|je voulais dire
 |je voulais) ?(?:de )?<any>|<x>,? pas <y>|au lieu (?:de |du |d')<y> <x>|remplace par <x>
which: (?:je (?:veux|voulais|voudrais|parle de|parlais de
 |pensais à) |c'est |prends |montre-moi |plutôt |donne-moi |choisis |mais )*(?:celui|celle|ceux|celles)(?:-là
 |-ci)? .{3,45}|(?:je (?:veux|voulais|voudrais|parle de|parlais de) |c'est |prends |montre-moi |plutôt )*(?:le|la
 |les) (?:plus \w+|\w+ième|second|seconde|premier|première|dernier|dernière|gros|grosse|grand|grande|petit|petite
 |rouge|bleue?|verte?|noire?|blanche?|jaune)(?: (?:de|du|des|à|au|en|là|qui|avec|plutôt|derrière|devant
 |tout)\b.{0,20})?
wrong: (?:c'est|c'était|ça|tout ça c'est) (?:complètement |totalement |vraiment |toujours )?(?:faux|nul|raté
 |n'importe quoi|mauvais|incorrect|inexact|pas (?:bon|bien|correct|exact|vrai|ça)|une erreur)\b.{0,30}|(?:tu
 |vous) (?:te|vous|t') ?(?:trompe|trompes|trompez|plante|plantes|es trompé\w*|es plantée?)\b.*|(?:tu|vous|t') ?(?:as
 |avez|confonds|confondez|mélanges|inverses|inventes)\b ?(?:faux|tort|tout faux|mal .{2,20}|confondu .*|mélangé .*
 |inversé .*|compté .{0,20}deux fois.*)?.{0,30}|ce n'est pas (?:ça|ce que|une?|le|la|du tout)\b.{0,30}
 |c'est pas (?:ça|ce que|une?|le|la|du tout)\b.{0,30}|j'ai pas (?:dit|demandé) ça.*|je n'ai pas (?:dit|demandé) ça.*
 |mauvaise réponse|erreur
without: (?:il (?:reste|y a)|y a|tu as (?:pris|inclus|laissé|gardé|mis)|on voit|je vois)(?: encore| aussi
 | toujours)* (?:un peu|un bout|un morceau|une partie|des bouts|du|de la|des)(?: de| d'| du)? ?<any>(?: (?:dedans
 |dessus|avec|autour))*|<x> (?:n'a|n'ont|a|ont) (?:rien|pas) .{3,25}|<x> (?:ne )?(?:va|vont|devrait|devraient
 |doit) pas .{2,25}
also: <x> (?:est|sont|a été|ont été)(?: encore| un peu| à moitié| toujours)* (?:coupée?s?|oubliée?s?|absente?s?
 |incomplète?s?|incomplets?|pas (?:dedans|inclus\w*|complets?|là)|laissée?s? de côté)(?: .{0,15})?
wrong: (?:ça|ce|cela) (?:ne )?(?:peut|va|colle|marche|tient|ressemble) pas\b.{0,25}|c'est pas possible|impossible
wrong: (?:(?:mais |ben )?(?:non|nan) ?)+|(?:mais )?(?:c'est|c'était|c'est toujours) (?:pas ça|faux|pas bon
 |n'importe quoi|pas juste|pas vrai|pas la bonne|raté|pas du tout ça|mauvais).*|(?:ce n'est|c'est|ce n'était
 |c'était) pas (?:ça|ce que (?:je|j').*)|pas (?:ça|comme ça)
wrong: (?:c'est|ce n'est|ça c'est|ça) pas (?:une?|le|la|l'|mon|ma|des) ?.{2,25}(?: ça)?|(?:tu|vous|t') ?(?:as|avez
 |t'es|t'as)?(?: as)? ?(?:confondu|trompée?|compté deux fois|mélangé|inventes?|inversé)\b.*|(?:tu te trompes
 |vous vous trompez)(?: .*)?|.*\btu inventes
"""
