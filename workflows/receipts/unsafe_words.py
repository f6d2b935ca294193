"""The words of ``unsafe``: what is secret, what gives, asks or pays. Patterns only, no reading."""

import re

from workflows.language.lazy import lazy


def pattern(*pieces: str) -> re.Pattern[str]:
    """Compile the alternatives ``pieces``, case apart; each starts with a word, so none is tried within one."""
    return lazy(rf"(?<!\w)(?=\w)(?:{'|'.join(pieces)})", re.IGNORECASE)


def between(most: int, never: str = "") -> str:
    """Return a pattern of at most ``most`` words between two others, none of them one of ``never``.

    There is one way only to read a text with it: each word is taken whole, "step-by-step" as one. What comes next may
    end a joined word: the "script" of "my-script".
    """
    none = rf"(?!(?:{never})\b)" if never else ""
    return rf"(?:\W++{none}\w++(?:['+-]++\w++){{0,3}}+){{0,{most}}}?\W++(?:\w++['+-]++){{0,3}}?"


_OF_YOURS = r"(?:your|the|a|any|his|her|account|card|sim|old|new|current|own|full)"
_CARD = r"(?:(?:credit|debit|bank|payment|visa|master ?card) ?)"

SECRET = pattern(
    r"\b(?:pass ?words?|pass ?codes?|pass ?phrases?|pwd|credentials?|otps?|cvvs?2?|cvcs?2?|ibans?|swift code"
    r"|bics?)\b",
    r"\blog-?ins?\b(?! (?:page|screen|form|button|window|link|problem|issue|error|name|fail))",
    r"\b(?:log|sign)[- ]?in (?:details|data|info\w*|name and)\b|\buser ?name and\b",
    rf"\b{_OF_YOURS} (?:[\w'-]+ ){{0,2}}?pins?\b|\bpin (?:code|number)\b|\bpuk\b",
    r"\b(?:what|which) (?:\w+ )?pins?\b|\b(?:three|four|five|six|seven|eight|sixteen|[3-8]|16)[- ](?:digits?"
    r"|numbers?|figures?)\b",
    r"\b(?:one[- ]time|verification|verifying|security|sms|text(?:ed)?|log-?in|sign-?in|access|two-factor|two-step"
    r"|2fa|mfa"
    r"|auth\w*|confirmation|(?:\w{1,20}-){0,3}\w*digit|backup|recovery|unlock|reset|pin|secret|bank|session"
    r"|activation)"
    r" (?:codes?|tokens?|ids?)\b",
    r"\b(?:the|your|that|its|this|those|whatever|which) codes?\b(?! (?:on|from|of) (?:the|its|your) (?:display"
    r"|label|device|box"
    r"|packaging|router|printer|screen|sticker|back|error|product|invoice|order|model))",
    r"\byou (?:just |should |will )?(?:got|get|received?|have) (?:a|another|the) (?:\w+ )?codes?\b"
    r"(?! (?:on|from|of) (?:the|its|your|a) \w)",
    r"\bcodes? (?:you (?:got|get|receive\w*|see|were|have)|(?:we|i|they) (?:sent|send|texted|text|just)|(?:from|in"
    r"|sent|texted"
    r"|e-?mailed|by|that (?:was|arrives|arrived|came|comes|pops|appears|we|i)))\b",
    r"\b(?:recovery|seed|backup|secret|mnemonic) (?:key|phrase|words?)\b|\bprivate key\b|\bapi keys?\b|\bwallet'?s?"
    r" (?:address|key)",
    rf"\b(?:{_CARD})?card'?s? (?:\w+ )?(?:numbers?|details|data|info\w*|expiry|expiration|security|digits?|cvv|cvc"
    r"|credentials)\b",
    r"\b(?:digits?|numbers?|photos?|pictures?|scans?|cop(?:y|ies)|front|back|images?|sides?|expiry(?: date)?)"
    r" (?:\w+ ){0,4}?"
    rf"(?:of|on|from) (?:\w+ ){{0,4}}?(?:your|the) (?:{_CARD})?cards?\b",
    rf"\b(?:your|the|a) {_CARD}cards?\b|\blast (?:four|4|three|3) (?:digits|numbers)\b|\b(?:three|3|four|4)[-"
    r" ](?:digits?"
    r"|numbers?)\b",
    r"\bexpir(?:y|ation) date\b|\bsort ?codes?\b|\brouting numbers?\b|\baccount and (?:routing|sort)\b",
    r"\bbank(?:ing)?(?: account)? (?:\w+ )?(?:details|data|info\w*|numbers?|log-?in|account|credentials"
    r"|statements?)\b"
    r"|\bdetails of your bank\b",
    r"\b(?:digits|numbers)\b(?:\W+\w+){0,5}?\W+(?:text(?:ed)?|sms|arriv\w+|phone|app|e-?mail|mail|card|came|pop\w*"
    r"|appear\w*)\b",
    r"\b(?:sign-?in|log-?in|reset|magic|verification|activation|one-time"
    r"|(?<!order )(?<![io]n your )(?<!of your )(?<![io]n the )(?<!of the )confirmation) (?:links?|e-?mails?|sms"
    r"|texts?|messages?)\b",
    r"\bsocial security\b|\bssn\b|\bnational insurance\b|\btax (?:id|number)\b|\bpassports?\b(?! (?:app|reader"
    r"|printer))",
    r"\bdriv(?:er'?s?|ing) licen[cs]e\b|\b(?:photo|national|government|valid|official|identity|personal|your|an)[-"
    r" ](?:issued )?"
    r"(?:id|identification)\b(?! (?:of|number of) the)|\bid[- ](?:card|document|papers?|photo)s?\b",
    r"\bidentity (?:card|document|papers?|proof)s?\b|\bproof of (?:identity|address|id)\b|\bbirth (?:date|day"
    r"|certificate)\b"
    r"|\b(?<!enjoy )(?<!enjoyed )(?<!about )your (?:\w+ )?birthday\b"
    r"(?! (?:cake|party|present|gift|card|order|surprise|celebration|dinner))"
    r"|\b(?:date of birth|birthdate|selfie|maiden name|utility bill)\b|\bsecurity (?:questions?|answers?|word)\b"
    r"|\bmemorable (?:word|information)\b|\bsecret (?:question|answer|word)\b",
)

