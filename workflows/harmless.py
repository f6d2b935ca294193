"""The clauses that state nothing: thanks, sympathy, advice, what the customer said. Patterns only.

What a clause asserts about the world is news, and news needs a record. So each clause must be of a kind listed here.
"""

import re

# A clause worth judging has a subject and a finite verb; lists and adverbials have not.
SUBJECT = re.compile(
    r"\W*(?:i|we|you|it|they|he|she|this|that|these|those|there|everything|everyone|nothing|nobody|someone"
    r"|somebody|all|both|each"
    r"|our|your|the|a|an|my|no|another|one)\b",
    re.IGNORECASE,
)
VERB = re.compile(
    r"\b(?:is|are|am|was|were|has|have|had|will|shall|should|must|does|do|did|can|could|may|might|would|\w{2,}ed"
    r"|found|took|left"
    r"|went|came|got|gave|made|sent|ran|put|paid|said|saw|shows?|ends?|takes?|costs?|comes?|goes|arrives?|works?"
    r"|means?|needs?|expires?"
    r"|says?|gets?|stands?|happens?|helps?|sounds?|seems?|looks?|lasts?|runs?|go|know|begins?|starts?|stops?|opens?|closes?"
    r"|ships?|keeps?)\b",
    re.IGNORECASE,
)
# Where one clause ends and the next begins.
BORDER = re.compile(
    r"[,;:]\s+(?:(?:and|but|so(?! that)|or|then|which)\s+)?|\s{1,4}(?:and|but|so|because)\s+(?=(?:i|we|you|it|they|this"
    r"|that|there|everything|our|your|the|a)\b)"
    r"|\s{1,4}-\s+|(?<=[.!?])\s+|\n+",
    re.IGNORECASE,
)

_LEAD = (
    r"\W*+(?:\d{1,2}[.)]\s*|step \d+\W*|(?:and|or|but|so|also|first|second|third|next|then|finally|lastly|now|again"
    r"|still|otherwise|instead"
    r"|alternatively|additionally|unfortunately|sadly|sometimes|usually|often|meanwhile|in the meantime"
    r"|in that case|in the future"
    r"|for example|please|kindly|just|simply|maybe|perhaps|sure|of course|certainly|absolutely|yes(?=,)|no(?=,)|since"
    r"|as"
    r"|because|although"
    r"|even though|while|especially|which)\b\W*)*+"
)
_SOFTLY = (
    r"(?:(?:also|just|really|truly|fully|completely|totally|certainly|definitely|still|always|only|very|so|now|not|do|can"
    r"|quite|never|already)\s+)*"
)
_FEEL = (
    r"(?:understandable|frustrating|annoying|upsetting|stressful|concerning|worrying|disruptive|unsettling"
    r"|confusing|disappointing"
    r"|inconvenient|difficult|hard|helpful|useful|important|worth|best|good|better|great|possible|clear|natural"
    r"|reasonable|normal|common|a lot"
    r"|safe|easy|easier|tricky|pleasant|fine|okay|appreciated|welcome|valid|never pleasant|why|where|what|how)"
)

