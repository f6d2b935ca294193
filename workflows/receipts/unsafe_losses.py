"""What may cost the customer money or the protection of their devices, by the thing it is about. Rows only."""

from workflows.receipts.unsafe_risks import Risk, by_thing, gap

_G3 = gap(3)
_G5 = gap(5)
_G8 = gap(8)
_MONEY = (
    r"(?:money|savings?|funds|cash|balance|sum|amount|deposit|nest egg|pension|salary|capital|surplus|excess"
    r"|bank ?notes|overpayment|difference)"
)
_FEE = (
    r"(?:fees?|charges?|payments?|costs?|postage|duty|customs|tax(?:es)?|deposit|premium|bond|surcharge|commission"
    r"|sum|amount)"
)
_CARD = (
    r"(?:(?:gift|prepaid|prepay|reload|top ?up|supermarket|itunes|steam|amazon|google play|apple|store|razer|scratch"
    r"|cash) (?:\w+ )?(?:cards?|vouchers?|codes?|credit)|vouchers?|paysafe\w*|neosurf|bitcoins?|btc|usdt|ethereum"
    r"|crypto\w*|stable ?coins?|western union|moneygram|money order)"
)
_VALUE = (
    r"(?!(?:something|one|a|an|the one|protect|keep|be|sign|log|see|get|make|access|continue|prevent|your|use|open"
    r"|secure|stop|find|help|whatever|what|test|avoid|any)\b)\w"
)
_TWO_STEP = (
    r"(?:two (?:factor|step)|2fa|mfa|multi factor|second factor|sign in protection|login protection|screen lock"
    r"|(?:login|log in|sign in|verification|sms) (?:codes?|check|confirmation)|lock screen|fire ?wall|anti ?virus"
    r"|virus \w+|defender|encryption|password protection|updates)"
)

