"""The wording that claims: something done, decided, promised or known that no record holds. Patterns only, no proof.

English is read by its grammar: who does what, in which tense. Of the other languages seen most, the words that cost
most are known. What is refused wrongly costs a friendlier sentence; the template that replaces it is true.
"""

import re

from workflows.language.lazy import lazy

# Who acts for the desk, and what may stand between subject and verb.
_WE = (
    r"(?:i|we|(?:our|the) (?:\w+ )?(?:team|department|staff|support|engineers?|experts?|office|warehouse|system"
    r"|developers?)"
    r"|(?:a|an|our|the|one of our|another|my) (?:\w+ )?(?:colleagues?|technicians?|specialists?|agents?"
    r"|representatives?"
    r"|managers?|supervisors?|members?|person|human)|someone|somebody|they)"
)
_BY_THE_WAY = (
    r"(?:(?!not\b)(?:\w+ly|now|already|just|also|all|still|soon|then|even|back|gone ahead and|went ahead and)\s+)"
)

# Decided or moved: the words that cost most. They count in every tense and in every frame but a question.
_DECIDED = (
    r"(?:refunded|credited|reimbursed|repaid|reversed|cancell?ed|shipped|dispatched|delivered|approved|granted|waived"
    r"|accepted|compensated|paid out|taken off)"
)
_DONE = (
    rf"(?:{_DECIDED}|sent|rejected|denied|replaced|exchanged|returned|processed|issued|opened|created|filed|logged"
    rf"|registered"
    r"|escalated|forwarded|transferred|assigned|notified|informed|resolved|fixed|solved|corrected|adjusted|updated"
    r"|changed"
    r"|removed|deleted|unlocked|reset|activated|deactivated|restored|upgraded|scheduled|booked|confirmed|verified"
    r"|checked"
    r"|reviewed|completed|finali[sz]ed|charged|billed|paid|received|reserved|arranged|expedited|reduced|deducted"
    r"|extended"
    r"|handled|investigated|identified|taken|sorted|settled|covered|included|guaranteed|authori[sz]ed|locked"
    r"|declined|damaged"
    r"|recorded|prioriti[sz]ed|rolled out|cleared|dropped|lifted|released|put|picked up|collected|done|finished"
    r"|complete"
    r"|on (?:its|the|their|his|her) way|on it|in transit|out for delivery|in progress|in good standing|in stock"
    r"|in order now"
    r"|under (?:review|investigation|warranty)|underway|all (?:set|done)|good to go|gone|coming|zero|free"
    r"|available|eligible"
    r"|entitled|active|aware|open|lower|higher now|at the depot|with the (?:courier|carrier)|back in stock|delayed"
    r"|lost|down(?! to\b))"
)
_DO = (
    r"(?:refund|credit|reimburse|repay|cancel|ship|send|dispatch|deliver|approve|grant|waive|replace|exchange"
    r"|issue|escalate"
    r"|forward|transfer|assign|notify|inform|resolve|fix|solve|correct|adjust|remove|unlock|reset|upgrade|schedule"
    r"|arrange|book"
    r"|expedite|call|contact|e?mail|write|compensate|pay|offer|give|extend|arrive|receive|get|come|visit|collect"
    r"|pick|handle"
    r"|review|investigate|process|take care|look (?:into|after)|sort|reach|follow|disappear|hear|confirm|reverse"
    r"|delete)"
)

# What one may say of oneself, the customer and the next minutes.
_HONEST_HAVE = (
    r"(?:to|a|an|no|got your|any|some|one|two|more|questions?|information|not"
    r"|understood|read|noted|heard|listed|outlined|summari[sz]ed|(?:sorted|split) (?:\w+ ){1,3}into)"
)
_HONEST_PAST = (
    r"(?:need|proceed|needed|wanted|understood|noticed|apologi[sz]ed|reali[sz]ed|appreciated|hoped|listed|outlined"
    r"|summari[sz]ed)"
)
_HONEST_ING = r"(?:asking|hoping|wondering|trying|writing|looking forward|going|being)"
_HONEST_WILL = (
    r"(?:help|need|want|see|find|ask|try|walk|guide|go through|have to|do (?:my|our) best|notice|know|look forward"
    r"|only"
    r"|be (?:happy|glad|able|here|easier|useful|helpful|possible|asked|prompted|best|right here|pleased"
    r"|in a better)|let (?:me|us)|make it easier|suggest|explain|point"
    r"|allow|show|give (?:me|us)|then|guess|never ask (?:you )?for)"
)
_THING = (
    r"(?:refund|money|credit|charge|fee|bill|invoice|payment|return|request|claim|order|package|parcel|shipment"
    r"|delivery"
    r"|replacement|courier|driver|carrier|item|card|balance|amount|statement)"
)

