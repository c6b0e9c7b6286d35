"""Nouns for streets, buildings, vehicles, sport, school and music that are met less often, in five languages.

`nouns` says how a row is read.
"""

ROWS = """
soccer field,football pitch,football field = m Fußballplatz~e, n Fußballfeld-er |
 m terrain de foot, m terrain de football | m campo de fútbol, f cancha de fútbol | 个 足球场
basketball court = m Basketballplatz~e | m terrain de basket | f cancha de baloncesto | 个 篮球场
golf course = m Golfplatz~e | m terrain de golf | m campo de golf | 个 高尔夫球场
hangar = m Hangar-s | m hangar | m hangar | 座 机库
highway,motorway,freeway = f Autobahn-en | f autoroute | f autopista, f autovía | 条 高速公路,高速
junction,intersection,crossroads = f Kreuzung-en | m carrefour, f intersection | m cruce, f intersección |
 个 路口,十字路口
roundabout = m Kreisverkehr-e, m Kreisel- | m rond-point | f rotonda, f glorieta | 个 环岛,转盘
railway,railway line = f Bahnlinie-n, f Eisenbahn-en | f voie ferrée, m chemin de fer | f vía férrea, m ferrocarril |
 条 铁路
rail,track,railroad track = n Gleis-e, f Schiene-n | m rail | m riel, m carril del tren | 条 铁轨
level crossing = m Bahnübergang~e | m passage à niveau | m paso a nivel | 个 铁路道口
platform = m Bahnsteig-e | m quai | m andén | 个 站台,月台
train station,station = m Bahnhof~e | f gare | f estación de tren, f estación | 座 火车站
dock = n Dock-s | m dock | f dársena | 个 码头泊位
pier,jetty = m Steg-e, m Bootssteg-e | m ponton, f jetée | m embarcadero, m muelle | 个 栈桥
breakwater = f Mole-n, m Wellenbrecher- | m brise-lames, m môle | m rompeolas, m espigón | 条 防波堤
buoy = f Boje-n | f bouée | f boya | 个 浮标
zoo = m Zoo-s | m zoo | m zoo | 个 动物园
beach = m Strand~e | f plage | f playa | 片 海滩
warehouse = f Lagerhalle-n, n Lager- | m entrepôt | m almacén, f bodega | 座 仓库
power plant = n Kraftwerk-e | f centrale électrique, f centrale | f central eléctrica | 座 发电厂
pylon = m Strommast-en, m Mast-en | m pylône | f torre eléctrica, f torre de alta tensión | 座 电塔,高压塔
utility pole = m Telefonmast-en, m Leitungsmast-en | m poteau électrique, m poteau téléphonique |
 m poste de la luz, m poste de luz, m poste eléctrico | 根 电线杆
water tower = m Wasserturm~e | m château d'eau | f torre de agua, m depósito de agua | 座 水塔
silo = n Silo-s | m silo | m silo | 座 筒仓
storage tank = m Lagertank-s, m Öltank-s | f cuve, m réservoir de stockage | m tanque de almacenamiento | 个 储油罐,储罐
landfill = f Mülldeponie-n | f décharge | m vertedero | 座 垃圾场
construction site = f Baustelle-n | m chantier | f obra, m sitio de construcción | 个 工地
driveway = f Einfahrt-en, f Auffahrt-en | f allée | m camino de entrada | 条 车道
courtyard = m Innenhof~e | f cour intérieure | m patio interior | 个 院落,庭院
parking lot,car park = m Parkplatz~e | m parking | m aparcamiento, m estacionamiento | 个 停车场
parking space = f Parklücke-n, m freie Stellplatz~e, m Stellplatz~e | f place de parking, f place de stationnement |
 f plaza de aparcamiento, m lugar de estacionamiento | 个 停车位,车位
allotment,garden plot = m Schrebergarten~ | m jardin ouvrier | m huerto | 块 菜园
industrial area = n Industriegebiet-e | f zone industrielle | m polígono industrial | 个 工业区
curb = m Bordstein-e, f Bordsteinkante-n | f bordure de trottoir | m bordillo | 条 路沿,马路牙子
lamp post,lamppost = m Laternenpfahl~e, m Laternenmast-en | m réverbère, m lampadaire | f farola, m farol |
 根 灯柱,路灯杆
dumpster = m Müllcontainer-, m Container- | f benne | m contenedor de basura | 个 大垃圾桶
bollard = m Poller- | m plot, f borne | m bolardo | 个 路桩
barrier = f Schranke-n, f Absperrung-en | f barrière | f barrera | 道 路障,栏杆
guardrail = f Leitplanke-n | f glissière | m guardarraíl, m quitamiedos | 道 护栏
phone booth = f Telefonzelle-n | f cabine téléphonique | f cabina telefónica | 个 电话亭
monument = n Denkmal~er | m monument | m monumento | 座 纪念碑
flagpole = m Fahnenmast-en | m mât de drapeau, m mât | m mástil, f asta | 根 旗杆
bicycle rack,bike rack = m Fahrradständer- | m râtelier à vélos | m aparcabicicletas | 个 自行车架
drain,storm drain = m Gully-s, m Abfluss~e | f bouche d'égout | f alcantarilla, m desagüe | 个 下水道
manhole cover = m Kanaldeckel-, m Gullydeckel- | f plaque d'égout | f tapa de alcantarilla | 个 井盖
cobblestone = m Pflasterstein-e | m pavé | m adoquín | 块 石砖
road marking = f Fahrbahnmarkierung-en | m marquage au sol | f señalización vial, f marca vial | 条 标线,道路标线
speed bump = f Bremsschwelle-n | m dos d'âne, m ralentisseur | m badén, m reductor de velocidad | 个 减速带
market stall,stall = m Marktstand~e, m Stand~e | m étal, m stand | m puesto | 个 摊位,摊子
shop window = n Schaufenster- | f vitrine | m escaparate, f vitrina | 个 橱窗
speed camera = m Blitzer- | m radar | m radar de tráfico | 个 测速摄像头
security camera,surveillance camera = f Überwachungskamera-s | f caméra de surveillance |
 f cámara de seguridad, f cámara de vigilancia | 个 监控摄像头,摄像头
billboard = f Werbetafel-n, n Plakat an der Straße | m panneau publicitaire |
 f valla publicitaria, m cartel publicitario | 块 广告牌
street sign,road sign = n Straßenschild-er | m panneau routier, f plaque de rue |
 f señal de tráfico, m letrero de la calle | 块 路标,路牌
neon sign = f Leuchtreklame-n | f enseigne lumineuse, f enseigne | m letrero luminoso, m letrero de neón | 块 霓虹灯
trash bag,garbage bag = m Müllsack~e, f Mülltüte-n | m sac poubelle | f bolsa de basura | 个 垃圾袋
apartment building,apartment block = n Mehrfamilienhaus~er, m Wohnblock~e | m immeuble |
 m bloque de pisos, m edificio de apartamentos | 栋 公寓楼,居民楼
palace = m Palast~e | m palais | m palacio | 座 宫殿
cathedral = m Dom-e, f Kathedrale-n, n Münster- | f cathédrale | f catedral | 座 大教堂
chapel = f Kapelle-n | f chapelle | f capilla | 座 小教堂
mosque = f Moschee-n | f mosquée | f mezquita | 座 清真寺
synagogue = f Synagoge-n | f synagogue | f sinagoga | 座 犹太教堂
pagoda = f Pagode-n | f pagode | f pagoda | 座 宝塔
villa = f Villa/Villen | f villa | m chalet, f villa | 栋 别墅
hut,cabin = f Hütte-n, f Blockhütte-n | f cabane, m chalet | f cabaña, f choza | 间 小木屋,木屋
igloo = n Iglu-s | m igloo | m iglú | 座 冰屋
university = f Universität-en | f université | f universidad | 所 大学
pharmacy = f Apotheke-n | f pharmacie | f farmacia | 家 药店
hotel = n Hotel-s | m hôtel | m hotel | 家 酒店
restaurant = n Restaurant-s, n Gasthaus~er | m restaurant | m restaurante | 家 餐厅,饭店
cafe,café = n Café-s | m café en terrasse | f cafetería | 家 咖啡馆
supermarket = m Supermarkt~e | m supermarché | m supermercado | 家 超市
bakery = f Bäckerei-en | f boulangerie | f panadería | 家 面包店
butcher = m Metzger-, f Metzgerei-en | f boucherie, m boucher | f carnicería, m carnicero | 家 肉店
kiosk = m Kiosk-e | m kiosque | m quiosco | 个 报亭
post office = f Post, n Postamt~er | f poste | f oficina de correos | 家 邮局
library = f Bibliothek-en, f Bücherei-en | f bibliothèque | f biblioteca | 座 图书馆
museum = n Museum/Museen | m musée | m museo | 座 博物馆
theater,theatre = n Theater- | m théâtre | m teatro | 座 剧院
cinema = n Kino-s | m cinéma | m cine | 家 电影院
town hall = n Rathaus~er | f mairie | m ayuntamiento | 座 市政厅
fire station = f Feuerwache-n | f caserne de pompiers | m parque de bomberos | 座 消防站
prison = n Gefängnis-se | f prison | f cárcel, f prisión | 座 监狱
factory = f Fabrik-en | f usine | f fábrica | 座 工厂
porch = f Veranda/Veranden | m porche | m porche | 个 门廊
front door = f Haustür-en, f Eingangstür-en | f porte d'entrée | f puerta de entrada | 扇 大门,前门
entrance = m Eingang~e | f entrée | f entrada | 个 入口
exit = m Ausgang~e | f sortie | f salida | 个 出口
emergency exit,fire exit = m Notausgang~e, m Fluchtweg-e | f sortie de secours | f salida de emergencia |
 个 紧急出口,安全出口
shutter,blind = m Rollladen~, m Fensterladen~, f Jalousie-n | m volet, m store | f persiana | 个 百叶窗
windowsill,window sill = n Fensterbrett-er, f Fensterbank~e | m rebord de fenêtre |
 m alféizar, f repisa de la ventana | 个 窗台
gable = m Giebel- | m pignon | m frontón | 个 山墙
gutter = f Dachrinne-n, f Regenrinne-n | f gouttière | m canalón | 条 檐沟
drainpipe = n Fallrohr-e | m tuyau de descente | f bajante | 根 排水管
skylight = n Dachfenster- | m velux, f lucarne | f claraboya | 扇 天窗
pillar,column = f Säule-n, m Pfeiler- | f colonne, m pilier | f columna, m pilar | 根 柱子,石柱
dome = f Kuppel-n | f coupole, m dôme | f cúpula | 个 圆顶,穹顶
spire,steeple,church tower = m Kirchturm~e, f Turmspitze-n | m clocher, f flèche |
 m campanario, f aguja de la iglesia | 座 尖塔,钟楼
banister,handrail = n Treppengeländer-, m Handlauf~e, n Geländer- | f rampe, f balustrade, m garde-corps |
 m pasamanos, f barandilla, f baranda | 条 扶手
escalator = f Rolltreppe-n | m escalator | f escalera mecánica | 部 扶梯,自动扶梯
elevator,lift = m Aufzug~e, m Fahrstuhl~e | m ascenseur | m ascensor, m elevador | 部 电梯
staircase,stairs = p Treppen, f Treppe-n | m escalier, F escaliers | f escalera, F escaleras | 段 楼梯
baseboard,skirting board = f Fußleiste-n | f plinthe | m rodapié, m zócalo | 条 踢脚线
scaffolding,scaffold = n Gerüst-e, n Baugerüst-e | m échafaudage | m andamio | 个 脚手架
satellite dish = f Satellitenschüssel-n | f antenne parabolique, f parabole | f antena parabólica | 个 卫星锅
antenna = f Antenne-n | f antenne | f antena | 根 天线
air conditioner = f Klimaanlage-n | m climatiseur | m aire acondicionado | 台 空调
locomotive = f Lokomotive-n, f Lok-s | f locomotive | f locomotora | 辆 火车头
carriage,coach = f Kutsche-n | f calèche, m carrosse | m carruaje, m coche de caballos | 辆 马车
wagon,railway car = m Waggon-s, m Wagon-s | m wagon | m vagón | 节 车厢
fire truck,fire engine = n Feuerwehrauto-s | m camion de pompiers | m camión de bomberos | 辆 消防车
garbage truck = m Müllwagen-, n Müllauto-s | m camion poubelle, m camion-poubelle |
 m camión de la basura, m camión de basura | 辆 垃圾车
camper van,camper,motorhome = n Wohnmobil-e | m camping-car | f autocaravana | 辆 房车
caravan = m Wohnwagen- | f caravane | f caravana | 辆 拖挂房车
tanker,tank truck = m Tankwagen-, m Tanklaster- | m camion-citerne | m camión cisterna | 辆 油罐车
bulldozer = f Planierraupe-n | m bulldozer | f topadora, m buldócer | 台 推土机
excavator,digger = m Bagger- | f pelleteuse, f pelle mécanique | f excavadora | 台 挖掘机,挖土机
dump truck = m Kipper-, m Muldenkipper- | m camion-benne | m camión volquete, m volquete | 辆 自卸车,翻斗车
cement mixer,concrete mixer = m Betonmischer-, f Mischmaschine-n | f bétonnière | f hormigonera | 台 水泥搅拌车,搅拌机
road roller = f Straßenwalze-n, f Walze-n | m rouleau compresseur | f apisonadora | 台 压路机
forklift = m Gabelstapler-, m Stapler- | m chariot élévateur | f carretilla elevadora, m montacargas | 辆 叉车
moped = n Moped-s, n Mofa-s | f mobylette | m ciclomotor | 辆 轻便摩托
tricycle = n Dreirad~er | m tricycle | m triciclo | 辆 三轮车
barge = m Lastkahn~e, m Frachtkahn~e | f péniche | f barcaza, f gabarra | 艘 驳船
yacht = f Yacht-en, f Jacht-en | m yacht | m yate | 艘 游艇
rowing boat,rowboat = n Ruderboot-e | f barque | f barca de remos, m bote de remos | 条 划艇,小船
raft = n Floß~e | m radeau | f balsa | 个 木筏
motorboat,speedboat = n Motorboat-e, n Motorboot-e | m bateau à moteur, m hors-bord | f lancha, f lancha motora |
 艘 快艇,摩托艇
fishing boat = n Fischerboot-e | m bateau de pêche | m barco de pesca, m barco pesquero | 艘 渔船
cargo ship,container ship = n Frachtschiff-e, n Containerschiff-e, m Frachter- | m cargo, m porte-conteneurs |
 m carguero, m buque de carga | 艘 货轮,货船
cruise ship = n Kreuzfahrtschiff-e | m paquebot | m crucero | 艘 邮轮
glider = n Segelflugzeug-e | m planeur | m planeador | 架 滑翔机
paraglider = m Gleitschirm-e | m parapente | m parapente | 个 滑翔伞
hubcap = f Radkappe-n | m enjoliveur | m tapacubos | 个 轮毂盖
bumper = f Stoßstange-n | m pare-chocs | m parachoques | 个 保险杠
taillight = n Rücklicht-er | m feu arrière | f luz trasera, m faro trasero | 个 尾灯
turn signal = m Blinker- | m clignotant | m intermitente | 个 转向灯
windshield wiper,wiper = m Scheibenwischer- | m essuie-glace | m limpiaparabrisas | 个 雨刷
exhaust,exhaust pipe = m Auspuff-e | m pot d'échappement | m tubo de escape | 根 排气管
car door = f Autotür-en | f portière | f puerta del coche | 扇 车门
seat = m Sitz-e, m Sitzplatz~e | m siège | m asiento | 个 座位,座椅
child seat = m Kindersitz-e | m siège enfant, m siège auto | f silla de coche para niños, f silla infantil | 个 儿童座椅
seatbelt,seat belt = m Sicherheitsgurt-e, m Gurt-e | f ceinture de sécurité | m cinturón de seguridad | 条 安全带
handlebar = m Fahrradlenker-, m Lenker- | m guidon | m manillar, m manubrio | 个 车把
pedal = n Pedal-e | f pédale | m pedal | 个 脚踏板
saddle = m Sattel~ | f selle | m sillín, f silla de montar | 个 马鞍,鞍座
stroller,pram = m Kinderwagen- | f poussette, m landau | m cochecito, m carrito de bebé, f carriola | 辆 婴儿车
rollator,walker = m Rollator-en | m déambulateur | m andador | 个 助行器
ellipse,oval = f Ellipse-n, n Oval-e | f ellipse, m ovale | f elipse, m óvalo | 个 椭圆,椭圆形
rhombus,diamond shape = f Raute-n | m losange | m rombo | 个 菱形
trapezoid = n Trapez-e | m trapèze | m trapecio | 个 梯形
pentagon = n Fünfeck-e | m pentagone | m pentágono | 个 五边形
octagon = n Achteck-e | m octogone | m octágono | 个 八边形
spiral = f Spirale-n | f spirale | f espiral | 个 螺旋
sphere = f Kugel-n | f sphère | f esfera | 个 球体
pyramid = f Pyramide-n | f pyramide | f pirámide | 座 金字塔
crescent = m Halbmond-e | m croissant de lune | f media luna | 个 月牙
dot = m Punkt-e | m point | m punto | 个 圆点,小点
semicircle = m Halbkreis-e | m demi-cercle | m semicírculo | 个 半圆
speech bubble = f Sprechblase-n | f bulle | m bocadillo de cómic, m globo de texto | 个 对话框
blackboard = f Tafel-n | m tableau noir | f pizarra | 块 黑板
chalk = f Kreide-n | f craie | f tiza | 支 粉笔
school bag = m Schulranzen-, m Ranzen- | m cartable | f mochila escolar | 个 书包
pencil case = n Mäppchen-, n Federmäppchen- | f trousse | m estuche | 个 笔袋,文具盒
exercise book = n Heft-e | m cahier | m cuaderno escolar | 本 作业本,练习本
textbook = n Schulbuch~er | m manuel scolaire | m libro de texto | 本 课本
crayon = m Wachsmalstift-e, m Buntstift-e | m crayon de couleur | m lápiz de color, f cera | 支 蜡笔,彩色铅笔
glue stick = m Klebestift-e | m bâton de colle | m pegamento en barra | 支 胶棒
lunch box,lunchbox = f Brotdose-n | f boîte à goûter | f fiambrera, f lonchera | 个 饭盒
soccer ball,football = m Fußball~e | m ballon de foot, m ballon de football | m balón de fútbol, m balón | 个 足球
volleyball = m Volleyball~e | m ballon de volley | m balón de voleibol | 个 排球
golf club = m Golfschläger- | m club de golf | m palo de golf | 支 高尔夫球杆
tennis racket = m Tennisschläger- | f raquette de tennis, f raquette | f raqueta de tenis, f raqueta | 支 网球拍,球拍
table tennis table = f Tischtennisplatte-n | f table de ping-pong | f mesa de ping pong | 张 乒乓球台
ice hockey stick,hockey stick = m Hockeyschläger- | f crosse de hockey | m palo de hockey | 支 曲棍球杆
boxing glove = m Boxhandschuh-e | m gant de boxe | m guante de boxeo | 只 拳击手套
goal,goalpost = n Fußballtor-e, m Torpfosten- | m but | f portería, m arco de fútbol | 个 球门
jersey = n Trikot-s | m maillot | f camiseta de fútbol | 件 球衣
barbell = f Langhantel-n | f barre d'haltères | f barra de pesas | 副 杠铃
dumbbell = f Hantel-n | m haltère | f mancuerna, f pesa | 个 哑铃
treadmill = n Laufband~er | m tapis de course | f cinta de correr | 台 跑步机
exercise mat,yoga mat = f Yogamatte-n, f Gymnastikmatte-n | m tapis de yoga, m tapis de gym |
 f esterilla de yoga, f esterilla | 张 瑜伽垫
skipping rope,jump rope = n Springseil-e | f corde à sauter | f comba, f cuerda de saltar | 根 跳绳
ski pole = m Skistock~e | m bâton de ski | m bastón de esquí | 根 滑雪杖
ice skate = m Schlittschuh-e | m patin à glace | m patín de hielo | 只 冰鞋
roller skate = m Rollschuh-e, m Inliner- | m patin à roulettes, m roller | m patín | 只 旱冰鞋,轮滑鞋
paddle,oar = n Ruder- | f rame, f pagaie | m remo | 支 船桨
bow = m Bogen~ | m arc | m arco | 张 弓
target = f Zielscheibe-n | f cible | f diana, m blanco de tiro | 个 靶子
dartboard = f Dartscheibe-n | m jeu de fléchettes | f diana de dardos | 个 飞镖盘
diving board = n Sprungbrett-er | m plongeoir | m trampolín de piscina | 个 跳水板
swim ring,swimming ring = m Schwimmring-e, m Schwimmreifen- | f bouée gonflable | m flotador | 个 游泳圈
climbing wall = f Kletterwand~e | m mur d'escalade | m muro de escalada | 面 攀岩墙
viola = f Bratsche-n | m alto | f viola | 把 中提琴
double bass = m Kontrabass~e | f contrebasse | m contrabajo | 把 低音提琴
organ = f Orgel-n | m orgue | m órgano musical | 架 管风琴
recorder = f Blockflöte-n | f flûte à bec | f flauta dulce | 支 竖笛
clarinet = f Klarinette-n | f clarinette | m clarinete | 支 单簧管
oboe = f Oboe-n | m hautbois | m oboe | 支 双簧管
trombone = f Posaune-n | m trombone | m trombón | 支 长号
tuba = f Tuba/Tuben | m tuba | f tuba | 支 大号
drumstick = m Trommelstock~e | f baguette de tambour | f baqueta | 根 鼓槌
drum kit,drum set = n Schlagzeug-e | f batterie | f batería | 套 架子鼓
cymbal = n Becken am Schlagzeug | f cymbale | m platillo | 面 钹
xylophone = n Xylofon-e, n Xylophon-e | m xylophone | m xilófono | 架 木琴
tambourine = n Tamburin-e | m tambourin | f pandereta | 个 铃鼓
harmonica = f Mundharmonika-s | m harmonica | f armónica | 支 口琴
accordion = n Akkordeon-s, f Ziehharmonika-s | m accordéon | m acordeón | 架 手风琴
bagpipes = m Dudelsack~e | f cornemuse | f gaita | 支 风笛
banjo = n Banjo-s | m banjo | m banjo | 把 班卓琴
music stand = m Notenständer- | m pupitre | m atril | 个 谱架
sheet music = n Notenblatt~er, p Noten | f partition | f partitura | 张 乐谱
amplifier = m Verstärker- | m amplificateur, m ampli | m amplificador | 台 音响功放
conductor = m Dirigent-en | m chef d'orchestre | m director de orquesta | 位 指挥
microphone stand = m Mikrofonständer- | m pied de micro | m pie de micrófono, m pie del micrófono | 个 麦克风架
stage = f Bühne-n | f scène | m escenario | 个 舞台
"""
