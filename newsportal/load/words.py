"""Invented sentences, headlines and names: as long and as varied as those of a paper."""


def _words(text):
    return text.split()


WHO = _words(
    "council harbour school hospital court library police ferry university museum fire-brigade "
    "theatre bakery shipyard railway parliament ministry airport orchestra cooperative union "
    "institute brewery prison club observatory archive market lighthouse parish"
)
DID = _words(
    "delays approves rejects reopens sells inspects celebrates loses wins plans doubles questions "
    "abandons defends presents closes rebuilds investigates welcomes cancels explains postpones "
    "restores measures praises regrets reviews halves buys counts"
)
WHAT = _words(
    "budget bridge timetable tender strike roof merger vaccine harvest election inquiry heating "
    "tunnel festival quota tax cup tram dyke verdict census cable curriculum turbine lease record "
    "forecast exhibition appeal reform rescue"
)
HOW = _words(
    "quietly again late early at-last for-now in-part in-full twice by-a-vote unwillingly together "
    "as-promised despite-rain under-protest for-good"
)
PLACES = _words(
    "Northgate Eastbrook Saltmere Highmoor Westhaven Oldbridge Fernhill Larkfield Stonewick "
    "Millbank Rookery Greyford Ashdown Thornby Redcliff Sandholm"
)
FIRST = _words(
    "Anna Boris Clara David Elena Farid Greta Henry Irene Jonas Karin Lukas Maria Nils Olga Pavel "
    "Qadira Robin Sofia Tomas Uma Viktor Wanda Yusuf Zoe"
)
LAST = _words(
    "Almeida Berg Castell Dahl Ekman Fischer Garnier Holm Ivanova Jansen Kallas Lindqvist Moreau "
    "Novak Okafor Petrov Quist Rossi Sato Tamm Urban Vogel Weber Yilmaz Zeman"
)


def headline(random):
    parts = [random.choice(PLACES), *_event(random), "after", random.choice(WHAT)]
    return " ".join(parts).replace("-", " ")


def sentence(random):
    """Between 9 and 20 words."""
    parts = ["The", random.choice(WHO), "of", random.choice(PLACES), *_event(random)[1:]]
    parts += ["while the", *_event(random), random.choice(HOW)]
    if random.random() < 0.5:
        parts += ["and", *_event(random), random.choice(HOW)]
    return " ".join(parts).replace("-", " ") + "."


def paragraph(random, sentences=4):
    return " ".join(sentence(random) for _ in range(sentences))


def name(random):
    return f"{random.choice(FIRST)} {random.choice(LAST)}"


def _event(random):
    return [random.choice(WHO), random.choice(DID), "its", random.choice(WHAT)]
