"""How people speak of the last result in Spanish; `refining_words` says how this is read."""

OPENERS = (
    r"e+h+|e+m+|m+h*|ah|oh|ay|bueno|pues|vale|ok|okay|sí|y|pero|oye|mira|a ver|entonces|perdona|perdón|por favor"
    r"|oriel|gracias|exacto|casi|ahora|bien|genial|hombre|venga|(?:me )?(?:puedes|podrías|puede|podría)"
    r"|quiero(?: que)?|(?:yo )?creo que|me gustaría(?: que)?|o sea|en realidad|es que|está bien|ya|sí|qué va"
    r"|lo siento|te digo|no está mal|está mejor|che|porfa"
)
REJECTING = (
    r"no|nop|que no|espera|espere|para|mal|eso no|no no|te equivocas|se equivoca|no era eso|no es eso|ese no(?= )"
    r"|nada"
)
CLOSERS = (
    r"por favor|porfa|porfis|gracias|entonces|ahora|vale|anda|eh|esta vez|hombre|pues|mejor dicho|si puede ser|ok"
    r"|tío"
)
DEFINITE = (
    r"(?:todos |todas )?(?:el|la|los|las|ese|esa|esos|esas|este|esta|estos|estas|aquel|aquella|su|sus|mi|mis|al"
    r"|del|lo) "
)
IT = r"(?:lo|la|los|las|eso|esto|todo|ese|esa|esos|esas)"
PICTURE = r"(?:fotos?|imágene?s?|imagen(?:es)?|fotografías?)"
STRICT = (  # manners of looking
    r"(?:estrict[oa]|exigente|selectiv[oa]|rigurs?os[oa]|riguros[oa]|prudente|cuidados[oa]|sever[oa]|precis[oa]"
    r"|quisquillos[oa])"
)
SHAPE = (  # manners of an outline
    r"(?:grande|pequeñ[oa]|ajustad[oa]|anch[oa]|estrech[oa]|suave|fin[oa]|grues[oa]|precis[oa]|fuerte|flojo"
    r"|nítid[oa]|ceñid[oa]|apretad[oa])"
)
WHICH = (
    r"(?:en|con|para|a|sobre|de)? ?(?:(?:la|las|el|los|esta|cada|tod[oa]s|mis) )*(?P<which>siguientes?|próxima"
    r"|otras?|segunda|tercera|cuarta|primera|última|anterior|todas las|todas|cada|las|demás|dos)"
)
FIND = r"busca"
TAKES = r"(?<=\w),? (?:(?:ah|eh) )?(?:no,? espera|espera,? no|mejor dicho|o mejor|quiero decir|digo),? "
OTHER = r"\botr[oa]s?\b(?! vez)"
FIRST = r"(?:los |las )?(?:<n> primer\w+|primer\w+ <n>)"  # "the first three"
COUNTED = (r"\b(?:(?:empezando|contando|comenzando) (?:por|desde)|desde)\b", r"de")
CLAUSES = r",\s+| (?:pero|y|porque|sino|así que) "
REQUESTS = (
    r"\b(?:busca|encuentra|dónde|cuánt\w+|muestra|muéstrame|dibuja|genera|traduce\w*|reemplaza|desenfoca|borra\w*"
    r"|elimina|quita\w*|cambia|pinta|describe|di|dime|lee|qué|quién|cuándo|recorta|imagen de|foto de|ponle?)\b"
)
ROWS = r"""
finer: (?:(?:hazme|haz|dame|dibuja|pon|ponme|quiero|quisiera|necesito|con) )*(?:(?:un|una|unos|unas|el|la|los
 |las) )?(?:bordes?
 |contornos?|máscaras?|recortes?|siluetas?) (?:(?:un poco|mucho|algo|aún|todavía) )*más (?:limpi[oa]s?|fin[oa]s?
 |nítid[oa]s?
 |precis[oa]s?|exact[oa]s?|definid[oa]s?)
finer: (?:(?:hazlo|hazla|un poco|algo) )*más (?:limpi[oa]|fin[oa]|nítid[oa]|precis[oa]|exact[oa])(?: (?:en
 |por) los bordes)?|afina
  (?:un poco )?(?:el|la|los) (?:contornos?|bordes?|máscara|recorte)
usual: (?:(?:otra vez|de nuevo|usa|vuelve|con|al|a|el|tu|pon) )*umbral (?:normal|habitual|de siempre|por defecto
 |original|estándar)(?: .{0,12})?|(?:restablece|reinicia|resetea|restaura)r? (?:el|tu) umbral(?: .{0,12})?
elsewhere: (?:(?:ahora|haz|busca|repite) )*(?:lo mismo|igual|eso)(?: también)* (?:en|con|para|a) (?:la |el )?<pic>
  (?:número )?<number>(?: también)?
redo: (?:rehaz|rehacer|rehaga|restablece|restaura)(?:lo|la|los)?(?: .{0,15})?|vuelve a (?:hacerlo|ponerlo)(?: así)?
 |deshaz lo deshecho|un paso adelante
undo: (?:deshaz|deshacer|deshaga|deshacé|desha|revierte|revertir|anula|anular)(?:lo|la|los|las|me)?(?: (?:eso|todo
 |esto|lo (?:último|anterior)|(?:el|la|los|las|lo) (?:<n> )?(?:últim\w+|anterior\w*|cambios?|pasos?|acción)(?: .*)?))?
undo: (?:vuelve|vuelva|regresa|volvé|volver|retrocede|ve|da|ir)(?: a)?(?: <n>| un)?(?: pasos?)? ?(?:atrás
 |hacia atrás|para atrás|marcha atrás)(?: .*)?|(?:vuelve|vuelva|regresa|volvé|volver|retrocede) (?:<n>|un) pasos?
 |(?:vuelve|regresa|vuelva|volvé|déjalo|ponlo|dejalo|deja)\w*(?: todo)? (?:a )?como (?:estaba|antes).*
undo: (?:vuelve|regresa|vuelva|volvé) (?:a|al) (?:la|lo|el)? ?(?:versión|resultado|de|anterior|primer\w*|que).*
 |como (?:estaba )?antes.*|.*\b(?:estaba|era|quedaba) mejor(?: antes)?.*|.*\b(?:me gustaba más|prefiero
 |prefería) .*\b(?:antes|anterior|primer[ao]?)\b.*|(?:quita|bórra|borra)\w* (?:esa|la) últim\w+ \w+
why: (?:y )?(?:(?:eso |ese |esa )?(?:por qué|porqué|y eso|cómo así))(?: no| ese| esa| eso| esos| (?:el|la|los
 |las) \w+| motivo)?(?: lo (?:dices|crees|piensas).*)?
why: (?:y |eso |dime |explica |explícame )*por qué (?:me |lo |la |los |te |has |no )*(?:dices|dice|crees|cree
 |piensas|has|elegiste|elegís|escogiste|marcaste|marcas|contaste|ves|sabes|decís|pensás|creés|seleccionaste|pones
 |afirmas).*|(?:y )?por qué (?:es|son|sería|va a ser) (?:eso|esto|ese|esa|una?)\b.*|por qué (?:eso|ese|esa
 |esto) (?:es|no es) .*
why: (?:y )?cómo (?:lo |la )?(?:sabes|sabe|sabés|has (?:contado|llegado|sabido|visto|decidido|elegido)|llegaste
 |llegas|puedes saber|estás tan|averiguaste|te das).*|(?:y )?(?:qué te hace|en qué te basas|en qué se basa
 |de dónde (?:sacas|lo sacas|has sacado|sale)|con qué (?:criterio|base|fundamento)|a qué se debe).*|explícate
 |explica tu .*
sure: (?:y )?(?:tú )?(?:estás?|está usted)(?: de verdad| bien| completamente| tan| realmente)* segur[oa]\b.*
 |segur[oa](?:s)?(?: que .*| de (?:eso|que .*))?|(?:de )?(?:verdad|veras)|en serio|qué tan segur[oa].*
 |cómo de segur[oa].*|(?:eso|ese|esa) es (?:de verdad|realmente) .*
elsewhere: .*\b(?:lo mismo|igual|también|eso|mismo)\b.* <which> <pic>(?: (?P<which2>siguientes?|anterior\w*
 |de al lado))?(?: .{0,12})?|.*\b(?:lo mismo|igual|también|eso|mismo)\b.* (?:la|las|el|esta|otra
 |a) ?<pic> (?P<which3>siguientes?|anterior\w*|de al lado|que viene|número \w+)
threshold: .*\b(?:umbral|límite)\b.*?<share>.*|.*\b(?:al menos|por encima|más d?el?|como mínimo|a partir|mínimo
 |encima)\b.*?<percent>.*
undo: (?:otra vez |de nuevo |mejor |dame |prefiero )*(?:el|la|lo|los|las) (?:\w+ )?(?:de antes|de hace un rato
 |anterior(?:es)?|de recién)(?: .{0,15})?|(?:saca|sacá|quita|quitá|borra|borrá|anula|anulá|deshaz|deshacé|cancela
 |revierte)(?:me)? (?:el|la|lo|los|las|ese|esa) (?:último|última|últimos|últimas)\b.{0,25}
looser: (?:aquí|ahí|allí|allá|acá)(?: \w+){0,4} (?:hay|falta|queda|tienes|tenés) (?:otr[oa]s?|un[oa]|más|algun\w+
 |<n>)\b.{0,20}|(?:prueba|probá|intenta|intentá|hazlo|usa)(?: \w+){0,2} con (?:más (?:tolerancia|margen|sensibilidad)
 |(?:un )?(?:umbral|límite) (?:más bajo|menor|inferior))|no (?:pillaste|viste|encontraste|contaste|marcaste|cogiste
 |has (?:visto|pillado|encontrado|contado|marcado)) (?:tod[oa]s|los|las|un[oa]s?|el|la|otr[oa]s?|vari[oa]s
 |muchos)\b.{0,30}
stricter: (?:prueba|probá|intenta|intentá|hazlo|usa)(?: \w+){0,2} con (?:menos (?:tolerancia|margen|sensibilidad)
 |(?:un )?(?:umbral|límite) (?:más alto|mayor|superior))|no tant[oa]s?|(?:ahora )?(?:hay|sale|salen
 |queda) demasiad[oa]s? .{3,20}
why: (?:en|por|con) qué (?:te (?:fijas|basas|apoyas|guías|fijaste|basaste)|criterio|lo (?:notas|ves|sabes)).*
looser: (?:eres|estás siendo|es|fuiste|no seas)(?: un poco| muy)* (?:demasiado|tan) <strict>|(?:son|hay|deberían ser
 |eran|tienen que ser) (?:en realidad |al menos )?<n>,? (?:y )?no <n>.*|(?:ese|esa|esos|esas|eso|uno|una
 |algun\w+)(?: de \w+)? se te (?:ha|han|pasó|pasaron|escapó|escaparon|olvidó)\b.*|(?:hay|quedan|faltan
 |son)(?: por lo menos| al menos| como mínimo| todavía| aún| mínimo)+ (?:<n>|un[oa]|otr\w+|más)(?: más)?(?: .{0,20})?
 |(?:te )?(?:has|te has) (?:dejado|olvidado|saltado) (?:la mitad|much\w+|casi tod\w+|alguno\w*).*|(?:recuenta
 |vuelve a contar|cuenta de nuevo|recuéntalos)(?: .{0,10})?
stricter: (?:eres|estás siendo|es|fuiste|no seas)(?: un poco| muy)* (?:demasiado|tan) (?:flexible|tolerante
 |generos[oa]|permisiv[oa]|lax[oa]|sensible|blando)|(?:te )?(?:sobra|sobran)(?: ahí)? (?:un[oa]|<n>|algun\w+
 |vari\w+)(?: .{0,15})?|(?:un[oa]|<n>|algun[oa]s?|vari[oa]s)(?: de (?:ell[oa]s|es[oa]s|est[oa]s)) (?:es|son|no|está
 |están) .*|(?:ese|esa|eso|este)(?: ahí)? (?:está|sale|aparece) (?:repetid[oa]|duplicad[oa]|dos veces).*
 |es[oa]s (?:dos|<n>)(?: \w+)? son (?:la misma|el mismo|l[oa]s mism[oa]s).*
undo: (?:muéstrame|enséñame|dame|ponme|muestra|enseña)(?: otra vez| de nuevo)? (?:el|la|lo|las
 |los) (?:\w+ )?(?:anterior(?:es)?|de antes|previ[oa]|original|viej[oa])\b.*|(?:vuelve|regresa|volvé|volvamos
 |vuelva) (?:al|a la|a lo|a los)\b.*
elsewhere: (?:y )?(?:ahora )?(?:en |con )?(?:la|las|esta|cada
 |todas las) (?P<which>\w+ )?<pic>(?: (?P<which2>siguientes?|anterior|de al lado))? (?:igual|también|lo mismo
 |de la misma manera)|(?:pasa|pásate|sigue|ve) (?:a|con) (?:la|el) (?P<which3>siguiente|otra|anterior
 |próxima)(?: <pic>)? (?:igual|y haz lo mismo|con lo mismo)
stricter: .{0,30}<percent> de (?:seguridad|confianza|certeza|probabilidad).*
looser: (?:(?:sé|sea|un poco|algo|mucho|sed|que seas|seas) )*(?:menos|no tan|no seas tan) <strict>.*|(?:(?:sé|sea
 |un poco|algo|mucho) )*más (?:flexible|tolerante|generos[oa]|permisiv[oa]|lax[oa]|indulgente)\b.*
 |no seas tan <strict>.*|.*\bte (?:estás pasando|pasas) de (?:exigente|estrict[oa]).*
looser: .*\b(?:baj[ae]s?|reduc\w+|disminuy\w+)\b.*\b(?:umbral|exigencia|criterio|listón)\b.*
 |(?:quiero |pon |dame )?(?:algun[oa]s? )?más|(?:pero )?(?:ahí |aquí |allí |allá |todavía |aún )*(?:hay|falta|faltan
 |queda|quedan)(?: \w+)? (?:más|otr[oa]s?|un[oa]|<n>|algun[oa]s?)(?: más)?(?: (?:ahí|aquí|allá|allí|al|en|detrás
 |escondid\w+|por|a la|que)\b.*)?|(?:mira|busca|cuenta|fíjate|revisa|mire|busque)(?: \w+)? (?:otra vez|mejor|bien
 |de nuevo|más)\b.*|aparte de es[oa]s.*
looser: (?:te|se) (?:faltó|falta|faltan|faltaron|has dejado|dejaste|ha dejado|escapó|han? escapado|olvidaste|olvidó
 |has olvidado|has saltado|saltaste|quedó)(?: de)? (?:un[oa]s?|algun[oa]s?|otr[oa]s?|<n>|varios|varias|muchos?
 |much[oa]s)\b.*|(?:te )?has (?:dejado|olvidado) .*\b(?:un[oa]|más)\b.*|.*\byo (?:cuento|veo) (?:<n>|más).*
 |(?:debería|tendría)n? (?:haber|que haber).*
stricter: (?:(?:sé|sea|un poco|algo|mucho|sed|bastante) )*más <strict>\b.*|.*\b(?:sub[ae]s?|aument\w+
 |elev\w+)\b.*\b(?:umbral|exigencia|criterio|listón)\b.*|(?:has |me has )?(?:marcaste|contaste|pusiste|hay|son
 |marcado|puesto|elegiste|seleccionaste)? ?demasiad[oa]s(?: .*)?|(?:un poco |algo |pon )?menos(?: por favor .*)?
 |no quiero tant[oa]s.*
stricter: (?:has|te has|me has) .*\bdemasiad[oa]s\b.*|(?:sol[oa]|sólo|solamente|únicamente
 |deja solo)(?: .{0,12})? (?:lo|los|las|de lo|aquello) (?:de )?(?:los |las )?que .*\bsegur[oa]s?\b.*
as cut: (?:ahora )?(?:recórta|recorta|extrae|aísla|sépara)(?:lo|la|los|las|me eso)
as outline: (?:márca|resálta|delinéa|contornéa|segmenta|segménta|rodéa|perfíla|señála)(?:lo|la|los|las)
 |(?:solo )?el contorno(?: nada más)?
as count: (?:cuénta|cuenta)(?:lo|la|los|las|me cuántos)|(?:y )?cuánt[oa]s(?: (?:hay|son|en total|ves))*
as where: (?:y )?(?:en )?dónde(?: (?:está|están|exactamente|queda))*|(?:señálame|muéstrame
 |enséñame) dónde(?: .{4,8})?
which: (?:el|la|los|las) (?:de(?:l| la| los| al| en)?|que|con|más)\b .*
also?: (?:añade|añada|agrega|agregue|suma) <x>(?: de al lado)?
also: (?:también|además|con|más|(?:añade|añada|agrega|agregue|mete|pon|suma|cuenta) (?:también|además)|incluye
 |incluya)(?:le)?(?: también| además)? <x>(?: también| además| de al lado| a la selección| al resultado)*
 |<x> (?:también|además|igualmente|inclúyel\w+|tampoco la dejes)
also: (?:y |también )(?:también )?un[oa]? <any>(?: también)?|(?:le |te |me |nos )?(?:falta|faltan|faltó
 |faltaba) <x>.{0,15}|(?:te )?(?:has|te has) (?:olvidado|dejado|saltado|comido)(?: de)? <x>.*|(?:olvidaste
 |te olvidaste de|te saltaste|te dejaste) <x>|<x> (?:falta|faltan|está cortad[oa]|no está)|(?:y )?(?:los demás
 |las demás|el resto|los otros|las otras)(?: también)?|(?:con )?los demás(?: también)
instead: (?:ni|no) <the> (?:sino |mejor |quería )?<x>
without: (?:pero )?(?:sin|excepto|menos|salvo|aparte de)(?: contar)? <x>|sin <any>|(?:quita|saca|elimina|descarta
 |excluye|ignora|omite|deja fuera|descuenta|quite)(?:le|me)? <x> (?:de|del) (?:la |el )?(?:selección|resultado
 |máscara|contorno|lista).*|(?:excluye|ignora|omite|deja fuera|descarta|no cojas|no cuentes|no incluyas|no marques
 |no tomes) <x>
without: <x> no(?: (?:entra|cuenta|va|vale|es parte|forma parte|lo cuentes|la cuentes|pertenece)(?: .{0,40})?)?
 |no <x>|(?:todo|todos|todas) (?:menos|excepto|salvo) <x>|(?:has |me has |también has )(?:incluido|metido|contado
 |marcado|cogido|puesto) <x>(?: .*)?
only: (?:(?:deja|muestra|enseña|quiero|quédate con|toma|marca) )?(?:sol[oa]mente|sol[oa]|sólo|únicamente
 |nada más que|nomás|nada más)(?: deja| quiero)? <x>|<x> (?:sol[oa]|solamente|nada más|nomás|basta|únicamente)
 |quédate (?:sol[oa] )?con <x>
other: (?:(?:me refería|me refiero|quería|quiero|digo|el que|a|es|toma|muéstrame|coge|mejor|ese no|esa no
 |no es es[ea]|ni ese|ni esa|sino) )*(?:al|el|la|los|las|del?) otr[oa]s?(?: (?!foto|imagen|día|vez)<any>)?
 |(?:un )?otr[oa](?: distint[oa]| diferente)?|(?:es[eo]|esa|este|esta) no|ni (?:ese|esa|este)(?: ni (?:ese|esa
 |este))*|no (?:es[ea]|est[ea])|un[oa] (?:distint[oa]|diferente)|(?:el|la) equivocad[oa]
instead: (?:mejor|en su lugar|en vez de eso|más bien) <x>|<x> (?:mejor|en su lugar|en vez de .*|más bien)
 |(?:lo mismo|igual|haz lo mismo)(?: pero| ahora)? con <x>|(?:no |ese no |eso no )?(?:me refería|me refiero|quería
 |quise decir|decía|hablaba de|hablo de|quería decir)(?: a)? ?<x>
instead: (?:ni|no) <y> (?:sino |mejor |quería |ni \w+ )?<x>
all: (?:tod[oa]s?|amb[oa]s|l[oa]s dos|tod[oa]s ell[oa]s|l[oa]s <n>|cada un[oa])(?: juntos)?(?: no sol[oa] .*)?
again: (?:prueba|probá|intenta|inténta|inténtalo|inténtelo|hazlo|haz|vuelve a (?:intentar|probar
 |hacer))(?:lo)?(?: de nuevo| otra vez| nuevamente)(?: .*)?|(?:vuelve a|volvé a) (?:intentarlo|probar
 |empezar)(?: .*)?|otro intento
adjust: (?:(?:un poco|un pelín|algo|mucho|hazlo|ponlo|aún|todavía|bastante|haz|el contorno|los bordes
 |el borde) )*(?:más|menos|demasiado) <shape>\b.*|(?:un pelín|un poquito|un poquitín) (?:más|menos)\b.*
adjust: (?:pero )?(?:el|la|los|las|esa|ese|tu) (?:contornos?|bordes?|máscara|caja|selección|recuadro|recorte
 |silueta)\b.*\b(?:más|menos|fin[oa]|mal|mueve\w*|ampl[ií]\w*|ancho|estrech\w*|suav\w*|ajust\w*|píxeles|demasiado
 |grande|pequeñ[oa])\b.*|(?:amplía|reduce|ensancha|estrecha|suaviza|ajusta|encoge|agranda) (?:un poco )?(?:la|el
 |los) (?:máscara|contorno|bordes?|selección|caja).*
adjust: (?:(?:un poco|más|algo|todavía) )+(?:a|hacia|para) (?:la |el )?(?:izquierda|derecha|arriba|abajo)|(?:era|es
 |quedó|estaba) demasiado (?:fuerte|débil|borroso|grueso|fino)
undo: (?:anula|cancela|deshaz|quita|revierte|elimina|borra|olvida)(?:me|lo)? (?:ese|esa|el|la|los|las|tu|mi
 |lo) (?:último|última|últimos|últimas|cambio|paso|acción|modificación|edición|retoque)\b.{0,25}|(?:vuelve|regresa
 |retrocede|devuélve\w*|restaura|recupera|ponme|dame|déjalo|déjala|déjame|quiero)\b.{0,20}\b(?:antes|anterior\w*
 |original|previ[ao]|primer[ao]?|viej[ao]|al principio|inicial|estaba)\b.*|(?:un|<n>) pasos? (?:atrás|para atrás
 |hacia atrás)|(?:marcha|para|hacia) atrás|control z|ctrl z|(?:estaba|quedaba|me gustaba|era|lucía
 |se veía) (?:mucho )?(?:mejor|más)\b.*|.*\b(?:antes|anterior|primer[ao]?|de antes)\b.*\b(?:mejor|gustaba|bien
 |prefer\w+)\b.*|restablece(?:r|lo|la)?(?: todo)?
redo: (?:vuelve a|volvé a) (?:ponerlo|hacerlo|ponerla|aplicarlo|dejarlo)(?: .{0,15})?|(?:rehaz|rehacer
 |rehace)(?:lo)?(?: .{0,15})?|hazlo otra vez como .*|un paso (?:adelante|hacia adelante)
 |(?:al final )?(?:sí )?(?:déjalo|ponlo) (?:así|otra vez)
why: (?:y )?por qué (?:ese|esa|esos|esas|este|esta|eso|esto|solo|tan|tant\w+|no|<n>|justo|precisamente)\b.{0,35}
 |(?:y )?(?:cómo|de qué modo) (?:lo |la |es que )?(?:has (?:contado|llegado|sabido|visto|decidido|elegido)
 |puedes saber|pudiste|sabes|supiste|lo haces)\b.{0,40}|(?:y )?(?:qué|cuál) (?:es )?(?:te (?:hace|lleva|hizo)
 |el motivo|la razón|tu razón|criterio|indica|prueba)\b.*|(?:explica|explícame|dime|justifica|justifícalo|aclárame
 |cuéntame)(?:me)? (?:por qué|cómo|tu|eso|el motivo)\b.*|(?:por|con) qué (?:motivo|razón|criterio|fundamento).*
 |(?:y )?(?:eso )?a qué viene.*|de dónde (?:has|lo|te|sale|viene)\b.*|según qué.*|cómo (?:es|va a ser) (?:eso
 |posible).{0,20}
sure: (?:es|está|será) (?:eso )?(?:seguro|cierto|verdad|correcto|así)(?: de verdad)?|(?:estás?|está
 |tienes) (?:tú |usted |bien |completamente |de verdad )*(?:segur[oa]|convencid[oa]|certeza)\b.*|(?:de verdad
 |en serio|seguro)(?: que)? .{2,30}|(?:lo )?dudo(?: mucho)?|no (?:me lo creo|te creo|estoy (?:tan )?segur[oa]).{0,15}
 |(?:compruéba|verifíca|revísa|comprueba|verifica)(?:lo)?(?: otra vez| de nuevo| bien| por favor)*|(?:qué
 |cuál es (?:tu|el|la)|con qué) (?:grado de |nivel de |porcentaje de )?(?:seguridad|confianza|certeza|probabilidad
 |porcentaje|puntuación).*|cuánt[oa] (?:segur\w+|certeza|confianza).*
elsewhere: (?:ahora )?(?:y )?(?:en|con|para|a) (?:la|las|el|esta|cada|tod[oa]s las|otra
 |las) ?(?P<which5>\w+ )?<pic>(?: (?P<which6>siguientes?|anterior|de al lado))? (?:también|igual|lo mismo)|(?:aplica
 |repite|hazlo|haz|usa|repítelo|aplícalo|copia|pasa)(?:lo)? (?:eso |lo mismo |esto |igual |también )*(?:en|con|para
 |a) (?:la|las|el|esta|cada|otra|tod[oa]s(?: las)?) ?(?P<which7>\w+)? ?<pic>?(?: (?P<which8>siguientes?|anterior
 |de al lado))?|(?:y )?(?:ahora )?(?:la|las) (?P<which9>siguiente|otra|demás|próxima) <pic> (?:igual|también|lo mismo)
looser: (?:no (?:son|están|es) tod[oa]s?|no (?:los|las) has .{3,15} tod[oa]s|no has .{3,15} tod[oa]s).{0,20}|(?:hay
 |veo|quedan|faltan|son|tiene que haber|debe haber)(?: \w+){0,2} (?:más|otr[oa]s?|much[oa]s más
 |al menos <n>)(?: (?:de|que) (?:los|las|es[oa]s|<n>).{0,20}| ahí.*| al .*| en .*)?|(?:solo|sólo) (?:has|me has|ves
 |hay|encontraste|marcaste|contaste)\b.{0,30}|(?:has|te has|se te ha|se te han|se te|te|os habéis)(?: \w+)? (?:dejado
 |olvidado|saltado|pasado|escapado|faltado|escapó|pasó|olvidó|comido|pasaron|escaparon) (?:un[oa]s?|algun[oa]s?
 |otr[oa]s?|<n>|varios|varias|much[oa]s|el|la|los|las|vari[oa]s)\b.{0,40}|(?:busca|encuentra|muestra|marca|dame|pon
 |enseña|cuenta|coge|selecciona)(?:me)? (?:también )?(?:más|los demás|las demás|los que faltan|el resto|otros|incluso
 |hasta)\b.*|(?:incluye|muestra|marca|pon) (?:también )?(?:los|las) (?:dudos\w+|menos|poco|inciert\w+).*|(?:pon|dame
 |quiero) más|muy poc[oa]s.*|pocos|(?:esfuérzate|fíjate|mira|busca|observa)\b.{0,12}\b(?:más|mejor|bien)\b.{0,20}
 |(?:baja|reduce|disminuye|rebaja) (?:un poco )?(?:el|la|tu) .{0,12}(?:umbral|listón|exigencia|límite|nivel).*
 |sé (?:un poco |mucho )?(?:más|menos) .{4,15}
stricter: (?:(?:muestra|deja|enseña|quédate con|marca|pon|dame|quiero)(?:me)? )?(?:solo|sólo|solamente|únicamente
 |nada más) (?:l[oa]s? )?(?:que |de los que |más |muy )?.{0,15}(?:segur[oa]s?|clar[oa]s?|evidentes?|probables?
 |fiables?|ciert[oa]s?|inequívoc\w+)\b.*|(?:no )?(?:hay|has|son|pusiste|marcaste|contaste|salen|me has
 |muestras)(?: \w+){0,2} (?:demasiad[oa]s|de más|tant[oa]s)\b.*|(?:quita|elimina|descarta|saca) (?:los
 |las) (?:dudos\w+|inciert\w+|falsos?|malos?|poco|que no).*|no tant[oa]s|(?:algunos|algunas|la mitad|vari[oa]s
 |unos cuantos)(?: de \w+)? no (?:son|están|es).*|te (?:has pasado|pasaste)(?: .{0,20})?|(?:sube|aumenta|eleva
 |súbele) (?:un poco )?(?:el|la|al|tu) .{0,12}(?:umbral|listón|exigencia|límite|nivel).*
again: (?:prueba|intenta|inténtalo|repite|hazlo|vuelve a intentarlo|empieza de nuevo)(?:lo)?(?: (?:otra vez|de nuevo
 |mejor|bien|una vez más))+(?: .{0,30})?|una vez más pero .*|otra vez pero .*
adjust: (?:demasiado|muy|no tan|poco) (?:ajustad\w|anch\w|estrech\w|grues\w|fin\w|apretad\w|grande|pequeñ\w|suave
 |brusc\w|bast\w|fuerte|débil|ceñid\w)(?: .{0,30})?|(?:el|la|los|las|tu|ese|esa) (?:contorno|bordes?|máscara|caja
 |selección|recuadro|recorte|silueta|línea|marco) (?:está|están|es|son|queda|se|no|debería\w*|tiene|corta|toca
 |sobresale|debe|demasiado|muy|más|menos|va|podría|necesita)\b.{0,60}|(?:suaviza|afina|amplía|ensancha|estrecha|mueve
 |desplaza|corrige|ajusta|agranda|encoge|reduce|alisa|limpia|mejora|extiende)(?:(?:lo|la|los|las)(?: .{0,25})?
 |(?: un poco| el| la| los| las)+ (?:contorno|bordes?|máscara|caja|selección|recuadro|recorte|silueta
 |línea)(?: .{0,30})?)|(?:queda|hay|se ve|sobra|falta)(?:n)? (?:todavía |aún )?(?:un poco|un trozo|un pedazo|algo
 |restos|un hueco)\b.{2,40}|(?:un poco|un poquito|algo|un pelín|ligeramente|una pizca) (?:más|menos)\b.{0,30}
also: (?:marca|coge|toma|incluye|añade|mete|cuenta|pon|muestra|recorta|selecciona|agrega|saca|quiero|suma)(?:me
 |le)? (?:también |además )<x>|(?:marca|coge|toma|mete|cuenta|pon|muestra|recorta|selecciona|quiero
 |saca)(?:me)? <x> (?:también|además)|(?:y )?qué (?:pasa con|hay de) <x>|<x> (?:debería|deberían|debe|deben|tiene que
 |tienen que) .{0,12}(?:estar|entrar|ir|aparecer|incluirse).*|(?:no )?(?:te |me )?(?:has|olvidaste|te olvidaste
 |te has|has) (?:de )?(?:olvidado|dejado|incluido|cogido|marcado|contado|cortado|saltado|puesto)?(?: de
 | fuera)? ?<x>(?: fuera)?|<x> (?:también )?(?:por favor|porfa|va|entra|forma parte|cuenta)(?: también)?
 |no (?:olvides|te olvides de|dejes fuera|te dejes) <x>|(?:aún |todavía )?(?:falta
 |faltan) (?:aún |todavía )?<x>.{0,15}|<x> (?:aún |todavía )?no (?:está|están|aparece|sale)(?: .{0,20})?
 |con <x>(?: incluid\w+| también)?
without: no (?:cuentes|incluyas|cojas|marques|tomes|metas|pongas|selecciones|quiero|quería|toques) <x>.{0,15}
 |(?:pero )?sin (?:ningún |ninguna )?<any>|(?:deja|dejá|déjate) <x> (?:fuera|aparte|de lado|en paz)|(?:quita|saca
 |elimina|retira|descarta|ignora|olvida|omite|sáltate|excluye|prescinde de) <x>(?: de (?:ahí|la selección|la lista
 |la cuenta|la máscara|el resultado))|(?:ignora|olvida|omite|sáltate|excluye|prescinde de|descarta) <x>|<x> (?:sobra
 |sobran|está de más|fuera|no pinta nada|no debería .*|no tiene que .*|no forma .*|no es parte .*)|(?:has|me has
 |también has|te has)(?: \w+)? (?:incluido|metido|contado|marcado|cogido|puesto|seleccionado
 |pillado) (?:también )?<x>.{0,15}
only: (?:limítate|redúcelo|restrínge\w+|céntrate|quédate) (?:a|en|con) (?:solo )?<x>|(?:yo )?(?:solo|sólo|solamente
 |únicamente) (?:quería|quiero|necesito|pedí|me interesa|me interesan|me refería|hablaba de|marca|deja|muestra|cuenta
 |coge)(?: a)? <x>|<x> (?:y (?:nada|nadie) más|y ya está|y punto|solamente|nada más|sol[oa]s?)|(?:solo|sólo|solamente
 |únicamente) <any>|(?:olvida|quita|deja|descarta|ignora)(?:te)? (?:de )?(?:el resto|los demás|las demás
 |todo lo demás|los otros|las otras)(?: fuera)?|(?:deja|dejá|conserva
 |mantén) (?:solo |sólo |solamente |únicamente )<any>
other: (?:coge|toma|muéstrame|enséñame|prueba con|elige|dame|pon|marca|quiero|quería|prefiero
 |mejor)(?: mejor)? (?:el|la|un|una|los|las)? ?(?:otr[oa]s?|de al lado|siguiente|distint[oa]|diferente)(?: (?!foto
 |imagen|vez|día)\w+)?(?: .{0,15})?|(?:es|era) (?:el|la) (?:equivocad[oa]|otr[oa]|de al lado)|(?:ese|esa|este|esta
 |eso) no(?: (?:es|era|quiero|quería|digo).{0,20})?|no (?:es|era|quiero|quería|me refería a) (?:ese|esa|este|esta|eso
 |ese \w+|esa \w+)(?: sino .*)?|(?:el|la|al|a la) (?:de al lado|siguiente|de detrás|de delante|de enfrente
 |vecin[oa])(?: .{0,15})?|(?:el|la) (?:que está|de) (?:al lado|detrás|delante|junto).{0,20}
instead: (?:haz|coge|toma|muéstrame|marca|recorta|busca|prueba con|usa|pon|cambia a)(?:me)? (?:mejor )?<x> (?:mejor
 |en su lugar|en vez de .*|en lugar de .*)|(?:haz|coge|toma|muéstrame|marca|recorta|busca|prueba)(?:me)? mejor <x>
 |(?:yo )?(?:dije|he dicho|decía|pedí|pedía|hablaba de|hablo de|quise decir|quería decir|me refería a|me refiero a
 |me refería|preguntaba por|era|quería)(?: a)? ?<any>|<x> (?:y )?no <y>|en (?:vez|lugar) de (?:es[oa]|<y>) <x>
 |es <x> (?:lo que|el que|la que) (?:quiero|quería|busco|digo)
which: (?:me refería |me refiero |quiero |quería |digo |es |dame |coge |toma |mejor |muéstrame |a |elige )*(?:al?|el
 |la|los|las) ?(?:el|la|los|las)? ?(?:de(?:l| la| los| las| al| en)?|que|con|más|del)\b .{2,45}
 |(?:me refería |me refiero |quiero |quería |digo |es |dame |coge |toma |mejor |muéstrame |a |elige )*(?:al?|el
 |la) ?(?:primer[oa]|segund[oa]|tercer[oa]|cuart[oa]|últim[oa]|grande|pequeñ[oa]|mayor|menor|roj[oa]|azul|verde
 |negr[oa]|blanc[oa]|amarill[oa])(?: (?:de|del|que|con|en|al|por|desde|ahí|mejor|más|empezando|contando)\b.{0,25})?
wrong: (?:eso|esto|así|lo)(?: \w+)? (?:está|es|estaba|era) (?:mal|incorrecto|falso|un error|una tontería|horrible
 |fatal|equivocado|mentira)\b.{0,25}|(?:te|se) (?:equivocas|equivoca|equivocaste|has equivocado|ha equivocado
 |confundes|confundiste|has confundido|has liado)\b.*|(?:estás|está usted|está) (?:equivocad[oa]|confundid[oa]
 |mal)\b.*|(?:no )?(?:es|era) (?:eso|así|lo que)(?: \w+){0,3}(?: quería| pedí| dije| he pedido| buscaba)
 |no (?:te )?(?:he pedido|pedí|dije|quería|quise) (?:eso|decir eso|esto).{0,15}|(?:eso|ese|esa|esto|aquello
 |lo de \w+)(?: \w+)? no es (?:una?|el|la|ningún|ninguna|mi|un)\b.{2,35}|(?:ahí|aquí|allí|en la foto|pues
 |yo)(?: \w+){0,2} no (?:hay|veo|aparece|sale) (?:ningún|ninguna|un|una|nada)\b.{0,25}|has (?:contado|mezclado
 |confundido|cambiado|marcado|puesto) .{0,30}(?:dos veces|mal|con|doble)\b.*|error|mal
without: (?:has (?:metido|incluido|cogido|pillado|dejado|marcado)|queda|hay|sobra|se ve|se ha colado)(?: todavía
 | aún| ahí)* (?:un poco|un trozo|algo|parte|un pedazo|restos)(?: de| del)? <any>|<x> no (?:va|pertenece|debería
 |tiene|pinta|cuenta|entra|es) (?:ahí|aquí|nada|ser|estar|que|parte|de).{0,25}|(?:el|la) (?:últim[oa]|primer[oa]
 |de la \w+) no(?: cuenta| vale)?
also: <x> (?:también )?(?:también va|va|entra|debe ir|tiene que ir) (?:también )?(?:dentro|ahí|incluid[oa]|con
 |en)\b.{0,20}|<x> (?:está|están|quedó|quedaron|ha quedado|salió)(?: un poco| medio)* (?:cortad[oa]s?|fuera
 |olvidad[oa]s?|incomplet[oa]s?|a medias)(?: .{0,15})?
adjust: (?:puedes |podrías )?(?:hazlo|hacerlo|ponlo|ponerlo|déjalo|dejarlo|haz que sea|que sea
 |que quede) (?:un poco |algo |un pelín |bastante |mucho )?(?:más|menos) (?!alto|bajo|fuerte|despacio|rápido
 |lento).{3,20}|(?:un[oa]|un poco|un paso|algo) más (?:a|hacia|para) (?:la |el )?(?:izquierda|derecha|arriba|abajo)
without: (?:ese|esa|eso|esos|esas|este|esta|<x>) (?:lo |la )?(?:puedes|podés|podrías|puede) (?:quitar|sacar|eliminar
 |descartar|borrar|ignorar)\w*(?: .*)?|<x> fuera(?: de .{3,20})?|te has (?:llevado|traído|cogido
 |comido) (?:también )?<x>(?: .{0,20})?|(?:quíta|sáca|elimína|descuénta)(?:le|les) <x>
also: (?:le|les|te|me)? ?(?:has|habéis|hemos|haz) (?:cortado|comido|dejado fuera|saltado|quitado
 |olvidado) <x>.{0,15}|<x> (?:también )?(?:hay que|tienes que|habría que|falta|debes) (?:también )?(?:incluir|añadir
 |contar|meter|marcar|poner)\w*.{0,15}|no (?:pillaste|cogiste|marcaste|incluiste|contaste|tomaste
 |agarraste) <x>(?: .{0,15})?
wrong: (?:es[oa]s?|est[oa]s?)(?: \w+)? no (?:es|son) (?:una?s? |ningún |ninguna )?\w+(?: (?:es|son|sino) .*)?
adjust: (?:haz|pon|deja)(?:me)? (?:el|la|los|las) (?:línea|contorno|bordes?|máscara|selección
 |recuadro) (?:un poco |algo )?(?:más|menos) .{3,20}
wrong: eso no (?:puede|cuadra|tiene|parece|va)\b.{0,25}|no (?:puede ser|me convence|me cuadra|está bien).{0,25}
 |(?:ese|esa) (?:ahí )?no va (?:ahí|aquí)
wrong: (?:(?:no|que no) ?)+|(?:eso |eso te )?(?:está|es|estaba) (?:mal|incorrecto|equivocado|errado)(?: .*)?
 |no (?:es|era|son) (?:eso|así|lo que (?:quería|pedí|dije|he pedido).*|cierto|verdad|correcto)
 |(?:no )?era eso lo que quería|así no|eso no(?: es)?(?: es)?
wrong: (?:(?:eso|ese|esa|esto)(?: de \w+)?|el \w+|la \w+) no (?:es|era|son) (?:una?|el|la|ningún|ninguna|mi) .{2,30}
 |(?:te )?(?:has )?(?:confundiste|confundido|equivocaste|equivocado|mezclaste|contado dos veces|contaste dos veces).*
 |te equivocas.*|(?:ha|has|te ha) (?:salido|quedado) mal.*|.*\blo has contado dos veces
"""
