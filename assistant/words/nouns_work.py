"""Nouns for workshop, office, kitchen, food and clothes that are met less often, in five languages.

`nouns` says how a row is read.
"""

ROWS = """
adjustable wrench = m Rollgabelschlüssel-, m Engländer- | f clé à molette, f clef à molette | f llave inglesa |
 把 活动扳手
allen key,hex key = m Inbusschlüssel-, m Imbusschlüssel- | f clé allen | f llave allen | 把 内六角扳手
phillips screwdriver = m Kreuzschlitzschraubenzieher-, m Kreuzschlitzschraubendreher- | m tournevis cruciforme |
 m destornillador de estrella | 把 十字螺丝刀
pincers = f Kneifzange-n | f tenaille, F tenailles | F tenazas | 把 老虎钳
handsaw = m Fuchsschwanz~e, f Handsäge-n | f scie égoïne | m serrucho | 把 手锯
hacksaw = f Metallsäge-n | f scie à métaux | f sierra de metal | 把 钢锯
jigsaw = f Stichsäge-n | f scie sauteuse | f sierra de calar | 台 曲线锯
circular saw = f Kreissäge-n | f scie circulaire | f sierra circular | 台 圆锯
drill bit = m Bohrer-, m Bohreinsatz~e | m foret, f mèche | f broca | 个 钻头
cordless screwdriver,cordless drill = m Akkuschrauber- | f visseuse, f perceuse sans fil |
 m atornillador, m taladro inalámbrico | 把 电动螺丝刀,充电钻
clamp = f Schraubzwinge-n, f Zwinge-n | m serre-joint | m sargento, f abrazadera | 个 夹钳
vise,vice = m Schraubstock~e | m étau | m tornillo de banco | 台 台钳
anvil = m Amboss-e | f enclume | m yunque | 个 铁砧
hatchet = n Handbeil-e, n Beil-e | f hachette | f hachuela | 把 小斧头
crowbar = f Brechstange-n, n Brecheisen- | m pied-de-biche | f palanca | 根 撬棍
spade = m Spaten- | f bêche | f laya | 把 铁铲
hoe = f Gartenhacke-n, f Hacke-n | f binette, f houe | f azada | 把 锄头
pitchfork = f Mistgabel-n, f Heugabel-n | f fourche | f horca | 把 草叉
pruning shears,secateurs = f Gartenschere-n, f Rosenschere-n | m sécateur | F tijeras de podar | 把 修枝剪
watering can = f Gießkanne-n | m arrosoir | f regadera | 个 洒水壶,浇水壶
hose,garden hose = m Gartenschlauch~e, m Schlauch~e | m tuyau d'arrosage | f manguera | 根 水管
lawn mower,lawnmower = m Rasenmäher- | f tondeuse, f tondeuse à gazon | m cortacésped, f cortadora de césped | 台 割草机
sandpaper = n Schleifpapier-e, n Schmirgelpapier-e | m papier de verre | f lija, m papel de lija | 张 砂纸
brush,paintbrush = m Pinsel- | m pinceau/pinceaux | m pincel, f brocha | 支 画笔,刷子
paint roller = f Farbrolle-n | m rouleau de peinture | m rodillo | 个 滚筒刷
paint can,paint tin,paint pot = m Farbeimer-, f Farbdose-n | m pot de peinture |
 m bote de pintura, f lata de pintura | 桶 油漆桶
bracket = f Halterung-en | f équerre de fixation | m soporte | 个 支架
rivet = f Niete-n, m Niet-e | m rivet | m remache | 颗 铆钉
screw = f Schraube-n | f vis | m tornillo | 颗 螺丝,螺丝钉,螺钉
washer = f Unterlegscheibe-n | f rondelle | f arandela | 个 垫圈,垫片
wall plug,dowel = m Dübel- | f cheville murale | m taco | 个 膨胀螺丝
soldering iron = m Lötkolben- | m fer à souder | m soldador eléctrico | 把 电烙铁
caliper,calliper = m Messschieber-, f Schieblehre-n | m pied à coulisse | m calibrador, m calibre | 把 卡尺,游标卡尺
workbench = f Werkbank~e | m établi | m banco de trabajo | 张 工作台
lathe = f Drehbank~e | m tour à bois | m torno | 台 车床
angle grinder,grinder = m Winkelschleifer-, f Flex | f meuleuse, f disqueuse | f amoladora | 台 角磨机
glue gun = f Heißklebepistole-n | m pistolet à colle | f pistola de silicona | 把 热熔胶枪
trowel = f Kelle-n, f Maurerkelle-n | f truelle | f paleta de albañil, f llana | 把 抹泥刀,抹子
putty knife,spatula = m Spachtel- | f spatule | f espátula | 把 刮刀
pump = f Pumpe-n | f pompe | f bomba | 台 水泵
pulley = f Seilrolle-n | f poulie | f polea | 个 滑轮
cable tie,zip tie = m Kabelbinder- | m collier de serrage, m serre-câble | f brida | 根 扎带
extension cord,extension lead,power strip = n Verlängerungskabel-, f Steckdosenleiste-n | f rallonge, f multiprise |
 m alargador, f regleta | 个 插线板,接线板
tape,duct tape,adhesive tape,sticky tape = n Klebeband~er | m ruban adhésif, m scotch |
 f cinta adhesiva, f cinta aislante | 卷 胶带
sawdust = n Sägemehl, p Sägespäne | f sciure | m serrín | 堆 锯末
wood shaving,shaving = m Hobelspan~e | m copeau | f viruta | 片 刨花
toolbox = m Werkzeugkasten~ | f boîte à outils, f caisse à outils | f caja de herramientas | 个 工具箱
tool = n Werkzeug-e | m outil | f herramienta | 件 工具
oil can = f Ölkanne-n | f burette d'huile | f aceitera | 个 油壶
funnel = m Trichter- | m entonnoir | m embudo | 个 漏斗
gas bottle,gas cylinder = f Gasflasche-n | f bouteille de gaz | f bombona, f bombona de gas | 个 煤气罐
jerry can,canister = m Kanister- | m jerrican, m bidon | m bidón | 个 油罐
fuse = f Sicherung-en | m fusible | m fusible | 个 保险丝
fuse box = m Sicherungskasten~ | m tableau électrique | f caja de fusibles, m cuadro eléctrico | 个 电箱,配电箱
pipe = n Rohr-e | m tuyau/tuyaux | f tubería, m tubo | 根 管道
valve = n Ventil-e | f vanne | f válvula | 个 阀门
weld seam,weld = f Schweißnaht~e | m cordon de soudure, f soudure | m cordón de soldadura, f soldadura | 条 焊缝
dent = f Delle-n, f Beule-n | f bosse, m enfoncement | f abolladura, m bollo | 处 凹痕,凹坑
rust = m Rost | f rouille | m óxido, f herrumbre | 处 锈迹,铁锈
rust spot = m Rostfleck-en | f tache de rouille | f mancha de óxido | 处 锈斑
crack = m Riss-e, m Sprung~e | f fissure | f grieta, f raja | 道 裂缝,裂纹
mold,mould = m Schimmel | f moisissure | m moho | 块 霉斑,发霉
leak = n Leck-s | f fuite | f fuga, f gotera | 处 漏水
office chair = m Bürostuhl~e, m Drehstuhl~e | f chaise de bureau | f silla de oficina | 把 办公椅
stapler = m Tacker-, n Heftgerät-e, m Hefter- | f agrafeuse | f grapadora, f engrapadora | 个 订书机
note = f Notiz-en | f note | f nota, m apunte | 条 笔记,备注
solar panel = f Solarzelle-n | m panneau photovoltaïque | f placa solar | 块 太阳能板,光伏板
camera lens = n Objektiv-e, f Linse der Kamera | m objectif | m objetivo | 个 镜头
wedding ring = m Ehering-e | f alliance, f bague de mariage | m anillo de boda, f alianza | 枚 婚戒
hammock = f Hängematte-n | m hamac | f hamaca | 个 吊床
damage = m Schaden~ | m dégât, m dommage | m daño | 处 损坏处,损伤
verb = n Verb-en | m verbe | m verbo | 个 动词
word = n Wort~er | m mot | f palabra | 个 单词
lettering = m Schriftzug~e | m lettrage | m rótulo | 行 字样
shopping bag = f Einkaufstüte-n, f Tragetasche-n | m sac de courses, m cabas | f bolsa de la compra | 个 购物袋
shopping list = f Einkaufsliste-n, m Einkaufszettel- | f liste de courses | f lista de la compra | 张 购物清单
traffic light = f Verkehrsampel-n | m feu de circulation, m feu tricolore, m feu rouge | m semáforo | 个 交通灯
car body = f Karosserie-n | f carrosserie | f carrocería | 个 车身
license plate = n Kennzeichen-, n Autokennzeichen- | f plaque d'immatriculation, f plaque minéralogique |
 f matrícula, f placa del coche, f patente | 块 车牌号,牌照
sweater = m Pulli-s, m Sweater- | m pull-over, m chandail | m suéter, f chompa | 件 套头衫
jeans = f Jeanshose-n | m jean | m vaquero, M vaqueros | 条 牛仔裤子
sandwich = n belegte Brot, f Stulle-n | m casse-croûte | m bocadillo, m emparedado | 个 三明治面包
swimming pool = m Swimmingpool-s, m Pool-s, n Schwimmbecken- | m bassin de natation | f alberca, f pileta | 个 泳池
screwdriver = m Schraubendreher- | m tourne-vis | m desarmador | 把 改锥
refrigerator = m Kühlschrank~e | m frigo, m réfrigérateur | m refri, m frigorífico, f nevera, f heladera | 台 电冰箱
computer = m Rechner-, m PC-s | m ordi, m PC | m ordenador, f computadora | 台 电脑
cell phone = n Handy-s, n Smartphone-s | m portable, m smartphone | m celular, m móvil | 部 手机
glasses = f Brille-n | F lunettes, f paire de lunettes | F gafas, M anteojos, M lentes | 副 眼镜
pea = f Erbse-n | m petit pois | m guisante, m chícharo, f arveja | 颗 豌豆
bean = f Bohne-n | m haricot | f judía, m frijol, f alubia, m poroto | 颗 豆子
tomato = f Tomate-n, m Paradeiser- | f tomate | m tomate, m jitomate | 个 番茄
potato = f Kartoffel-n, m Erdapfel~ | f pomme de terre, f patate | f patata, f papa | 个 土豆,马铃薯
peach = m Pfirsich-e | f pêche | m melocotón, m durazno | 个 桃子
bus = m Autobus-se, m Omnibus-se | m autobus, m autocar | m autobús, m camión de pasajeros, f guagua, m colectivo |
 辆 大巴,公车
avocado = f Avocado-s | m avocat | m aguacate, f palta | 个 牛油果
sidewalk = m Gehweg-e, m Gehsteig-e, m Bürgersteig-e | m trottoir | f acera, f banqueta, f vereda | 条 人行道
blanket = f Decke-n, f Wolldecke-n | f couverture, m plaid | f manta, f cobija, f frazada | 条 毯子
barn owl = f Schleiereule-n | f effraie | f lechuza común | 只 仓鸮
staircase = n Treppenhaus~er | f cage d'escalier | m hueco de la escalera | 个 楼梯间
tourist = m Touri-s | m vacancier | m veraneante | 个 旅客
hole punch = m Locher- | f perforatrice, m perforateur | f perforadora, m taladro de papel | 个 打孔机
paper clip,paperclip = f Büroklammer-n | m trombone de bureau | m clip | 个 回形针
drawing pin,pushpin,thumbtack = f Reißzwecke-n, f Heftzwecke-n | f punaise | f chincheta | 个 图钉
binder,ring binder = m Ordner-, m Aktenordner- | m classeur | m archivador, f carpeta de anillas | 个 活页夹
filing cabinet,file cabinet = m Aktenschrank~e | m classeur à tiroirs | m archivador metálico | 个 文件柜
notepad = m Notizblock~e, m Block~e | m bloc-notes | f libreta, m bloc de notas | 本 记事本,便签本
sticky note,post-it = m Klebezettel-, f Haftnotiz-en | m post-it | f nota adhesiva, m pósit | 张 便利贴,便签
scanner = m Scanner- | m scanner de bureau | m escáner | 台 扫描仪
photocopier,copier = m Kopierer- | f photocopieuse | f fotocopiadora | 台 复印机
shredder = m Aktenvernichter- | m broyeur, f déchiqueteuse | f trituradora | 台 碎纸机
highlighter = m Textmarker- | m surligneur | m subrayador, m rotulador fluorescente | 支 荧光笔
felt-tip pen,marker = m Filzstift-e, m Edding-s | m feutre, m marqueur | m rotulador, m marcador | 支 马克笔,记号笔
ballpoint pen,biro = m Kugelschreiber-, m Kuli-s | m stylo-bille | m bolígrafo | 支 圆珠笔
pencil sharpener,sharpener = m Spitzer-, m Anspitzer- | m taille-crayon | m sacapuntas/sacapuntas | 个 卷笔刀
briefcase = f Aktentasche-n | f serviette, m porte-documents | m maletín | 个 公文包
badge,name tag = n Namensschild-er | m badge, f plaque de nom | f placa con el nombre, f insignia | 个 胸牌,工牌
subtitle = m Untertitel- | m sous-titre | m subtítulo | 行 副标题,字幕
heading,headline = f Überschrift-en | m titre de section | m encabezado, m titular | 个 小标题
curve,graph = f Kurve-n | f courbe | f curva | 条 曲线
bar chart = n Balkendiagramm-e | m diagramme à barres | m gráfico de barras | 个 柱状图
pie chart = n Tortendiagramm-e, n Kreisdiagramm-e | m camembert graphique | m gráfico circular | 个 饼图
letterhead = m Briefkopf~e | m en-tête | m membrete | 个 抬头
total,sum,total amount = m Gesamtbetrag~e, f Summe-n, f Endsumme-n | m montant total, m total |
 m importe total, m total | 个 总金额,总价,总额
due date = n Fälligkeitsdatum/Fälligkeitsdaten | f date d'échéance | f fecha de vencimiento | 个 到期日
account number = f Kontonummer-n | m numéro de compte | m número de cuenta | 个 账号
phone number,telephone number = f Telefonnummer-n | m numéro de téléphone |
 m número de teléfono, m teléfono de contacto | 个 电话号码
email address = f E-Mail-Adresse-n, f Mailadresse-n | f adresse mail, f adresse e-mail |
 m correo electrónico, f dirección de correo | 个 邮箱地址,邮箱
spelling mistake,typo = m Tippfehler-, m Rechtschreibfehler- |
 f faute de frappe, f coquille de texte, f faute d'orthographe | f errata, f falta de ortografía | 个 错别字
footnote = f Fußnote-n | f note de bas de page | f nota al pie | 条 脚注
bullet point = m Aufzählungspunkt-e, m Stichpunkt-e | f puce de liste | f viñeta | 个 项目符号
seal = n Siegel- | m sceau | m sello oficial | 个 印鉴,公章
handwriting = f Handschrift-en | f écriture manuscrite, f écriture à la main | f letra a mano, f escritura a mano |
 处 手写字,笔迹
photo = n Passfoto-s | f photo d'identité | f foto de carné | 张 证件照
cardigan = f Strickjacke-n | m gilet en laine | f rebeca, f chaqueta de punto | 件 开衫
hoodie = m Kapuzenpulli-s, m Hoodie-s | m sweat à capuche | f sudadera | 件 卫衣,连帽衫
tights = f Strumpfhose-n | M collants, m collant | F medias | 条 连裤袜,丝袜
underpants = f Unterhose-n | f culotte, m caleçon | M calzoncillos, F bragas | 条 内裤
bra = m BH-s, m Büstenhalter- | m soutien-gorge | m sujetador, m sostén | 件 文胸,胸罩
suspender = p Hosenträger | F bretelles | M tirantes | 副 背带
mitten = m Fäustling-e, m Fausthandschuh-e | f moufle | f manopla | 只 连指手套
beanie,woolly hat = f Wollmütze-n, f Mütze-n, f Pudelmütze-n | m bonnet | m gorro, m gorro de lana | 顶 毛线帽
headscarf = n Kopftuch~er | m foulard | m pañuelo de cabeza, m velo islámico | 条 头巾
turban = m Turban-e | m turban | m turbante | 顶 包头巾
high heel = m Stöckelschuh-e, m High Heel-s | m talon haut, f chaussure à talon | m zapato de tacón, m tacón alto |
 双 高跟鞋
rubber boot,wellington = m Gummistiefel- | f botte en caoutchouc | f bota de goma, f bota de agua | 双 雨鞋,雨靴
brooch = f Brosche-n | f broche | m broche | 枚 胸针
cuff = f Manschette-n | f manchette | m puño de la camisa | 个 袖口
costume = n Kostüm-e | m costume, m déguisement | m disfraz | 套 戏服
wig = f Perücke-n | f perruque | f peluca | 顶 假发
baguette = n Baguette-s | f baguette | f baguette, f barra de pan | 根 法棍
bread roll,roll,bun = n Brötchen-, f Semmel-n, f Schrippe-n | m petit pain | m panecillo, m bollo de pan | 个 小面包
pretzel = f Brezel-n, f Breze-n | m bretzel | m pretzel | 个 椒盐卷饼
tart = f Torte-n | f tarte | f tarta | 个 果挞
muffin,cupcake = m Muffin-s | m muffin | f magdalena | 个 纸杯蛋糕,松饼
cookie,biscuit = m Keks-e, n Plätzchen- | m biscuit, m petit gâteau | f galleta | 块 饼干
lollipop = m Lutscher-, m Lolli-s | f sucette | f piruleta, f paleta de caramelo | 根 棒棒糖
cream,whipped cream = f Sahne | f crème, f chantilly | f nata, f crema | 份 奶油
meatball = f Frikadelle-n, n Fleischbällchen-, f Bulette-n | f boulette de viande, f boulette | f albóndiga | 个 肉丸
spaghetti = p Spaghetti | M spaghettis | M espaguetis | 份 意大利面,意面
fried egg,omelette = n Spiegelei-er, n Omelett-s | m œuf au plat, f omelette | f tortilla, m huevo frito |
 个 煎蛋,荷包蛋
dumpling = m Knödel-, m Kloß~e | m ravioli chinois | f empanadilla | 个 饺子,包子
apricot = f Aprikose-n, f Marille-n | m abricot | m albaricoque, m damasco | 个 杏子
grapefruit = f Grapefruit-s, f Pampelmuse-n | m pamplemousse | m pomelo, f toronja | 个 西柚,柚子
mandarin,tangerine,clementine = f Mandarine-n, f Clementine-n | f mandarine, f clémentine | f mandarina | 个 橘子
blackberry = f Brombeere-n | f mûre | f mora | 颗 黑莓
currant = f Johannisbeere-n | f groseille | f grosella | 颗 醋栗
pomegranate = m Granatapfel~ | f grenade | f granada | 个 石榴
chili pepper,chili,chilli = f Chili-s, f Chilischote-n | m piment | m chile, f guindilla | 根 辣椒
bell pepper,pepper = f Paprika-s, f Paprikaschote-n | m poivron | m pimiento | 个 甜椒,青椒,彩椒
sweet potato = f Süßkartoffel-n | f patate douce | m boniato, f batata | 个 红薯,地瓜
celery = m Sellerie-s | m céleri | m apio | 根 芹菜
brussels sprout = m Rosenkohl | m chou de Bruxelles | f col de Bruselas | 颗 抱子甘蓝
asparagus = m Spargel- | f asperge | m espárrago | 根 芦笋
artichoke = f Artischocke-n | m artichaut | f alcachofa | 个 洋蓟
radish = n Radieschen-, m Rettich-e | m radis | m rábano | 个 小萝卜
beetroot,beet = f Rote Bete, f Rübe-n | f betterave | f remolacha | 个 甜菜
turnip = f Steckrübe-n | m navet | m nabo | 个 芜菁,白萝卜
lentil = f Linse-n | f lentille | f lenteja | 粒 扁豆
chickpea = f Kichererbse-n | m pois chiche | m garbanzo | 粒 鹰嘴豆
parsley = f Petersilie | m persil | m perejil | 把 欧芹
basil = n Basilikum | m basilic | f albahaca | 株 罗勒
coriander,cilantro = m Koriander | f coriandre | m cilantro | 把 香菜
mint = f Minze | f menthe | f menta, f hierbabuena | 株 薄荷
rosemary = m Rosmarin | m romarin | m romero | 株 迷迭香
thyme = m Thymian | m thym | m tomillo | 株 百里香
chive = m Schnittlauch | f ciboulette | m cebollino | 把 小葱,韭菜
spring onion,scallion = f Frühlingszwiebel-n | f cébette, m oignon nouveau | f cebolleta | 根 葱,大葱
ginger = m Ingwer | m gingembre | m jengibre | 块 姜,生姜
garlic clove,clove of garlic = f Knoblauchzehe-n | f gousse d'ail | m diente de ajo | 瓣 蒜瓣
hazelnut = f Haselnuss~e | f noisette | f avellana | 颗 榛子
peanut = f Erdnuss~e | f cacahuète | m cacahuete, m maní | 颗 花生
chestnut = f Kastanie-n, f Esskastanie-n, f Marone-n | f châtaigne, m marron | f castaña | 颗 栗子
cinnamon stick = f Zimtstange-n | m bâton de cannelle | f rama de canela | 根 桂皮
flour = n Mehl | f farine | f harina | 袋 面粉
sugar cube = m Zuckerwürfel- | m morceau de sucre | m terrón de azúcar | 块 方糖
ice cube = m Eiswürfel- | m glaçon de boisson | m cubito de hielo, m hielo | 块 冰块
leftovers = p Reste | M restes | F sobras | 份 剩菜
wok = m Wok-s | m wok | m wok | 口 炒锅
frying pan = f Bratpfanne-n | f poêle à frire | f sartén | 口 平底锅,煎锅
saucepan = m Kochtopf~e | f casserole | m cazo, f cacerola | 口 汤锅
coffee pot = f Kaffeekanne-n | f cafetière | f cafetera | 个 咖啡壶
jug,pitcher = m Krug~e, f Kanne-n | f carafe, f cruche, m pichet | f jarra | 个 水壶,水罐
teaspoon = m Teelöffel- | f petite cuillère, f cuillère à café | f cucharilla, f cucharita | 把 茶匙,小勺
wooden spoon = m Kochlöffel-, m Holzlöffel- | f cuillère en bois | f cuchara de madera | 把 木勺
cheese grater,grater = f Reibe-n, f Käsereibe-n | f râpe, f râpe à fromage | m rallador, m rallador de queso |
 个 擦丝器,刨丝器
colander,sieve,strainer = m Seiher-, n Sieb-e | f passoire | m colador | 个 漏勺,滤网
measuring cup,measuring jug = m Messbecher- | m verre doseur | m vaso medidor, f taza medidora | 个 量杯
kitchen scale,scale = f Küchenwaage-n, f Waage-n | f balance de cuisine, f balance |
 f báscula de cocina, f báscula, f balanza | 台 厨房秤,秤
freezer = f Gefriertruhe-n, m Gefrierschrank~e | m congélateur | m congelador | 台 冰柜,冷冻柜
faucet,tap = m Wasserhahn~e, m Hahn am Waschbecken | m robinet | m grifo, f llave del agua | 个 水龙头
oven glove,pot holder = m Topflappen-, m Ofenhandschuh-e | f manique, m gant de cuisine | f manopla de cocina |
 只 隔热手套
dishcloth,tea towel = n Geschirrtuch~er, n Küchentuch~er | m torchon | m paño de cocina, m trapo de cocina |
 条 抹布,擦碗布
can,tin = f Konservendose-n, f Dose-n, f Büchse-n | f boîte de conserve, f canette, f conserve | f lata | 个 罐头,易拉罐
tea bag,teabag = m Teebeutel- | m sachet de thé | f bolsita de té | 个 茶包
mortar = m Mörser- | m mortier | m mortero | 个 研钵
nutcracker = m Nussknacker- | m casse-noix | m cascanueces/cascanueces | 个 胡桃夹子
baking tin,cake tin,baking tray = f Kuchenform-en, n Backblech-e, f Backform-en | m moule à gâteau, f plaque de four |
 m molde, f bandeja de horno | 个 烤盘,蛋糕模具
egg cup = m Eierbecher- | m coquetier | f huevera | 个 蛋杯
tray,lunch tray = n Tablett-s | m plateau | f bandeja, f charola | 个 托盘
straw = m Strohhalm-e, m Trinkhalm-e | f paille | f pajita, m popote | 根 吸管儿
salt shaker = m Salzstreuer- | f salière | m salero | 个 盐罐,盐瓶
pepper mill = f Pfeffermühle-n | m moulin à poivre | m molinillo de pimienta | 个 胡椒研磨器
coffee table = m Couchtisch-e | f table basse | f mesa de centro, f mesita | 张 茶几
bedside table,nightstand = m Nachttisch-e, n Nachtkästchen- | f table de nuit, f table de chevet |
 f mesilla, f mesita de noche, m buró | 个 床头柜
dresser = f Kommode-n | f commode | f cómoda | 个 斗柜,五斗橱
sideboard = n Sideboard-s, f Anrichte-n | m buffet | m aparador | 个 餐边柜
cupboard = m Küchenschrank~e, m Schrank~e | m placard | m armario de cocina, f alacena | 个 橱柜,柜子
bookcase,bookshelf = n Bücherregal-e | f bibliothèque en bois, f étagère à livres | f estantería | 个 书架,书柜
floor lamp = f Stehlampe-n | m lampadaire de salon | f lámpara de pie | 盏 落地灯
picture frame = m Bilderrahmen- | m cadre, m cadre photo | m marco, m marco de fotos | 个 相框,画框
heater = m Heizlüfter-, f Heizung-en | m chauffage | m calefactor, f estufa, f calefacción | 台 取暖器
dustpan = f Kehrschaufel-n, n Kehrblech-e | f pelle à poussière, f pelle | m recogedor | 个 簸箕
ironing board = n Bügelbrett-er | f planche à repasser | f tabla de planchar | 个 熨衣板
tumble dryer,dryer = m Wäschetrockner- | m sèche-linge | f secadora | 台 烘干机
laundry basket = m Wäschekorb~e | m panier à linge | m cesto de la ropa | 个 洗衣篮,脏衣篮
clothesline,washing line = f Wäscheleine-n | f corde à linge, m fil à linge | m tendedero, f cuerda de tender |
 条 晾衣绳
light switch,switch = m Lichtschalter-, m Schalter- | m interrupteur | m interruptor | 个 电灯开关,开关
radio = n Radio-s | f radio | f radio | 台 收音机
board game = n Brettspiel-e | m jeu de société | m juego de mesa | 套 桌游
sandbox,sandpit = m Sandkasten~ | m bac à sable | m arenero | 个 沙坑
rocking horse = n Schaukelpferd-e | m cheval à bascule | m caballito de balancín | 个 木马
plush toy,soft toy,stuffed animal = n Kuscheltier-e, n Stofftier-e, n Plüschtier-e | f peluche |
 m peluche, m muñeco de peluche | 个 毛绒玩具,布娃娃
toilet paper,toilet roll = n Klopapier, n Toilettenpapier | m papier toilette, m PQ | m papel higiénico | 卷 卫生纸,厕纸
toothpaste = f Zahnpasta-s | m dentifrice | f pasta de dientes, m dentífrico | 支 牙膏
hairbrush,comb = f Haarbürste-n, f Bürste-n | f brosse à cheveux, f brosse | m cepillo de pelo, m cepillo | 把 发梳
razor = m Rasierer-, m Rasierapparat-e | m rasoir | f maquinilla de afeitar | 把 剃须刀
hair drier,hair dryer = m Föhn-e, m Fön-e, m Haartrockner- | m sèche-cheveux | m secador de pelo, m secador | 个 吹风机
perfume = n Parfüm-s | m parfum | m perfume | 瓶 香水
lipstick = m Lippenstift-e | m rouge à lèvres | m pintalabios/pintalabios, m lápiz labial | 支 口红
nail polish = m Nagellack-e | m vernis à ongles | m esmalte de uñas | 瓶 指甲油
hair clip = f Haarspange-n, f Haarklammer-n | f barrette | f horquilla, m pasador | 个 发夹
sack = m Sack~e | m sac de jute | m saco, m costal | 个 麻袋
thermos,thermos flask = f Thermoskanne-n, f Thermosflasche-n | m thermos | m termo | 个 保温杯,保温瓶
matchbox = f Streichholzschachtel-n | f boîte d'allumettes | f caja de cerillas | 盒 火柴盒
ashtray = m Aschenbecher- | m cendrier | m cenicero | 个 烟灰缸
clutter,mess = n Gerümpel, m Krempel | m bazar, m fouillis | M trastos, m desorden | 堆 杂物
trash,litter,garbage = m Müll, m Abfall~e | M déchets, F ordures | f basura | 堆 垃圾
price label,label = n Etikett-en | f étiquette | f etiqueta | 个 标签纸
reflection = f Reflexion-en, f Reflektion-en | F réflexions | m brillo | 处 反射
smudge,smear = m Schmierfleck-en | f trace de doigt, f traînée | m borrón, f mancha de dedos | 处 污迹,污渍
crease = m Knick-e, f Knitterfalte-n | m pli | f arruga del papel, m doblez | 道 折痕
hair = n Haar-e | M cheveux, m cheveu | m cabello | 根 头发丝
"""
