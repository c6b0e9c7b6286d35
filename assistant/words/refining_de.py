"""How people speak of the last result in German; `refining_words` says how this is read."""

OPENERS = (
    r"ä+h+m*|h+m+|ach|oh|na|naja|tja|also|so|okay|ok|gut|ja|jo|und|aber|bitte|hey|oriel|sag mal|guck mal"
    r"|eigentlich|sorry|vielleicht|dann|jetzt|nun|mal|eben|doch|danke|passt|super|prima|genau|fast|mensch|mann"
    r"|stopp|leider|genau|exakt|stark|stimmt|nicht schlecht|nicht übel|ganz gut|schon besser|entschuldigung"
    r"|(?:kannst|könntest|würdest|könnten) (?:du|sie)(?: bitte| mal| mir)*|ich (?:möchte|hätte gern|würde gern)"
    r"|lass uns|ich (?:glaub|glaube|denke|finde)|mach mal|sei so nett(?: und)?"
)
REJECTING = (
    r"nein|nee|nö|ne|warte|moment|halt|falsch|quatsch|stimmt nicht|das stimmt nicht|das ist falsch|nicht (?:der"
    r"|die|das|den)(?: da)?(?= sondern )|sondern"
)
CLOSERS = (
    r"bitte|dann|jetzt|danke|mal|noch mal bitte|bitte nochmal|mein ich|meine ich|meinte ich|bitte sehr|ja|okay"
    r"|für mich|doch|diesmal|nun|eben|oder|ne|nicht wahr|wieder bitte|glaub ich|glaube ich|denk ich"
)
DEFINITE = r"(?:alle |auch )?(?:der|die|das|den|dem|des|diese[nrsm]?|jene[nrsm]?|mein\w*|sein\w*|ihr\w*|deine?\w*) "
IT = r"(?:es|das|sie|ihn|die|den|dies|diese[sn]?|alle|beide)"
PICTURE = r"(?:bild(?:er|ern|es)?|fotos?|aufnahmen?)"
STRICT = r"(?:streng|wählerisch|pingelig|kritisch|vorsichtig|anspruchsvoll|pedantisch)"  # manners of looking
SHAPE = (  # manners of an outline
    r"(?:größer|kleiner|enger|glatter|weicher|gröber|feiner|breiter|schmaler|dicker|dünner|schwächer|stärker"
    r"|knapper|genauer|runder|großzügiger|gedeckter|kräftiger|noch etwas (?:heller|dunkler))"
)
WHICH = (
    r"(?:im|in|bei|beim|auf|mit|für|am|zum|den|dem|der|das|die|an)? ?(?:(?:den|dem|der|das|die|im"
    r"|meine\w*) )*(?P<which>nächste[nrs]?|folgende[nrs]?|andere[nrs]?|zweite[nrs]?|dritte[nrs]?|vierte[nrs]?"
    r"|erste[nrs]?|letzte[nrs]?|vorige[nrs]?|vorherige[nrs]?|alle[nr]?|jede[nrsm]?|beide[n]?|übrigen"
    r"|restlichen)(?: \w+)?"
)
FIND = r"finde"
TAKES = (
    r"(?<=\w),? (?:(?:ach|äh) )?(?:nein,? warte|warte,? nein|ach nein|ach nee|quatsch|oder besser|besser gesagt"
    r"|vielmehr),? "
)
OTHER = r"\b(?:andere[nrsm]?|weitere[nrsm]?|übrigen?)\b"
FIRST = r"(?:die )?(?:ersten <n>|<n> (?:ersten|vorderen|linken))\b"  # "the first three"
COUNTED = (r"\bvon (\w+) (?:aus|an|gezählt|her)\b", r"von \1")
CLAUSES = r",\s+| (?:aber|und|sondern|weil|denn|nur) "
REQUESTS = (
    r"\b(?:find\w*|wo|wie ?viele|zeig\w*|mal mir|generier\w*|übersetz\w*|ersetz\w*|entfern\w*|lösch\w*"
    r"|mach\w* (?:das|den|die|aus)|färb\w*|beschreib\w*|erzähl\w*|sag\w*|lies|was|wer|wann|schneid\w*|bild von)\b"
)
ROWS = r"""
finer: (?:(?:bitte|mach|mache|gib|zeichne|zeichne ihn|ich will|ich möchte|ich hätte gern|mir|es|ihn|sie|mit|noch
 |jetzt) )*(?:(?:ein|eine|einen|einem|den|die|der|dem) )?(?:(?:etwas|ein bisschen|noch|viel|deutlich) )*(?:saubere?r\w*
 |genauer\w*|feiner\w*|schärfer\w*|präziser\w*|exakter\w*) (?:rand|ränder\w*|kanten?|umrisse?|konturen?|masken?|linien?
 |ausschnitt|freisteller)
finer: (?:(?:bitte|mach|mache|zeichne|zieh|ziehe) )*(?:(?:(?:den|die|der|das) (?:rand|ränder|kanten?|umrisse?
 |konturen?|masken?
 |linien?|ausschnitt|freisteller)|es|ihn|sie) )?(?:(?:etwas|ein bisschen|noch|viel|deutlich|bitte) )*(?:sauberer|genauer
 |feiner|schärfer|präziser|exakter)(?: (?:am rand|an den (?:rändern|kanten)))?(?: (?:machen|zeichnen|ziehen))?
finer: (?:verfeiner|schärf)\w* (?:den|die) (?:rand|ränder|kanten?|umrisse?|konturen?|masken?)|(?:den|die) (?:rand|ränder
 |kanten?|umrisse?|konturen?|masken?) (?:verfeinern|schärfen)
usual: (?:(?:noch ?mal|wieder|nimm|zurück|mit|zu|zur|zum|auf|setz\w*|stell\w*|such\w*|die|den|der|deine[nr]?
 |in|bei) )*(?:übliche|normale|gewohnte|ursprüngliche|alte|standard)[nr]? ?(?:schwelle|schwellwert|schwellenwert
 |grenze)(?: (?:wieder|zurück|nehmen|verwenden|bitte))*|(?:setz\w* )?(?:(?:die|den) )?(?:schwelle|schwellwert
 |schwellenwert|grenze) (?:wieder )?(?:zurück(?:setzen)?|normal)(?: bitte)?|(?:sei )?(?:wieder )?so streng wie (?:sonst
 |immer|üblich)
elsewhere: (?:(?:mach|such|jetzt|nun|auch|finde) )*(?:dasselbe|das gleiche|das selbe|genauso|das|ebenso)(?: auch
 | noch ?mal| bitte)* (?:in|im|bei|auf|für|mit) (?:(?:dem|das) )?<pic> (?:nummer )?<number>(?: auch| bitte)*
 |(?:dasselbe|das gleiche) (?:in|bei|für|mit) (?:nummer )?<number>
redo: redo|stell\w* <it>(?: wieder)? her(?: .*)?|(?:mach|nimm)\w*(?: <it>)?(?: doch| wieder)+ (?:hin|rein
 |so)(?: .*)?|(?:einen schritt|<n> schritte|eins) (?:vor|vorwärts)
redo: (?:das |es )?(?:doch )?wiederherstellen|rückgängig rückgängig|das rückgängigmachen zurücknehmen
undo: .*\brückgängig\b.*(?:<n>.*)?|(?:nimm|nehm\w*) (?:<it>|<def>.{1,25})(?: wieder| bitte)* zurück
 |(?:das |es )?zurücknehmen
undo: (?:die letzten|die letzten beiden|letzten) <n>(?: \w+)? (?:rückgängig|zurück).*
 |(?:.*\b)?(?:geh\w* )?(?:wieder )?(?:<n> schritte?|einen?(?: schritt)?|eins) zurück
undo: (?:stell|mach|setz|bring)\w*(?: \w+){0,3} (?:so )?wie (?:es )?(?:vorher|zuvor|davor|vorhin|am anfang|eben).*
 |(?:wieder )?(?:so )?wie (?:es )?(?:vorher|zuvor|davor|vorhin|eben)\b.*
undo: (?:das |es )?(?:war |hat mir )?(?:vorher|davor|zuvor|vorhin) (?:war|hat|fand|sah)?.*\bbesser.*
 |(?:das |es )?war (?:vorher|davor|zuvor|vorhin) besser.*|doch nicht|zurück (?:zum|zur) (?:vorherigen|letzten|alten
 |vorigen|ersten).*
undo: .*\b(?:letzte|vorige|vorherige|alte|erste) (?:version|ergebnis|stand|fassung)\b.*\b(?:zurück|besser|wieder)\b.*
why: (?:warum|wieso|weshalb|wie das)(?: denn| das| nicht| gerade| genau| ausgerechnet| eigentlich)*(?: (?:der|die
 |das|den|diese[rns]?)(?: da| hier| \w+)?)?
why: (?:warum|wieso|weshalb)(?: denn)? (?:glaubst|denkst|meinst|sagst|hast|nimmst|wählst|markierst|hältst|zählst
 |siehst|behauptest|glauben|denken) (?:du|sie).*
why: (?:warum|wieso|weshalb)(?: denn)? (?:ist|sind|soll|sollen|war) (?:das|es|dies|die|der|dieser)(?: da| hier| denn
 | für dich| \w+)? (?:k?eine?\w*|nicht|der|die|das) .*
why: wie (?:kommst|kommen) (?:du|sie)(?: \w+){0,3}? ?(?:drauf|darauf|dazu|auf).*|woher (?:willst|weißt|wissen
 |wollen) (?:du|sie)(?: das| es)?.{0,25}|(?:woran|wodran) (?:hast|erkennst|siehst|machst|merkst|haben|erkennen
 |liegt).*
why: was macht dich so sicher.*|(?:mit welcher|aus welchem|worauf|auf) .{0,20}(?:begründung|grund|stützt|basiert).*
 |begründ\w*(?: das| es)?
sure: (?:bist|sind|biste) (?:du|sie)?(?: \w+){0,4} sicher\b.*|wie sicher (?:bist|ist|sind|bin|seid).*|sicher
 |wirklich|echt(?: jetzt)?|ernsthaft
sure: (?:echt jetzt |ernsthaft )?(?:das|der|die|dieser?)(?: da)? soll(?:en)? (?:doch )?(?:eine?\w*|der
 |die) .{2,30} sein|(?:ist|sind) (?:das|die|es) (?:wirklich|tatsächlich|echt) (?:k?ein\w*|der|die|das) .{2,25}
elsewhere: .*\b(?:dasselbe|gleiche|genauso|auch|das|selbe|ebenso|so)\b.*(?:<which>) <pic>.*|(?:mach|nimm|nun
 |jetzt).{0,30}<which> <pic> (?:genauso|auch|ebenso|gleich).*|<which> <pic> (?:genauso|auch|ebenso).*
threshold: .*\b(?:schwelle|schwellwert|schwellenwert|grenze|grenzwert)\b.*?<share>.*|.*\b(?:ab|über|mindestens|unter
 |mehr als)\b.*?<percent>.*
undo: .*\b(?:version|schritt|änderung|ergebnis|stand)\b.*\b(?:zurück|wieder weg|vorher|davor|eben war
 |rückgängig)\b.*|(?:noch ?mal |wieder |gib mir |zeig mir |lieber )*(?:das|die|den|der) (?:\w+ )?von (?:vorhin|eben
 |gerade|vorher|davor|zuvor|vorher)\b.{0,20}|(?:die|den|das) letzten? (?:änderung|schritt|aktion|vorgang
 |maske)(?: bitte)? (?:wieder )?(?:weg|zurück|löschen|verwerfen)|lass (?:das|es|die|den)(?: \w+)? (?:so )?wie (?:es
 |er|sie) war
looser: (?:hier|da|dort)(?: rechts| links| oben| unten| hinten| vorne| in der \w+)? (?:ist|sind|gibt es
 |wäre) (?:noch|auch noch|aber noch) (?:was|etwas|eine[rs]?|eins|welche|mehr)\b.{0,20}|(?:eine[rs]?|eins|<n>|ein paar
 |manche|einige|die \w+ (?:da|dort|hinten|vorne|daneben|oben|unten)|die <n>(?: da| dort)*(?: hinten| vorne| oben
 | unten)?) (?:fehlt|fehlen)(?: da| noch| aber| ja| mir)*
stricter: (?:eine[rs]?|eins|<n>|ein paar|welche) zu ?viel(?: .{0,20})?|so viele? (?:sind|ist|können|gibt) .{3,30}
 |(?:du )?(?:hast dich verzählt|da hast du dich verzählt)
undo: (?:lieber |doch |wieder |bitte )+(?:wieder )?(?:die|das|den|der) (?:erste|vorige|alte|letzte|vorherige
 |ursprüngliche)[nrs]? (?:version|variante|ergebnis|stand|maske|auswahl|fassung)\b.{0,15}
elsewhere: (?:und |jetzt |nun |das |dasselbe )*(?:bei|in|für|mit|auf) <which>(?: <pic>)?(?: bitte)?
 |weiter mit (?:dem|der) <which> <pic>.{0,15}
looser: (?:bitte )?(?:weniger|nicht so) (?:streng|genau|pingelig|kritisch|wählerisch) \w+|(?:gibt es|gibts|sind da
 |hast du)(?: da)? noch (?:andere|mehr|weitere|welche)(?: davon)?|(?:schau|geh|guck|seh
 |les)\w* (?:da |bitte )?(?:noch ?mal|noch einmal) (?:drüber|durch|hin|rein|genau\w*)\b.{0,15}
stricter: (?:da |hier |es )?(?:ist|sind|wurde|wurden)(?: da| mir)? (?:eine[rs]?|eins|<n>|ein paar
 |viel) zu ?viel(?:e)?(?: \w+)?
sure: (?:das|dir|es) (?:glaub|glaube|kauf|nehm)\w* ich (?:dir |jetzt |so |aber )*nicht(?: ab)?|wie kommt (?:das|es
 |das denn)
looser: (?:du bist|das ist|das war|sei nicht|du warst) (?:mir |etwas |viel |ein bisschen )*(?:zu|so) <strict>|(?:es
 |das) (?:sind|waren|müssen) (?:doch |aber |ja |eigentlich |nur )*<n>,? (?:und )?nicht <n>.*|(?:es|das|da) (?:sind
 |fehlen|gibt es)(?: doch| aber| ja| noch| mindestens| bestimmt| wenigstens| sicher)* (?:<n>|eine[rs]?|welche|mehr
 |ein paar|viele)(?: mehr| stück)?
looser: (?:(?:den|die|das|ihn|sie|es
 |der) )(?:da |dort |hinten |ganz |hier |im \w+ |am \w+ )*hast du (?:\w+ ){0,2}?(?:übersehen|vergessen|ausgelassen
 |verpasst|nicht gefunden|nicht gesehen)|du hast (?:die hälfte|fast alle|viele|manche|sie|ihn|es
 |so viele) (?:\w+ )?(?:übersehen|vergessen|ausgelassen|verpasst)
stricter: (?:du bist|das ist|das war|sei nicht|du warst) (?:mir |etwas |viel |ein bisschen )*(?:zu|so) (?:locker
 |großzügig|tolerant|lasch|nachsichtig|empfindlich|gierig)|(?:einer|eine|eins|<n>|manche|einige)(?: davon| von denen
 | von ihnen) (?:ist|sind|gehört|gehören|stimmt|stimmen) .*|du hast (?:<n>|eine[nrs]?|eins) zu ?viel .*|<n> zu viel
undo: (?:zeig|gib|hol|mach)\w*(?: mir| bitte| wieder| nochmal)* (?:das|die|den) (?:vorherige|vorige|alte|letzte
 |erste|ursprüngliche)[nrs]?(?: \w+)?(?: wieder| nochmal| zurück| bitte)*|(?:geh\w*|spring\w*|wieder
 |bitte)? ?zurück (?:zum|zur|zu dem|zu der|auf)\b.*
looser: (?:(?:sei|noch|etwas|ein|bisschen|bitte|viel|mal|weniger|nicht so|nicht ganz so|doch) )*(?:(?:weniger
 |nicht so|nicht ganz so) <strict>|lockerer|großzügiger|toleranter|nachsichtiger|lascher|entspannter)(?: sein| bitte
 | mit .*)?
looser: .*\b(?:niedriger\w*|tiefer\w*|kleiner\w*|geringer\w*|senk\w*|runter)\b.*\b(?:schwelle\w*|schwellwert\w*
 |schwellenwert\w*)\b.*|.*\b(?:schwelle\w*|schwellwert\w*|schwellenwert\w*)\b.*\b(?:niedriger|tiefer|runter|senken
 |herunter|kleiner)\b.*
looser: du hast (?:da |hier |dort |noch |auch |wohl |bestimmt |hinten )*(?:eine[nrs]?|eins|welche|ein paar|einige
 |<n>|mehrere|viele|noch .{2,12})(?: .*)? (?:übersehen|vergessen|ausgelassen|verpasst|nicht gefunden).*
looser: (?:(?:da|hier|dort|es|hinten|vorne|links|rechts|oben|unten|in der \w+|am \w+) )+(?:fehlt|fehlen|ist|sind
 |gibt es|wären|sehe ich)(?: da| hier| doch| aber| ja| hinten)* noch (?:eine[rns]?|eins|welche|mehr|<n>|andere
 |ein paar|viel mehr)\b.*
looser: (?:da|es|das) (?:müssten?|müssen|sollten?|sind|gibt es|gibt)(?: \w+){0,2}? (?:noch )?(?:<n> |viel )?(?:mehr
 |andere)(?: \w+){0,3}|(?:noch |etwas |viel )?mehr(?: davon| bitte| von denen)?|da fehl\w* (?:eine[rns]?|eins|was
 |welche)\b.*
looser: .*\bich (?:zähl|zähle|seh|sehe|komm\w* auf)(?: da| hier| aber| nur| doch| \w+)? ?(?:<n>|mehr|noch).*
 |(?:schau|guck|kuck|sieh|such|zähl|prüf)\w*(?: du| doch| bitte)*(?: mal)? ?(?:noch ?mal|nochmals|noch einmal|genauer
 |besser|gründlicher|genau)\b.*
stricter: (?:(?:sei|noch|etwas|ein|bisschen|bitte|viel|mal|du musst|du solltest) )*(?:strenger|wählerischer
 |pingeliger|kritischer|vorsichtiger|anspruchsvoller|genauer|sorgfältiger|<strict>er)(?: sein| werden| bitte
 | auswählen)*
stricter: .*\b(?:höher\w*|größer\w*|erhöh\w*|rauf|hoch|anheb\w*)\b.*\b(?:schwelle\w*|schwellwert\w*
 |schwellenwert\w*)\b.*|.*\b(?:schwelle\w*|schwellwert\w*|schwellenwert\w*)\b.*\b(?:höher|rauf|hoch|erhöhen|anheben
 |größer)\b.*
stricter: (?:das (?:sind|waren|ist)|du (?:hast|markierst|zeigst|nimmst)(?: da| hier| mir)?|es sind
 |hier sind)? ?(?:viel |doch |aber )*zu viele?\b.*|(?:etwas |bitte )?weniger(?: davon| bitte)?
stricter: nur (?:noch )?(?:das |die |was |wo |wenn ).*\b(?:sicher|eindeutig\w*|klar\w*)\b.*|nur (?:die )?(?:sicheren
 |eindeutigen|klaren)
as cut: (?:schneid\w*|schnipple?) <it>(?: bitte| jetzt| mal| mir| noch)* aus|stell\w* <it>(?: bitte| jetzt| mal
 | mir)* frei|<it> (?:ausschneiden|freistellen)
as outline: (?:umrand|markier|maskier|umkreis|segmentier)\w* <it>(?: bitte| mal| nur)*|heb\w* <it>(?: bitte
 | mal)* hervor|<it> (?:nur )?(?:umranden|markieren|maskieren|hervorheben)
as count: zähl\w* <it>(?: bitte| mal)*(?: durch)?|wie ?viele(?: davon)?(?: sind)?(?: es| das| da)*(?: insgesamt
 | denn)?
as where: wo(?: genau)?(?: (?:ist|sind) (?:er|sie|es|das|die|der|denn))?(?: denn| genau| jetzt)*
 |zeig\w*(?: mir)?(?: mal)? wo
also?: und <x>
also: (?:auch|plus|samt|inklusive|mit|nimm auch|dazu)(?: noch)? <x>(?: noch| auch| mit| bitte| dazu)*
 |<x>(?: bitte)? (?:auch|noch|mit|ebenfalls|dazu)(?: noch| bitte| dazu| mit| rein| auch)*
also: (?:<x>) (?:gehört|gehören|zählt|zählen|muss|müssen|soll|sollen)(?: auch| noch| doch| mit| ja)* (?:dazu|rein
 |da rein|mit dazu|dabei|mit rein|mit|dran|dabei sein)\b.*
also: (?:mir |da |hier |es )?(?:fehlt|fehlen)(?: da| noch| aber| mir)* <x>|<x> (?:fehlt|fehlen)(?: da| noch| mir
 | leider)*|(?:nimm|nehm|pack|tu)\w* <x>(?: auch| noch| bitte)* (?:dazu|mit|rein|mit rein|mit dazu|hinzu)
 |füg\w* <x>(?: auch| noch| bitte)* hinzu
also: <x> hast du (?:\w+ )?(?:vergessen|übersehen|ausgelassen|verpasst)|du hast(?: auch| noch| aber
 | da)* <x> (?:vergessen|übersehen|ausgelassen|nicht .*)|<x> ist (?:abgeschnitten|nicht (?:dabei|drin|drauf))
also: (?:und |auch )(?:noch )?eine?[nr]? <any>(?: auch| noch| dazu)*|(?:und )?(?:der |den )?rest(?: auch| noch)*
 |(?:und )?die (?:anderen|übrigen)(?: auch| noch)*
instead: nicht <the> (?:sondern |ich mein\w* )?<x>
without: (?:(?:alle|alles|dasselbe|nochmal|okay|noch einmal) )*(?:ohne|abzüglich|minus|außer|bis auf
 |abgesehen von) <x>|ohne <any>|nicht (?!(?:der|die|das|den|dies\w+)(?: da| hier| dort)?$)<x>(?: da| hier)?|(?:lass
 |lasse) <x>(?: bitte| mal| da| wieder)* (?:weg|raus|aus|heraus|außen vor)|(?:nimm|nehm\w*|tu|streich
 |zieh)\w* <x> (?:wieder )?(?:(?:aus|von) (?:der|dem) (?:auswahl|maske|ergebnis|liste)(?: raus| weg)?|ab)
without?: <x> nicht
without: <x>(?: da| hier)?(?: bitte| mal)* (?:weglassen|rauslassen|nicht mit|ignorieren|abziehen
 |auslassen)(?: bitte)?|<x> (?:kannst|könntest|sollst) du (?:weglassen|rauslassen|ignorieren|streichen)
without: <x> (?:gehört|gehören|zählt|zählen|sollen?|ist|sind)(?: da| hier| doch| aber| ja)* (?:nicht
 |kein teil)(?: mit| da)* ?(?:dazu|rein|dabei|davon|zählen|gefragt|gemeint)?|ignorier\w* <x>
only: (?:(?:eben|also|halt|bitte|behalt\w*|zeig\w*|nimm|ich wollte|lass) )*(?:nur|bloß|lediglich
 |ausschließlich)(?: noch| mehr)* <x>(?: übrig| da| behalten| bitte| vorne| hinten)*|<x> (?:reicht|reichen|genügt
 |genügen|allein|alleine)(?: mir| schon| völlig)*
other: (?:(?:ich |nicht (?:der|die|das|den
 |diese[nrs]?)(?: da)? )?(?:sondern |mein\w* |wollt\w* |will |nimm |zeig\w* |such\w* |wähl\w* |mir |doch |lieber )*)?(
 ?:der|den|die|das|dem) andere[nrsm]?(?: <any>)?(?: da| dort| drüben| bitte| meint.*)?
other: (?:lieber |nimm )?ein(?:e|en|er|s|es)? andere[nrsm]?(?: bitte)?|nicht (?:der|die|das|den|diese[nrsm]?)(?: da
 | hier| dort)?|(?:das ist )?(?:der|die|das|den) (?:falsche|falschen|verkehrte[n]?)
instead: (?:doch |nimm )?(?:lieber |besser |stattdessen |eher )+<x>|<x> (?:lieber|stattdessen|eher|besser
 |bitte stattdessen)|(?:.*\b)?(?:dasselbe|das ?gleiche|nochmal)(?: nochmal| noch ?mal| jetzt| bitte| aber)* (?:mit
 |für|bei) <x>
instead: nicht <y> (?:sondern |ich mein\w* )?<x>(?: da| daneben| davon| dahinter)?|ich (?:mein|meine|meinte|wollte
 |sagte|meint)(?: \w+){0,2}? <x>(?: da| drüben| dort| hinten)*|statt <y> <x>
which: (?:der|die|das|den|dem|derjenige|diejenige) (?:(?<!das )mit|in|im|am|an|auf|hinter|vor|neben|links|rechts
 |oben|unten|bei|beim|zwischen|ganz|da|dort|hinten|vorne?|drüben)\b.{0,25}
all: (?:alle|beide|alles|jede[nrs]?)(?: <n>| davon| zusammen| bitte)*(?: nicht (?:nur|bloß) .*)?
again: (?:nochmal|noch ?mal|noch einmal)(?: bitte)? (?:aber|nur|diesmal|ohne|mit) .*
again: (?:versuch|probier|mach|tu)\w*(?: <it>)?(?: bitte| doch)? (?:noch ?mal|noch einmal|nochmals|von vorne?
 |neu)(?: .*)?|noch ?mal(?: neu| versuchen| probieren| von vorne?)|neuer versuch.*|das war wohl nichts.*
adjust: (?:(?:mach\w*|noch|etwas|ein|bisschen|bitte|viel|wieder|am|den|die|das|linie|auswahl|rand|umriss|maske
 |kontur|kante|es|ränder|kanten|mal) )*<shape>(?: (?:am|an|um|rund\w*|bitte|machen|drumherum|als|auf|rum)\b.*)?
adjust: .*\b(?:rand|ränder\w*|umriss\w*|maske|kontur\w*|kante\w*|auswahl|rahmen|kasten|freisteller)\b.*\b(?:zu
 |genauer|enger|weiter|weicher|glatter|größer|kleiner|sauberer|unsauber|schief|falsch|großzügiger|knapper|feiner
 |daneben|verschieb\w*|glätt\w*)\b.*
adjust: (?:das |es )?(?:war|ist|sind) (?:mir )?(?:etwas |viel |noch )?zu (?:viel \w+|stark|schwach|grob|grell|dick
 |dünn|eng|weit|knapp|fein)\b.*|(?:noch |etwas |ein bisschen |ein stück |weiter )+(?:nach |mehr nach )?(?:links
 |rechts|oben|unten|hoch|runter)\b.*
adjust: .*\bwar mir zu (?:grell|dunkel|hell|stark|schwach|grob|eng)\b.*
undo: (?:abbrechen und )?(?:zurücksetzen|setz\w* (?:das|es|alles) zurück|verwirf\w* (?:das|es
 |die (?:letzte )?änderung\w*)|widerruf\w*(?: das| es)?|strg z|schritt zurück|einen zurück|zurück bitte|wieder zurück
 |alles zurück)(?: bitte)?|(?:ich will |gib mir |hol\w* )?(?:das|die|den) (?:vorige|alte|letzte|ursprüngliche|erste
 |vorherige)[nsr]? (?:ergebnis|version|auswahl|maske|bild|stand|variante)?(?: wieder| zurück| bitte)*|(?:mach
 |nimm)\w* (?:das|die (?:letzte )?änderung|den letzten (?:schritt|vorgang)|es) (?:wieder )?(?:weg|ungeschehen)
 |.*\b(?:gefiel|gefallen|fand) .*\b(?:vorher|davor|zuvor|vorige|alte|erste)\b.*|.*\b(?:vorher|davor
 |zuvor)\b.*\bbesser\b.*
redo: (?:mach|nimm|setz|stell|hol)\w* (?:das|es|die änderung)(?: doch| jetzt| bitte)* (?:wieder (?:hin|rein|dazu|her
 |zurück|an)|nochmal rückgängig)|wieder vor(?:wärts)?|vorwärts|das rückgängig(?:machen)? (?:wieder )?rückgängig.*
why: (?:warum|wieso|weshalb|weswegen)(?: denn)? (?:nur|gerade|ausgerechnet|nicht|keine?n?|hier) (?:der|die|das|den
 |eine?|<n>|auch|hier|da)\b.{0,25}|(?:aus welchem|mit welchem|aus was für einem) grund.*|(?:erklär|begründ|sag
 |verrat)\w*(?: mir| uns)?(?: mal| bitte)*(?: das| es| deine \w+| warum du .*| wieso du .*| wie du .*)|wie (?:kann
 |soll) das (?:eine?|der|die) .{2,20} sein|wie (?:hast|bist) du .{3,40}|was (?:spricht|sprach) dafür.*
 |worauf stützt .*|wodurch .{2,30}
sure: (?:stimmt|passt) das(?: wirklich| so| auch| denn)*|(?:ist|sind) (?:das|die) (?:auch )?(?:richtig|sicher
 |korrekt|wahr)|(?:und )?da bist du (?:dir )?.*|(?:ganz )?sicher(?: dass .*| ja)?|(?:ich )?(?:glaub|bezweifle
 |zweifle)\w*(?: ich)?(?: das| dir| daran)?(?: nicht| aber| ja)*|im ernst|wie (?:zuverlässig|wahrscheinlich
 |genau) ist .{2,25}|(?:prüf|überprüf|kontrollier)\w*(?: das| es)?(?: nochmal| bitte| noch mal)*
elsewhere: (?:und |jetzt |dann )*(?:im|beim|auf dem|in dem|mit dem|für das|am|bei) <which> (?:<pic> )?(?:auch
 |genauso|ebenso|dasselbe|das gleiche)(?: bitte)?|(?:wiederhol|übertrag|wende|mach)\w* (?:das|es)(?: bitte
 | jetzt)*(?: auch)? (?:auf|in|im|beim|bei|für|mit) <which> (?:<pic>)?(?: an| auch| bitte)*|(?:und )?(?:jetzt
 |nun) <which> <pic>(?: bitte| auch)*
looser: (?:das sind|es sind|sind das|ist das|das ist)(?: noch| ja| doch| aber)* (?:nicht alle|schon alle|alles
 |zu wenig\w*)(?: .{0,25})?|(?:zu wenig\w*|mehr)(?: .{0,20})?|(?:such|find|zeig|nimm|markier
 |zähl)\w*(?: mir)?(?: auch| bitte| noch)* (?:mehr|weitere|die restlichen|die anderen|die übrigen|den rest
 |auch die unsicheren)\b.{0,20}|auch (?:die )?(?:unsicheren|zweifelhaften|undeutlichen|weniger \w+
 |schwachen)(?: .{0,15})?|du (?:hast|findest|zeigst|zählst|siehst)(?: mir| da| ja)?(?: nur| bloß| erst) .{2,30}
 |(?:streng|geb)\w* dich (?:mehr )?an|(?:such|schau|guck)\w* gründlicher|.*\b(?:fehlt|fehlen)(?: da| ja| aber| doch
 | mir)* (?:noch )?(?:eine[rs]?|eins|welche|<n>|ein paar|was|mehrere)\b.*|(?:da|es) (?:fehlt|fehlen) .*\b(?:eine[rs]?
 |eins|welche|<n>|ein paar)\b.*|.*\bhast du (?:\w+ )?(?:vergessen|übersehen|ausgelassen)
stricter: (?:nicht so viele?|nicht alle|wirklich nur .{2,30}|nur die (?:besten|sichersten|deutlichsten|eindeutigsten
 |wahrscheinlichsten)(?: .*)?|(?:wirf|schmeiß|lass|nimm)\w* (?:alle |die )?(?:unsicheren|zweifelhaften|falschen
 |schwachen)(?: .{0,15})?(?: raus| weg)?|du übertreibst.*|(?:nicht|bitte nicht) so (?:großzügig|locker|tolerant|lax)
 |(?:die hälfte|ein paar|einige|manche)(?: davon| von denen)? (?:sind|ist|stimmen|gehören) .*)
again: (?:nochmal|noch einmal|neu)(?: bitte)? (?:versuchen|probieren|von vorne|suchen)|(?:mach|versuch
 |probier)\w*(?: das| es|s)?(?: bitte| mal| doch)* (?:anders|besser|richtig|ordentlich|sauberer?)(?: .{0,20})?
adjust: (?:nicht (?:ganz )?so|etwas|ein bisschen|ein tick|einen tick|ein wenig|ein stück|ein klein wenig|minimal
 |deutlich|noch (?:eins|einen|ein bisschen|etwas)|viel)(?: viel)? (?:weniger |mehr |weiter |nach )*(?:stark|eckig
 |rund|eng|weit|groß|klein|größer|kleiner|enger|runder|eckiger|weicher|härter|stärker|schwächer|heller|dunkler
 |glatter|links|rechts|oben|unten|hoch|runter|nach \w+)(?: als .{3,15})?(?: machen)?|(?:mach\w* |kannst )?(?:das|es
 |ihn|sie) (?:etwas |ein bisschen |ein wenig |noch |viel |mal )+(?:weniger |mehr |nicht so )?\w+ machen
 |das war (?:jetzt )?(?:etwas |viel |ein bisschen )?zu (?:viel|wenig|stark|doll)
adjust: (?:schärfer|sauberer|genauer|feiner|enger|weicher|präziser|exakter) (?:abgrenzen|umranden|ausschneiden
 |trennen|schneiden|arbeiten|machen)(?: bitte)?|(?:rück|schieb|verschieb|setz|zieh)\w* (?:die|den|das|es|sie
 |ihn)(?: (?:box|rahmen|kasten|maske|rand|linie|umriss|auswahl|rechteck))? .{3,30}|(?:da|hier) (?:ist
 |sind)(?: noch)? (?:ein|eine|noch|so) (?:loch|lücke|zacke|rand|fehler|streifen|stück|ecke)\w*\b.{0,30}
 |das ist (?:zu |sehr |etwas |ziemlich )?(?:ungenau|unsauber|schief|krumm|zackig|ausgefranst|grob
 |unscharf abgegrenzt)|(?:jetzt )?(?:hast du|ist) (?:da )?zu ?(?:viel|wenig) (?:weg|weggenommen|weggeschnitten
 |abgeschnitten|drin|dran|drauf|mitgenommen)
also: (?:(?:nimm|mach|markier|zähl|pack|tu|schneid|füg)\w* )?(?:bitte )?(?:auch )?noch <x>(?: mit| dazu| rein| hinzu
 | aus| bitte)*
wrong: (?:das|den|die|der)(?:n?en)? (?:hatte|hab|habe|wollte|meinte) ich (?:doch |aber |gar |so )*nicht(?: \w+){0,2}
 |keine[rs]?(?: davon| von (?:denen|beiden|diesen))?|(?:bitte |mach\w* (?:das|es) )?anders(?: bitte)?
which: (?:der|die|das|den) (?:\w+e[nr]?) (?:ist|wäre|war) (?:es|richtig|der richtige|die richtige|das richtige
 |gemeint)|es ist (?:der|die|das) \w+e
adjust: (?:nicht so|zu|nicht) (?:eng|weit|grob|dick|dünn|breit|schmal|fein|stark|schwach|knapp|großzügig|rund|eckig
 |zackig|unsauber|hart|weich)(?: .{0,25})?|(?:glätt|verfeiner|verschieb|erweiter|verkleiner|verbreiter)\w* (?:es|sie
 |(?:die|den|das) (?:maske|auswahl|rand|ränder|kontur\w*|umriss\w*|rahmen|kasten))(?: .{0,25})?|(?:die|der|das
 |den) (?:auswahl|maske|rand|umriss|kontur|linie|rahmen|kasten|kante|ränder|kanten|freisteller)\b.{2,60}
 |(?:mach\w* (?:das|es|sie|ihn) |das |es )?(?:etwas|ein bisschen|ein wenig|bisschen|minimal) (?:enger|größer|kleiner
 |glatter|weicher|knapper|weiter|breiter|schmaler|stärker|schwächer)\b.{0,30}|(?:da|es) (?:ist|sind) noch (?:etwas
 |ein bisschen|ein stück|reste|lücken|ein loch)\b.*
also: (?:nimm|nehm|markier|umrand|zähl|schneid|pack|tu|füg|setz|hol|zeig)\w*(?: mir)?(?: bitte| doch)* (?:auch|noch
 |zusätzlich)(?: noch)? <x>(?: mit| dazu| aus| rein| hinzu| auf)*|(?:nimm|nehm|markier|umrand|zähl|hol
 |zeig)\w*(?: mir)? <x>(?: bitte)? (?:auch|noch|mit|dazu)(?: noch| dazu| mit| rein| auf)*
 |(?:und )?was ist (?:denn )?mit <x>|<x> (?:will|möchte|brauche|hätte) ich (?:auch|noch|mit)(?: noch| dazu| haben)*
 |vergiss <x> nicht|<x> (?:bitte )?(?:nicht vergessen|mit einbeziehen|einschließen|mitnehmen|mitzählen|mit rein
 |dazunehmen|hinzufügen|ergänzen|auch dazu|dazu bitte)|<x> hast du (?:\w+ ){0,2}(?:nicht|abgeschnitten
 |weggelassen)\b.{0,20}|du hast(?: ja| da)? <x> (?:nicht|abgeschnitten|weggelassen)\b.{0,20}|es fehlen noch <x>
 |<x> ist (?:noch )?(?:nicht|auch teil|teil) .{2,20}
without: (?:vergiss|ignorier|überspring)\w* <x>(?: (?:aus der auswahl|wieder|da|bitte|einfach))*|(?:streich
 |entfern)\w* <x>(?: wieder)? aus der (?:auswahl|liste|maske)|<x> (?:brauch|will|möchte|meine
 |wollte)\w* ich nicht(?: .{0,15})?|<x> (?:bitte )?(?:raus|ausschließen|überspringen|vergessen)|(?:bitte )?(?:kein
 |keine|keinen) <any>(?: bitte| mit| dabei| drin)+|(?:zähl|nimm|markier)\w* <x> nicht(?: mit| dazu)?|<x> (?:hat
 |haben) da(?:rin|bei)? nichts (?:verloren|zu suchen)|<x> (?:hast du|ist|sind)(?: da| aber| ja| fälschlich| auch
 | versehentlich)* (?:mit (?:drin|dabei|markiert|erwischt|ausgewählt)|mitgezählt|mitgenommen|doppelt|falsch)
 |du hast(?: da| auch| aber)* <x>(?: auch)? (?:mit (?:drin|markiert|erwischt|ausgewählt|reingenommen)|mitgezählt
 |mitgenommen|erwischt|doppelt gezählt)
only: (?:beschränk|reduzier|begrenz)\w* (?:dich|es|das|die auswahl) auf <x>|(?:bleib|bleibe) bei <x>|(?:ich (?:will
 |brauch|brauche|möchte|meinte|meine|wollte) )(?:nur|bloß)(?: noch)? <x>(?: haben| sehen| markiert)?
 |<x> und (?:sonst nichts|nichts weiter|niemand sonst|keine anderen)|(?:nur|bloß) <any>(?: bitte)?(?: vorne| hinten
 | links| rechts)?|(?:lass|vergiss|nimm)\w* (?:den rest|alle anderen|alles andere|die anderen|die restlichen
 |die übrigen)(?: weg| raus)?
other: (?:nimm|zeig|probier|such|versuch|wähl)\w*(?: mir)?(?: lieber| bitte| mal| doch)* (?:einen?|den|die|das
 |eine?s)? ?(?:andere[nrs]?|nächste[nrs]?)(?: bitte| da)*|(?:das ist )?(?:der|die|das|den) (?:falsche|falscher
 |falsches|verkehrte)[nr]?(?: \w+)?|falsche[rs]? <any>|(?:den|die|das|der) (?:daneben|danebens|nebendran|nebenan
 |dahinter|davor|darunter|darüber|gegenüber|nächste[nr]?)(?: bitte| meinte ich)*|nicht (?:der|die|das|den|diese[nrs]?
 |dieses) <any>|(?:doch )?nicht (?:der|die|das|den|diese[nrs]?)(?: da| hier)? .{0,12}
instead: ich (?:mein|meine|meinte|wollte|sprach von|rede von|redete von|spreche von
 |sagte)(?: \w+){0,2}? <x>(?: .{0,15})?|(?:mach|nimm|zeig|markier|umrand|such|find|zähl)\w*(?: mir)?(?: doch
 | bitte)* (?:lieber|stattdessen|besser) <x>|<x> (?:und )?nicht <y>|(?:statt|anstatt|anstelle) (?:dessen|davon|der
 |des|dem) ?<any>|gemeint (?:war|ist|hatte ich) <x>|<x> war gemeint
which: (?:ich (?:mein|meine|meinte|wollte|will|möchte|hätte gern) |nimm |zeig mir |es ist |doch |lieber )*(?:den|die
 |das|der|dem)(?:jenigen)? (?:\w+e[nr]? )?(?:(?<!das )mit|im|am|an|auf|hinter|vor|neben|links|rechts|oben|unten|bei
 |beim|zwischen|ganz|da|dort|hinten|vorne?|drüben|wo|der|die)\b(?!.*(?:en|ieren)$).{0,22}
which: (?:ich (?:mein|meine|meinte|wollte|nehme) |es ist |doch |lieber )+(?:den|die|das
 |der) (?!einst)[a-zäöüß]{3,}(?:en|e|er|es)(?: da| dort| hinten| vorne| drüben)*
wrong: (?:das|es) (?:ist|war|stimmt|passt|sieht)(?: \w+){0,2} (?:falsch|verkehrt|quatsch|unsinn|blödsinn|nicht gut
 |schlecht|daneben|nichts|mist|murks)(?: .{0,25})?|du (?:liegst|irrst|hast|bist|verwechselst|täuscht
 |vertust)\b.{0,30}\b(?:falsch|dich|unrecht|verwechselt|vertan|verzählt|vertauscht|missverstanden|daneben)\b.*
 |du verwechselst .*|(?:das )?(?:wollte|meinte|sagte|hab|habe) ich (?:doch |so |aber |gar )*nicht(?: .{0,20})?
 |so (?:war|hab|habe|hatte) (?:das|ich).{0,25}nicht(?: gemeint)?|nicht das was ich .{3,25}|(?:der|die
 |das) \w+ ist (?:doch |gar )*k?eine?n? \w+.{0,25}|verzählt|(?:den|die|das) (?:hast du|ist|sind)(?: da
 | ja)? (?:doppelt|zweimal|falsch)\b.*|(?:eine[nr]?|<n>) (?:hast du )?(?:doppelt|zweimal) gezählt
without: du hast (?:ja |da |auch |aber |mir )*<x> (?:auch )?(?:mit |mit)(?:drin|drauf|erwischt|ausgeschnitten
 |markiert|genommen|gezählt|dabei|ausgewählt|reingenommen)|<x> (?:kannst|könntest|darfst|sollst
 |solltest) du (?:ruhig |bitte |auch |gern |gerne |mal )*(?:raus|weg)\w*(?: .*)?|<x> (?:muss|müssen|soll|sollen
 |sollte|kann|können) (?:noch |wieder |bitte |auch )*(?:raus|rausgenommen|weggelassen|weg (?:aus|von))\b(?: .{0,25})?
why: was (?:bringt|führt|lässt|bewegt) (?:dich|sie) .*|was (?:lässt|macht) dich .*
elsewhere: (?:für|mit|bei|in|auf) (?:alle[nr]?|den|die|das|dem) (?P<which>anderen|übrigen|restlichen|nächsten
 |folgenden|alle[nr]?|zweite[nrs]?|dritte[nrs]?) ?<pic>(?: bitte| auch| mal)* (?:genauso|auch|dasselbe|das gleiche
 |ebenso|so)
without: <x> (?:darf|darfst|sollst|solltest|sollte|musst|brauchst|kannst|sollen)(?: du)?(?: da| hier)? (?:nicht|raus
 |weg|ignorieren).{0,25}|<x> (?:gehört|gehören|passt|passen)(?: da| hier| doch| eigentlich)* nicht (?:da|hier|hin
 |rein|dazu|dahin|dran|drauf|in).{0,12}|(?:da|hier|es) (?:ist|sind|hängt|war)(?: ja
 | auch)? noch (?:etwas |ein bisschen |ein stück |ein teil |ein paar )?(?:vom |von der |von |der |die |das )?<any> (?:
 mit )?(?:drin|dabei|dran|drauf|mit drauf|im bild der auswahl)|du hast (?:da |auch |ja |noch )*(?:etwas|ein bisschen
 |ein stück|einen teil|teile) (?:vom |von der |von |der )?<any> (?:mit )?(?:drin|erwischt|markiert|ausgeschnitten
 |genommen|dabei)
also: <x> (?:ist|sind|wurde|wurden)(?: ja| leider| halb| teilweise| noch)* (?:abgeschnitten|nicht (?:drin|dabei
 |drauf|ganz .*|mit .*)|weggelassen|vergessen|unvollständig)
wrong: (?:das|es) (?:kann|passt|geht|stimmt|sieht|haut)(?: doch| so| aber| ja)* nicht(?: \w+){0,3}|(?:das )?(?:kann
 |darf) (?:doch )?nicht (?:sein|wahr sein|stimmen)
instead: ich (?:hab|habe|hatte) <any> gesagt(?: (?:und )?nicht .*)?
wrong: (?:(?:nein|nee|nö|ne) ?)+
 |(?:das |es )?(?:ist |war |stimmt |passt )?(?:doch |so |gar |aber |leider |völlig |ganz )*(?:falsch|verkehrt
 |nicht richtig|nicht wahr|stimmt nicht|stimmt so nicht|nicht das was .*)|stimmt(?: so| doch| gar)? nicht|so nicht
wrong: (?:das|der|die|dies)(?: da)? (?:ist|war|sind) (?:\w+ )?(?:doch |gar |überhaupt |glaub ich )*(?:kein\w*
 |ein teil|teil) .{2,30}|du (?:irrst|liegst|hast).{0,20}(?:falsch|dich|verwechselt|vertan|doppelt|zweimal gezählt).*
"""