IN_STATEMENTS = tuple(
    lazy(pattern, re.IGNORECASE)
    for pattern in (
        # "we have already cancelled it", "a colleague has picked it up"
        (
            rf"\b{_WE}\s+(?:have|has|had)\s+{_BY_THE_WAY}{{0,2}}(?!{_HONEST_HAVE}\b)(?P<done>\w+(?: (?:after|into|at"
            rf"|up))?)\b"
        ),
        # "I cancelled it", "we made it right"
        (
            rf"\b(?:i|we|they)\s+{_BY_THE_WAY}{{0,2}}(?!{_HONEST_PAST}\b)(?P<done>\w{{2,}}ed|sent|went|took|made|gave"
            rf"|got|spoke|told"
            r"|paid|saw|found|put|did|ran|began|brought|wrote|reset|set)\b"
        ),
        # "our team is looking into it", "we are aware of it"
        (
            rf"\b{_WE}\s+(?:am|is|are|was|were)\s+{_BY_THE_WAY}{{0,2}}(?!{_HONEST_ING}\b)(?P<done>\w+ing|on it|aware"
            rf"|open)\b"
        ),
        # "we will call you", "you will get it", "it is going to arrive", "the fee will disappear"
        (
            rf"\b(?:{_WE}|you)\s+(?:will|shall|(?:am|are|is) (?:going"
            rf"|about) to)\s+(?:not\s+)?+{_BY_THE_WAY}{{0,2}}(?!{_HONEST_WILL}\b)\w+\b"
        ),
        rf"\b(?:will|shall|going to|about to)\s+(?:\w+\s+){{0,3}}?(?:{_DO}|be {_DONE})\b",
        (
            rf"\b{_THING}s?\s+(?:\w+ly\s+)?(?:will|should|arrives?|arrived|left|went|goes|comes?|came|takes?"
            rf"|has (?:your|the)|follows?)\b(?! as a (?:\w+ )?(?:surprise|shock)\b)"
        ),
        (
            r"\b(?:it|that|everything)\s+(?:\w+ly\s+)?(?:shipped|arrives?|arrived|left (?:the|our)|should (?:arrive"
            r"|reach|be (?:with|there|working)))\b"
        ),
        # "we can refund you", "I can confirm": a negation is no offer
        (
            rf"\b(?:i|we)\s+(?:can|could|may|(?:would|'d) (?:like|be happy|love) to|am (?:able|happy|pleased) to"
            rf"|are (?:able|happy|pleased) to)"
            rf"\s+{_BY_THE_WAY}{{0,2}}(?P<done>look into|(?:{_DO}|assure|guarantee|report|tell you that|say)"
            r"(?: \w+)?)\b"
        ),
        # "has been approved", "it is on its way", "you were charged", "that charge is gone"
        (
            rf"\b(?:is|are|was|were|been|being|be|am|(?<!to )gets?|got)\s+(?:(?!not\b|to\b"
            rf"|whether\b)[\w-]+\s+){{0,2}}?(?P<done>{_DONE})\b"
        ),
        r"\b(?P<done>being (?:looked (?:into|at|after)|\w+ed|taken|seen|dealt))\b",
        r"\b(?:has|have|had) been\s+(?:\w+ly\s+)?(?P<done>\w+(?:ed|en|ught|ne|ut))\b",
        # "refund approved", "replacement on the way", "a credit note is attached"
        (
            rf"\b{_THING}s?\b(?! (?:is|was|were|be|been) not\b)[^,;]{{0,40}}?\b(?P<done>{_DECIDED}|on (?:its|the"
            rf"|their) way|incoming|attached)\b"
        ),
        rf"\b(?:has|have|had|gets?|got)\s+(?:\w+\s+){{0,2}}?(?P<done>{_DECIDED})\b",
        # What the customer is to get, to pay or to leave unpaid.
        (
            r"\byou\s+(?:should|can expect to|may expect to)\s+(?:\w+ly\s+|now\s+|soon\s+)?(?:receive|get|have (?:it"
            r"|your|the)|hear|be (?!able))"
        ),
        (
            r"\byou\s+(?!(?:would (?:like|prefer)|(?:do not )?want|wish|prefer|tried|are (?:trying|asking)|could"
            r" not|can not)\b)"
            r"(?:\w+\s+){1,4}pay\b|\b(?:ignore|disregard|skip|keep) (?:it|this|that|the|your) (?:invoice|bill"
            r"|charge|payment|reminder|product|item)\b"
        ),
        # What the business does and offers is policy, and policy is a record.
        (
            r"\bwe\s+(?:\w+ly )?(?:ship|deliver|sell|offer|accept|provide|charge|operate|guarantee|owe|support|repair"
            r"|open|close)\b"
        ),
        (
            r"\bour (?:store|shop|products?|services?|offices?|policy|prices?|warranty|delivery|support)(?: \w+)? "
            r"(?:is|are|has|have|can|lasts?|takes?|opens?|works?|offers?|covers?|includes?|allows?)\b"
        ),
        (
            r"\b(?:subscription|plan|warranty|contract|account|policy|price|it)\s+(?:includes?|covers?|costs?"
            r"|qualif\w+|has priority)\b"
        ),
        r"\b(?:case|request|ticket|device|you)\s+(?:has priority|qualif(?:y|ies) for)\b",
    )
)

