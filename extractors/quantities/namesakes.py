"""Currencies that share a sign or a word: yen and yuan, the crowns, rupees, pesos, dirhams; the text settles which."""

import re
from bisect import bisect_left

# (currency that the plain sign or word stands for, another that it may mean, words that point to the other).
_RIVALS: tuple[tuple[str, str, str], ...] = (
    ("JPY", "CNY", r"China|Chinese|Beijing|Shanghai|Hangzhou|Shenzhen|Guangzhou|Chengdu|Wuhan|Hengdian|RMB|yuan\b|mainland"),
    ("SEK", "NOK", r"Norway|Norwegian|Oslo\b|Bergen\b|Troms|Trondheim|Stavanger|Ålesund|NOK\b|NRK\b"),
    ("SEK", "DKK", r"Denmark|Danish|Danes?\b|Copenhagen|Aarhus|Odense|Aalborg|Vejle|DKK\b"),
    ("SEK", "CZK", r"Czech|Prague\b|Brno\b|CZK\b"),
    ("SEK", "ISK", r"Iceland|Reykjav|ISK\b"),
    ("NOK", "DKK", r"Denmark|Danish|Danes?\b|Copenhagen|Aarhus|Odense|Aalborg|Vejle|DKK\b"),
    ("INR", "NPR", r"Nepal|Kathmandu|Pokhara|Sherpa|NPR\b"),
    ("INR", "PKR", r"Pakistan|Lahore|Karachi|Islamabad|Lollywood|PKR\b"),
    ("INR", "LKR", r"Sri Lanka|Colombo\b|Sinhala|LKR\b"),
    ("MXN", "PHP", r"Philippin|Manila\b|Filipin|Tagalog|Cebu\b|Quezon|PHP\b"),
    ("MXN", "ARS", r"Argentin|Buenos Aires|Rosario\b|ARS\b"),
    ("MXN", "CLP", r"Chile|Santiago\b|Valpara|CLP\b"),
    ("MXN", "COP", r"Colombia|Bogot|Medell|Cartagena|COP\b"),
    ("MXN", "UYU", r"Uruguay|Montevideo|UYU\b"),
    ("MXN", "DOP", r"Dominican|Santo Domingo|DOP\b"),
    ("KES", "UGX", r"Uganda|Kampala|Luganda|Entebbe|UGX\b"),
    ("KES", "TZS", r"Tanzania|Dar es Salaam|Zanzibar|TZS\b"),
    ("AED", "MAD", r"Morocc|Casablanca|Rabat\b|Marrakech|Tangier|Fez\b|Agadir|MAD\b"),
    ("CHF", "XOF", r"CFA|Senegal|Dakar|Abidjan|Ivory Coast|Ivorian|Bamako|Burkin|Ouagadougou|Malian?\b|Togo|Benin|Niger\b"),
    ("CHF", "RWF", r"Rwanda|Kigali"),
    ("CHF", "CDF", r"Kinshasa|Congolese"),
    ("XOF", "XAF", r"Cameroon|Yaound|Douala|Gabon|Libreville|Brazzaville|Pointe-Noire|Chad\b|XAF\b"),
    ("PHP", "BWP", r"Botswana|Gaborone"),
    ("KWD", "TND", r"Tunis"),
    ("KWD", "RSD", r"Serbia|Belgrade|Novi Sad|RSD\b"),
    ("KWD", "DZD", r"Algeria|Algiers|Oran\b"),
    ("KWD", "JOD", r"Jordan|Amman"),
    ("KWD", "IQD", r"Iraq|Baghdad|Erbil|Basra"),
    ("KWD", "BHD", r"Bahrain|Manama"),
    ("SAR", "QAR", r"Qatar|Doha\b"),
    ("IRR", "OMR", r"Oman\b|Omani|Muscat\b"),
    ("GBP", "EGP", r"EGP\b|E£|Egyptian pounds?"),
    # A plain dollar is American unless the text says otherwise in so many words.
    ("USD", "CAD", r"(?:figures|amounts|sums|prices) (?:are )?(?:in )?Canadian|in Canadian dollars"),
    ("USD", "AUD", r"(?:figures|amounts|sums|prices) (?:are )?(?:in )?Australian|in Australian dollars"),
    ("USD", "NZD", r"(?:figures|amounts|sums|prices) (?:are )?(?:in )?New Zealand|in New Zealand dollars"),
    ("USD", "HKD", r"(?:figures|amounts|sums|prices) (?:are )?(?:in )?Hong Kong|in Hong Kong dollars"),
    ("USD", "SGD", r"(?:figures|amounts|sums|prices) (?:are )?(?:in )?Singapore|in Singapore dollars"),
)
# Words that speak for the plain meaning, where a text names both countries.
_OWN: dict[str, str] = {
    "JPY": r"Japan|Tokyo|Osaka|Kyoto|Nagoya|Fukuoka|Sapporo|\bJP\b|\byen\b|\banime\b|JPY",
    "SEK": r"Swed|Stockholm|Göteborg|Gothenburg|Malmö|SEK\b|Uppsala",
    "INR": r"India|Mumbai|Chennai|Delhi|Kochi|Hyderabad|Bengaluru|Kolkata|Bollywood|₹|INR",
    "MXN": r"Mexic|Guadalajara|Monterrey|MXN\b",
    "KES": r"Kenya|Nairobi|Mombasa|KES\b|KSh",
    "AED": r"Emirat|UAE\b|Dubai|Abu Dhabi|Sharjah|AED\b",
    "CHF": r"Swiss|Switzerland|Zürich|Zurich|Geneva|Basel|Lausanne|CHF\b",
    "XOF": r"Senegal|Dakar|Abidjan|Ivor|Bamako|Burkin|Togo|Benin",
    "KWD": r"Kuwait|KWD\b",
    "SAR": r"Saudi|Riyadh|Jeddah|SAR\b",
    "NOK": r"Norw|Oslo\b|Bergen\b|NOK\b",
    "USD": r"\bUS\$",
    "GBP": r"Britain|British|London|UK\b|sterling",
}
_MEANINGS = {
    plain: re.compile(
        "|".join(f"(?P<{meant}>{words})" for own, meant, words in (*_RIVALS, *((p, p, w) for p, w in _OWN.items())) if own == plain)
    )
    for plain in {plain for plain, _, _ in _RIVALS}
}


