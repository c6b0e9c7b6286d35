"""Whom people call when they do not call Oriel: common first names, family, other assistants, in five languages."""

FIRST_NAMES = frozenset(
    """aaron adam adele alan albert alejandro alex alexander alexandra alice alicia alina amanda amelia amy ana
    anders andrea andreas andrew andy angela anita anja anke ann anna anne annette annika antje anton antonio
    arthur astrid benjamin bernd bernard bertrand bettina birgit björn bob brian brigitte bruno camille carla
    carlos carmen carol caroline catherine cécile charles charlie charlotte chloé chris christian christina
    christine christoph christophe claire clara claudia claus clemens connor cristina daniel daniela dave david
    debbie denis denise dennis diana diego dieter dirk dominik donna dorothea doris dylan eduardo edward elena
    eleanor elias elisa elisabeth elizabeth ella ellen elsa emil emilia emily emma emmanuel eric erik ernst esther
    eva evan felipe felix fernando finn fiona florian francisco françois franz fred frédéric friedrich fritz
    gabriel gabriela gary george gerald gerd gerhard gisela gloria gonzalo gregor greg günter günther guillaume
    gustav hannah hans harald harry heidi heike heinz helen helena helga helmut henri henry herbert holger horst
    hugo ian ines inés ingrid irene iris isabel isabella jacqueline jakob james jan jana jane janet jason javier
    jean jeff jennifer jens jenny jeremy jerry jessica jessie jill jim jimmy joachim joan joe joel johannes
    johanna john johnny jonas jonathan jordan jorge josé josef joseph joshua juan judith julia julian julie julien
    jürgen justin karen karin karl karsten kate katharina katherine kathrin kathy katie katja katrin kelly ken
    kenneth kerstin kevin klaus kurt laura lars lea léa lena leo leon leonie leticia liam lily linda lisa lola
    louis louise lucas lucia lucía lucy luis luisa lukas luke maja manfred manuel marc marcel marco marcos marcus
    margaret maria maría mariana marie marina mario marion mark markus marta martha martin martina mary mateo
    mathilde matt matteo matthew matthias max maximilian melanie melissa mia michael michaela michel michelle
    miguel mike mila miriam mohamed mohammed molly monica monika nadine nancy natalie nathan nicholas nick nicolas
    nicole nico niklas nils nina noah noel nora norbert oliver olivia oscar otto pablo pamela pascal patricia
    patrick paul paula pauline pedro peggy peter petra philip philipp philippe phil pierre rachel rafael rainer
    ralf raquel raúl rebecca renate ricardo richard rita rob robert roberto robin roger roland rolf roman ronald
    rosa rosie ruth ryan sabine sally sam samantha samuel sandra sara sarah scott sean sebastian sergio sheila
    silke silvia simon simone sofia sofía sonia sonja sophia sophie stefan stefanie stephan stephanie stephen
    steve steven sue susan susanne susie svenja sven sylvia sylvie tanja tara ted teresa theo theresa thierry
    thomas thorsten tim timo tina tobias tobi todd tom tomás tommy toni tony tracy ulrich ulrike ursula ute uwe
    valentina valentin vanessa vera verena verónica véronique victor victoria viktor vincent volker walter wendy
    werner wilhelm willi william willy wolfgang yannick yolanda yvonne zoe zoé""".split()
)
# Called as they are, wherever a first name may stand.
FAMILY = {
    "en": """mum mummy mom mommy mama dad daddy papa grandma grandpa granny grandad honey darling sweetheart
    sweetie babe baby dear love guys everyone everybody kids boys girls ladies folks buddy dude mate bro sis sir
    madam""",
    "de": """mama mami mutti papa papi vati oma opa schatz schatzi liebling süße süßer maus leute kinder jungs
    mädels alle chef chefin kollege kollegin""",
    "fr": """maman papa mamie papi mamy papy chéri chérie mon~chéri ma~chérie mon~cœur mon~coeur mon~amour doudou
    les~gars les~filles les~enfants les~amis tout~le~monde madame monsieur""",
    "es": """mamá mama papá papa abuela abuelo cariño amor mi~amor mi~vida corazón cielo chicos chicas niños tío
    tía hijo hija señor señora todos""",
    "zh": """妈妈 妈 媽媽 爸爸 爸 奶奶 爷爷 外婆 外公 老公 老婆 宝贝 寶貝 亲爱的 親愛的 哥哥 姐姐 弟弟 妹妹 大家
    同学们 老师 老師 小王 小李 小张 小明 小红 老王 老李 老张""",
}
ASSISTANTS = frozenset(
    "alexa siri cortana google bixby jarvis chatgpt echo gemini 小爱同学 小愛同學 天猫精灵 小度小度 小度".split()
)
