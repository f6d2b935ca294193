"""What a sentence beside tasks is by how it is put: a question announced, a problem counted up, or only more of a task.

"I'd also like to know whether you rent out chairs" asks; "please send me what I need for that" asks for nothing new.
Which of them are parts of the reply is decided elsewhere.
"""

import re
from collections.abc import Collection

from workflows.answers import QueryType
from workflows.language.lazy import lazy

LONGEST = 400  # characters of a sentence that are read
_LEAD = (
    r"\W{0,3}(?:(?:and|also|then|so|but|plus|now|oh|anyway|finally|lastly|first(?:ly)?|second(?:ly)?|third(?:ly)?|besides|unrelated|by\sthe\sway|btw|apart\sfrom\sthat"
    r"|one\smore\sthing|another\sthing|(?:while|since|as)\s(?:i|we)(?:'m|'re|\sam|\sare)\s(?:writing|here|at\sit|asking)(?:\sanyway)?)[\s,:.\u2013\u2014-]{1,3}){0,3}"
)
_KNOW = r"(?:know|ask|hear|learn|check|find\sout|be\stold|understand|enquire|inquire)"
_ADV = r"(?:also|just|really|very\smuch|still|quickly|only)"
_ANNOUNCES = lazy(
    rf"{_LEAD}(?:(?:i|we)(?:'d|\swould)\s(?:{_ADV}\s){{0,2}}(?:like|love|want|need|be\s(?:curious|interested|glad|happy|keen|pleased))\sto\s(?:{_ADV}\s)?{_KNOW}"
    rf"|(?:i|we)\s(?:{_ADV}\s){{0,2}}(?:want|wanted|need|needed|wish|meant|have)\sto\s(?:{_ADV}\s)?{_KNOW}"
    rf"|(?:i|we)(?:'m|'re|\sam|\sare|\swas|\swere)?\s(?:{_ADV}\s){{0,2}}(?:wondering|wonder(?:ed)?|curious))"
    r"(?:\s(?:you|from\syou))?[\s,:\u2013\u2014-]{1,3}(?=(?:if|whether|how|what|when|where|which|why|who|is|are|do|does|can|could|would|will|may|about)\b)"
    rf"|{_LEAD}(?:i|we|there)(?:'ve|\shave|\shad|\sis|'s)?\s(?:{_ADV}\s){{0,2}}(?:got\s)?(?:an?|one|another|one\smore|one\sother)\s(?:[a-z]{{3,10}}\s)?(?:question|query)[\s,:]{{1,2}}"
    r"(?:about|on|regarding|concerning|as\sto)\s",
    re.IGNORECASE,
)
# What is asked is only about what is done already, how it goes on, or what may be needed.
_OF_WHAT_IS_DONE = lazy(
    r"(?:if|whether|how|what|when|where|which|why|who|about)\s(?:(?:long|soon|much|far|on\searth|exactly)\s)?(?:is\s|are\s|has\s|have\s|will\s|does\s|do\s|did\s)?"
    r"(?:it(?!(?:'s|\sis|\swas|\swould\sbe)\s(?:\w+\s)?(?:possible|ok|okay|allowed|safe))|that|this|they|them|these|those|both|either|each)\b(?!\s(?:new|old|other|live)\b)"
    r"|(?:is|are|does|do|has|have|will|can|could|would)\s(?:it|they|these|those|this|that)\s(?!(?:\w+\s)?(?:possible|ok|okay|allowed|safe)\b)"
    r"|.{0,60}\b(?:what|how|where)\s(?:to\s(?:do|proceed)|(?:i|we)\s(?:\w+\s){0,2}(?:do|proceed|go\sabout)|happens|happened|next|becomes?)\b"
    r"|(?:if|whether)\s(?:you|anyone|someone|somebody)\s(?:\w+\s){0,2}(?:help|need|require|look|check|see|fix|sort|received?|got)\b",
    re.IGNORECASE,
)
_OF_TASK: dict[QueryType, re.Pattern[str]] = {
    "ProductReturn": lazy(
        r"\b(?:return\w*|refund\w*|rma|label|money|exchange\w*|replac\w+|credit|(?:send|ship|take|give|bring|get|go|goes)\s(?:\w+\s){0,4}?back|courier|pick(?:ed)?\s(?:it|them)?\s?up)\b",
        re.IGNORECASE,
    ),
    "StatusUpdate": lazy(
        r"\b(?:(?:my|the|our|this|that|these|both|your)\s(?:\w+\s)?(?:orders?|parcels?|packages?|delivery|shipments?|consignment|goods|tracking)|status|track(?:ed|ing)?|when\s(?:i|we)\s(?:\w+\s)?(?:get|expect|receive|have))\b",
        re.IGNORECASE,
    ),
    "BillingInquiry": lazy(
        r"\b(?:invoice|bill|amounts?|charge[ds]?|billed|sum|fees?|totals?|credit|pay|paid|investigat\w+|outcome|mistake|error)\b",
        re.IGNORECASE,
    ),
}
_COUNTED_UP = lazy(
    r"\W{0,3}(?:second(?:ly)?|third(?:ly)?|finally|lastly|also|and\salso|next|another\sthing|one\smore\sthing|on\stop\sof\sthat|apart\sfrom\sthat)[\s,:.\u2013\u2014-]{1,3}"
    r"(?:i|we)(?:\sstill)?\s(?:can'?t|cannot|can\snot|couldn'?t|could\snot|(?:am|are|was|were)\s(?:not\sable|unable)\sto)\s(?:\w+ly\s|even\s|seem\sto\s)?"
    r"(?:download|open|log\s?(?:in|on)|sign\sin|access|print|upload|install|connect|check\sout|save|export|update|change|reset|register|activate|redeem|scan|submit|load|reach|use|get\s(?:in|into|on)|start|pair|sync)\b",
    re.IGNORECASE,
)
_SHOWS = lazy(
    r"(?:and\s|but\s)?(?:when(?:ever)?|every\stime|each\stime|as\ssoon\sas|if|once)\s(?:i|we|you|one|anyone|somebody|someone)\s(?:\w+\s)?"
    r"(?:click|try|open|press|tap|choose|select|go|type|enter|log|push|hit|start|pick|do|use|switch|turn|plug|scan|load|save|print)(?:s|ed|ing)?\b",
    re.IGNORECASE,
)
_POLITE = (
    r"(?:(?:please|pls|plz|kindly|just|do|(?:can|could|would|will)\s(?:you|someone|somebody)|you\scan)"
    r"[\s,]{1,2}){0,3}"
)
_FOR_IT = r"(?:\s(?:for|to\sdo|to\sgo\swith)\s(?:it|that|this|them|the\s(?:return|rma)))"
_NEEDED = r"(?:\s(?:that\s)?(?:(?:i|we|you)(?:'ll|\swill|\sshall)?\s(?:need|require)|(?:is|are)\s(?:needed|required)))"
_PAPERS = r"(?:papers?|paperwork|documents?|forms?|labels?|slips?|numbers?|instructions?|details|steps|address|info)"
_GIVE = rf"{_POLITE}(?:give|send|mail|e-?mail|post|get|forward|let|pass)\s(?:me|us)\s(?:over\s)?(?:have\s)?"
_END = r"(?:[\s,]{1,2}(?:please|then|now|thanks|thank\syou|soon|asap|too|by\s(?:e-?)?mail|by\spost)){0,3}\W{0,3}"
# How what is to be done is done: nothing else is asked for.
_HOW_IT_IS_DONE = lazy(
    rf"{_LEAD}(?:{_GIVE}(?:(?:the|any|all\sthe|some|those)\s(?:\w+\s)?{_PAPERS}(?:{_NEEDED}{_FOR_IT}?|{_FOR_IT})|(?:what(?:ever)?|everything|all|anything){_NEEDED}{_FOR_IT}?|what(?:ever)?(?:'s|\sis)\sneeded{_FOR_IT}?)"
    r"|(?:how|where|which\sway)\s(?:do|would|should|shall|will|can|must)\s(?:you|we|i)\s(?:guys\s)?(?:(?:want|like|need|prefer|wish)\s(?:me\s|us\s)?to\s)?(?:do|go\sabout|handle|arrange|organi[sz]e|send|return|post|ship|have|manage)\s(?:it|that|this|them)"
    r"(?:\s(?:done|back|in|over|to\syou|best|exactly))?(?:\sfrom\s(?:over\s|out\s|down\s|up\s)?(?:here|there|abroad|overseas))?"
    r"|(?:what|anything)\s(?:else\s)?(?:do|would|will)\syou\s(?:\w+\s)?need\sfrom\s(?:me|us|my\sside|our\sside)(?:\sfor\s(?:it|that|this))?"
    rf"|{_POLITE}(?:tell|let)\s(?:me|us)\s(?:know\s)?(?:what|how)\s(?:i|we)\s(?:need|have|ought|should|must|am\ssupposed|are\ssupposed)\s(?:to\s)?(?:do|proceed|go\sabout\s(?:it|that|this))){_END}",
    re.IGNORECASE,
)
_ORDERS = (
    r"(?:either|any|both|one|neither|it|they|them|that|these|those|this"
    r"|(?:the|my|our)\s(?:\w+\s)?(?:orders?|parcels?|packages?|goods|shipments?))"
)
# What the page says of orders that are looked up.
_STATUS_TOLD = lazy(
    r"\W{0,3}(?:(?:and|but|so|because|since|as)\s)?(?:(?:i|we)\s(?:can'?t|cannot|can\snot|couldn'?t|could\snot|(?:am|are)\sunable\sto)\s(?:\w+\s)?(?:see|tell|find\sout|work\sout|make\sout|figure\sout)\b[^.;!?]{0,40}?"
    rf"\b(?:whether|if|where|when|how\sfar|what(?:'s|\sis|\shas)?)\s{_ORDERS}\b"
    r"|(?:the|your|my|its|their|our)\s(?:[\w']+\s){0,3}?(?:page|site|website|account|app|status|tracking|portal|tracker|overview)\s(?:(?:still|only|just|has|keeps|always|simply|merely)\s){0,2}"
    r"(?:says?|said|shows?|shown|reads?|gives?|stands\sat|is|saying|showing|lists?|states?)\b[^.;!?]{0,40}?"
    r"\b(?:processing|processed|pending|in\stransit|label\screated|prepar\w+|dispatched|shipped|packed|on\s(?:its|their|the)\sway|out\sfor\sdelivery|confirmed|in\sprogress|awaiting\s\w+|handed\sover)\b)",
    re.IGNORECASE,
)
_OWN_NUMBER = lazy(
    r"\b(?:my|our|its|the|under|on)\s(?:(?:own|internal|uk|eu|company)\s)?(?:po|p\.o\.|purchase\sorder|customer|client|account|member(?:ship)?|loyalty|vat|tax|company|registration|contract|supplier|vendor|debtor|phone|telephone|mobile|requisition|project|job|cost\scent(?:er|re))\b"
    r"(?:[\s.](?:number|no|nr|num|id|code|reference|ref)\b)?[^.;!?]{0,25}?\d",
    re.IGNORECASE,
)
# Something is asked for, or amiss.
_ASKING = lazy(
    r"\?|n't\b|\b(?:not|never|no\slonger|wrong|invalid|missing|error|fail\w*|reject\w*|refused|declined|please|pls|plz|kindly|want|need|(?:can|could|would|will)\s(?:you|someone|somebody|i|we)|(?:would|'d)\s(?:like|love|appreciate))\b",
    re.IGNORECASE,
)
_SINCE_WE = lazy(
    r"\W{0,3}(?:ever\s)?(?:since|because|after|as|now\sthat)\s(?:i|we|our|my|the\s(?:move|merger|audit|change))\b",
    re.IGNORECASE,
)