KINDS = tuple(
    re.compile(_LEAD + pattern, re.IGNORECASE)
    for pattern in (
        # greeting, thanks, sympathy, good wishes
        (
            r"(?:hello|hi|hey|dear|good (?:morning|afternoon|evening)|welcome|greetings|thanks?|thank you|many thanks"
            r"|sorry|apologies|my apologies"
            r"|glad|happy to|looking forward|wishing|sounds|great|perfect|no problem|no worries|got it|understood|okay"
            r"|ok|have a|take care"
            r"|i see|oh|bye|goodbye|cheers|as an|hope)\b"
        ),
        # advice and requests: a verb first
        (
            r"(?:do not |never |always |also |be sure |feel |do )*(?:try|check|make|ensure|verify|restart|reboot|reset"
            r"|reinstall|remove|reload|refresh|reconnect|repeat|reply|report|review|return|rephrase|read|rename"
            r"|replace|reach|record|re-\w+|say|update|unin\w+|install|open|close|quit|go|click|tap|press|hold"
            r"|unplug|plug|turn|switch|sign|log|clear|remove|disconnect|connect|move|select|choose|look|see|test|wait"
            r"|let|tell|give|send"
            r"|share|describe|note|provide|include|keep|use|enter|type|copy|follow|confirm|double-check|name|write|ask"
            r"|free|hesitate"
            r"|take|be|bear|run|start|stop|set|add|delete|change|allow|disable|enable|scan|download|bring|put|find"
            r"|pack|leave the|free|mention)\b"
            r"(?! (?:assured|it with|money|refund))"
        ),
        # I and we: what we understand, do not know, would like, and can do (the claims are checked apart)
        (
            rf"(?:i|we)\s+{_SOFTLY}(?:understand|see|hear|reali[sz]e|appreciate|know|get|hope|imagine|need|would|want"
            rf"|wish|recommend|suggest"
            r"|apologi[sz]e|look forward|noticed|read|gather|am sorry|are sorry|cannot|could|might|may|may|should|can"
            r"|will|have|do|had|think)\b"
        ),
        (
            rf"(?:i|we)\s+(?:am|are)\s+{_SOFTLY}(?:sorry|afraid|happy|glad|here|able|unable|unsure|sure|certain|pleased"
            rf"|frontdesk|an automatic|an assistant|a support"
            r"|asking|hoping|trying|looking forward|going to need|delighted|ready|grateful|concerned)\b"
        ),
        # the customer
        (
            rf"(?:if |when )?you(?:r \w+)? ?{_SOFTLY}(?:can|could|may|might|should|need|would|want|mention|said|say"
            rf"|saying|wrote|report|describe|explain|believe"
            r"|think|feel|ask|wonder|like|wish|see|notice|experience|have|had|tried|try|find|were|are (?:asking|saying"
            r"|seeing|having|experiencing|looking|welcome"
            r"|trying|worried|concerned|unhappy|right to|not sure|wondering|on|using|facing|dealing)|will (?:need|see"
            r"|find|want|have to|be asked|be prompted))\w*"
        ),
        (
            rf"your (?:\w+ )?(?:concern|question|message|feedback|patience|frustration|worry|enquiry|inquiry"
            rf"|understanding|request)s?\b.{{0,60}}?\b(?:is|are|makes?|means?|deserves?)\s+{_SOFTLY}(?:{_FEEL}|sense"
            rf"|clear)\b"
        ),
        rf"(?:a|an|such|any) (?:\w+ ){{1,3}}(?:like (?:this|that|these) )?(?:is|are) {_SOFTLY}{_FEEL}\b",
        # what is felt, possible, usual, worth doing
        (
            rf"(?:it|that|this|these|those|there|these \w+|those \w+|such \w+|one of these"
            rf"|\w+ questions? like \w+)\s+{_SOFTLY}(?:sounds|seems|looks like|must|helps?|makes|deserves?|will help"
            rf"|will make|happens?|(?:is|are|was|can be)\s+(?:\w+ly )?{_SOFTLY}{_FEEL})\b"
        ),
        (
            r"(?!(?:your|the|a|our|my|any)? ?(?:refund|money|credit|charge|fee|bill|payment|package|parcel|shipment"
            r"|courier|carrier|replacement)s?\b)(?!our\b)"
            r"(?:\w[\w'\"-]* ){1,8}?(?:may|might|could|can|would|usually|often|sometimes|typically|generally|normally"
            r"|probably|likely|tends? to|must|should)\b(?! be (?:with you|there))"
        ),
        # pointing at what code puts below
        r".*\bbelow\b|.*\b(?:see|find|details?|steps|information|results?|summary)\b.{0,40}\bhere\b",
        (
            r"(?:could|can|would|will|may|do|does|did|is|are|have|has) (?:you|i|we|it|there|your|the)\b"
            r"|the \w+ (?:that )?you (?:are|have|see|use)\b"
        ),
        r"(?:here|below|above)\b",
        (
            r"(?:what|how|why|whether|who|where|when|whenever|if|once|unless|until|after|before|to|in|on|at|by"
            r"|for|from|about|regarding|as for"
            r"|concerning|with|without|like|such|based on|given|depending)\b"
        ),
    )
)