ALWAYS = tuple(
    lazy(pattern, re.IGNORECASE)
    for pattern in (
        (
            r"\bmoney back\b|\bguaranteed?\b|\bour word\b|\bentitled\b|\beligible\b|\bfree of charge\b|\bfor free\b"
            r"|\bno (?:\w+ )?(?:charge|cost)\b"
            r"|\bfull refund\b|\bcompensation\b|\bdiscounts?\b|\bvouchers?\b|\bcoupons?\b|\bgoodwill\b|\bhalf price\b"
            r"|\bcomplimentary\b"
            r"|\bno longer owe\b|\brest assured\b|\bconsider (?:it|this|that|the)\b"
        ),
        r"(?<!cannot )(?<!not )\bpromised?\b(?! a refund)",
        (
            r"\bno (?:further |more |other )?(?:action|steps?)\b|\bno need to do\b|\bnothing (?:else |more "
            r"|further )?(?:is |to be |to )?(?:needed|required|do\b|left)"
            r"|\b(?:our|an?) (?:mistake|error|fault) (?:on|by|of) (?:our|us)|\b(?:was|is) our (?:mistake|error"
            r"|fault)\b|\bon our (?:side|end)\b"
        ),
        (
            r"\b(?:our|the) (?:records?|systems?|database|logs?|tracking)\b(?: \w+)? (?:shows?|says?|that)\b"
            r"|\baccording to (?:our|the|your)\b"
            r"|\btracking (?:shows?|says?)\b|\b(?:in|from) (?:our|the) (?:systems?|records?|database)\b|\b(?:outage"
            r"|maintenance) in\b"
        ),
        (
            r"\b(?:call|phone|ring|text|e-?mail|message) us\b|\bgive us a (?:call|ring)\b|\bwhatsapp\b|\bhotline\b"
            r"|\bhelp ?line\b|\btoll.free\b"
            r"|\bwrite to us (?:at|on)\b|\bour (?:web ?site|site|help cent\w+|knowledge base|status page|portal"
            r"|live chat|support line)\b"
            r"|\bcall ?back\b|\bhear (?:back )?from (?:us|me|our)\b|\bhear back\b|\bin touch (?:with you|soon|shortly"
            r"|today)\b|\bget back to you\b"
            r"|\breach out to you\b|\bexpect (?:your|the|an? (?:call|e-?mail|message|reply|answer)|to hear)"
            r"|\baround the clock\b|\bcontact you\b|\bcall you\b"
        ),
        (
            r"\bmy name is\b|\breal person\b|\bnot a (?:ro)?bot\b|\bi am (?:a |your )?(?:human|personal|senior"
            r"|dedicated)\b"
            r"|\byou are (?:talking|speaking|chatting) (?:to|with)\b|\bi will personally\b|\[[a-z][^\]\n]{1,40}\]|\{\{"
        ),
        # The words that cost most in the languages seen most besides English, without their accents.
        (
            r"\b(?:erstattet|zuruckerstattet|gutgeschrieben|genehmigt|bewilligt|storniert|verschickt|versandt"
            r"|versendet|geliefert|behoben"
            r"|erledigt|uberwiesen|zuruckuberwiesen|geld zuruck|ruft sie|rufen sie an|meldet sich|melden uns"
            r"|garantier\w+|kostenlos|unterwegs|auf dem weg)\b"
        ),
        (
            r"\b(?:remboursee?s?|approuvee?s?|annulee?s?|expediee?s?|livree?s?|creditee?s?|resolue?s?|regle(?:e|s)?"
            r"|rappellera|contactera"
            r"|contacterons|rappellerons|arrivera|rembourserons|gratuit\w*|garanti\w*|en route|\w+erons)\b"
        ),
        (
            r"\b(?:(?:reembols|aprob|aprov|cancel|envi|entreg|acredit|credit|rimbors|approv|annull|spedi|consegn"
            r"|accredit)(?:ad|at|it)[oaie]s?"
            r"|devuelto|resuelt[oa]|resolvid[oa]|risolt[oa]|llamara|contactara|llegara|ligara|chiamera|contattera"
            r"|arrivera|garantiz\w+|gratis|en camino|a caminho|in arrivo|en marcha)\b"
        ),
        (
            r"\b(?:terugbetaald|goedgekeurd|geannuleerd|verzonden|geleverd|bezorgd|gecrediteerd|opgelost|gratis|belt u"
            r"|neemt contact|onderweg|teruggestuurd)\b"
        ),
    )
)