def announces_question(words: str, beside: Collection[QueryType]) -> bool:
    """Tell whether ``words`` announce a question of another matter than the tasks ``beside`` it.

    "I'd also love to know if you plan more workshops"; not "I'd like to know where it is".
    """
    found = _ANNOUNCES.match(words, 0, LONGEST)
    if found is None:
        return False
    rest = words[found.end() : LONGEST]
    return not (_OF_WHAT_IS_DONE.match(rest) or any(_OF_TASK[kind].search(rest) for kind in beside))


def counts_up_problem(words: str) -> bool:
    """Tell whether ``words`` count up one more thing that cannot be done: "Secondly, I can't download …"."""
    return _COUNTED_UP.match(words, 0, LONGEST) is not None


def shows_problem(words: str) -> bool:
    """Tell whether ``words`` tell what happens when something is tried: "When I click on one, the page …"."""
    return _SHOWS.match(words, 0, LONGEST) is not None


def asks_how_it_is_done(words: str) -> bool:
    """Tell whether all that ``words`` ask for is how a return or a look at an invoice is done, or what it takes."""
    return len(words) <= LONGEST and _HOW_IT_IS_DONE.fullmatch(words) is not None


def tells_status(words: str) -> bool:
    """Tell whether ``words`` only tell what is seen of orders: "the page only says 'processing'"."""
    return "?" not in words and _STATUS_TOLD.match(words, 0, LONGEST) is not None


def tells_own_number(words: str) -> bool:
    """Tell whether ``words`` tell a number that is the writer's own, and ask for nothing: a customer's, a PO's."""
    return _OWN_NUMBER.search(words, 0, LONGEST) is not None and not _ASKING.search(words, 0, LONGEST)


def tells_since_when(words: str) -> bool:
    """Tell whether ``words`` tell how things are done where they are written, and ask for nothing: "since we moved"."""
    return _SINCE_WE.match(words, 0, LONGEST) is not None and not _ASKING.search(words, 0, LONGEST)