# Hints are looked for in so many characters; no article is longer.
_LIMIT = 300_000


class Namesakes:
    """What the plain signs and words mean in one text; each is looked up once, when it first occurs."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._hints: dict[str, tuple[list[int], list[str]]] = {}
        self._commonest: dict[str, str] = {}

    def settle(self, plain: str, offset: int) -> str:
        """The currency meant at the offset: the nearest hint of the paragraph, else the commonest of the text."""
        if plain not in _MEANINGS:
            return plain
        if plain not in self._hints:
            self._look_up(plain)
        places, meanings = self._hints[plain]
        if not places or plain == "USD":
            return self._commonest[plain]
        start = self._text.rfind("\n", max(offset - 1000, 0), offset) + 1
        at = bisect_left(places, offset)
        if at > 0 and places[at - 1] >= max(start, offset - 1000):
            return meanings[at - 1]
        if at < len(places) and places[at] - offset < 120 and "\n" not in self._text[offset : places[at]]:
            return meanings[at]
        return self._commonest[plain]

    def _look_up(self, plain: str) -> None:
        places: list[int] = []
        meanings: list[str] = []
        for match in _MEANINGS[plain].finditer(self._text, 0, _LIMIT):
            places.append(match.start())
            meanings.append(match.lastgroup or plain)
        self._hints[plain] = places, meanings
        self._commonest[plain] = max(dict.fromkeys(meanings), key=meanings.count, default=plain)
