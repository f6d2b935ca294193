"""What may hurt a person at machines and on the road, by thing: blades, guards, mains, brakes. Rows only."""

from workflows.receipts.unsafe_risks import Risk, by_thing, gap

_G3 = gap(3)
_G5 = gap(5)
_G8 = gap(8)
_BLADE = (
    r"(?:mower|blades?|blower|chute|auger|chain ?saw|saw|fan|belt|blender|shredder|mincer|grinder|trimmer|propeller"
    r"|impeller|disposal|chipper|rotor|cutter|gears?|chain|press|mixer|spinning \w+)"
)
_MOVES = r"(?:turn|run|spin|rotat|mov|work|idl|go|still on|switched on|on)(?:s|es|ing|ning)?"
_GUARD = (
    r"(?:guards?|interlocks?|child ?locks?|child safety \w+|(?:smoke|fire|gas|carbon monoxide|co|heat) (?:alarms?"
    r"|detectors?|sensors?)|dead man(?: s)? \w+|door switch|lid switch|kill switch|emergency (?:stop|brake)"
    r"|safety (?:bar|catch|switch|lever|lock|pin|chain|clip|gate|latch)|(?:circuit )?breaker|trip switch|rcd|fuse"
    r"|cut ?out|relief valve|safety valve|pressure valve|(?:door|lid) sensor|seat ?belt \w+|airbag|limiter"
    r"|thermostat)"
)

