"""Currencies that share a sign or a word: yen and yuan, the crowns, rupees, pesos, dirhams; the text settles which."""

import re
from bisect import bisect_left

# What the plain sign or word stands for -> what else it may mean, with the names that point there. A name of up to
# four letters must stand alone; a longer one may go on ("Norwegian").
_RIVALS: dict[str, dict[str, str]] = {
    "JPY": {
        "CNY": "China;Chinese;Beijing;Shanghai;Hangzhou;Shenzhen;Guangzhou;Chengdu;Wuhan;Hengdian;RMB;yuan;mainland",
        "JPY": "Japan;Tokyo;Osaka;Kyoto;Nagoya;Fukuoka;Sapporo;Sendai;JP;JPY;yen;anime",
    },
    "SEK": {
        "NOK": "Norway;Norwegian;Oslo;Bergen;Tromsø;Trondheim;Stavanger;Ålesund;NOK;NRK",
        "DKK": "Denmark;Danish;Dane;Danes;Copenhagen;Aarhus;Odense;Aalborg;Vejle;DKK",
        "ISK": "Iceland;Reykjav;ISK",
        "CZK": "Czech;Prague;Brno;Ostrava;CZK",
        "SEK": "Sweden;Swedish;Swede;Stockholm;Göteborg;Gothenburg;Malmö;Uppsala;SEK",
    },
    "NOK": {
        "DKK": "Denmark;Danish;Dane;Danes;Copenhagen;Aarhus;Odense;Aalborg;Vejle;DKK",
        "NOK": "Norway;Norwegian;Oslo;Bergen;NOK",
    },
    "INR": {
        "NPR": "Nepal;Kathmandu;Pokhara;Sherpa;NPR",
        "PKR": "Pakistan;Lahore;Karachi;Islamabad;Lollywood;PKR",
        "LKR": "Sri Lanka;Colombo;Sinhala;LKR",
        "MUR": "Mauriti;Port Louis;MUR",
        "SCR": "Seychell;SCR",
        "INR": "India;Mumbai;Chennai;Delhi;Kochi;Hyderabad;Bengaluru;Kolkata;Bollywood;INR;₹",
    },
    "MXN": {
        "PHP": "Philippin;Manila;Filipin;Tagalog;Cebu;Quezon;PHP",
        "ARS": "Argentin;Buenos Aires;Rosario;ARS",
        "CLP": "Chile;Santiago;Valpara;CLP",
        "COP": "Colombia;Bogot;Medell;Cartagena;COP",
        "UYU": "Uruguay;Montevideo;UYU",
        "DOP": "Dominican;Santo Domingo;DOP",
        "CUP": "Cuban;Havana",
        "MXN": "Mexic;Guadalajara;Monterrey;Oaxaca;MXN",
    },
    "KES": {
        "UGX": "Uganda;Kampala;Luganda;Entebbe;UGX",
        "TZS": "Tanzania;Dar es Salaam;Zanzibar;TZS",
        "KES": "Kenya;Nairobi;Mombasa;KES;KSh",
    },
    "AED": {
        "MAD": "Morocc;Casablanca;Rabat;Marrakech;Tangier;Agadir;MAD",
        "AED": "Emirat;Emirati;UAE;Dubai;Abu Dhabi;Sharjah;Ajman;AED",
    },
    "CHF": {
        "XOF": "CFA;Senegal;Dakar;Abidjan;Ivory Coast;Ivorian;Bamako;Burkin;Ouagadougou;Togo;Lomé;Benin;Cotonou;Niamey",
        "RWF": "Rwanda;Kigali;RWF",
        "CDF": "Kinshasa;Congolese;CDF",
        "CHF": "Swiss;Switzerland;Zürich;Zurich;Geneva;Basel;Lausanne;Locarno;CHF",
    },
    "XOF": {
        "XAF": "Cameroon;Yaound;Douala;Gabon;Libreville;Brazzaville;Pointe-Noire;Chadian;N'Djamena;XAF",
        "XOF": "Senegal;Dakar;Abidjan;Ivory Coast;Ivorian;Bamako;Burkin;Ouagadougou;Togo;Lomé;Benin;Cotonou;Niamey;XOF",
    },
    "PHP": {"BWP": "Botswana;Gaborone"},
    "KWD": {
        "TND": "Tunis;TND",
        "RSD": "Serbia;Belgrade;Novi Sad;RSD",
        "DZD": "Algeri;Algiers;DZD",
        "JOD": "Jordan;Amman;JOD",
        "IQD": "Iraq;Baghdad;Erbil;Basra;IQD",
        "BHD": "Bahrain;Manama;BHD",
        "KWD": "Kuwait;KWD",
    },
    "SAR": {"QAR": "Qatar;Doha;QAR", "SAR": "Saudi;Riyadh;Jeddah;SAR"},
    "IRR": {"OMR": "Oman;Omani;Muscat;OMR", "IRR": "Iran;Tehran"},
    "GBP": {
        "EGP": "EGP;Egypt;Cairo;Alexandria",
        "GBP": "Britain;British;London;UK;sterling;England;Scot;Wales;Welsh;£",
    },
    "CZK": {
        "NOK": "Norway;Norwegian;Oslo;Bergen;NOK",
        "SEK": "Sweden;Swedish;Stockholm;Malmö;SEK",
        "DKK": "Denmark;Danish;Copenhagen;DKK",
        "ISK": "Iceland;Reykjav;ISK",
        "CZK": "Czech;Prague;Brno;Ostrava;CZK",
    },
}
_HINTS = {
    plain: [(name, meant) for meant, names in meanings.items() for name in names.split(";")]
    for plain, meanings in _RIVALS.items()
}
# A plain dollar is American unless the text declares its sums: "All figures are in Canadian dollars", "All amounts are
# Canadian.", "in Canadian dollars unless stated"; what is only paid or born there says nothing of the other sums.
_DOLLARS = {
    "Canadian": "CAD",
    "Australian": "AUD",
    "New Zealand": "NZD",
    "Hong Kong": "HKD",
    "Singapore": "SGD",
}
_COUNTRY = "|".join(_DOLLARS)
_DECLARATION = re.compile(
    rf"\b(?:[Ff]igures|[Aa]mounts|[Ss]ums|[Pp]rices|[Dd]ollars)(?: \w+){{0,4}} are"
    rf" (?:(?:all |given |quoted |stated )?in ({_COUNTRY}) dollars\b|({_COUNTRY})(?: dollars)?(?=[.;,)\n]|$| unless))"
    rf"|\bin ({_COUNTRY}) dollars,? (?:unless|except where)\b"
)
# Hints are looked for in so many characters; no article is longer.
_LIMIT = 300_000
_SHORT = 4
_LOOK_BACK = 1_000
_LOOK_AHEAD = 120


