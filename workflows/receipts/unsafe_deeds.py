"""The deeds of ``unsafe``: remote access, commands, protection, chemicals, mains. Patterns only."""

from workflows.receipts.unsafe_words import between, pattern

_TOOLS = (
    r"(?:any ?desk|team ?viewer|rust ?desk|ultra ?viewer|supremo|log ?me ?in|quick ?assist|splashtop|connectwise"
    r"|screen ?connect"
    r"|vnc|remote[- ](?:\w+ )?(?:access|session|support|desktop|assistance|help|connection|tool|app|software"
    r"|program|viewer"
    r"|management)|screen[- ]?shar(?:e|ing)|shar(?:e|ing) (?:of )?(?:your |the )?screen)"
)
_WE = (
    r"(?:me|us|him|her|them|i|we|he|she|they|(?:the|our|a|an|one of our|another|my) (?:\w+ )?(?:technicians?"
    r"|colleagues?|engineers?"
    r"|specialists?|agents?|experts?|team|support|person|supporters?|staff|helpers?|admins?)|someone|somebody"
    r"|support|frontdesk)"
)
_MACHINE = (
    r"(?:computer|pc|laptop|device|machine|screen|desktop|phone|mac|mouse|keyboard|cursor|pointer|system|network"
    r"|account|router|tablet|mailbox|e-?mail|server|inbox|banking|bank account)"
)
_PROTECTION = (
    r"(?:anti-?virus(?:es)?|virus[- ](?:scanner|protection|guard|software)|anti-?malware|fire-?walls?|(?:windows"
    r" )?defender|smart ?screen"
    r"|security (?:software|program|suite|check|checks|warnings?|settings?|features?|scan|prompts?|tools?|app)"
    r"|(?:real-time |tamper |web |malware )?protection"
    r"|two[- ]?factor(?: \w+)?|2fa|mfa|multi-factor(?: \w+)?|two-step(?: \w+)?|certificate (?:warnings?|errors?"
    r"|checks?)|safe browsing|gatekeeper"
    r"|user account control|uac|ssl(?: \w+)?|https|encryption|screen ?lock|lock screen|passcode|password protection"
    r"|smoke (?:alarm|detector)s?"
    r"|carbon monoxide \w+|safety (?:switch|lock|guard|interlock|cover|cut-?out|catch|valve|sensor|feature)s?"
    r"|thermal (?:fuse|cut-?out)|interlocks?"
    r"|circuit breaker|rcd|gfci|updates|backups?|secure boot|sandbox|spam filter|pop-?up warnings?|warnings?|find"
    r" my \w+|privacy \w+)"
)
_SHELL = (
    r"(?:power ?shell|terminal(?: window)?|command (?:prompt|line|window|shell)|cmd(?:\.exe)?|(?:developer |browser"
    r" |javascript |dev |web )+(?:console|tools)"
    r"|console|registry(?: editor)?|regedit|run (?:dialog|box|window|prompt)|bash|shell|script editor|task"
    r" scheduler|group policy \w+)"
)
_CODE = (
    r"(?:commands?|scripts?|snippets?|one-?liners?|(?:following|next|this|these|below|that) (?:lines?|codes?|text)"
    r"|(?:lines?|piece|bit|block) of code"
    r"|code (?:below|above|snippet|block|here)|lines? (?:below|above|i|we)|macros?|batch file|executable|\.?exe"
    r"|payload|binary|shell ?code|javascript|query)"
)
_CHEMICAL = (
    r"(?:bleach|ammonia|vinegar|acid|hydrogen peroxide|peroxide|(?:drain|toilet|oven|pool|bathroom|glass|descal\w*"
    r"|lime\w*) ?cleaners?|chlorine|acetone"
    r"|thinner|petrol|gasoline|white spirit|turpentine|caustic \w+|lye|solvents?|chemicals?|cleaning (?:products?"
    r"|agents?|fluids?)|cleaners?"
    r"|rubbing alcohol|isopropyl(?: alcohol)?|methanol|ethanol|descaler|detergents?|disinfectants?|kerosene|lighter"
    r" fluid|baking soda)"
)
_STRONG = (
    r"(?:bleach|ammonia|acid|(?:drain|oven|toilet) cleaner|chlorine|acetone|petrol|gasoline|kerosene|lighter fluid"
    r"|white spirit|turpentine|caustic \w+|lye)"
)
_MID = between(5, "settings?|menu|app|page|tab|list|tray")
_NEAR = between(3, "of|on|in|for|from|at|and|to|with|by|settings?")
_UP_TO_TWO = between(2, "of|on|in|for|from|at|and|to|with|by|settings?|app|page")
_INSIDE = (
    r"(?:housing|casing|enclosure|chassis|(?:back|rear|side|metal|outer) (?:panel|cover|plate|shell)|power"
    r" (?:supply|adapter|adaptor|brick|unit|strip)|adapters?|adaptors?"
    r"|chargers?|microwave|tv|television|device|unit|machine|(?:wall |power )?(?:socket|outlet)|plug|appliance"
    r"|router|modem|toaster|boiler|heater|kettle|lamp|dryer|drier"
    r"|washing machine|fridge|battery(?: pack)?|fuse ?box|mains|case|shell|transformer|motor|monitor|computer"
    r"|laptop|phone|pump|charger|thermostat)"
)
_LIVE = (
    r"(?:wires?|wiring|leads?|(?:ground|earth)(?:ing)?(?: \w+)?|contacts?|terminals?|capacitors?|circuit ?boards?"
    r"|boards?|mainboard|fuses?|thermostat|batter(?:y|ies)"
    r"|cells?|interlock|coils?|mains|sockets?|outlets?|power (?:supply|cord|cable|lead)|live (?:parts?|wires?)"
    r"|(?:door|lid|safety|limit|pressure) (?:switch|sensor|valve)|transformer"
    r"|heating element|prongs?|plug|gas (?:line|valve|pipe)|safety \w+|switch)"
)

