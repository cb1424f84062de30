"""Which signs, codes and words name which currency: data alone."""

from extractors.quantities.vocabulary import named, wordset

SIGNS = named("""
    USD: $ ＄
    EUR: €
    GBP: £ ￡
    JPY: ¥ ￥ 円
    INR: ₹
    KRW: ₩
    NGN: ₦
    PHP: ₱
    TRY: ₺
    RUB: ₽
    UAH: ₴
    ILS: ₪
    THB: ฿
    VND: ₫
    LAK: ₭
    MNT: ₮
    PYG: ₲
    CRC: ₡
    GHS: ₵
    KZT: ₸
    AZN: ₼
    GEL: ₾
    BDT: ৳
    CNY: 元
""")
# Letters that touch a dollar sign or another.
_SIGN_PREFIXES = named("""
    USD: us$ usd$
    UYU: u$
    CAD: c$ ca$ cad$ cdn$ can$
    AUD: a$ au$ aus$ aud$
    HKD: hk$ hkd$
    TWD: nt$
    SGD: s$ sg$ sgd$
    BRL: r$
    NZD: nz$ nzd$
    MXN: mx$ mex$
    JMD: j$
    TTD: tt$
    BND: b$
    NAD: n$
    FJD: fj$
    ARS: ar$
    CLP: clp$
    COP: col$ cop$
    EGP: e£
    IEP: i£
    CNY: cn¥ rmb¥
    JPY: jp¥
    GHS: gh₵ gh¢
""")
SIGN_PREFIXES = {(written[:-1], written[-1]): code for written, code in _SIGN_PREFIXES.items()}
CODES = wordset("""
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD
    CDF CHF CLP CNH CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF
    GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK
    LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR
    PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP
    SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW
    ZWL ITL DEM FRF ESP BEF ATS IEP NLG PTE GRD FIM
""")
# Written before the amount, as spelled here.
PREFIXES = named("""
    INR: Rs RS
    MYR: RM
    AED: Dh Dhs DH
    KWD: KD
    BHD: BD
    QAR: QR
    SAR: SR
    JOD: JD
    KES: KSh Ksh KSH Sh Shs
    TZS: TSh TSH
    UGX: USh Ush
    IDR: Rp
    CNY: RMB Rmb
    BDT: Tk
    PHP: Php P
    TRY: TL
    EGP: LE
    SEK: Kr kr SKr
    NOK: NKr
    DKK: DKr
    CZK: Kč
    XOF: CFA FCFA
    ILS: NIS
    HUF: Ft
    NGN: N
    ZAR: R
    CHF: Fr Sfr SFr
    TWD: NTD
""")
# Too common as letters: only where they touch the digits.
GLUED_PREFIXES = wordset("N R P Sh Kr Fr")
# Words and letters that are more often something else beside a small number: "two won prizes", "R2", "ALL 12".
DOUBTFUL = wordset(
    "N R P won real sol som kip dram kina pula lei ALL TRY COP MOP CUP PEN MAD GEL SOS BAM FIM BEF TOP ft"
)
# Written after the amount, in lower case.
WORDS = named("""
    USD: dollar dollars bucks usd
    EUR: euro euros eur
    GBP: pound pounds sterling quid
    JPY: yen
    CNY: yuan renminbi rmb
    KRW: won
    INR: rupee rupees
    NGN: naira
    ZAR: rand rands
    MXN: peso pesos
    TRY: lira liras tl
    PLN: zloty zlotys zloties zlotych złoty złotys złotych zł
    HUF: forint forints ft
    THB: baht
    MYR: ringgit
    IDR: rupiah
    AED: dirham dirhams dh dhs
    SAR: riyal riyals
    IRR: rial rials
    KWD: dinar dinars
    ILS: shekel shekels
    BRL: reais reals
    CHF: franc francs
    KES: shilling shillings
    PEN: sol soles
    SEK: krona kronor kr
    ISK: króna krónur kronur
    NOK: krone kroner
    CZK: koruna korunas koruny korun kč crowns
    RON: leu lei
    BGN: lev leva
    UAH: hryvnia hryvnias hryvnya
    RUB: rouble roubles ruble rubles
    BDT: taka
    VND: dong đồng
    GHS: cedi cedis
    ETB: birr
    ZMW: kwacha
    GEL: lari
    AMD: dram drams
    KZT: tenge
    MNT: tugrik tögrög togrog
    MMK: kyat
    LAK: kip
    KHR: riel riels
    MKD: denar denars denari
    VES: bolívares bolivars
    PYG: guaraní guaraníes guaranis
    CRC: colones
    GTQ: quetzales quetzals
    HNL: lempiras
    BOB: bolivianos
    AZN: manat
    KGS: soms som
    CVE: escudos
    MZN: metical meticais
    BWP: pula
    MGA: ariary
    GMD: dalasi
    SLE: leones
    PGK: kina
    ITL: lire
    ESP: pesetas
    TWD: ntd
    FIM: markka
    UZS: soum soums
    NLG: guilder guilders
    AOA: kwanza kwanzas
    PAB: balboa balboas
    HTG: gourde gourdes
    TJS: somoni
    AFN: afghani afghanis
    MOP: pataca patacas
    GRD: drachma drachmas
    DEM: deutschmark deutschmarks
    BTN: ngultrum
    MVR: rufiyaa
""")
SINGULAR = named("""
    dollar: dollars bucks
    pound: pounds
    lira: liras
    rupee: rupees
    peso: pesos
    franc: francs
    shilling: shillings
    krone: kroner
    krona: kronor krónur
    dinar: dinars
    dirham: dirhams
    riyal: riyals
    rial: rials
    real: reais
    sol: soles
    shekel: shekels
    ruble: roubles rouble rubles
""")
# Words of one currency, whoever's they are called; those above take an adjective of this table's.
_SHARED_WORDS = (
    SINGULAR.keys()
    | SINGULAR.values()
    | wordset(
        "euro euros eur usd sterling quid yen yuan renminbi rmb kroner krone kr crowns koruny dh dhs tl ft zł won lei"
    )
)
OF_ONE_COUNTRY = {word: code for word, code in WORDS.items() if word not in _SHARED_WORDS}
CENTS = wordset("cent cents")
# "20 MSEK", "4 MEUR", "12 TSEK": the scale stands in front of the code.
SCALED_CODES = {
    f"{letter}{code}": (factor, code)
    for code in ("SEK", "NOK", "DKK", "EUR", "USD", "CHF", "ISK", "GBP")
    for letter, factor in (("M", 10**6), ("T", 10**3), ("k", 10**3), ("K", 10**3))
}
# An adjective before the word decides between namesakes; a line names the word, then adjectives with their currency.
_ADJECTIVES = """
    dollar: us USD; american USD; canadian CAD; australian AUD; hong kong HKD; singapore SGD
    dollar: new zealand NZD; kiwi NZD; new taiwan TWD; taiwan TWD; taiwanese TWD; jamaican JMD
    dollar: trinidad TTD; namibian NAD; fijian FJD; cdn CAD
    pound: egyptian EGP; lebanese LBP; syrian SYP; british GBP
    lira: lebanese LBP; turkish TRY
    rupee: indian INR; seychellois SCR; nepali NPR; nepalese NPR; pakistani PKR; sri lankan LKR; mauritian MUR
    rupiah: indonesian IDR
    peso: mexican MXN; philippine PHP; filipino PHP; chilean CLP; argentine ARS; argentinian ARS
    peso: colombian COP; uruguayan UYU; dominican DOP; cuban CUP
    franc: cfa XOF; swiss CHF; congolese CDF; rwandan RWF
    shilling: kenyan KES; ugandan UGX; tanzanian TZS; somali SOS
    krone: danish DKK; norwegian NOK; swedish SEK; icelandic ISK; czech CZK
    krona: danish DKK; norwegian NOK; swedish SEK; icelandic ISK; faroese DKK
    crowns: swedish SEK; czech CZK; norwegian NOK; danish DKK; icelandic ISK
    dinar: kuwaiti KWD; bahraini BHD; jordanian JOD; tunisian TND; algerian DZD; iraqi IQD; libyan LYD
    dinar: serbian RSD
    dirham: moroccan MAD; emirati AED; uae AED
    riyal: qatari QAR; saudi SAR; omani OMR
    rial: qatari QAR; saudi SAR; omani OMR; yemeni YER; iranian IRR
    real: brazilian BRL
    sol: peruvian PEN
    yuan: chinese CNY
    yen: japanese JPY
    won: korean KRW; south korean KRW
    rand: south african ZAR
    shekel: israeli ILS
    zloty: polish PLN
    lei: romanian RON; moldovan MDL
    ruble: russian RUB; belarusian BYN
    kwacha: zambian ZMW; malawian MWK
    manat: azerbaijani AZN; turkmen TMT
"""


def _qualified(table: str) -> dict[str, dict[str, str]]:
    """adjective -> word in the singular -> currency."""
    found: dict[str, dict[str, str]] = {}
    for line in table.strip().splitlines():
        noun, _, pairs = line.strip().partition(": ")
        for pair in pairs.split("; "):
            adjective, _, code = pair.rpartition(" ")
            found.setdefault(adjective, {})[noun] = code
    return found


ADJECTIVES = _qualified(_ADJECTIVES)
