"""Which signs, codes and words name which currency."""

import re

from extractors.quantities.tokens import Tokens

SIGNS = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "￥": "JPY",
    "₹": "INR",
    "₩": "KRW",
    "₦": "NGN",
    "₱": "PHP",
    "₺": "TRY",
    "₽": "RUB",
    "₴": "UAH",
    "₪": "ILS",
    "฿": "THB",
    "₫": "VND",
    "₭": "LAK",
    "₮": "MNT",
    "₲": "PYG",
    "₡": "CRC",
    "₵": "GHS",
    "₸": "KZT",
    "₼": "AZN",
    "₾": "GEL",
    "৳": "BDT",
    "元": "CNY",
    "円": "JPY",
}
# Letters that touch a dollar (or pound) sign.
SIGN_PREFIXES = {
    ("us", "$"): "USD",
    ("u", "$"): "UYU",
    ("c", "$"): "CAD",
    ("ca", "$"): "CAD",
    ("cad", "$"): "CAD",
    ("cdn", "$"): "CAD",
    ("can", "$"): "CAD",
    ("a", "$"): "AUD",
    ("au", "$"): "AUD",
    ("aus", "$"): "AUD",
    ("hk", "$"): "HKD",
    ("nt", "$"): "TWD",
    ("s", "$"): "SGD",
    ("sg", "$"): "SGD",
    ("r", "$"): "BRL",
    ("nz", "$"): "NZD",
    ("mx", "$"): "MXN",
    ("mex", "$"): "MXN",
    ("j", "$"): "JMD",
    ("tt", "$"): "TTD",
    ("b", "$"): "BND",
    ("n", "$"): "NAD",
    ("fj", "$"): "FJD",
    ("ar", "$"): "ARS",
    ("clp", "$"): "CLP",
    ("col", "$"): "COP",
    ("cop", "$"): "COP",
    ("e", "£"): "EGP",
    ("i", "£"): "IEP",
    ("cn", "¥"): "CNY",
    ("jp", "¥"): "JPY",
    ("rmb", "¥"): "CNY",
    ("gh", "₵"): "GHS",
    ("gh", "¢"): "GHS",
}
CODES = frozenset(
    "AED AFN ALL AMD ARS AUD AZN BAM BDT BGN BHD BND BOB BRL BWP BYN CAD CHF CLP CNY CNH COP CRC CZK DKK DOP DZD EGP ETB "
    "EUR FJD GBP GEL GHS GTQ HKD HNL HRK HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KRW KWD KZT LAK LBP LKR "
    "LYD MAD MDL MKD MMK MNT MOP MUR MVR MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON "
    "RSD RUB RWF SAR SEK SGD SYP THB TND TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND XAF XOF YER ZAR ZMW ZWL".split()
)
# Written before the amount, as spelled here.
PREFIXES = {
    "Rs": "INR",
    "RS": "INR",
    "RM": "MYR",
    "Dh": "AED",
    "Dhs": "AED",
    "DH": "AED",
    "KD": "KWD",
    "BD": "BHD",
    "QR": "QAR",
    "SR": "SAR",
    "JD": "JOD",
    "KSh": "KES",
    "Ksh": "KES",
    "KSH": "KES",
    "TSh": "TZS",
    "TSH": "TZS",
    "USh": "UGX",
    "Ush": "UGX",
    "Sh": "KES",
    "Shs": "KES",
    "Rp": "IDR",
    "RMB": "CNY",
    "Tk": "BDT",
    "Php": "PHP",
    "TL": "TRY",
    "LE": "EGP",
    "Kr": "SEK",
    "kr": "SEK",
    "CFA": "XOF",
    "FCFA": "XOF",
    "NIS": "ILS",
    "Ft": "HUF",
    "K": "ZMW",
    "N": "NGN",
    "R": "ZAR",
    "P": "PHP",
    "Fr": "CHF",
    "SFr": "CHF",
    "Br": "ETB",
    "NTD": "TWD",
    "UF": "CLP",
}
# These are one letter long: only where they touch the digits.
_GLUED_PREFIXES = frozenset({"N", "R", "P", "K", "Sh", "Kr", "Fr", "Br", "UF"})
# Written after the amount, in lower case; an adjective before the last word decides between namesakes.
WORDS = {
    "dollar": "USD",
    "dollars": "USD",
    "bucks": "USD",
    "usd": "USD",
    "euro": "EUR",
    "euros": "EUR",
    "eur": "EUR",
    "pound": "GBP",
    "pounds": "GBP",
    "sterling": "GBP",
    "quid": "GBP",
    "yen": "JPY",
    "yuan": "CNY",
    "renminbi": "CNY",
    "rmb": "CNY",
    "won": "KRW",
    "rupee": "INR",
    "rupees": "INR",
    "naira": "NGN",
    "rand": "ZAR",
    "rands": "ZAR",
    "peso": "MXN",
    "pesos": "MXN",
    "lira": "TRY",
    "liras": "TRY",
    "tl": "TRY",
    "zloty": "PLN",
    "zlotys": "PLN",
    "zloties": "PLN",
    "zlotych": "PLN",
    "złoty": "PLN",
    "złotys": "PLN",
    "złotych": "PLN",
    "zł": "PLN",
    "forint": "HUF",
    "forints": "HUF",
    "ft": "HUF",
    "baht": "THB",
    "ringgit": "MYR",
    "rupiah": "IDR",
    "dirham": "AED",
    "dirhams": "AED",
    "dh": "AED",
    "dhs": "AED",
    "riyal": "SAR",
    "riyals": "SAR",
    "rial": "IRR",
    "rials": "IRR",
    "dinar": "KWD",
    "dinars": "KWD",
    "shekel": "ILS",
    "shekels": "ILS",
    "real": "BRL",
    "reais": "BRL",
    "reals": "BRL",
    "franc": "CHF",
    "francs": "CHF",
    "shilling": "KES",
    "shillings": "KES",
    "sol": "PEN",
    "soles": "PEN",
    "krona": "SEK",
    "kronor": "SEK",
    "króna": "ISK",
    "krónur": "ISK",
    "kronur": "ISK",
    "krone": "NOK",
    "kroner": "NOK",
    "kr": "SEK",
    "koruna": "CZK",
    "korunas": "CZK",
    "koruny": "CZK",
    "korun": "CZK",
    "kč": "CZK",
    "crowns": "CZK",
    "leu": "RON",
    "lei": "RON",
    "lev": "BGN",
    "leva": "BGN",
    "hryvnia": "UAH",
    "hryvnias": "UAH",
    "hryvnya": "UAH",
    "rouble": "RUB",
    "roubles": "RUB",
    "ruble": "RUB",
    "rubles": "RUB",
    "taka": "BDT",
    "dong": "VND",
    "đồng": "VND",
    "cedi": "GHS",
    "cedis": "GHS",
    "birr": "ETB",
    "kwacha": "ZMW",
    "lari": "GEL",
    "dram": "AMD",
    "drams": "AMD",
    "tenge": "KZT",
    "tugrik": "MNT",
    "tögrög": "MNT",
    "togrog": "MNT",
    "kyat": "MMK",
    "kip": "LAK",
    "riel": "KHR",
    "riels": "KHR",
    "denar": "MKD",
    "denars": "MKD",
    "denari": "MKD",
    "bolívares": "VES",
    "bolivars": "VES",
    "guaraní": "PYG",
    "guaraníes": "PYG",
    "guaranis": "PYG",
    "colones": "CRC",
    "quetzales": "GTQ",
    "quetzals": "GTQ",
    "lempiras": "HNL",
    "bolivianos": "BOB",
    "manat": "AZN",
    "soms": "KGS",
    "som": "KGS",
    "escudos": "CVE",
    "metical": "MZN",
    "meticais": "MZN",
    "pula": "BWP",
    "ariary": "MGA",
    "dalasi": "GMD",
    "leones": "SLE",
    "kina": "PGK",
}
_ADJECTIVES = {
    "us": {"dollar": "USD"},
    "american": {"dollar": "USD"},
    "canadian": {"dollar": "CAD"},
    "australian": {"dollar": "AUD"},
    "hong kong": {"dollar": "HKD"},
    "singapore": {"dollar": "SGD"},
    "new zealand": {"dollar": "NZD"},
    "kiwi": {"dollar": "NZD"},
    "new taiwan": {"dollar": "TWD"},
    "taiwan": {"dollar": "TWD"},
    "taiwanese": {"dollar": "TWD"},
    "jamaican": {"dollar": "JMD"},
    "trinidad": {"dollar": "TTD"},
    "namibian": {"dollar": "NAD"},
    "fijian": {"dollar": "FJD"},
    "egyptian": {"pound": "EGP"},
    "lebanese": {"pound": "LBP", "lira": "LBP"},
    "syrian": {"pound": "SYP"},
    "british": {"pound": "GBP"},
    "turkish": {"lira": "TRY"},
    "indian": {"rupee": "INR"},
    "nepali": {"rupee": "NPR"},
    "nepalese": {"rupee": "NPR"},
    "pakistani": {"rupee": "PKR"},
    "sri lankan": {"rupee": "LKR"},
    "mauritian": {"rupee": "MUR"},
    "indonesian": {"rupiah": "IDR"},
    "mexican": {"peso": "MXN"},
    "philippine": {"peso": "PHP"},
    "filipino": {"peso": "PHP"},
    "chilean": {"peso": "CLP"},
    "argentine": {"peso": "ARS"},
    "argentinian": {"peso": "ARS"},
    "colombian": {"peso": "COP"},
    "uruguayan": {"peso": "UYU"},
    "dominican": {"peso": "DOP"},
    "cuban": {"peso": "CUP"},
    "cfa": {"franc": "XOF"},
    "swiss": {"franc": "CHF"},
    "congolese": {"franc": "CDF"},
    "rwandan": {"franc": "RWF"},
    "kenyan": {"shilling": "KES"},
    "ugandan": {"shilling": "UGX"},
    "tanzanian": {"shilling": "TZS"},
    "somali": {"shilling": "SOS"},
    "danish": {"krone": "DKK", "krona": "DKK"},
    "norwegian": {"krone": "NOK", "krona": "NOK"},
    "swedish": {"krona": "SEK", "krone": "SEK", "crowns": "SEK"},
    "icelandic": {"krona": "ISK", "krone": "ISK"},
    "czech": {"crowns": "CZK", "krone": "CZK"},
    "faroese": {"krona": "DKK"},
    "kuwaiti": {"dinar": "KWD"},
    "bahraini": {"dinar": "BHD"},
    "jordanian": {"dinar": "JOD"},
    "tunisian": {"dinar": "TND"},
    "algerian": {"dinar": "DZD"},
    "iraqi": {"dinar": "IQD"},
    "libyan": {"dinar": "LYD"},
    "serbian": {"dinar": "RSD"},
    "moroccan": {"dirham": "MAD"},
    "emirati": {"dirham": "AED"},
    "uae": {"dirham": "AED"},
    "qatari": {"riyal": "QAR", "rial": "QAR"},
    "saudi": {"riyal": "SAR", "rial": "SAR"},
    "omani": {"rial": "OMR", "riyal": "OMR"},
    "yemeni": {"rial": "YER"},
    "iranian": {"rial": "IRR"},
    "brazilian": {"real": "BRL"},
    "peruvian": {"sol": "PEN"},
    "chinese": {"yuan": "CNY"},
    "japanese": {"yen": "JPY"},
    "korean": {"won": "KRW"},
    "south korean": {"won": "KRW"},
    "south african": {"rand": "ZAR"},
    "israeli": {"shekel": "ILS"},
    "polish": {"zloty": "PLN"},
    "romanian": {"lei": "RON"},
    "moldovan": {"lei": "MDL"},
}
_SINGULAR = {
    "dollars": "dollar",
    "bucks": "dollar",
    "pounds": "pound",
    "liras": "lira",
    "rupees": "rupee",
    "pesos": "peso",
    "francs": "franc",
    "shillings": "shilling",
    "kroner": "krone",
    "kronor": "krona",
    "krónur": "krona",
    "dinars": "dinar",
    "dirhams": "dirham",
    "riyals": "riyal",
    "rials": "rial",
    "reais": "real",
    "soles": "sol",
    "shekels": "shekel",
}
# "20 MSEK", "4 MEUR", "12 TSEK": the scale stands in front of the code.
SCALED_CODES = {
    f"{letter}{code}": (factor, code)
    for code in ("SEK", "NOK", "DKK", "EUR", "USD", "CHF", "ISK", "GBP")
    for letter, factor in (("M", 10**6), ("T", 10**3), ("k", 10**3), ("K", 10**3))
}
CENTS = frozenset({"cent", "cents"})

