"""The clauses that state nothing: thanks, sympathy, advice, what the customer said. Patterns only.

What a clause asserts about the world is news, and news needs a record. So each clause must be of a kind listed here.
"""

import re

from workflows.language.lazy import lazy

# A clause worth judging has a subject and a finite verb; lists and adverbials have not.
SUBJECT = lazy(
    r"\W*(?:i|we|you|it|they|he|she|this|that|these|those|there|everything|everyone|nothing|nobody|someone"
    r"|somebody|all|both|each"
    r"|our|your|the|a|an|my|no|another|one)\b",
    re.IGNORECASE,
)
VERB = lazy(
    r"\b(?:is|are|am|was|were|has|have|had|will|shall|should|must|does|do|did|can|could|may|might|would|\w{2,}ed"
    r"|found|took|left"
    r"|went|came|got|gave|made|sent|ran|put|paid|said|saw|shows?|ends?|takes?|costs?|comes?|goes|arrives?|works?"
    r"|means?|needs?|expires?"
    r"|says?|gets?|stands?|happens?|helps?|sounds?|seems?|looks?|lasts?|runs?|go|know|begins?|starts?|stops?|opens?"
    r"|closes?"
    r"|ships?|keeps?)\b",
    re.IGNORECASE,
)
# Where one clause ends and the next begins.
BORDER = lazy(
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
    r"|even though|while|especially|which|most of the time|in most cases|most often|more often than not)\b\W*)*+"
)
_SOFTLY = (
    r"(?:(?:also|just|really|truly|fully|completely|totally|certainly|definitely|still|always|only|very|so|now|not"
    r"|do|can"
    r"|quite|never|already)\s+)*"
)
_FEEL = (
    r"(?:understandable|frustrating|annoying|upsetting|stressful|concerning|worrying|disruptive|unsettling"
    r"|confusing|disappointing"
    r"|inconvenient|difficult|hard|sensible|wise|fair|unusual|odd|strange|no fun|helpful|useful|important|worth"
    r"|best|good"
    r"|better|great|possible|clear|natural"
    r"|reasonable|normal|common|a lot"
    r"|safe|easy|easier|tricky|pleasant|fine|okay|appreciated|welcome|valid|never pleasant|why|where|what|how)"
)

# A guess, a pointer or a count says nothing of money.
_NO_MONEY = r"(?!.*\b(?:refund\w*|money|credit\w*|free|waive\w*|compensat\w*|replacement|discount\w*)\b)"