class Namesakes:
    """What the plain signs and words mean in one text; each is looked up once, when it first occurs."""

    def __init__(self, text: str) -> None:
        self._text = text[:_LIMIT]
        self._hints: dict[str, list[tuple[int, str]]] = {}

    def settle(self, plain: str, offset: int) -> str:
        """The currency meant at the offset: the nearest hint of the paragraph, else the commonest of the text."""
        if plain not in _HINTS and plain != "USD":
            return plain
        if plain not in self._hints:
            self._hints[plain] = _declarations(self._text) if plain == "USD" else sorted(_places(self._text, plain))
        hints = self._hints[plain]
        if not hints:
            return plain
        if plain != "USD":
            at = bisect_left(hints, (offset, ""))
            if at > 0 and self._is_near(hints[at - 1][0], offset, _LOOK_BACK):
                return hints[at - 1][1]
            if at < len(hints) and self._is_near(offset, hints[at][0], _LOOK_AHEAD):
                return hints[at][1]
        meanings = [meant for _, meant in hints[:100]]
        return max(dict.fromkeys(meanings), key=meanings.count)

    def _is_near(self, first: int, second: int, limit: int) -> bool:
        """Whether the two offsets stand in one paragraph, no further apart than the limit."""
        return second - first <= limit and "\n" not in self._text[first:second]


def _declarations(text: str) -> list[tuple[int, str]]:
    return [(match.start(), _DOLLARS[match[match.lastindex or 0]]) for match in _DECLARATION.finditer(text)]


def _places(text: str, plain: str) -> list[tuple[int, str]]:
    places: list[tuple[int, str]] = []
    for name, meant in _HINTS[plain]:
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            alone = not text[at - 1 : at].isalnum() and (len(name) > _SHORT or not text[end : end + 1].isalnum())
            if alone:
                places.append((at, meant))
            at = text.find(name, end)
    return places