# Words for giving something to somebody, in the forms of a request.
GIVE = pattern(
    r"\b(?:send|share|give|tell|provide|forward|supply|submit|upload|post|drop|paste|type|enter|write|reply|respond"
    r"|answer|read"
    r"|confirm|verify|attach|spell|fill|disclose|reveal|includ(?:e|ing)|repeat|dictate|put|photograph|snap|speak"
    r"|say|jot|relay"
    r"|transmit|return|screenshot|type|bring|communicate|surrender|advise|let (?:me|us) (?:have|know|see)|take a"
    r" (?:photo|picture)"
    r"|authenticate|identify|prove|validate"
    # Nouns as well: verbs only before what is given, or to whom.
    r"|(?<!\bthe )(?<!\ba )(?<!\bwhich )(?<!\bany )(?<!\bthis )(?:state|quote|text|e-?mail|mail|message|dm|show"
    r"|hand|pass|key|list|name|copy|add"
    r"|leave|note|scan|fax|present|ping|drop|slip)(?= (?:me|us|over|on|it|in|your|the|that|along|down|out|this"
    r"|those|both|all|here|back|to|a|them|whatever)\b))\b",
    r"\b(?:send|shar|giv|tell|provid|forward|supply|submitt|upload|post|dropp|past|typ|enter|writ|reply|respond"
    r"|answer|read"
    r"|confirm|verify|quot|text|e-?mail|show|attach|spell|pass|repeat|photograph|scann|put)ing\b",
)
# What one does with a secret to keep it, or to get in where it belongs.
KEEP = pattern(
    r"\bhav(?:e|ing)(?: [\w'-]+){1,10} (?:at|to) hand\b",
    r"\b(?:re-?set|chang|updat|check|double-check|keep|protect|choos|creat|set|forg[eo]t|remember|stor|memori[sz]"
    r"|block|cancel|freez"
    r"|replac|renew|re-?enter|retyp|manag|edit|recover|restor|mistyp|misspell|sign|log|expir|guard|delet|remov|hid"
    r"|unlock|wait|resend"
    r"|request|turn|enabl|see|spam|review|look(?:ing)? (?:at|over|through)|compar|contact|call|ring|dial|phone"
    r"|ask your)\w*"
    r"(?: (?!send|share|give|tell|reply|write|post)[\w'-]+){0,6}? ?(?=\b|$)",
)
# Words for entering: they may be meant for a page or device of the customer's own.
ENTER = pattern(
    r"(?:enter|type|put|key|fill|use|confirm|verify|copy|paste|add|write|repeat|submit|validate|provide|note|leave"
    r"|enter(?=ing)"
    r"|list|scan|show|read)(?:ing)?|typing|putting|writing|pasting"
)
WANTED = pattern(
    r"\b(?:what|which)\s+(?:(?:is|are|was|were)\s+)?(?:your|the|that|its|those)\b",
    r"\b(?:what|which|whose)\s+(?:[\w-]+\s+){0,2}?(?=pass|pin|code|iban|card|otp|cvv|cvc|bank|security|log-?in"
    r"|account)"
    r"(?!error)",
    r"\b(?:may|can|could|might|would|shall) (?:i|we) (?:please |also |just |now |quickly |first )*(?:have|get|see"
    r"|ask|know|take|borrow"
    r"|note|trouble|bother|request)\b",
    r"\b(?:i|we|they|he|she|billing|support|the (?:team|technician|department|bank|system)|our \w+|a colleague|this"
    r"|that)"
    r" (?:(?:will|would|do|may|might|still|also|only|just|then|first|really|now|am|are|is) )*(?:need|needs|require"
    r"|requires|want"
    r"|wants|lack|lacks|miss|misses|ask|asks|asking|request|requests|missing|needing|going to need|have to (?:have"
    r"|know|see|check|verify))\b",
    r"\ball (?:that )?(?:i|we) need\b|\bwhat (?:i|we) need\b|\bit (?:would|will|might|could|may) (?:also |really "
    r"|greatly )?(?:help|be (?:helpful|useful"
    r"|good|great|easier|quicker|enough))\b|\bhelps? (?:me|us) to (?:have|know|see)\b|\bwould you mind\b"
    r"|\bdo you (?:still )?have (?:your|the)\b(?=.{0,60}\b(?:hand|handy|ready|you|nearby|front)\b)|\bhave (?:your"
    r"|the)\b"
    r"(?=.{0,60}\b(?:ready|handy|at hand|to hand|nearby|in front)\b)|\bwe are (?:only )?missing\b|\bmissing (?:is"
    r"|are)\b",
    r"\b(?:look|go|get|find|fetch|grab|take out|pull out|open) (?:\w+ )?(?:for |to )?(?:your|the) (?=(?:\w+"
    r" ){0,3}(?:code|card|passport|id)\b)"
    r"(?=.{0,120}\b(?:me|us|here|reply|below)\b)",
)
NEEDED = pattern(
    r"\b(?:is|are|will be|would be|may be|might be|has to be|must be|being) (?:\w+ )?(?:needed|required|necessary"
    r"|enough|essential"
    r"|missing|all (?:i|we)|helpful|useful|requested|sufficient|what (?:i|we))\b",
    r"\b(?:would|will|should|could|can|may) (?:also |really |greatly |already )?(?:help|let|allow|enable|suffice|do"
    r"|speed|make it|get|prove"
    r"|confirm|unlock|be enough)\b(?! not)",
    r"\bhelps? (?:me|us)\b|\blets? (?:me|us)\b|\ballows? (?:me|us)\b",
)
PASSIVE = pattern(
    r"\b(?:sent|shared|given|told|provided|posted|forwarded|read|typed|entered|written|uploaded|confirmed|sen[dt]"
    r"|shar\w+)"
    r"(?: out| over| back| in)? (?:here|below|to (?:me|us|our|a|the)|with (?:me|us|our)|in (?:this|your))\b"
)