# Namesakes that the surroundings of the whole text settle: currency -> (other currency, words that point to it).
_HINTS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (named, meant, re.compile(pattern))
    for named, meant, pattern in (
        ("JPY", "CNY", r"\bChina|\bChinese|Beijing|Shanghai|Hangzhou|Shenzhen|Guangzhou|Chengdu|RMB|\byuan\b"),
        ("SEK", "NOK", r"\bNorway|\bNorwegian|\bOslo\b|\bBergen\b|Tromsø|\bNOK\b"),
        ("SEK", "DKK", r"\bDenmark|\bDanish|Copenhagen|Aarhus|\bDKK\b"),
        ("SEK", "CZK", r"\bCzech|\bPrague\b|\bBrno\b"),
        ("NOK", "DKK", r"\bDenmark|\bDanish|Copenhagen|Aarhus|\bDKK\b"),
        ("INR", "NPR", r"\bNepal|Kathmandu|\bNPR\b"),
        ("INR", "PKR", r"\bPakistan|Lahore|Karachi|Islamabad|\bPKR\b"),
        ("INR", "LKR", r"Sri Lanka|Colombo|\bLKR\b"),
        ("MXN", "PHP", r"\bPhilippin|\bManila\b|Filipin|\bPHP\b"),
        ("MXN", "ARS", r"Argentin|Buenos Aires|\bARS\b"),
        ("MXN", "CLP", r"\bChile|Santiago|Valparaíso|\bCLP\b"),
        ("MXN", "COP", r"\bColombia|Bogotá|Bogota|Medellín|\bCOP\b"),
        ("MXN", "UYU", r"\bUruguay|Montevideo|\bUYU\b"),
        ("KES", "UGX", r"\bUganda|Kampala|\bUGX\b"),
        ("KES", "TZS", r"\bTanzania|Dar es Salaam|\bTZS\b"),
        ("AED", "MAD", r"\bMorocc|Casablanca|Rabat|Marrakech|\bMAD\b"),
        ("CHF", "XOF", r"\bCFA\b|Senegal|Dakar|Abidjan|Ivory Coast|Côte d’Ivoire|Bamako|Burkina"),
        ("XOF", "XAF", r"\bCameroon|Yaoundé|Douala|\bGabon|\bXAF\b|Chad\b"),
        ("PHP", "BWP", r"\bBotswana|Gaborone"),
        ("KWD", "TND", r"\bTunis"),
        ("KWD", "RSD", r"\bSerbia|Belgrade"),
        ("KWD", "DZD", r"\bAlgeria|Algiers"),
        ("KWD", "JOD", r"\bJordan|Amman"),
        ("SAR", "QAR", r"\bQatar|Doha"),
        ("SEK", "ISK", r"\bIceland|Reykjavík|Reykjavik"),
    )
)
_AMBIGUOUS = frozenset(named for named, _, _ in _HINTS)