DEEDS = (
    # remote access
    pattern(
        r"\b(?:install|download|open|start|launch|run|use|get|allow|accept|enabl|turn on|switch on|grant|set up"
        r"|join|hop on|jump on|begin|approv|activat|permit|connect"
        rf"|arrang|schedul|agree|offer|request|initiat|suggest|recommend)\w*{_MID}{_TOOLS}\b",
        r"\b(?:need|want|do|have|go|get|via|through|over|into|on|a(?= )|fire up"
        rf"|by)\b{_MID}{_TOOLS}\b(?=.{{0,80}}\b(?:me|us|i|we|our|technician|engineer|specialist|colleague|expert"
        r"|agent|support)\b)",
        r"\b(?:allow|accept|grant|enabl|tak|giv|start|approv|permit|let)\w* (?:[\w']+ ){0,3}?remote[- ]control\b"
        r"|\bremote[- ]control (?:of|over) your\b",
        rf"\b(?:permission|consent|rights?|access|control)\b{between(6)}{_WE} (?:\w+ ){{0,2}}?(?:to "
        r"|can |may )?(?:control|connect|take|access|see|view|use)",
        r"\b(?:hand|giv|pass|turn|let|tak|yield)\w* (?:me |us |over |him |up )*control\b|\basking for (?:control"
        r"|remote|access to your)\b"
        r"|\b(?:logged|connected|took over|looked|signed) (?:in ?to|on ?to|to|in|over) your (?:\w+ )?(?:pc|computer"
        r"|laptop|mac|machine"
        r"|device|account|router|phone|system)\b",
        r"\b(?:share|sharing|show) (?:me |us )?(?:your|the) (?:\w+ )?screen\b|\b(?:any ?desk|team ?viewer|rust"
        r" ?desk|ultra ?viewer|quick ?assist)\b",
        rf"\b(?:let|allow|permit) {_WE} (?:in|on|have access|take over|control|access|remote)\b|\b(?:let|allow"
        rf"|permit|have|invite|add)\w* (?!us\b){_WE} (?:\w+ ){{0,2}}?(?:connect|into|access|log|sign|take over"
        r"|control|remote|on to|onto|as an? admin\w*|have (?:a )?(?:access|control))",
        rf"\b(?:give|grant|giving|granting|provid\w+|need|needs|get|have|allow|requires?|want)\b (?:{_WE} )?(?:\w+"
        rf" ){{0,2}}?(?:access|control) (?:to|of|over|on) (?:your|the) (?:\w+ )?{_MACHINE}",
        rf"\b{_WE} (?:\w+ ){{0,3}}?(?:connect|log|sign|dial|remote|hook|get|take over|take control|control|access"
        r"|look)(?:ing|s)? (?:\w+ ){0,2}?(?:to|into|in to|over|of|on|onto)?"
        rf" ?(?:your|the) (?:\w+ )?{_MACHINE}(?! (?:from here))\b(?!.{{0,200}}\bcannot\b)",
        r"\b(?:accept|approve|authori[sz]e|allow|confirm|grant)\w* (?:the|this|that|my|our|any|all|every)"
        r" (?:[\w-]+ ){0,3}?(?:prompt|connection|request|pop-?up|notification|invitation|access|session"
        r"|permissions?|log-?in|sign-?in)s?\b",
    ),
    # commands, scripts and files of ours
    pattern(
        r"\b(?:run|running|execut\w+|past(?:e|ing)|typ(?:e|ing)|enter(?:ing)?|copy(?:ing)?|launch\w*|issu(?:e|ing)"
        rf"|input|insert\w*|put|us(?:e|ing)|drop|start|try|invok\w+|double-click){_MID}{_CODE}\b",
        r"\b(?:open|start|launch|us|run|in|into|from|press|go|bring|type|typ|fir|enter|paste|past|pull|call"
        rf"|edit)\w*{_MID}{_SHELL}(?!\w)",
        r"\bpower ?shell\b|\bcmd\b(?! ?\+)|\bcommand (?:prompt|line)s?\b|\bregedit\b|\bregistry editor\b|\bterminal"
        r" window\b|\bas (?:an? )?administrator\b"
        r"|\b(?:admin(?:istrator)?|root|elevated) (?:rights|privileges|shell|prompt|window)\b",
        r"\b(?:win(?:dows)?|command|cmd) ?(?:key)? ?(?:\+|and|plus) ?[rx]\b",
        r"\bjavascript:|\bsudo\b|\brm -\w|\bcurl -|\bwget\b|\bchmod\b|\biex\b|\binvoke-\w+|\bdel /|\bformat c\b"
        r"|\bnetsh\b|\bsfc /"
        r"|\bchkdsk\b|\bmsiexec\b|\breg (?:add|delete)\b|\bipconfig /"
        r"|\bpip install\b|\bnpm install\b|\bdrop table\b|\bkill -9\b",
        r"\b(?:open|run|install|download|launch|start|execut\w+|click)\b(?:\W+\w+){0,4}?\W+(?:attachment|attached"
        r" \w+|(?:file|tool|program|app|installer|software|link|patch|fix|update|profile)"
        r" (?:that )?(?:i|we|below|attached|from this)|\w+\.(?:exe|bat|ps1|sh|cmd|msi|scr|vbs|apk|dmg)|unsigned \w+)\b",
        r"\b(?:address|url|search|location) bar\b(?=.{0,80}\b(?:enter|paste|type)\b)|\b(?:enter|paste|type|put"
        r"|copy)\b(?:\W+\w+){0,5}?\W+"
        r"(?:this|that|following|it|line|text|below)\b(?:\W+\w+){0,2}?\W+(?:address|url|search|location) bar\b",
        r"\b\w++-?\.(?:bat|ps1|exe|cmd|vbs|msi|scr|apk|reg|jar)\b|\b(?:startup|shell|batch|python|bash|registry)"
        r" ?(?:scripts?"
        r"|files?|entry|entries|keys?|fix)\b|\b(?:this|following|the|a|my|our|that) (?:\w+ )?(?:snippet|script)s?\b",
        r"\b(?:root|rooting|jailbreak\w*|sideload\w*)\b|\bunknown sources\b|\bfrom unknown\b",
    ),
    # protection
    pattern(
        r"\b(?:turn(?:ing)?[- ]off|switch(?:ing)?[- ]off|disabl(?:e|ing)|deactivat(?:e|ing)|remov(?:e|ing)"
        r"|uninstall(?:ing)?|paus(?:e|ing)|stop(?:ping)?|bypass(?:ing)?|skip(?:ping)?|ignor(?:e|ing)"
        r"|dismiss(?:ing)?|lower(?:ing)?|overrid(?:e|ing)|suspend(?:ing)?|defeat(?:ing)?|clos(?:e|ing)|quit"
        r"|exit(?:ing)?|shut(?:ting)? (?:down|off)|kill|tap(?:e|ing) (?:down|over)|click(?:ing)? (?:past|through"
        r"|away)"
        r"|get(?:ting)? (?:past|around|rid of)|wedge|unlock|silenc\w+|mut(?:e|ing)|delet(?:e|ing)|take out|accept"
        rf"|trust)\b{_MID}{_PROTECTION}\b",
        rf"\b(?:turn|switch|shut|set|put|tak|leav|keep)\w*{between(3)}{_PROTECTION} (?:\w+"
        r" ){0,2}?(?:off|down|to off|disabled)\b",
        rf"\b{_PROTECTION} (?:(?:is|are|has been|have been|be|being|temporarily|briefly|completely|for) )*(?:off"
        r"|turned off|switched off|disabled|deactivated|paused|removed|out of the way)\b",
        rf"\b(?:with|while|without) (?:your |the |any )?{_PROTECTION} (?:off|disabled|turned|switched|paused)\b"
        rf"|\bwithout (?:your |the |any )?{_PROTECTION}\b",
        r"\b(?:run|continue|proceed|keep|install|open|allow|visit|go|download|accept) ?(?:it|the file|the app|on)?"
        r" anyway\b|\baccept the risk\b|\benabl\w+ (?:\w+ )?macros?\b|\benable (?:content|editing)\b",
        r"\b(?:exclusion|exception|white-?list|allow-?list)\w*(?:\W+\w+){0,6}?\W+(?:anti-?virus|defender|security"
        r" \w+|virus \w+)\b|\b(?:anti-?virus|defender)(?:\W+\w+){0,5}?\W+(?:exclusion|exception)s?\b"
        r"|\bexclud\w+(?:\W+\w+){0,6}?\W+(?:anti-?virus|defender|scan\w*)\b",
        r"\b(?:anti-?virus|virus|security|windows|browser)(?: \w+){0,3} (?:warning|alert"
        r"|block)s?\b(?=.{0,60}\b(?:ignore|anyway|dismiss|harmless|allow|continue)\b)",
        r"\b(?:set|lower|reduc|drop|put|turn)\w* (?:[\w']+ ){0,4}?security\b(?! (?:question|code))",
        r"\b(?:weaker|simple|shorter|same|old|default|no) password\b(?=.{0,50}\b(?:everywhere|all|instead|on every)\b)",
    ),
    # chemicals, fire, heat
    pattern(
        r"\b(?:mix|mixing|mixture|mixed|combin\w+|blend\w*|stir\w*|dilut\w+|dissolv\w+|add|adding|pour|pouring"
        rf"|solution of)\b{between(6)}{_CHEMICAL}\b",
        rf"\b{_CHEMICAL}{between(6)}{_CHEMICAL}\b",
        r"\b(?:us|spray|wip|pour|soak|rub|clean|apply|put|inhal|drink|swallow|rins|flush|wash|dip|scrub|dab|fill"
        rf"|treat|tri|try)\w*{between(7)}{_STRONG}\b",
        r"\b(?:put|heat|bak|warm|dry|microwav|boil|freez|plac|leav)\w* (?:it|the|your)(?: [\w'-]+){0,4}?"
        r" (?:in(?:to|side)?|over|on|with) (?:the|an?|your|boiling) (?:hot )?(?:oven|microwave|freezer|flame|stove"
        r"|fire|lighter"
        r"|hair ?dryer|blow ?torch|heat gun|water|bath|sink)\b",
        r"\b(?:swallow|drink|inhale|sniff|taste)\b(?:\W+\w+){0,4}?\W+(?:fluid|liquid|powder|cleaner|gas|battery"
        r"|fumes|product|tablet)\b|\bblow ?torch\b|\blight a (?:match|flame)\b",
    ),
    # mains, batteries, moving parts
    pattern(
        r"\b(?:open(?:ing)?(?: up)?|unscrew(?:ing)?|tak(?:e|ing) (?:apart|off|out)|dismantl(?:e|ing)"
        r"|disassembl(?:e|ing)|pry(?:ing)?(?: open| off)?|crack(?:ing)?(?: open)?|forc(?:e|ing)(?: open)?"
        r"|break(?:ing)? open|lever|saw)\b"
        rf"{_UP_TO_TWO}{_INSIDE}\b(?!'s (?:\w+ )?(?:settings|page|app|menu|manual)| (?:settings"
        r"|page|menu|app|manager|door|list|drawer|manual|box|package|interface|tray|lid"
        r"|dashboard|web|and check (?:that|whether) the (?:filter|tray)|for|in (?:the|your) (?:app|browser"
        r"|settings)|again in|on (?:another|a different)|from (?:the|its) box)|[\w-])",
        r"\btak(?:e|ing) (?:the|your|it|its)(?: [\w'-]+){0,3} apart\b|\bopen (?:it|the \w+) up\b|\b(?:remov\w+"
        r"|tak\w+ off|lift\w*|undo\w*|loosen\w*|unscrew\w*|unclip\w*)(?: [\w'-]+){0,3}? (?:cover|lid|casing"
        r"|housing|back|panel|screws?|plate|shell|guard)s?"
        rf" (?:of|from|on|off|over)(?: [\w'-]+){{0,2}}? {_INSIDE}\b|\b(?:remov\w+|tak\w+ off|lift\w*|unscrew\w*"
        r"|undo\w*)(?: [\w'-]+){0,2}? (?:casing|housing|back panel|rear panel|back cover|side panel|outer cover"
        r"|screws|chassis|guard|enclosure)\b",
        r"\b(?:cut|cutting|strip|stripping|splic\w+|bridg\w+|short(?:ing|-circuit\w*| out)?|jumper|solder\w*"
        r"|re-?wir\w+|bypass\w*|touch\w*|pok\w+|prob\w+|punctur\w+|pierc\w+|drill\w*|snip\w*|crush\w*|scrap\w+"
        r"|fil\w+ down|tap\w*|join|twist\w*|bend|wrap\w*|measur\w+|wet"
        rf"|jam|hold down)\b{_NEAR}{_LIVE}\b(?! (?:the )?(?:app|icon|button|list))",
        r"\b(?:replac\w+|swap\w*|chang\w+|insert\w*|remov\w+|pull\w*) (?:out )?(?:the|its|a|your) (?:[\w-]+"
        r" ){0,3}?(?:fuses?|capacitors?|transformer|heating element|mains \w+|wiring|power board|thermal \w+"
        r"|ground pin|earth pin)\b",
        r"\b(?:screw ?drivers?|paper ?clips?|knife|knives|forks?|needles?|hair ?pins?|coins?|tweezers|nails?|foil"
        r"|wire|metal \w+|wet \w+|fingers?|bare hands?)\b(?:\W+\w+){0,5}?\W+(?:sockets?|outlets?|contacts?"
        r"|capacitors?|terminals?|plug|power supply"
        r"|fuses?|mains|toaster|heating element|inside|prongs?)\b",
        r"\b(?:peel|press|squeez|squash|flatten|bend|hammer|hit|tap|strip|heat|freez|cut|pok|crush|burn|throw|bit"
        r"|solder|glu)\w*"
        r"(?:\W+\w+){0,5}?\W+(?:battery|batteries|bulge)\b(?! (?:button|icon|cover|percentage|symbol|settings"
        r"|compartment|door"
        r"|saver|menu|health|case))",
        r"\b(?:wire|metal \w+|nail|pin|clip|finger|coin|screw ?driver)s?\b(?:\W+\w+){0,3}?\W+(?:holes?|slots?)\b",
        r"\b(?:poke|stick|insert|push|put|jam|wedge)\w*(?:\W+\w+){0,5}?\W+(?:into|in|inside|between) (?:the|a|its"
        r"|your) (?:\w+ )?(?:sockets?|outlets?|contacts?|terminals|power supply|live \w+|mains|fan blades?|fan"
        r"|blades?)\b"
        r"(?<!cable in the socket)(?<!plug in the socket)(?<!plug into the socket)(?<!it into the socket)",
        r"\b(?:while|with|when) (?:it|the (?:\w+ )?(?:power|device|unit|machine|mains|current))(?: is|'s)? (?:still"
        r" )?(?:plugged in|live|under power|running|on)\b(?=.{0,60}\b(?:open|touch|remove|check the (?:fuse|inside"
        r"|wir)|reach|clean|unscrew|inside))",
        r"\b(?:open\w*|unscrew\w*|remov\w+|touch\w*|reach\w*|clean\w*)\b(?:\W+\w+){0,6}?\W+(?:while|with) (?:it|the"
        r" \w+)(?: is|'s)? (?:still )?(?:plugged in|live|powered|under power|running|connected to the mains)\b",
        r"\blook for (?:a |any )?(?:blown|burnt|burned) (?:parts?|fuses?|components?|capacitors?)\b|\blive wires?\b"
        r"|\b(?:bare|exposed|live|loose|stripped) (?:\w+ )?(?:wires?|cables?|conductors?|contacts|ends|leads)\b"
        r"|\bcapacitors?\b|\b(?:circuit|power) boards?\b|\bfuse box\b",
        r"\b(?:tak|lift|pull|pry|pop|get|screw|slid|prise|com)\w* (?:the |its |that |a )?(?:[\w-]+"
        r" ){0,2}?(?:cover|lid|panel|casing|housing|back|plate|shell|faceplate|screws?) off(?: (?:of )?(?:the "
        rf"|your |its )?(?:[\w-]+ )?{_INSIDE})\b",
        r"\b(?:hold|connect|tie|press|push|twist|rub|bring|reconnect|swap|join)\w* (?:[\w-]+ ){0,4}?wires?\b(?! mesh)",
    ),
)