_MONEY = (
    r"(?:fees?|amount|sum|deposit|balance|bill|invoice|difference|charges?|postage|shipping|money|payment|funds?"
    r"|costs?|tax"
    r"|total|debt|instalment|surcharge|penalty|dues|customs|vat|it|this|that|first|now|by|via|with|us|me|to|in"
    r"|using|through|before"
    r"|upfront|up front|today|online|for|half|again|directly|the|a|an|your|something|\d\S*)"
)
_REQUESTS = (
    r"(?:please|kindly|just|simply|must|should|need to|needs to|have to|has to|will have to|to|could you|can you"
    r"|would you"
    r"|can|could|may|might|will|you|first|then|and|or|now|also|by|after|once|try|^)"
)
_VOUCHERS = (
    r"(?:gift ?cards?|gift vouchers?|vouchers?|prepaid (?:\w+ )?cards?|pre-paid cards?|bitcoins?|btc|ether(?:eum)?"
    r"|usdt|tether|crypto\w*"
    r"|stablecoins?|paysafe ?cards?|western union|moneygram|money order|money transfer|wire transfer|bank transfer"
    r"|itunes cards?"
    r"|steam cards?|google play cards?|zelle|cash ?app|venmo|paypal|revolut|cash)"
)
PAY = pattern(
    rf"(?:\b{_REQUESTS}\s+|^\W*)(?:pay|prepay|transfer|wire|remit|settle|deposit|venmo|paypal)\b\s+(?:\w+"
    rf" )?{_MONEY}(?!\w)",
    r"\b(?:pay|paying|prepay|remit|transfer|wire) (?:\w+ ){0,2}?(?:fees?|deposit|amount|sum|postage|money|funds?"
    r"|upfront|first)\b",
    r"\b(?:make|complete|arrange|send|submit|authori[sz]e|approve|finish|release|issue|initiate|do) (?:\w+ ){0,3}?"
    r"(?:payment|transfer|deposit|bank transfer|transaction)\b(?! (?:page|method|form|screen))",
    r"\b(?:send|give|transfer|wire|hand|lend|forward) (?:me |us |over )?(?:the |some |your |an? )?(?:\w+"
    r" ){0,2}?(?:money|funds|cash|amount|sum)\b",
    r"\b(?:buy|purchas|get|send|pay|settl|us|redeem|scratch|transfer|load|deposit|choos|top up|pick up|convert"
    r"|exchang|mak)\w*"
    rf"(?: \w+){{0,6}}? {_VOUCHERS}\b(?! (?:did|does|was|were|is|that (?:did|was|does))\b)",
    rf"\b{_VOUCHERS} (?:\w+ ){{0,3}}?(?:is|are|would be|works?|will do|accepted|codes?)\b(?=.{{0,60}}\b(?:us|me|we"
    r"|best|fastest|easiest"
    r"|quickest|fine|accept\w*|pay\w*|send)\b)",
    r"\b(?:once|after|when|as soon as|until|unless|before|if) (?:you(?: have)?|the|your|we(?: have)?|it|a|payment) "
    r"(?:\w+ ){0,5}?(?:paid|pay|transferred|received|arrives?|settled|cleared|deposited)\b(?=.{0,80}\b(?:fee"
    r"|payment|deposit|amount|sum|money|it|first|postage|charge)\b|\s+(?:the|a|for|us))",
    r"\b(?:fee|deposit|payment|prepayment|advance|surcharge|down ?payment|postage)s? (?:\w+ ){0,4}?(?:is|are|must"
    r" be|has to be|needs to be|will be"
    r"|should be|of) (?:\w+ )?(?:required|needed|due|necessary|paid|payable|made|received|settled)\b",
    r"\b(?:we|i|billing|they) (?:\w+ )?(?:need|require|ask for|want|charge|take) (?:\w+ ){0,2}?(?:small )?(?:fee"
    r"|deposit|payment|prepayment"
    r"|advance|down ?payment)\b",
    r"\b(?:which|what) bank (?:are|do|is|did|holds|should|account)\b",
    r"\b(?:invest|trade) (?:\w+ ){0,3}?(?:in|on|with)\b|\b(?:wallet|account) (?:below|number below|i (?:send|give)"
    r"|we (?:send|give))\b",
)