# A name under a letter, or one that introduces itself. Here capitals count.
NAMED = lazy(
    r"\b(?:[Rr]egards|[Ss]incerely|[Cc]heers|[Ww]ishes|[Tt]hanks|[Bb]est)\b\s*[,!]?\s*\n?\s*[-]?\s*(?!I\b|You\b"
    r"|We\b|Is\b|If\b|Please\b|For\b)[A-Z][a-z]+\s*$"
    r"|\b(?:[Tt]his is|I am|[Tt]o|[Ww]ith|^|[,!] ?)\s*(?!I\b)[A-Z][a-z]+ (?:from|with|at|of) (?:the "
    r"|our )?(?:\w+ )?(?:team|care|support|billing|sales|department)\b"
    r"|\b[A-Z][a-z]+, head of\b|(?:^|[.!,] )"
    r"(?!Reply|Write|Click|Right|Look|Answer|Ask)[A-Z][a-z]+ (?:from [A-Z]\w+ )?here\b"
    r"|\bI am (?!Frontdesk)[A-Z][a-z]+\b",
    re.MULTILINE,
)

DECIDED = lazy(rf"\b{_DECIDED}\b", re.IGNORECASE)
QUESTION = lazy(
    r"\W*+(?:and|or|also|please|so|first|just to be sure)?,?\s*(?:could|can|would|has|have|is|are|was|were|did|do"
    r"|does|may|will|shall|should|am|what|which"
    r"|when|where|how|who|why|since when)\b",
    re.IGNORECASE,
)
NEWS = lazy(r"\b(?:know|aware|glad|happy|great|heard?|hear|guess what)\b", re.IGNORECASE)
SUPPOSED = lazy(
    r"\b(?:if|whether|in case|unless)\b[^,;]*"
    # How something feels, and what may have happened to a device, is no news either.
    rf"|\bbeing (?!{_DECIDED}\b)\w+ed(?: \w+){{0,4}} (?:is|must be|can be|feels)(?= (?:\w+ )?(?:annoying"
    r"|frustrating|upsetting"
    r"|stressful|unpleasant|worrying|confusing|no fun|not nice|not pleasant|never pleasant|inconvenient"
    r"|disappointing)\b)"
    r"|\b(?:may|might|could) (?:not )?(?:have|be) (?:been )?(?:\w+ly )?(?:installed|damaged|corrupted|disconnected"
    r"|caused"
    r"|interrupted|loosened|blocked|turned|switched|unplugged|affected|loaded|saved|updated)\b",
    re.IGNORECASE,
)
# What happens at some time, and what the customer is told to look at, is no news, unless it is decided.
AT_SOME_TIME = lazy(
    rf"\b(?:once|until|before|as soon as|when|whenever|after|how)\b(?! (?:i|we|our)\b)(?![^,;]*\b{_DECIDED}\b)[^,;]*"
    rf"|(?:^\W*|\b(?:please|and|then|also|first|you (?:could|can|may|might|should)|(?:could|can) you"
    rf"|try to)(?: also)?,?\s+|, |\d\. )"
    rf"(?:make sure|ensure|check|double-check|verify|test|confirm)\b(?![^,;]*\b{_DECIDED}\b)[^,;]*",
    re.IGNORECASE,
)
# Saying back what the customer said: their own trouble may be named, never a decision.
REPEATS_CUSTOMER = lazy(
    r"\b(?:i (?:can |do |completely |fully )?(?:understand|see|hear|reali[sz]e|appreciate|gather|know|note)"
    r"|you(?:r concern|r question)?(?: are| have| would)? (?:mention|say|said|saying|not(?:ed|iced?)|wrote|report"
    r"|describ|explain|believe|think|feel|ask"
    r"|wonder|like|want|wish|see|experienc)\w*|(?:sounds|seems|looks) like|sorry (?:to|that|about|for|the)"
    r"|apologi[sz]e (?:for|that)|thank(?:s| you) for \w+ing"
    r"|(?:frustrating|upsetting|annoying|stressful) (?:when|that|to)|may (?:not )?have|might (?:not )?have"
    r"|although|even though|understand)\b",
    re.IGNORECASE,
)