KINDS = tuple(
    lazy(_LEAD + pattern, re.IGNORECASE)
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
        # what is forbidden is advice
        r"(?:do not|never|avoid)(?! (?:owe|expect|pay))\b",
        # a guess, a test, a question put in words
        (
            rf"{_NO_MONEY}"
            r"(?:the|my|a|an|one|another|your) (?:(?:first|next|best|quickest|easiest|simplest|safest|likeliest"
            r"|most likely|usual"
            r"|common|other|main|only|real|last|good|likely|possible|second|simple|quick) ){0,2}(?:guess|thing|test"
            r"|step|way|check"
            r"|question|cause|idea|reason|culprit|place|clue|point|explanation|suspect|fix to try|place to start"
            r"|option)s?\b"
            r"(?: (?:to|that|for|of|you|i|we)(?: [\w'-]+){1,5}?)? (?:is|are|was|would be|could be|may be|might be"
            r"|can be)\b"
            r"(?! (?:on us|ours?|free)\b)"
        ),
        (
            rf"{_NO_MONEY}"
            r"there (?:is|are) (?:(?:a|an|some|also|still|usually|often|always|no|any|one|two|three|a few|several"
            r"|many|various|more|other"
            r"|couple|of|good|fair|real|small|simple|different|common|possible|quick|single|lot|likely)"
            r" ){1,4}(?:chances?|things?"
            r"|causes?|reasons?|ways?|steps?|questions?|checks?|possibilit\w+|explanations?|points?|parts?"
            r"|requests?|topics?|ideas?"
            r"|options?|details?|settings?|lot)\b|there is (?:a lot|much|nothing wrong with asking|no need to"
            r" (?:send|share|post|give|worry|hurry))\b"
        ),
        (
            r"(?:it|this|that|your question|the question|your message|the (?:second|third|other|first) \w+|what you"
            r" (?:ask|want|describe))"
            rf" (?:is|was|sounds|seems) {_SOFTLY}(?:about|why|whether|how|what|where|who|when|something|one (?:for"
            r"|that)"
            r"|(?:a|an|two|three|four|several|many|quite|such|one of) ?(?:a |an )?(?:\w+ )?(?:questions?|decisions?"
            r"|matters?|things?|points?|topics?"
            r"|shame|pity|lot|pain|nuisance|hassle|surprise|worry|situation|requests?|problems?|issues?|idea"
            r"|symptoms?|sign|clue|start)"
            r"|everything|all|outside|beyond|not (?:something|what|how|a|an|the|clear)|more than|for (?:a|the)"
            r" (?:person|human|billing|colleague))\b"
        ),
        # who must decide: a need is no promise
        (
            r"(?:only )?(?:a|the|some|any|another|one of our)? ?(?:person|human|colleague|someone|somebody"
            r"|specialist|member of [\w ]{3,20}|billing"
            r"|technician|support person)s?(?: (?:in|from|at|of|on) (?:the |our )?\w+(?: team| department)?)?"
            r" (?:needs?|has|have|would (?:need|have)|must|should|ought) (?:to )?(?:\w+ly )?(?:look|check|decide"
            r"|see|answer|judge"
            r"|read|clarify|say|tell|go through|weigh)\b"
        ),
        # what we do not know
        (
            r"(?:nothing|none of what|little of what) (?:that )?i (?:know|have|can)|my (?:knowledge|information|own"
            r" knowledge|view|part)"
            r"|(?:[\w'-]+ ){1,4}(?:is|are) (?:not (?:something|anything|a thing|among|part of)|outside|beyond)"
            r" (?:what |of what |the things )?(?:that )?"
            r"(?:i|we|my)\b|(?:i|we) (?:am|are) (?:not (?:in a position|the right|allowed)|only|just|around|right"
            r" here|all ears|no \w+)\b"
        ),
        (
            r"(?:everything|nothing|all|what|the (?:lights?|symptoms?|details?|message|behaviou?r)) (?:that"
            r" )?you(?:r \w+)? (?:have )?(?:\w+ed|saw|see|say|said|wrote)"
            r"(?: \w+){0,4}? (?:points?|sounds?|suggests?|looks?|fits?|makes?|helps?|hints?|tells?)\b"
        ),
        # what devices need and do of themselves
        (
            r"(?:a|an|the|your|some|most|many|older|newer|these|those|such) (?:[\w-]+ ){0,2}?(?:app|router|modem"
            r"|printer|device|cable|browser"
            r"|phone|laptop|computer|speaker|camera|screen|connection|signal|network|program|update|light|cache"
            r"|battery|steps?|routers"
            r"|printers|devices|apps|browsers|cables)(?: above| here| like \w+)? (?:needs?|stores?|uses?|drops?"
            r"|loses?|depends?|requires?|reacts?|(?:is|are) safe"
            r"|do not|does not)\b(?! to be (?:sent|replaced|returned))"
        ),
        # pointing at what code puts below or above
        rf"{_NO_MONEY}.*\babove\b",
        (
            r"(?:these|those|this|that|here) (?:is|are)(?: not)?(?:\W*$| (?:the|your|all the|how|where|what"
            r"|everything|all)\b(?! (?:refund|money|credit|best)))"
            r"|(?:your|the) (?:\w+ ){0,2}?(?:order|return|invoice|question|case)'s (?:\w+ )?(?:status|state|details?)"
            r" (?:is|are) (?:this|these|as|here|the following)\b"
        ),
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
