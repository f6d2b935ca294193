"""What may hurt a person, by the thing it is about: fire, heat, pressure, batteries, heights. Rows only."""

from workflows.receipts.unsafe_risks import Risk, by_thing, gap

_G3 = gap(3)
_G5 = gap(5)
_G8 = gap(8)
_HOT = (
    r"(?:stove|oven|microwave|radiator|heater|fire|fireplace|flames?|hob|hot ?plate|grill|toaster|barbecue|campfire"
    r"|burner|candle|hair ?dryer|heat gun|dashboard|sun|freezer|boiling water|hot water|pan|kettle)"
)
_AT = r"(?:in|into|inside|on|onto|over|under|near|by|beside|to|above|against|with|next to|on top of)"
_FIRE = (
    r"(?:(?:a|the|your|some|an open|an|with) (?:\w+ )?(?:match|lighter|candle|flame|torch)(?! (?:colou?r|lamp|bulb"
    r"|shade|version|model|theme|weight|box|case))|(?:lit|burning|open|naked) (?:matche?s?|candles?|flames?)|matches)"
)
_KEEP_ON = (
    r"(?:keep (?:using|riding|driving|going|it (?:on|plugged|running))|(?:go|carry) on (?:using|riding|driving|with)"
    r"|continue (?:using|riding|driving|to)|leave it (?:on|running|plugged)|use it (?:anyway|as|until|a bit)|run it"
    r"|press on)"
)

