"""What may hurt whoever eats, takes or breathes it: food, medicine, cleaners. Rows only."""

from workflows.receipts.unsafe_risks import Risk, by_thing, gap

_G3 = gap(3)
_G5 = gap(5)
_G8 = gap(8)
_MEDICINE = (
    r"(?:tablets?|pills?|doses?|dosage|capsules?|medicines?|medication|painkillers?|insulin|inhaler|antibiotics?"
    r"|drops|paracetamol|ibuprofen|aspirin|sleeping \w+|tranquilli[sz]ers?|puffs?|injections?|prescription)"
)
_FOOD = (
    r"(?:food|meat|chicken|fish|milk|eggs?|rice|mince|sausages?|yogh?urt|cheese|bread|jam|leftovers?|seafood"
    r"|shellfish|mushrooms?|ham|cream|pork|burgers?|soup|jar|can|tin)"
)
_BAD = (
    r"(?:spoil(?:ed|t)|rotten|mou?ldy?|smells?|smelly|sour|expired|past (?:its|the) (?:date|best)|out of date|slimy"
    r"|thawed|defrosted|gone off|went off|turned|left out|swollen|bulging|dented|raw|warm|green|fuzzy|off)"
)

EATEN = by_thing(
    # what one eats and takes
    Risk(
        "tablet tablets pill pills dose doses dosage capsule capsules medicine medicines medication painkiller"
        " painkillers insulin inhaler antibiotic antibiotics drops paracetamol ibuprofen aspirin puffs puff"
        " prescription",
        r"(?:tak|giv|swallow|inject|pop)(?:e|ing|ting)? (?:\w+ ){0,2}?(?:two|three|four|double|twice|another|more"
        r"|half|extra|\d+|one more|all|a second|a few|the rest|somebody|someone|your (?:\w+ )?(?:s|wife|husband"
        rf"|mother|friend)){_G3}{_MEDICINE}|(?:have|try|us)(?:e|ing)? (?:another|two|three|one more|a few"
        r"|some more) (?:\w+ )?(?:pills?|doses?|capsules?|painkillers?|tablets|puffs?)|(?:tak|swallow)(?:e"
        rf"|ing) (?:an? |the |some |your |one )?(?:\w+ )?(?:\w+ )?(?!tablet\b){_MEDICINE}(?! (?:out|off|back"
        r"|in the (?:app|settings)|and (?:charge|connect|restart)|to the|into|with you))|(?:doubl|tripl|halv|increas"
        rf"|rais|reduc|skip|stop|chang|lower|crush|mix|up)(?:e|ing|ping)?(?: taking)?{_G3}{_MEDICINE}(?! (?:mode"
        rf"|screen|settings|app|restart))|twice the (?:dose|amount)|{_MEDICINE}{_G5}(?:expired|past{_G3}date"
        rf"|someone else){_G5}(?:fine|safe|ok|work|take)",
    ),
    Risk(
        "food meat chicken fish milk egg eggs rice mince sausage sausages yoghurt yogurt cheese bread jam"
        " leftovers leftover seafood shellfish mushroom mushrooms ham cream pork burger burgers soup jar can"
        " tin",
        rf"{_FOOD}(?: \w++){{0,10}}? {_BAD}(?: \w++){{0,14}}? (?:fine|safe|eat\w*|cook\w*|okay|ok|good|edible"
        r"|reheat\w*|heat|boil\w*|fry|scrape|cut|rinse|wash|taste|serve|harmless|kills?)|(?:eat|cook|reheat|tast"
        r"|serv|us|scrap|cut|refreez|fry|boil|drink|wash|rins|heat|try)(?:e|ing|ting)?(?: \w++){0,6}? "
        rf"(?:{_BAD}{_G3}{_FOOD}|{_FOOD}(?: \w++){{0,6}}? {_BAD})\b|refreez(?:e|ing){_G3}{_FOOD}|(?:mou?ld"
        rf"|mou?ldy (?:part|bit)){_G3}(?:off|away|out){_G8}(?:eat|fine|rest|use)",
    ),
    Risk(
        "mould mold mouldy moldy spoiled spoilt rotten expired",
        r"(?:eat|cook|tast|scrap|cut|fry|drink|reheat)(?:e|ing|ting)?(?: \w++){0,6}? (?:mou?ldy?|spoil(?:ed|t)"
        r"|rotten(?! (?:evening|day|week|luck|time|start|deal|moment))|expired)\b",
    ),
    Risk(
        "cleaner cleaners bleach remover removers descaler disinfectant ammonia vinegar acid spirit soda"
        " peroxide spray",
        r"(?:bleach|(?:\w+ )?(?:cleaners?|removers?)|descaler|disinfectant|ammonia|vinegar|\w+ acid"
        r"|spirits? of salts?|washing soda|peroxide|drain (?:gel|opener|unblocker)|(?:mou?ld|window|bathroom"
        r"|oven) spray)(?: \w++){0,7}? (?:bleach|(?:another|second|other|different|\w+) (?:cleaners?|removers?)"
        r"|descaler|disinfectant|ammonia|vinegar|citric acid|peroxide|spirits? of salts?|drain (?:gel|opener"
        r"|unblocker)|(?:mou?ld|window|bathroom|oven) spray)\b|(?:two|several|different|both|all)(?: the"
        rf"| your)? (?:\w+ )?cleaners{_G5}(?:together|at once|one after|in one)|(?:mix|combin|blend)(?:e"
        rf"|ing)?{_G5}(?:cleaners?|removers?|sprays?)\b",
    ),
)
