"""Words that sentences of a language are held together by: what tells English from other languages in a line or two.

A list leaves out what is as common in English ("in", "for"). A word that is in several lists speaks for each of them.
"""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.casefold().split())


# Words that hardly any other language has.
ENGLISH = _words(
    """
    the and that with this these those which who whom whose what when where why how from into onto upon about
    after before because while until since without within against between through during than then there here
    be been being are were have has had having does did could should would may might must can cannot not but or
    if it its he she his her him they their them we our us you your i'm my myself itself himself herself
    themselves out off up down again also only just even still yet never always already almost nearly both each
    every any some such other another own same more most less least much many few several all none nothing
    something anything everything everyone one two three four five six seven eight nine ten eleven twelve twenty
    hundred thousand first second third next last new old early late later earlier now today tomorrow yesterday
    ago year years month months week weeks day days hour hours half long short big small good best better great
    full high low said says say told tells tell asked asks called calls named names made makes make making
    took takes take taken taking gave gives give given got gets get went goes go going came comes come
    coming put puts set sets saw sees see seen shown shows show showing found finds find left leaves leave let
    lets kept keeps keep held holds hold brought brings bring bought buys buy sold sells sell paid pays pay spent
    spends spend cost costs raised raises raise raising won wins win lost loses lose opened opens open opening
    closed closes close began begins begin started starts start ended ends end ran runs run running led leads
    lead built builds build wrote writes write written read reads used uses use using worked works work working
    wants want wanted needs need needed plans plan planned hopes expects expected announced announces released
    releases release launched launches launch signed signs sign sued sues sue settles settled files filed
    directed directs starring stars written produced produces premiered premieres debuts debuted streams hits
    lands backs backed unveils unveiled signs joins joined named hires hired fires cuts cut drops dropped bows
    film's films movie movies feature features shorts show's shows season series' episode's trailer picture
    pictures studio's company companies firm firms startup maker makers filmmaker filmmakers filmmaking director
    directors writer writers producer's actor's actors actress crew staff people man woman child children friend
    mother father world house home town city way part side thing things work time times money budget price deal
    business market share shares rights court judge law bill tax union guild strike ban vote law lawyer
    artificial intelligence machine machines screen screens scene scenes shot shots frame frames story stories
    voice voices hand hands head face eye back place point case name line side night morning tonight
    passes trade living dead true false real whole loses reports report reported adds add added eyes inks nabs taps
    tops heads scores lands grabs lifts sinks soars falls rises jumps slips faces eye wraps picks boards reveals layoffs
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December
    """
)
# English too, and common in one of the languages below.
HALF_ENGLISH = _words("a an as at by do for i in is me no of on over per so to under was will am")
# Loans that English writes with their accents.
LOANS = _words(
    """
    à café cafés cliché clichés clichéd première premières premièred fiancé fiancée protégé protégés naïve naïveté
    résumé résumés décor façade façades exposé exposés émigré émigrés entrée matinée matinées soirée soirées passé
    blasé déjà über doppelgänger doppelgängers crème tête vérité mise-en-scène séance señor señora pièce élan éminence
    """
)
_LISTED = {
    "French": """le la les des et un une est dans que qui pour sur pas au du par avec ce il elle sont aux ont mais de
        leur leurs cette ces ses sa été selon après où ou dont entre comme deux trois ans nous vous ils elles sans
        chez très fait plus lui être l' d' qu' n' c' j' s' jusqu' aujourd' ne se dit tout tous""",
    "Spanish": """el los las una que en por con para su se del como más pero sus le ha fue sobre entre cuando también
        y de la al lo es un ya muy este esta esto hay está están hasta desde según donde dijo dos tres años tiene han
        fueron ser ni otro otra nos les mil meses""",
    "German": """der die das und ist nicht ein eine einen einem einer eines mit von zu den dem des auf für sich auch
        als es wird im bei nach aus über wie oder aber nur noch sind wurde wurden werden hat haben zum zur vom bis
        durch gegen ohne um ihr ihre ihren sein seine seinen er sie wir ich dass sagte zwei drei jahr jahre jahren
        kein keine mehr kann soll vor seit unter diese dieser dieses schon rund""",
    "Italian": """il gli che di una con del della sono più anche nel alla ha dei è si ma lo la le un e o da al dal
        dalla dalle nella nelle delle degli negli sul sulla tra fra questo questa questi suo sua loro ed essere stato
        stata stati tre anni ogni dopo secondo hanno mila dell' all' un' nell' l' d' c' dall' sull'""",
    "Portuguese": """o os um uma que não com para por dos da na ao foi são mais mas ele ela seu sua em de das nas nos
        pelo pela pelos à às é e se como já muito também até entre sobre quando ou tem têm foram ser está este esta
        isso dois duas três anos segundo disse sem mil""",
    "Dutch": """het een van en dat niet op te zijn voor met die aan er ook naar bij om maar de als door uit wordt
        worden werd heeft hebben nog dan al geen meer zich deze dit hij zij hun wel kan tot tegen volgens jaar twee
        drie ons wij""",
    "Swedish": """och att det en ett är som på inte av med till den har de om var för från ska kan nu vi hon han
        efter vid eller också sin sitt så när mot två tre år säger enligt""",
    "Danish and Norwegian": """og er det en et ikke til på af av som med den har de om var fra kan vi han hun efter
        etter ved eller også sin så når mot tre år blev ble skal jeg siger sier ifølge""",
    "Finnish": """ja ei se että oli ovat mutta myös kun kuin hän joka jonka mukaan vuotta sekä tai sen noin vain ole
        jo sitä kaksi kolme""",
    "Polish": """w z na się nie jest że za od po o dla przez ale jak są był była było oraz lub ich jego jej który
        która które tym tego ze czy już lat przed dwa trzy według""",
    "Czech": """na se je že z o pro ale jako za po byl byla bylo jsou si nebo od podle který která které jeho let
        dva tři ve ze než""",
    "Turkish": """ve bir bu için ile da de olarak daha çok en ki gibi sonra kadar olan ama ne var oldu dedi iki üç
        yıl göre""",
    "Romanian": """și în de la cu pe nu un o este sunt care din pentru ca mai sau dar după lui fost prin ani doi trei
        până""",
    "Hungarian": """az és hogy nem egy ez de van volt meg már csak mint vagy ki fel el lesz szerint év két három
        után""",
    "Indonesian": """dan yang di ini itu dengan untuk dari dalam pada tidak akan juga adalah oleh ke telah sebuah dua
        tiga tahun mereka karena bisa""",
    "Vietnamese": "và của là có không được cho một những các trong với đã này người để khi từ năm hai ba",
    "Filipino": "ang ng sa na mga ay ni si para ito ng nang dalawang",
}
_OTHERS = {name: _words(listed) for name, listed in _LISTED.items()}
# The languages that each word speaks for.
FOREIGN = {
    word: tuple(name for name, listed in _OTHERS.items() if word in listed)
    for word in frozenset().union(*_OTHERS.values())
}
