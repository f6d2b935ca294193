"""Closed lists of English words that the rules go by; no rule stands here."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


VERBS = _words(
    """
    is are was were be been am isn't aren't wasn't weren't isnt arent wasnt werent has have had hasn't haven't hasnt
    havent does do did doesn't don't didn't doesnt dont didnt can can't cant cannot could couldn't couldnt will
    won't wont would wouldn't wouldnt should shouldn't never always keeps keep leaks leak leaked broke breaks
    stopped stops stop arrived arrives came comes works worked fits fit smells smell smelled looks look looked feels
    feel felt makes make made hums hum flickers flicker flickered crackles crackle overheats overheat turned turns
    fell falls failed fails died dies burns burn burnt burned sparks sparked smokes snapped cracked shrank shrunk
    started starts got gets seems seem appears sheds shed squeaks squeak rattles rattle wobbles wobble vibrates
    crashes crashed freezes froze bends bent tears tore ripped runs ran sounds sound tastes went goes lacks lack
    needs says shows showed just still simply only already really now exploded melted rusted faded peeled buzzes
    beeps hurts pinches scratches scratched drips dripped collapsed jammed jams squeals whistles clicks blinks shuts
    shut charges lost loses showing refuses sat hisses tips tipped warped chipped stinks stank disconnects
    disconnected arrive lags slips itches weighs ended sticks peels r wore bleeds bled
    """,
)
# Verbs that are nouns as well: they end no name.
NOUN_VERBS = _words("stick jam hurt fade leak hum rattle squeak rust fray pinch tear droop sag smell peel")
STOP = VERBS | _words(
    """
    inside itself because since as due but for from that which who whose i we you it they them he she bought
    purchased ordered received in with to please pls plz where when what why how today yesterday tomorrow last next
    this these those asap thanks thank back again immediately if after before while within until till at under via
    into on by off about per cause cuz coz bc b/c so also plus then or than i'd i'm i've we'd we've it's its they're
    there here too either invoice invoices inv order orders bill status tracking refund replacement exchange instead
    right straight away soon anymore reason without - -- → order's my our your their his her the maybe although
    though despite whereas however having being owing thx & + / = > cos bcause becuase becos causing w/ bcs any not
    given sent got gifted advertised described damaged defective named called unless once twice
    that's who's there's here's what's needed required requested
    """,
)
FLAWS = _words(
    """
    broken damaged wrong cracked scratched defective faulty late incomplete missing dented dead torn ripped empty
    open dirty bent rusty chipped stained loose smaller bigger
    """,
)
FAULTS = FLAWS | _words(
    """
    without mistake accident accidentally mistakenly twice two double duplicate duplicates another instead different
    error not too used pieces already no unhappy disappointed but apart
    """,
)
AND = _words("and & plus")
AND_ENDS = _words(
    """
    i we you it they get got have want need would receive ask claim track check see know find also then please can
    could where what when why how the my a an our this that these those is are was be not order orders invoice inv
    invoices bill send return give tell look exchange swap replace request either her his their your i'd i'm i've
    let just both one two
    """,
)
GENERIC = _words(
    """
    item items product products thing things stuff something everything anything goods article articles order orders
    purchase purchases package parcel merchandise unit units device piece one ones it them this that these those
    some any all both gift present delivery shipment part mine smth smthg smthn smthing sth somethin sumthin sumthing
    somthing someting anythin thingy thingies thingie
    """,
)
GENERIC_LEAD = _words(
    """
    new recent latest whole entire last other wrong faulty defective broken damaged few old same several following
    above unwanted certain
    """
)
# Within a name after its first word these do not stand; within a statement they do: "gives me", "chewed the cord".
NOT_IN_NAMES = _words(
    """
    me us him them you it my our his her their its your this that these those a an no every everything everyone
    everywhere constantly badly easily itself themselves myself away apart when whenever if than like so very
    quite always never often sometimes again not too just
    """,
)
# Verbs in the past without -ed.
PAST = _words(
    """
    gave made left bit bent tore cut hit sank stuck swung rang grew blew drew shot sent took threw woke wore
    shook split burst bled hung slid spun stung stank became began caught dug fell felt flew froze hurt kept
    lost met ran rose sat shut slipped snuck went wept wrung dug gone worn torn
    """,
)
# Things that are verbs as well: 'the poles buckle', 'the drawer jams'.
THING_VERBS = _words(
    """
    buckle jam loop clip lock pin fan iron light drill hammer brush comb lamp file plug pump peel saw screw tape
    ring hook spray swing cover curl fog fray jack rock roll slip stain tap tear throw top whip wipe whistle
    """,
)
# They tell one thing from another and name none.
POINTERS = _words(
    """
    a an the my our your his her their this that these those its both all any either neither each every some
    such same usual other others another first second third fourth fifth last latest next former latter previous
    prior above below original newest new old older newer right left top bottom middle rest lot whole lots pair
    couple few regular normal standard default classic basic cheap expensive cheaper pricier big bigger small
    smaller large larger little tall short long wide narrow slim medium mid extra regular petite plus kids mens
    womens unisex tiny huge giant heavy light dark bright thick thin round square flat good bad better worse
    nice different wrong correct black white red blue green yellow orange purple violet pink brown grey gray
    beige navy teal gold golden silver cream turquoise khaki maroon olive striped checked plain clear
    transparent matte glossy colour color coloured colored size sizes sized one ones two three most least more
    less very of in as it again before please from bought ordered above-mentioned said mentioned aforementioned
    only mine yours ours and or
    """,
)
# What goes on behind a verb: "keeping the kettle", "buy new ones", "pay nothing".
GOES_ON = _words(
    """
    the my our a an some any more less another other new one ones all both nothing everything something anything
    this that these those it them him her me you us your their
    """,
)
# They tell one thing of two from the other: "blue boots and red jacket".
COLOURS = _words(
    """
    black white red blue green yellow orange purple pink brown grey gray beige navy silver gold golden big small
    large little old new
    """,
)
# They say which one it is: "256 GB, black".
PLAIN_COLOURS = _words(
    """
    black white red blue green yellow orange purple violet pink brown grey gray beige navy silver gold golden cream
    turquoise khaki maroon olive in and colour color size sized the
    """,
)
# What is bought as one, each word without the mark of more than one.
PAIRS = _words(
    """
    cup+saucer knife+fork mortar+pestle bucket+spade dustpan+brush salt+pepper pan+lid pot+lid bow+arrow nut+bolt
    lock+key cap+gown needle+thread bread+butter mop+bucket pen+pencil hammer+nail jug+bowl sugar+creamer bat+ball
    ball+pump brush+comb spoon+fork table+chair top+bottom hat+scarf scarf+glove duvet+pillow
    """,
)
# They begin no name behind an article: "the not working lamp", "the one that leaks".
NO_FIRST = _words(
    """
    not any i we you it they them he she that which who whose this these those my our your his her their the and & plus
    or order orders given sent got gifted damaged defective named called is are was were has had due because since with
    from
    """,
)
# A heading that asks for returns is made of these words alone: "Items to return:", "I'd like to send these back".
HEADING = _words(
    """
    a an the my our these those this following some few couple of all both each more item items thing things product
    products article articles goods stuff piece pieces bits order orders purchase purchases i i'd id we we'd would
    like want wanna wish need needs have has must should to for be get getting is are will i'll am i'm im we're going
    go goes come coming back return returns returning returned refund refunds refunding refunded send sending sent
    give giving take taking taken rma rmas request requests requested form label labels list please pls kindly can
    could you me us from in on and also one two three four five six several now last recent latest new no number nr
    as follows below here arrange start make issue create open authorise authorize organise organize process help with
    reason reasons why today asap unwanted wrong faulty broken damaged defective that which them there hereby
    """,
)
RETURNS = _words("return returns returning refund refunds refunding rma rmas")
SOME_MOVE = _words("send sending sent give giving take taking taken go goes going come coming")  # with "back"
WAS_DONE = _words("returned refunded sent taken")
STILL_TO_DO = _words("be want like need needs get wish wanna")  # "to be returned"
SEVERAL = _words(
    "these those following items things products articles some few several both two three four five six",
)