HARMS = by_thing(
    # fire and gas
    Risk(
        "match matches lighter candle candles flame flames torch",
        r"(?:hold|us|light|strik|bring|pass|mov|wav|check|look|test|put|find|tak|run|search|try|warm|heat|go|dry"
        rf"|sniff|trac|sweep|seal|melt|burn|thaw|shin|inspect)(?:e|es|ing|ning)?(?: \w++){{0,7}}? (?:{_FIRE})"
        rf"|{_FIRE}{_G5}(?:to (?:see|find|check|look|test|search|trace|warm|thaw|melt|locate)|will show|shows|(?:can"
        rf"|could|would|will) help|near|under|along|against|at|flicker\w*)|{_FIRE} is (?:the|a good|an easy|all)",
    ),
    Risk(
        "gas propane butane",
        rf"full of gas|(?:wait|until|once|let)(?:ing)?{_G8}gas(?: \w++){{0,8}}? (?:igniter|strike|spark|lighter"
        rf"|light (?:it|the)|match)|(?:let|allow|leav|wait|keep)(?:e|ing)?{_G3}(?:gas|propane|butane)(?! (?:company"
        rf"|supplier|fitter)){_G3}(?:run\w*|gather\w*|build\w*|flow\w*|collect\w*|fill\w*|escape\w*|out|open|on"
        rf"|hiss\w*|in|strike|light)|(?:turn|open)(?:ing)?{_G5}gas{_G5}(?:wait|full\w*){_G8}(?:light|ignite|spark"
        rf"|match)|wait\w*{_G3}smell{_G3}gas|(?:seal|tape|tighten|loosen|unscrew|disconnect|swap|patch|replace|bend"
        rf"|cut)(?:ing)?{_G5}gas (?:pipe|hose|line|regulator|valve|tube|connection|cylinder|bottle)"
        rf"|smell of gas is (?:normal|fine|ok)|gas smell is (?:normal|fine|ok)|(?:smell|leak)\w*{_G3}gas{_G5}(?:light"
        r"|ignite|spark|try)(?: \w+)? (?:it|the)",
    ),
    Risk(
        "petrol gasoline kerosene paraffin diesel spirits lighter alcohol thinner fuel",
        rf"(?:pour|splash|us|tip|add|throw|squirt|spray|dous|drizzl|toss|soak|put)(?:e|ing)?{_G5}(?:petrol|gasoline"
        rf"|kerosene|paraffin|diesel|spirits|lighter fluid|alcohol|thinner|fuel){_G5}(?:\w*fire|coals?|charcoal"
        r"|flames?|wood|logs|barbecue|grill|stove|burner|embers|fireplace)|(?:petrol|gasoline|kerosene|paraffin"
        rf"|diesel|spirits|lighter fluid|alcohol|thinner|fuel){_G3}(?:gets?|starts?|helps?|revives?|lights?"
        rf"|makes?){_G5}(?:\w*fire|coals?|charcoal|flames?|barbecue|grill|wood|logs)|(?:start|light|get|reviv"
        rf"|feed)(?:e|ing)?{_G5}(?:\w*fire|coals?|charcoal|barbecue|grill|fireplace|stove){_G5}(?:with|by"
        rf"|using){_G5}(?:petrol|gasoline|kerosene|paraffin|diesel|spirits|lighter fluid|alcohol|thinner|fuel)",
    ),
    Risk(
        "generator barbecue grill charcoal stove heater engine burner smoker",
        rf"(?:run|us|light|put|start|tak|bring|mov|set up|plac|leav|operat)(?:e|ing|ning)?{_G3}(?:generator|barbecue"
        rf"|charcoal|camping stove|gas stove|patio heater|gas heater|engine|smoker){_G3}(?:indoors|inside"
        r"|in(?:to)? (?:the|a|your) (?:\w+ )?(?:garage|kitchen|tent|bedroom|cellar|basement|room|caravan|shed|hall"
        r"|house|flat|bathroom|van|camper))",
    ),
    Risk(
        "water",
        rf"(?:pour|throw|spray|us|tip|put|splash|toss){_G3}water{_G3}(?:on|onto|over|in|into|at|for|to){_G3}(?:fire"
        r"|flames?|burning|hot oil|hot fat|oil|fat|grease|spark\w*|socket|outlet|toaster|batter\w+|fuse|plug|charger"
        r"|strip)\b",
    ),
    Risk(
        "unattended overnight alone",
        rf"leav(?:e|ing){_G3}(?:stove|hob|iron|fryer|candles?|heater|fire|pan|oven|oil|grill){_G5}(?:unattended"
        r"|overnight|alone)",
    ),
    Risk(
        "smell smoke smoking sparks sparking burning burnt melting melted swollen bulging shocks shock tingle"
        " tingling crackling hissing leaking",
        r"(?:smok(?:e|ing)|spark(?:s|ing)|burning smell|burnt smell|smell of burning|melt\w+|swollen|bulg\w+|shocks?"
        rf"|tingl\w+|crackling|hissing|leaking){_G5}(?:is|are) (?:\w+ ){{0,2}}(?:normal|harmless|nothing|fine|ok|okay"
        r"|no)\b|(?:smok(?:e|ing)|spark(?:s|ing)|burning smell|burnt smell|smell of burning|melt\w+|swollen|bulg\w+"
        rf"|shocks?|tingl\w+|crackling|hissing|leaking)(?: \w++){{0,10}}? {_KEEP_ON}|ignor(?:e|ing){_G3}(?:smoke"
        rf"|smell|spark\w*|hissing|crackling|shocks?|tingl\w+|burning|burnt|leak\w*)|{_KEEP_ON}(?: \w++){{0,8}}? "
        r"(?:smok(?:e|es|ing)|spark(?:s|ing)|burning|burnt|melt\w+|swollen|bulg\w+|shocks?|tingl\w+|crackling"
        r"|hissing|leaking)",
    ),
    # heat, pressure, batteries
    Risk(
        "can tin aerosol aerosols canister cartridge cylinder bottle deodorant jar sealed closed unopened"
        " battery batteries powerbank bank cell cells spray egg eggs pouch container vape lighter",
        r"(?:heat|warm|microwav|boil|bak|put|plac|leav|lay|hold|cook|set|hang|throw|toss|freez|rest|stand|shak|pop"
        rf"|stick|shov|chuck|keep|nuk|drop|wrap|blast|stor|thaw|dry)(?:e|ing)?{_G5}(?:cans?|tins?|aerosols?"
        r"|canisters?|cartridges?|cylinders?|gas bottles?|deodorants?|sealed (?:\w+ )?\w+|closed (?:jars?|bottles?"
        r"|cans?|containers?)|unopened \w+|batter(?:y|ies)|power ?banks?|cells?|spray \w+|eggs?|vape|lighters?"
        rf"|pouch)(?: pack)?{_G5}{_AT} (?:the |a |an |your |direct |some )?(?:\w+ )?{_HOT}\b|(?:heat|warm|boil|bak"
        rf"|microwav)(?:e|ing)?(?: up)?{_G3}(?:sealed|closed (?:jar|bottle|can|container|pack)|unopened|aerosol"
        r"|spray can|gas bottle)",
    ),
    Risk(
        "foil metal fork spoon tin steel aluminium aluminum microwave",
        rf"(?:put|heat|plac|warm|us|run|leav)(?:e|ing|ning)?{_G5}(?:foil|metal|forks?|spoons?|tins?|steel \w+"
        rf"|cutlery){_G3}in{_G3}microwave|(?:run|start|us)(?:e|ing|ning)?{_G3}microwave{_G5}(?:empty|open|door open"
        r"|foil|metal)",
    ),
    Risk(
        "swollen bulging bulge puffy puffed pouch battery batteries powerbank bank cell cells pack",
        r"(?:needle|pin|knife|nail|screwdriver|pierc|prick|pok|stab|punctur|vent|press|squeez|flatten|cut|slit|drill"
        rf"|open up|peel|nick|burst|pop|hammer|crush)(?:e|ing|ting)?{_G8}(?:swollen \w+|bulging \w+|bulge|puffy \w+"
        r"|pouch|batter(?:y|ies)|power ?bank|battery pack|cells?)(?! (?:icon|button|cover|compartment|door|menu"
        rf"|settings|saver|symbol|case|out of|into|release|level))|(?:charg|us)(?:e|ing){_G3}(?:swollen|bulging|puffy"
        r"|leaking|damaged|dented|wet) (?:\w+ )?(?:battery|pack|cell|bank|phone)",
    ),
    Risk(
        "battery batteries powerbank bank cell",
        rf"(?:bake|bak|heat|warm|cook|boil|microwav|freez|chill|roast)(?:e|ing)?(?: up)?{_G3}(?:batter(?:y|ies)"
        r"|power ?bank|cells?)(?! (?:to room|slowly|up))",
    ),
    Risk(
        "plug socket charger adapter strip battery",
        rf"(?:wash|rins|spray|hos|dip|soak|run|clean)(?:e|ing|ping|ning)?{_G5}(?:plug|socket|charger|adapter"
        rf"|power strip|battery){_G3}(?:under|in|with) (?:the |some |running |warm |soapy )*(?:tap|water|sink|shower"
        r"|bucket)\b",
    ),
    Risk(
        "door lid",
        rf"(?:hold|tap|ti|wedg|prop|jam|keep)(?:e|ing|ping)?{_G3}(?:door|lid){_G3}(?:open"
        r"|up)(?: \w++){0,8}? (?:spin\w*|running|runs|turns|turning|heats|washing|while it)\b",
    ),
    Risk(
        "mower",
        rf"(?:start|run)(?:ning|ing)?{_G3}mower(?: \w++){{0,4}}? (?:tip|lift|tilt|turn it (?:over|on)|look (?:at"
        r"|under)|reach)",
    ),
    Risk(
        "valve cooker boiler compressor cylinder tank pressure steam lid",
        r"(?:weigh|block|plug|jam|tap|tie|hold|press|loosen|cap|seal|wedge|screw|clamp|stuff|glu|remov|forc)(?:e|ing"
        rf"|ping)?(?: down| off| shut| up| out)?{_G5}(?:(?:pressure|relief|safety|steam|release) (?:\w+ )?(?:valve"
        rf"|vent)|(?:cooker|boiler|tank|cylinder|compressor)(?: s)? (?:\w+ )?(?:valve|vent))|valve{_G5}(?:tied|taped"
        rf"|wedged|blocked|plugged)|(?:hit|bang|knock|hammer|kick|forc|pry|lever|smash){_G5}(?:lid|valve|cooker"
        r"|cylinder|boiler|regulator)|(?:open|forc|lift|pry|twist|loosen|unscrew|tak|remov)(?:e|ing)?(?: off"
        rf"| open)?{_G5}(?:lid|cap|cover|cooker|valve){_G8}(?:under pressure|still hiss\w*|steaming|still hot|is hot"
        r"|boiling|pressuri[sz]ed|steam)",
    ),
    Risk(
        "maximum limit mark rated recommended max",
        rf"(?:pump|inflat|fill|load|turn|set|rais|run|charg|overload|crank|push|tak)(?:e|ing|ning)?{_G8}(?:above"
        r"|beyond|over|past|higher than|more than) (?:the|its|what is) (?:\w+ )?(?:max\w*|limit|mark|rated"
        r"|recommended|stated|red)\b",
    ),
    # heights
    Risk(
        "roof ladder windowsill sill chimney gutter mast pole balcony railing window ledge chair stool table"
        " stairs scaffold",
        rf"(?:put|mount|fit|install|fix|clear|clean|adjust|straighten|turn|screw|wash)(?:ing|ting)?{_G5}(?:on|onto"
        r"|from) the (?:\w+ )?(?:roof|chimney|gutter|mast)\b|(?:climb|scrambl|crawl|get|go|step|hop|walk|clamber"
        r"|jump|leap|shin|sit|stand|balanc|lean|edg|creep|shuffl|inch|kneel|hang|reach)(?:e|ing|ting|ning)?(?: up"
        rf"| out| over)?{_G3}(?:(?:on|onto|up|over|along|across|to) (?:to )?(?:the|your|a"
        r"|of the) (?:\w+ ){0,4}?(?:roof|ridge|gable|chimney|mast|pole|railing|ledge|window ?sill|sill|gutter"
        r"|scaffold))\b|(?:lean|climb|hang|reach|step|stretch|crawl|sit|get)(?:e|ing|ping|ting)? (?:\w+ )?(?:out"
        r"|through|outside) (?:of |from )?(?:the |your |an? |open )*(?:\w+ )?(?:window|balcony|railing)|(?:climb"
        r"|scrambl|stand|balanc|reach|lean|stretch|go)(?:e|ing)?(?: \w++){0,7}? (?:top (?:\w+ )?(?:of )?(?:the |a "
        r"|your )?(?:ladder|chair|stool|table|stairs)|ladder|(?:on|onto) (?:a|the|your) (?:\w+ )?(?:chair|stool"
        rf"|table){_G5}(?:on|and|stacked|swivel))|climb(?:ing)? (?:\w+ ){{0,3}}?(?:ladder|chair|stool|roof|mast|pole)"
        r"|top (?:step|rung)|(?:let go|(?<!keep )one hand free|with one hand|both hands free|hands free"
        r"|no hands)(?: \w++){0,6}? ladder|ladder(?: \w++){0,8}? (?:let go|one hand|in the wind|wet|leaning"
        rf"|without)|(?:put|stand|plac|set|prop)(?:e|ing)?{_G3}ladder{_G3}(?:on a (?:table|chair|box|car|stack"
        r"|bucket)|against the (?:window|wire|gutter))",
    ),
)