class Currencies:
    """Names of currencies as one text means them: its own hints settle namesakes, once per text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._meant: dict[str, str] = {}

    def settle(self, code: str, *, explicit: bool = False) -> str:
        """The currency that a plain sign or word means in this text."""
        if explicit or code not in _AMBIGUOUS:
            return code
        if code not in self._meant:
            counts = [(len(hint.findall(self._text)), meant) for named, meant, hint in _HINTS if named == code]
            most, meant = max(counts, key=lambda pair: pair[0])
            self._meant[code] = meant if most else code
        return self._meant[code]

    def before(self, tokens: Tokens, index: int) -> tuple[str, int] | None:
        """Currency that ends right before the token, and the token where it begins."""
        at = index - 1
        if at < 0 or not tokens.same_line(index):
            return None
        sign = tokens.words[at]
        if sign in SIGNS:
            prefix = SIGN_PREFIXES.get((tokens.word(at - 1), sign)) if tokens.glued(at) else None
            if prefix:
                return prefix, at - 1
            if sign == "$" and tokens.raw(at - 1) == "US":
                return "USD", at - 1
            return self.settle(SIGNS[sign]), at
        if sign == "." and tokens.raw(at - 1) in {"Rs", "Kr", "Fr", "Rp", "Tk"} and tokens.glued(at):
            return self.settle(PREFIXES[tokens.raw(at - 1)]), at - 1
        if sign == "/" and tokens.raw(at - 1) == "S":
            return "PEN", at - 1
        raw = tokens.raw(at)
        if raw in CODES:
            return ("CNY" if raw == "CNH" else raw), at
        code = PREFIXES.get(raw)
        if code is None or (raw in _GLUED_PREFIXES and not tokens.glued(index)) or tokens.glued(at):
            return None
        return self.settle(code), at

    def after(self, tokens: Tokens, index: int) -> tuple[str, int, int] | None:
        """Currency that begins at the token, the token after it, and a factor (`MSEK`)."""
        if not tokens.same_line(index):
            return None
        word, raw = tokens.word(index), tokens.raw(index)
        if word in SIGNS:
            # A sign belongs to the number behind it where it touches that one only.
            if tokens.word(index + 1).isdecimal() and tokens.glued(index + 1) and not tokens.glued(index):
                return None
            return self.settle(SIGNS[word]), index + 1, 1
        if raw in CODES or raw in SCALED_CODES:
            factor, code = SCALED_CODES.get(raw, (1, raw))
            return ("CNY" if code == "CNH" else code), index + 1, factor
        if (word, tokens.word(index + 1)) in SIGN_PREFIXES and tokens.glued(index + 1) and not tokens.glued(index + 2):
            return SIGN_PREFIXES[word, tokens.word(index + 1)], index + 2, 1
        for length in (2, 1):
            adjective = " ".join(tokens.word(index + step) for step in range(length))
            if adjective in _ADJECTIVES:
                named = tokens.word(index + length)
                code = _ADJECTIVES[adjective].get(_SINGULAR.get(named, named))
                if code:
                    return code, index + length + 1, 1
        if word == "f" and tokens.raw(index + 1) == "CFA":
            return self.settle("XOF"), index + 2, 1
        if word == "fcfa" or raw == "CFA":
            return self.settle("XOF"), index + 1, 1
        if word in WORDS:
            return self.settle(WORDS[word]), index + 1, 1
        return None
