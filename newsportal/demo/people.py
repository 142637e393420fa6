"""The sections of the paper, its subjects and the five people who write it: all invented.

Its name, The Eiderwick Tidings, is the default of a trial (bin/serve).
"""

from typing import NamedTuple


class Section(NamedTuple):
    slug: str
    name: str
    description: str


class Author(NamedTuple):
    slug: str
    name: str
    job_title: str
    portrait: str
    biography: str


SECTIONS = [
    Section("town", "Town", "Council, schools, streets and the people who live on them."),
    Section("harbour", "Harbour", "Ships, ferries, fish, and the work that comes with them."),
    Section(
        "sea-and-weather",
        "Sea & weather",
        "What the wind does, what the water hides, and what flies over both.",
    ),
    Section("culture", "Culture", "Music, craft, good tables, and a night out now and then."),
    Section("opinion", "Opinion", "What we think, what others think, and the letters."),
    Section("sport", "Sport", "Results from pitch, river and very cold water."),
]

TAGS = {
    "birds": "Birds",
    "council": "Council",
    "energy": "Energy",
    "ferries": "Ferries",
    "food": "Food",
    "football": "Football",
    "harbour": "Harbour",
    "history": "History",
    "islands": "Islands",
    "letters": "Letters",
    "old-town": "Old Town",
    "sailing": "Sailing & rowing",
    "schools": "Schools",
    "sea-swimming": "Sea swimming",
    "streets": "Streets",
    "weather": "Weather",
}

AUTHORS = [
    Author(
        "signe-aldermoor",
        "Signe Aldermoor",
        "Town hall reporter",
        "signe",
        "Signe has sat through 611 council meetings and remembers the sandwiches of most. She "
        "writes about money, schools and streets, and answers every letter that has a question "
        "in it.",
    ),
    Author(
        "tonu-raudlaid",
        "Tõnu Raudlaid",
        "Harbour correspondent",
        "tonu",
        "Tõnu was a ship’s engineer for eighteen years and came ashore because of his knees. He "
        "knows most vessels by their sound and some of them by their debts.",
    ),
    Author(
        "marit-ellingvaag",
        "Marit Ellingvåg",
        "Science and weather",
        "marit",
        "Marit studied oceanography and then wanted to talk to people. She keeps a rain gauge on "
        "the newsroom’s roof and a pair of dry socks in her drawer.",
    ),
    Author(
        "caspar-brandwyk",
        "Caspar Brandwyk",
        "Culture and opinion editor",
        "caspar",
        "Caspar edits the culture and opinion pages. He came for a summer job in the year of the "
        "great herring and has been late for the last ferry but one ever since.",
    ),
    Author(
        "nadira-holm",
        "Nadira Holm",
        "Sports reporter",
        "nadira",
        "Nadira played in goal for Eiderwick SK until a post moved. She swims in the sea all the "
        "year round and believes that every sport becomes interesting if one learns the rules.",
    ),
]