LOSSES = by_thing(
    # money that moves
    Risk(
        "money savings saving funds cash balance sum amount deposit banknotes pension salary capital surplus"
        " excess overpayment difference extra overpaid",
        r"(?:cash|money|bank ?notes)(?: \w++){0,6}? to (?:the|our|a) (?:driver|courier|messenger|colleague|rider"
        r"|collector)\b|(?:mov|shift|park|plac|put|withdraw|tak|hand|giv|stash|transfer|convert|chang|secur|rout"
        r"|forward|wir|redirect|mail|post|send|pass|bring|drop|deposit|pool|switch|sweep|roll|push|funnel|lend|remit"
        r"|releas|hid)(?:e|ing|ting)?(?: out| over| off| back)? (?:me |us |him |them )?(?:the|your|all|some|any|that"
        rf"|this|a|it|my|our|half|part){_G3}{_MONEY}(?! (?:shown|due|field|in(?:to)? (?:the|your) (?:\w+ )?(?:notes?"
        r"|field|form|subject|box|line|reply|message)|line|of the|on the (?:invoice|bill|statement)|in (?:the"
        r"|your) (?:app|account) (?:settings|page)))|(?:put|mov|withdraw|send|mail|hand|bring)(?:e|ing"
        r"|ting)? (?:over )?(?:cash|money|savings|funds)|(?:send|pay|transfer|return|refund|giv|wir|repay)(?:e"
        r"|ing)? (?:us |me |back )*(?:the|that|any|this|what) (?:\w+ )?(?:surplus|excess|difference|overpayment"
        rf"|extra(?= (?:back|to|by|via|amount|money|sum)|$))|(?:top|topping) up{_G3}{_MONEY}|(?:overpaid"
        rf"|too much){_G8}(?:send|pay|transfer|return|refund){_G5}back|{_MONEY}{_G5}(?:would|will|is|are|stays?"
        r"|be) (?:\w+ )?safer|(?:collect|pick up|fetch|come for)(?:ing|s)? (?:the |your |all )?(?:\w+ )?(?:cash"
        r"|money|savings|bank ?notes)|(?:extra|too much|surplus|difference|amount) (?:that )?(?:we|i|they) (?:paid"
        r"|sent|transferred|refunded|credited)|cash (?:by|via|with) (?:courier|post|mail|messenger|driver)",
    ),
    Risk(
        "account accounts vault wallet",
        r"(?:mov|transfer|withdraw|clear|shift|tak)(?:e|ing)?(?: \w++){0,4}? (?:out of|from|off) (?:your"
        r"|the) (?:\w+ )?(?:bank|current|savings|checking|main) account|(?:empty|drain)(?:ing)? (?:your"
        r"|the) (?:\w+ )?account|(?:safe|safer|secure|secured|protected|holding|escrow|temporary|shielded|interim"
        r"|new|separate|trust|reserve|buffer|clearing|guarded|second) (?:\w+ )?(?:account|vault"
        rf"|wallet){_G5}(?:for you|we|our|ready|i|set up|until|while|to protect|is waiting)|(?:mov|shift|park"
        rf"|transfer|put|send|plac|deposit|wir)(?:e|ing|ting)?{_G5}(?:in|into|to|on) (?:a|an|our|the|my|this"
        r"|that) (?:\w+ )?(?:safe|safer|secure|protected|holding|escrow|temporary|separate|trust|reserve"
        r"|clearing) (?:\w+ )?(?:account|vault|wallet)|(?:wallet|account) (?:address|number) (?:that )?(?:i"
        r"|we) (?:give|send|name|text)",
    ),
    Risk(
        "fee fees charge charges payment payments cost costs postage duty customs tax deposit premium bond sum"
        " amount refund surcharge commission",
        rf"refund(?: \w++){{0,8}}? {_FEE} (?:to pay|first|is (?:needed|due)|has to be|must be)"
        rf"|there is(?: \w++){{0,5}}? {_FEE} to (?:pay|cover)|(?:cover|bear|prepay|advanc|front|clear|settl|meet|foot"
        rf"|take care of)(?:e|ing)? (?:the|this|that|a|an|our) (?:\w+ ){{0,2}}?{_FEE}\b(?! (?:is|was|that you))"
        r"|(?:unlock(?:ing)?|releas(?:e|ing)|processing|handling|activation|clearance|admin\w*|verification"
        r"|insurance|reactivation|customs|courier|security|refundable|small|one ?time|tiny|token"
        rf"|symbolic) (?:\w+ )?{_FEE}(?: \w++){{0,10}}? (?:releas\w*|unlocks?|frees?|first|up ?front|in advance"
        r"|required|needed|due|reactivates?|clears?|goes through|sets? it|gets? it|then)\b|(?:releas|unlock"
        rf"|free)(?:e|es|s|ing)?{_G5}(?:for|against|after|once|with) (?:a|the|an) (?:\w+ ){{0,2}}?{_FEE}",
    ),
    Risk(
        "card cards voucher vouchers code codes paysafe neosurf bitcoin bitcoins btc usdt ethereum crypto"
        " cryptocurrency stablecoin stablecoins coins tokens union moneygram order credit",
        rf"{_CARD}(?: \w++){{0,8}}? (?:send|photograph|read|text|tell|show|give) (?:us|me|over|them)\b|(?:buy|purchas"
        r"|get|grab|fetch|pick up|pay|settl|scratch|load|convert|exchang|mak|send|photograph|collect|bring|redeem"
        r"|text|us|clear|cover|top up|read|take|put|park|mov|swap|invest|(?:we|i) (?:would )?(?:need|want|accept"
        rf"|take|prefer))(?:e|ing|ting)?(?: \w++){{0,6}}? (?:in |with |by |via |into |of )?{_CARD}(?! (?:did|does|was"
        r"|were|is not|that|field|box|you (?:were|got|received|used)))|(?:paid|settled|covered|cleared|accepted"
        rf"|taken|made|due) (?:\w+ )?(?:with|by|in|via|as) (?:a |an |some )?(?:\w+ )?{_CARD}",
    ),
    Risk(
        "scratch scratching panel strip",
        r"scratch(?:ing)? (?:off|away|it|open|free|(?:the|that|each|its|every) (?:\w+ ){0,3}?(?:panel|strip|card"
        r"|code|foil|field|coating|area|cards|codes|back))",
    ),
    Risk(
        "what whatever exactly anything everything",
        r"(?:typ|past|enter|run|copy|execut|submit|input)(?:e|ing)? (?:in )?(?:exactly )?(?:what|whatever|anything"
        r"|everything) (?:that )?(?:i|we|he|she|they|support) (?:\w+ )?(?:send|sent|give|write|post|say|tell|paste"
        r"|dictate)",
    ),
    # open doors
    Risk(
        "port ports rdp dmz upnp telnet 3389 22 forwarding ssh smb vnc desktop",
        r"(?:open|forward|expos|map|unblock|publish|allow|turn on|switch on|enabl|activat|set up|rout|add|creat|let"
        rf"|leav|put)(?:e|ing|ting)?(?: up)?{_G5}(?<!usb )(?<!hdmi )(?<!lan )(?<!charging )(?<!ethernet )(?<!serial )"
        r"(?:ports?(?! (?:cover|flap|cap|settings|page|on the (?:side|back|left|right)|of the (?:printer|laptop"
        r"|phone)))|rdp|dmz|upnp|telnet|3389|remote desktop|port forwarding|smb|ssh)\b|(?:in|into|to) the dmz"
        r"|port forward\w*(?: \w++){0,5}? to",
    ),
    Risk(
        "internet anywhere everywhere public web outside everyone everybody anyone guests",
        r"(?:expos|open|publish|mak(?:e|ing)(?: \w++){0,6}? (?:reachable|visible|accessible|available|public"
        r"|open))(?:e|ing)?(?: \w++){0,7}? (?:to|on|from|for) (?:the (?:whole |open |public )?(?:internet|web"
        r"|outside|world)|anywhere|everywhere|anyone|everyone|everybody|the public)|(?:allow|accept|permit"
        r"|let)(?:ing|ting)?(?: \w++){0,5}? (?:connections?|traffic|access|requests?|sign ins|log ?ins?"
        r"|devices)(?: \w++){0,2}? (?:from|for|to) (?:anywhere|everywhere|anyone|everyone|all|any|the internet"
        r"|outside)|(?:reachable|visible|accessible|public\w*) (?:\w+ )?(?:from|on|to) (?:anywhere|everywhere"
        r"|the (?:internet|web|outside)|anyone|everyone)|(?:giv|grant|mak|allow|set|let)(?:e|ing"
        r"|ting)?(?: \w++){0,2}? (?:everyone|everybody|anyone|all users|guests)(?: \w++){0,2}? (?:full|admin\w*"
        r"|write|access|control|rights|permissions?)",
    ),
    Risk(
        "password passwords passcode pin code passphrase",
        rf"(?:set|chang|reset|mak|switch|pick|choos|put|turn)(?:e|ing|ting)?{_G5}(?:password|passcode|pin|passphrase"
        rf"|pin code) (?:to|as|back to|be|equal to) {_VALUE}|(?:us|tak|enter|choos|pick|typ|put|set|try)(?:e|ing"
        r"|ting)? (?:\w+ ){1,3}?as (?:the|your|a|its|new) (?:\w+ )?(?:password|passcode|pin)\b|(?:set|mak|us|chang"
        r"|leav|keep|connect|open|run|switch)(?:e|ing|ting|ning)?(?: \w++){0,7}? without (?:a |any |the "
        r"|your )?(?:password|passcode|pin|passphrase)|(?:us|set|choos|pick|keep|tak)(?:e|ing|ting)? (?:the |one "
        r"|an? |your )?(?:\w+ )?(?:same|simple|short|easy|old|default|obvious|shared|factory) (?:\w+ )?(?:password"
        r"|passcode|pin|passphrase|code)\b|(?:remov|delet|drop|tak|turn|switch|clear|disabl)(?:e|ing|ping)?(?: off"
        r"| away| out)? (?:the |your |any )?(?:\w+ )?(?:password|passcode|pin|passphrase)(?: (?:off|from (?!(?:the"
        r"|your|any|each|this) (?:screenshot|picture|photo|log|image|text|message|file|report))|for|away|altogether"
        r"|entirely|prompt|protection)|$)|blank password|empty password|no password",
    ),
    Risk(
        "wifi fi network hotspot",
        r"(?:leav|mak|set|keep|turn|switch|run|us)(?:e|ing|ting)? (?:\w+ ){0,3}?(?:wi ?fi|network|hotspot) (?:open"
        r"|unprotected|unsecured|public|unencrypted)\b|(?:to|on|use) (?:wep|no encryption|an open network)",
    ),
    Risk(
        "two 2fa mfa multi factor second sign login screen lock firewall wall antivirus virus defender"
        " encryption password updates",
        rf"(?:switch|turn|shut|tak)(?:e|ing|ning)?{gap(2)}{_TWO_STEP}(?: \w++){{0,3}}? off\b|(?:switch|turn|shut"
        rf"|tak)(?:e|ing|ning)?{_G3}(?:login|log in|sign in|verification|sms) (?:codes?|check|confirmation) off"
        rf"|(?:turn|set|put|bring)(?:ting|ing)?{_G3}(?:fire ?wall|anti ?virus|defender|protection"
        r"|security)(?: \w++){0,3}? (?:down|low\w*)|(?:drop|lift|cancel|loosen|relax|weaken|opt out of"
        r"|forget(?: about)?|suspend|halt|do away with|get rid of|tear down|ditch|undo|deregister|unenrol|give up"
        rf"|(?:leav|tak|log)(?:e|ing)? (?:out|off|down))(?:ing|ping|ting)?{gap(2)}{_TWO_STEP}(?! (?:on|app|page"
        r"|settings|code|menu|back on))|(?:allow|let|permit|trust|exclud|exempt|whitelist|exception)(?:e|ing"
        r"|ting)?(?: \w++){0,3}? (?:all|every\w*|any) (?:\w+ ){0,5}?(?:anti ?virus|fire ?wall|virus \w+|defender)",
    ),
    Risk(
        "screen",
        r"(?:let|allow)(?:ing|ting)? (?:me|us|him|her|our \w+|a \w+|the \w+) (?:\w+ )?(?:see|view|look at|watch"
        r"|share|control) (?:your|the) screen|(?:i|we) (?:can|could) (?:see|view|watch|control) your screen",
    ),
    Risk(
        "certificate profile cookie cookies qr har",
        r"install(?:ing)?(?: \w++){0,4}? (?:certificate|configuration profile|management profile|mdm profile)"
        r"|scan(?:ning)?(?: \w++){0,3}? qr codes?(?: \w++){0,3}? (?:i|we) (?:send|sent|show|gave|give)|(?:send"
        r"|shar|past|export|copy|giv|forward|upload|post)(?:e|ing)?(?: \w++){0,5}? (?:cookies?|har file"
        r"|session id)\b",
    ),
)
