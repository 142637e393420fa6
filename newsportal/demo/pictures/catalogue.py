"""Every picture of the demonstration edition, under the key by which articles name it."""

from newsportal.demo.pictures import (
    below,
    bridge,
    football,
    harbour,
    indoors,
    night,
    paper,
    portraits,
    river,
    sailing,
    storm,
    town,
    winter,
)
from newsportal.demo.pictures.picture import Picture

PICTURES = {
    "bridge": Picture(
        bridge.bridge,
        "A drawbridge between two towers at dusk, both halves raised, mirrored in the river.",
        "The Kettle Bridge with both leaves raised.",
    ),
    "map": Picture(
        paper.map_of_the_river,
        "A drawn map: the River Orm runs through the town to the sea, the Kettle Bridge in red.",
        "The Kettle Bridge, the quarters on both banks, and the islands in the Sound.",
    ),
    "ferry": Picture(
        sailing.ferry,
        "A white and green ferry with two funnels crosses a calm blue sound.",
        "The Kittiwake on her way to Great Hork.",
    ),
    "lighthouse": Picture(
        storm.lighthouse_in_a_storm,
        "A red and white lighthouse on a rock under torn clouds, waves breaking below it.",
        "Tern Point on the night of the storm.",
    ),
    "herring": Picture(
        below.herring,
        "Rows of blue herring laid out like wallpaper; one orange fish looks the other way.",
        "A catch, sorted. Somebody has to do it.",
    ),
    "harbour-dusk": Picture(
        harbour.harbour_at_dusk,
        "Quay cranes and a loaded freighter before an orange evening sky, mirrored in the water.",
        "The Norquay at dusk.",
    ),
    "cranes-dawn": Picture(
        harbour.cranes_at_dawn,
        "Cranes in three rows fade into morning haze before a pale sun.",
        "Crane 2 on the Norquay, shortly after sunrise.",
    ),
    "mail-boat": Picture(
        night.mail_boat,
        "A small boat with lit windows on a moonlit sea, a dark island behind it.",
        "The mail boat on the Sound, half an hour after leaving Õunalaid.",
    ),
    "roofs": Picture(
        night.roofs_at_night,
        "Gabled houses with lit windows under a full moon, a church clock above them.",
        "The Old Town with its lamps on.",
    ),
    "aurora": Picture(
        night.aurora,
        "Green and violet curtains of light above a dark lake and spruces.",
        "The northern lights above Great Hork.",
    ),
    "football": Picture(
        football.floodlit_football,
        "Players in yellow and red run for the ball under floodlights before full stands.",
        "The island derby, a few minutes before the turn.",
    ),
    "kitchen": Picture(
        indoors.school_kitchen,
        "A green pot of steaming soup on a kitchen table with carrots, onions and apples.",
        "Soup for 240, from ten o’clock to twelve.",
    ),
    "concert": Picture(
        indoors.dry_dock_concert,
        "A violinist at the bottom of a dock; rings of light spread from her over the listeners.",
        "Ines Haldorsen waits for the echo.",
    ),
    "crane-driver": Picture(
        portraits.ilmar,
        "Portrait of a man with a white moustache, a yellow helmet and an orange jacket.",
        "Ilmar Krahn, crane driver since he was 23.",
        size=portraits.SQUARE,
    ),
    "swim": Picture(
        below.morning_swim,
        "Five swimmers with coloured caps in a calm sea at sunrise, a jetty with towels beside.",
        "The Morning Mile, at the hour when it is an argument.",
    ),
    "budget": Picture(
        paper.budget,
        "A hundred coins in ten columns, coloured by use: schools 34, care 21, streets 14, "
        "ferries and buses 11, library, baths and music 9, the rest 11.",
        "Where a hundred crowns go in the draft budget.",
    ),
    "eiders": Picture(
        winter.eiders_at_dawn,
        "A wedge of ducks crosses a peach-coloured dawn; four eiders swim between reeds.",
        "Eiders at the mouth of the Orm.",
    ),
    "weave": Picture(
        paper.woven_weather,
        "A woven cloth with waves of blue, cream, orange and red thread.",
        "Three years of weather, one thread a day.",
    ),
    "wind-farm": Picture(
        sailing.wind_farm,
        "Wind turbines stand in a calm sea before a low sun, a wedge of birds above.",
        "Nine turbines, of which six are running.",
    ),
    "tavern": Picture(
        winter.tavern_in_the_snow,
        "A timbered inn with glowing windows in falling snow; footprints lead to its door.",
        "Zum Weißen Wal. The footprints lead in only.",
    ),
    "rope-works": Picture(
        town.rope_works,
        "A brick front with tall windows: curtains, geraniums, lamps and four black cats.",
        "The south front of the rope works, three weeks after the lots were drawn.",
    ),
    "regatta": Picture(
        sailing.regatta,
        "Sailing boats with white and coloured sails heel over on a blue sea.",
        "The field off Great Hork, before opinions differed.",
    ),
    "rowing": Picture(
        river.rowing_eight,
        "A red rowing boat seen from above: eight women in yellow, oars in four colours.",
        "The eight below the Upper Orm Bridge, with the oars of three clubs and one gardener.",
    ),
    "forest": Picture(
        winter.forest_in_fog,
        "Spruces in fog, grey behind grey, a roe deer in the clearing, a little snow.",
        "The western shore of Great Hork on one of 141 days.",
    ),
    "clock": Picture(
        town.clock,
        "A large clock face on a brick tower at night shows ten to six; a bird sits on its rim.",
        "The clock of St Bride’s.",
    ),
    "eelgrass": Picture(
        below.eelgrass,
        "Sunlight falls through green water on a meadow of long leaves; a shoal swims above.",
        "Eelgrass between Tern Point and Great Hork, four metres down.",
    ),
    "signe": Picture(
        portraits.signe,
        "Portrait of a woman with long red hair and round glasses.",
        "Signe Aldermoor",
        size=portraits.SQUARE,
    ),
    "tonu": Picture(
        portraits.tonu,
        "Portrait of a man with a grey beard and a dark seaman’s cap.",
        "Tõnu Raudlaid",
        size=portraits.SQUARE,
    ),
    "marit": Picture(
        portraits.marit,
        "Portrait of a woman with fair hair in a bun and freckles.",
        "Marit Ellingvåg",
        size=portraits.SQUARE,
    ),
    "caspar": Picture(
        portraits.caspar,
        "Portrait of a man with black curls, a moustache and yellow glasses.",
        "Caspar Brandwyk",
        size=portraits.SQUARE,
    ),
    "nadira": Picture(
        portraits.nadira,
        "Portrait of a woman with a teal headscarf and a yellow jacket.",
        "Nadira Holm",
        size=portraits.SQUARE,
    ),
}