MACHINES = by_thing(
    # blades, guards, electricity
    Risk(
        "mower blade blades blower chute auger chainsaw saw fan belt blender shredder mincer grinder trimmer"
        " propeller impeller disposal chipper rotor cutter gear gears chain mixer press",
        r"(?:put|stick|reach|us|push|slid|slip|hold|plac|feel|get|work|pok|clear|free|pull|grab|scrap|dig|lift)(?:e"
        rf"|ing|ting|ping)?{_G5}(?:hands?|fingers?|arm|foot|feet|thumb)(?: \w++){{0,7}}? {_BLADE}\b|(?:by hand"
        rf"|with (?:your|a) (?:bare )?(?:hand|hands|fingers?|foot)){_G5}{_BLADE}{_G5}{_MOVES}\b"
        rf"|reach(?:ing)? (?:\w+ )?(?:under|into|inside|in|behind|past|between|through){_G3}{_BLADE}\b|(?:reach|clear"
        r"|free|pull|grab|touch|lift|hold|clean|unblock|dig|scoop|pok|brush|push|stop|tip|kick|wip|adjust|sharpen"
        r"|oil|greas|scrap|remov)(?:e|ing|ping|ning)?(?: \w++){0,8}? (?:(?:while|as|when"
        rf"|with)(?: \w++){{0,3}}? {_BLADE}(?: \w++){{0,2}}? {_MOVES}|{_BLADE}{_G3}(?:while|with|when"
        r"|as)(?: \w++){0,3}? (?:turns?|turning|running|runs|spins?|spinning|rotat\w+|moving|moves|idling|on))\b"
        rf"|(?:running|spinning|moving|turning) {_BLADE}\b",
    ),
    Risk(
        "guard guards dead interlock interlocks lock locks childlock alarm alarms detector detectors sensor"
        " switch brake bar catch lever breaker rcd fuse cutout valve belt airbag limiter thermostat safety",
        r"(?:wedg|ti|tap|jam|block|prop|strap|pin|plug|cover|bypass|defeat|disconnect|break|glu|stuff|wrap|clamp"
        r"|overrid|bridg|muffl|forc|cut|snap|trick|fool|tuck|weigh|nail|screw|stick|rop|cable tie|zip tie|chain)(?:e"
        r"|ing|ping|ming|ging|ding|ning|ting|tape|down)?(?: down| off| back| open| up| over| out| together"
        rf"| shut)?{_G5}{_GUARD}(?! (?:app|setting|settings|menu|button|key|symbol|icon|on the (?:app|panel)"
        r"|for (?:two|three|five|ten|a few) seconds))|(?:hold|press)(?:ing)?(?: down| in| up"
        rf"| shut)?{_G3}(?:interlocks?|dead man \w+|(?:door|lid|trip|safety) \w+|breaker|(?:relief"
        r"|pressure) valve)(?! for (?:two|three|five|ten|a few) seconds)|(?:remov|tak|lift|unscrew|swing)(?:e"
        rf"|ing)?(?: off| out| away)?{_G3}(?:guards?|interlocks?|safety (?:bar|catch|switch|lever|pin|clip|cover"
        rf"|guard))|(?:remov|tak|pull)(?:e|ing)?(?: \w+)?{_G3}batter(?:y|ies){_G3}(?:alarm|detector|smoke|gas|fire"
        r"|carbon|co)(?: \w++)?(?!(?: \w++){0,12}? (?:new|fresh|replac\w+))|(?:remov|tak|pull)(?:e"
        r"|ing)?(?: out)? (?:the |its )?(?:smoke |gas |fire |co )?(?:detector|alarm)(?: s)? batter(?:y"
        r"|ies)(?!(?: \w++){0,12}? (?:new|fresh|replac\w+))|(?:tape|foil|cloth|bag|glove|cap|towel|sock|plastic"
        rf"|magnet|coin|stick|clip)(?: \w++){{0,3}}? (?:over|across|around|on|into|onto|under|between){_G3}{_GUARD}"
        rf"|(?:push|switch|flip|reset|turn)(?:e|ing|ting|ping)?{_G5}breaker{_G8}(?:again and again|hold"
        r"|until it stays|every time|keeps? tripping)|(?:tap|wedg|jam|ti|prop|clamp|glu|strap|pin)(?:e|ing|ming|ping"
        r"|ning)? (?:it|them) (?:\w+ ){0,2}?(?:on|closed|shut|down|open|up)\b(?! the (?:wall|door|desk|box))",
    ),
    Risk(
        "while idles idling running spinning turning",
        r"(?:reach|clear|clean|grab|pull|free|unclog|unblock|scrap|oil|greas|pok|pick|scoop|dig|touch|lift|remov"
        r"|open|tip|put|push|adjust|fix|hold|slid|bend|wip|sharpen|kick|brush)(?:e|ing|ping"
        r"|ning)?(?: \w++){0,9}? (?:while|as) (?:it|they|(?:the |its )?(?:engine|motor|machine|drum|rotor|blades?"
        r"|belt|chain|fan|mixer|saw|wheel|rollers?|auger|knives|spindle))(?: is| are)?(?: still)? (?:idl\w+|runs?"
        r"|running|turns?|turning|spin\w*|rotat\w+|moves|moving|on|live|hot)\b",
    ),
    Risk(
        "goggles gloves helmet mask harness brakes brake guard",
        r"(?:not need|no need for|need no|need not|without|forget|skip|leave off|take off"
        r"|do without)(?: \w++){0,2}? (?:goggles|gloves|helmet|mask|harness|brakes?|guard)\b",
    ),
    Risk(
        "wet damp moist soapy sweaty bath bathtub shower tub pool rain puddle sink",
        r"(?:wet|damp|moist|soapy|sweaty) (?:hands?|fingers?|feet|cloth|rag|sponge|towel)(?: \w++){0,10}? "
        r"(?:plug\w*|sockets?|outlets?|charg\w+|power|switch\w*|mains|adapter|toaster|extension|live|breaker|fuse"
        r"|unplug\w*)|(?:plug|unplug|touch|switch|charg|us|wip|clean|grab|connect|pull|flip)(?:e|ing|ging"
        r"|ping)?(?: \w++){0,8}? (?:with )?(?:your )?(?:wet (?:hands?|fingers?)|hands (?:are "
        rf"|being )?(?:still )?wet)|(?:wip|clean|wash|spray)(?:e|ing)?{_G5}(?:plug|socket|outlet|power strip"
        rf"|charger){_G3}(?:wet|damp)|(?:us|charg|plug|tak|bring|put|plac|run|leav|balanc)(?:e|ing|ning"
        r"|ging)?(?: \w++){0,6}? (?:phone|charger|cable|extension|heater|dryer|drier|radio|laptop|lamp|tv|toaster"
        r"|strip)(?: \w++){0,4}? (?:in|into|beside|near|by|over|from|at|on) (?:the (?:edge of the )?)?(?:bath"
        r"|bathtub|shower|tub|pool|rain|puddle|sink)",
    ),
    Risk(
        "extension fuse earth grounding earthing generator breaker strip",
        rf"extension (?:\w+ )?(?:lead|cord|cable)?s?{_G5}(?:into|to|with) (?:another|a second|each other|one another)"
        r"|(?:bigger|stronger|larger|higher|thicker|heavier) (?:\w+ )?(?:fuse|breaker)|(?:coin|nail|foil|wire"
        rf"|screw){_G5}fuse|(?:break|snap|cut|saw|bend|fil|remov|pull|tape)(?:e|ing|ping)?{_G3}(?:earth"
        rf"|ground)(?:ing)? (?:pin|prong|wire|contact)|(?:plug|connect|feed)(?:ing|ging)?{_G3}generator{_G5}(?:socket"
        r"|outlet|house|mains)",
    ),
    Risk(
        "screwdriver tube capacitor magnetron flyback",
        rf"discharg(?:e|ing){_G5}(?:screwdriver|tube|capacitor|magnetron|flyback)|(?:pull|tak|lift|remov|unplug"
        rf"|touch)(?:e|ing|ging)?{_G3}(?:tube|magnetron|flyback){_G3}(?:tv|television|set|monitor|microwave|oven)",
    ),
    Risk(
        "breaker panel socket outlet plug fuse wire wires terminals terminal",
        rf"tighten(?:ing)?{_G3}(?:screws?|terminals?|wires?|connections?)|(?:screws?|terminals?"
        rf"|wires?){_G5}(?:breaker|fuse|socket|outlet)",
    ),
    Risk(
        "vent vents flue chimney exhaust intake grille airbrick",
        rf"(?:cover|block|seal|tap|stuff|plug|clos)(?:e|ing)?(?: up| off)?{_G3}(?:air )?(?:vents?|flue|chimney"
        r"|exhaust|intake|grille|airbrick)(?! (?:app|settings|icon))",
    ),
    Risk(
        "laser beam fibre fiber sun uv",
        r"look(?:ing)? (?:\w+ )?(?:into|at|down) (?:the|a|its) (?:\w+ )?(?:laser|beam|fib(?:re|er)|sun"
        r"|uv \w+)(?! (?:icon|symbol|setting))",
    ),
    Risk(
        "car vehicle van jack jacked",
        r"(?:crawl|lie|slid|get|go|work|reach|roll)(?:e|ing|ting)? (?:\w+ )?(?:under|underneath|beneath) (?:the|your"
        r"|a) (?:\w+ )?(?:car|vehicle|van)",
    ),
    Risk(
        "brake brakes steering tyre tyres tire tires handlebar fork airbag pads",
        r"(?<!stop )(?<!not )(?:rid(?:e|ing)|driv(?:e|ing)|cycl(?:e|ing)|pedal\w*|keep going|coast\w*"
        r"|get home)(?: \w++){0,12}? (?:brakes?(?: (?:pads?|cable|fluid|lever|line|disc)s?)?|steering|handlebar"
        r"|airbag|bald tyres?|bald tires?|flat (?:tyres?|tires?)|cracked \w+)\b|(?:brakes?|brake pads?|steering"
        r"|handlebar|fork)(?: \w++){0,9}? (?<!stop )(?<!not )(?:(?:can|may|could) (?:still |just )?(?:rid|driv"
        r"|cycl)e|keep (?:riding|driving)|(?:ride|drive|cycle) (?:slow|care|gent|on|home|it|as|with|to)|good enough"
        r"|do without|use your (?:feet|shoes?|foot))|(?:brake|stop)(?:ing)?(?: \w+)? with your (?:feet|shoes?|foot)",
    ),
)
