"""How people speak of the last result in English; `refining_words` says how this is read."""

OPENERS = (
    r"u+h+m*|u+m+|er+m*|h+m+|ah|oh|well|so|okay|ok|alright|all right|right|yes|yeah|yep|ya|and|but|please|hey"
    r"|oriel|listen|look|actually|sorry|maybe|perhaps|then|now|cool|great|good|nice|thanks|thank you|almost"
    r"|exactly|(?:can|could|would|will) you(?: please| just| maybe)?|(?:i would|i'd) (?:like"
    r"|want)(?: you)?(?: to)?|let's|let us|i want(?: you)? to|i need you to|i think|i guess|go ahead and"
    r"|that's (?:better|good|nearly it) but|not bad|close|nearly|not quite|fine|(?:the result's|it's"
    r"|that's) (?:good|great|fine|better|okay|nearly it|almost it)(?: except(?: that)?| but)"
)
REJECTING = (
    r"no|nope|nah|naw|wait|hang on|hold on|wrong|not quite|that's (?:wrong|not right|not it)|i didn't mean that"
    r"|i don't mean that(?: one)?|you're wrong|you are wrong|not (?:that|this)(?: one)?(?= (?:i|the|but) )"
)
CLOSERS = (
    r"please|then|thanks|thank you|now|this time|mate|okay|ok|for me|again please|would you|will you|could you"
    r"|if you can|if possible|actually|i mean|i meant|right|though|as it is"
)
DEFINITE = r"(?:all |both )?(?:of )?(?:the|that|those|these|this|his|her|their|its|my|your|our|both) "
IT = r"(?:it|that|this|them|those|these|him|her|(?:that|this) (?:one|thing)|(?:all|both) of (?:it|them|those))"
PICTURE = r"(?:pictures?|photos?|images?|pics?|shots?|photographs?)"
STRICT = (  # manners of looking
    r"(?:strict|picky|choosy|fussy|sensitive to .*|careful|selective|precise|certain|cautious|critical"
    r"|conservative|rigorous)"
)
SHAPE = (  # manners of an outline
    r"(?:larger|bigger|smaller|tighter|looser|smoother|softer(?= )|rougher|finer|wider|narrower|thicker|thinner"
    r"|weaker|stronger|closer to the edge)"
)
WHICH = (
    r"(?:in|on|for|with|to|of|at)? ?(?:(?:the|this|that|my|all|each|every|both) )*(?P<which>next|following|other"
    r"|second|third|fourth|fifth|first|last|previous|one before|all|each|every|both|others?|rest of the"
    r"|number \w+)(?: (?:of )?(?:the|my|other|two|three))*"
)
FIND = r"find"
TAKES = (
    r"(?<=\w),? (?:(?:oh|no|uh|um|er) )?(?:no wait|wait no|scratch that|strike that|or rather|make that"
    r"|on second thoughts?),? "
)
OTHER = r"\b(?:other|different|another)\b"
FIRST = r"(?:the )?first <n>\b"  # "the first three"
COUNTED = (r"\b(?:counting |counted |starting )from\b", r"from")
CLAUSES = r",\s+| (?:but|and|because|so|except|though) "
REQUESTS = (
    r"\b(?:find|where|how many|show|draw|generate|translate|replace|blur|erase|delete|remove|turn|change|paint"
    r"|describe|tell|say|read|what|who|when|crop|brighten|darken|picture of|image of)\b"
)
ROWS = r"""
finer: (?:(?:please|give me|make|do|draw|use|try|with|i want|i'd like|i need|can i have|can i get|get me|have
 |now) )*(?:it
 |them |that )?(?:(?:with|have|has|give (?:it|them)) )?(?:(?:a|an|the|its|their|some) )?(?:(?:bit|little|much|even|far|a
 |bit of a) )*(?:cleaner|finer|sharper|crisper|neater|tidier|more (?:exact|precise|accurate|detailed)) (?:edges?
 |outlines?
 |masks?|contours?|borders?|cut ?outs?|lines?)(?: (?:round|around|on|for|of) <it>)?
finer: (?:make |draw )?(?:(?:it|them|that|(?:the|its|their) (?:edges?|outlines?|masks?|contours?|borders?
 |cut ?outs?)) )?(?:(?:a
 |bit|little|much|even|far) )*(?:finer|cleaner|sharper|crisper|neater|more (?:exact|precise|precisely
 |exactly))(?: (?:at|on
 |along|around) the edges?)?|(?:clean up|refine|sharpen|tidy up) (?:the|its|their|that) (?:edges?|outlines?|masks?
 |contours?
 |borders?|cut ?outs?)
usual: (?:(?:again|once more|try|search|look|use|go|back|with|to|set|put|at|it) )*(?:(?:the|your|a) )?(?:usual|normal
 |default|standard|original|regular|old) (?:threshold|cut ?off|limit|strictness)(?: (?:again|back|instead))*|(?:reset
 |restore) (?:(?:the|your) )?(?:threshold|cut ?off|limit|strictness)(?: .{0,20})?|(?:be )?(?:only )?as strict as
  (?:usual|normal|at first|always)|put the threshold back(?: .{0,20})?
elsewhere: (?:(?:now|do|try|show|find|repeat|search|apply) )*(?:(?:the )?same|that|it|this|likewise)(?: again| thing
 | search| too)* (?:in|on|for|with|to) (?:the )?<pic> (?:number )?<number>(?: too| as well)?|(?:do )?(?:the )?same(?:
  again| thing)* (?:in|on|for|with) (?:(?:number )?<number>|the (?P<which>first|second|third|fourth|fifth))
undo: undo all (?:of )?(?:that|this|it|them|the .{2,20})
redo: (?:re ?do|undo the undo)(?: <it>| the last.{0,20}| (?:the )?(?:last )?<n>.{0,12})?
redo: (?:go|step) forward(?: again| <n>| one| a)?(?: steps?)?|(?:do|put|keep|have) (?:it|that) after all
undo: (?:un ?do|revert|reverse|take back)(?: <it>| (?:the|my|your) (?:very )?(?:last
 |previous) (?:<n>)?(?: ?\w+){0,3})?
undo: (?:un ?do|revert|reverse|take back) (?:(?:the )?<n>(?: \w+)?|what you (?:just )?did.*|everything
 |the (?:changes?|step))
undo: (?:take|put|turn|roll|change|set|bring) <it> back(?: (?:the way|how|to (?:how|what|the way)|as|like|in
 |again).*)?
undo: put (?:back what|everything back).*|(?:go|step) back (?:<n>|a|one)(?: (?:more )?steps?)?
undo: (?:go|step|switch) back to (?:how|what|the way|the (?:one|version|result|state)|the (?:first|last|previous
 |old)).*
undo: i (?:liked|preferred) .*\b(?:before|first|earlier|previous|last|old)\b.*|.*\b(?:was|were
 |looked) better before.*
undo: (?:(?:the|your) (?:first|previous|last|old) \w+|the one before) was (?:right|better|good|fine|correct)(?: one)?
undo: (?:it should be )?(?:more )?(?:like|as|the way|how) (?:it was|the one) before.*|back to (?:how
 |the way) it was.*
undo: (?:can|could) (?:i|we) have (?:the (?:old|previous|last) one|that one) (?:back|again)
why: why|how come|why (?:that|this|not)(?: one)?|why (?:is|was|are|were) (?:that|this|it|these|those
 |they) (?:not )?<any>
why: why (?:do|did|have|would) you (?:think|say|pick|choose|mark|select|call|find|believe|count|leave|skip|take
 |chose).*
why: why (?:did|do|have) (?:you|not|n't) .{0,40}|why (?:is|isn't|was|are|aren't) <x>(?: not)? (?:there|in|marked
 |missing|a .*)
why: (?:and )?what makes you (?:think|say|so|believe)\b.*|(?:on|from) what (?:basis|grounds).*|based on what|says who
why: how (?:do|did|can|could|would) you (?:know|tell|see|work (?:it|that) out)(?: (?:that|this|it|so|it's|that's
 |they).{0,40})?
why: how did you (?:come up with|come to|get|arrive at|reach|count|decide).*|what(?: is|'s) (?:that|this|it) based on
why: explain (?:that|this|yourself|your (?:answer|choice|count)|why you.*)|(?:what(?:'s| is) )?your reason(?:ing|s)?
sure: (?:are )?you (?:really |quite |absolutely |that )?(?:sure|certain|positive|confident)(?: (?:about|of|that|it
 |there)\b.*)?
sure: are you (?:really )?(?:sure|certain|positive)\b.{0,50}|how (?:sure|certain|confident) are you.*
 |(?:for )?real(?:ly)?
sure: (?:is|are) (?:that|this|it|they|those|these) (?:really|actually|definitely) (?:an? |the )?<any>
 |do you really think.*
elsewhere: .*\b(?:same|that|it|this|likewise)\b.* <which> (?:<pic>|ones?)(?: as well| too)?
elsewhere: (?:now )?(?:do|try|take|apply) <which> <pic> (?:the same way|likewise|too|as well|like that)
elsewhere: (?:the )?same(?: again)? (?:there|here|for <which>|(?:in|on|for|with) (?:all|each|every one|the (?:rest
 |others)) .*)
looser: (?:that's|you're|you are|that was|it's|you've been) (?:being )?(?:a bit |way |far |much )?too <strict>
 |(?:it's|there are|that's|they're|there's|i make it|i get) <n>(?: of them)?,? not <n>.*
 |(?:but )?there are (?:at least |about |more like |actually |definitely )*<n>(?: more)?(?: of (?:them
 |those))?(?: not <n>)?
looser: you(?:'ve| have)? (?:missed|forgot(?:ten)?|skipped|left out|only (?:got|found|marked)) (?:half|most|part
 |some|many|all|a lot|loads)(?: of .{3,20})?|(?:you )?(?:missed|forgot|skipped) (?:it|him|her|them|that one|this one
 |those)(?: .{0,30})?
stricter: (?:that's|you're|you are|that was|it's|you've been) (?:being )?(?:a bit |way |far |much )?too (?:loose|lax
 |generous|lenient|relaxed|tolerant|forgiving|sensitive|greedy)|(?:<n>|one|some|half|most|many|a few) of (?:them
 |those|these)(?: \w+)? (?:is|are|aren't|isn't|don't|doesn't) .*|you(?:'ve| have)? (?:counted|marked|got|found
 |picked) (?:<n> too many|one twice|<n> twice|.{3,15} (?:twice|double))
undo: (?:can i|could i|let me|show me|i want to|i'd like to)(?: see| have| get| go back to)? the (?:(?:previous|last
 |old|earlier|first|original)(?: one| result| version| answer| outline| mask)?|(?:one|result|version
 |answer) (?:before|from before))(?: again| back)?
threshold: (?:(?:set|put|make|lower|raise|use|try|with)(?: the| a)? )?(?:threshold|cut ?off|limit)\b.*?<share>.*
threshold: .*\b(?:at least|above|over|from|more than|below|under)\b.*?<percent>(?: (?:sure|certain|or).*)?
looser: (?:be )?(?:(?:a (?:bit|little|touch)|more|much|far) )*(?:less|not so|not that|not as) <strict>.*
looser: (?:be )?(?:(?:a (?:bit|little|touch)|more|much|far) )*(?:looser|lax|generous|lenient|relaxed|tolerant
 |forgiving)\b.*
looser: (?:lower|reduce|drop|decrease) (?:the|your) (?:threshold|bar|standards?|cut ?off|limit).*
 |don't be so <strict>
looser: (?:give me |show (?:me )?|find |i want )?(?:even )?more(?: of (?:them|those|these)|<any> one)?
 |you're too strict.*
looser: you(?:'ve| have)?(?: also)? (?:missed|forgot(?:ten)?|overlooked|skipped) (?:one|some|a few|a couple|several
 |it|<n>|lots)\b.*
looser: (?:no )?(?:(?:but |i think )?there(?:'s| is| are| were|'re))(?: still| clearly| at least)* (?:another|(?:one
 |some|<n>|a few|many|lots|way) more|more|others)(?: one)?(?: of (?:them|those))?(?: (?:than (?:that|those|<n>)
 |i think|in|on|at|behind|there|hidden|hiding|over|near|by|left|look)\b.*)?
looser: .*\bi (?:can |only )?(?:count|see|get) (?:<n>|more|another)(?: of (?:them|those)| .*)?|there (?:should|must
 |ought to) be (?:<n>|more|another|others)\b.{0,30}
looser: (?:(?:take|have|try)(?: a| another)? )?(?:look|check|search|count)(?: a bit)? (?:again|closer|harder
 |properly|more).*
looser: (?:take|have) (?:a closer|another|a better) look.*|(?:count|show) (?:also )?the (?:doubtful|unsure|less).*
stricter: (?:be )?(?:(?:a (?:bit|little|touch)|more|much|far) )*(?:stricter|pickier|choosier|fussier
 |<strict>)(?: (?:about|with|than).*)?
stricter: you (?:need to|have to|should|must|could) be (?:(?:a bit|a little|more|much) )*(?:stricter|pickier
 |<strict>).*
stricter: (?:raise|increase|up) (?:the|your) (?:threshold|bar|standards?|cut ?off|limit).*
stricter: (?:(?:show|keep|mark|give)(?: me)? )?(?:only|just) (?:what|those|the ones|things|the things
 |when)(?: that)? you(?:'re| are)\b.*\b(?:sure|certain|confident).*
stricter: (?:only|just) (?:the )?(?:sure|certain|definite|clear|obvious|safe) (?:ones|things)
 |(?:way |far )?too many\b.*|(?:a few |a bit )?(?:fewer|less)(?: of (?:them|those))?
stricter: (?:that(?:'s| is)|those are|these are|there are) (?:way |far |just )?too (?:many|much)\b.{0,30}
stricter: you(?:'ve| have)? (?:marked|counted|found|picked|selected|got|outlined|included
 |shown) (?:way |far )?(?:too (?:many|much)|twice as many)\b.*
again: (?:try|do|have|give) (?:it |that |this )?(?:another (?:try|go|shot)|again|over|once more)(?: .*)?
 |once more but .*
again: (?:the )?same again|one more try|you got it (?:completely |totally |all )?wrong.*|start (?:that|it|this) again
adjust: (?:make )?(?:(?:it|that|them|the (?:edge|outline|mask|line)s?) )?(?:(?:a (?:bit|little|touch|tad)|slightly
 |much|even|just|still|more) )*<shape>(?: (?:at|around|on|to|in|by|than|round)\b.*)?
adjust: (?:give|add|take|grow|shrink|widen|expand|move|shift|nudge|pull|push) (?:it|that|the (?:edge|outline|mask
 |border|box)|another|a few|some|<n>)\b.*\b(?:pixels?|edges?|outline|mask|border|margin|round|around)\b.*
adjust: (?:make |clean |so )*(?:the|its|that|your|this|those) (?:\w+ )?(?:edges?|outline|mask|contour|border|box
 |selection|cut ?out)s?\b.*\b(?:rough|off|wrong|jagged|smooth\w*|clean\w*|tight\w*|loose\w*|sharp\w*|too|further
 |finer|larger|smaller|better|soft\w*)\b.*
adjust: (?:(?:a bit|a little|slightly|much|even|make it) )*(?:further|more) (?:to the )?(?:left|right|up|down|in
 |out)\b.{0,20}
adjust: (?:that(?:'s| is| was)|it(?:'s| is| was)) (?:a bit |way |far )?too (?:much \w+|strong|weak|rough|coarse
 |thick|thin|tight|wide).*
as cut: (?:now |just )*(?:cut <it> out|cut out <it>|(?:crop|extract|isolate) <it>|cut <it>)|(?:as
 |make) (?:a )?cut ?outs?(?: of <it>)?
as outline: (?:now |just )*(?:outline|mask|highlight|segment|trace|mark|circle) <it>|(?:draw|put) (?:a|an) (?:line
 |outline|box|circle) (?:a?round) <it>|show (?:me )?(?:the|its|their) (?:outline|mask|contour)s?(?: of <it>)?
as count: count <it>(?: all)?|how many(?: of (?:them|those|these))?(?: (?:are|is) (?:there|they|that
 |those))?(?: in (?:all|total))?
as where: where(?: exactly)?(?: (?:is|are) (?:it|they|he|she|that|those|these|them)| exactly)?(?: exactly| then)?
 |point (?:to|at|out) <it>|point <it> out|show me where(?: (?:it|they|he|she|that) (?:is|are))?
also: (?:also|plus|include|as well as|don't forget|with)(?: also| not)? <x>(?: too| also| as well|,? it's missing
 | to (?:that|it|them|the (?:selection|mask|outline|result)))*
also?: add <x>(?: too| also| as well| it's missing| to (?:that|it|them|the (?:selection|mask|outline|result)))*
 |and <x>
also: <x>(?: to that)? (?:too|also|as well)|(?:add|include) <x> (?:it's|they're|is|are) missing|(?:add|include|take
 |count|mark) <x> (?:too|also|as well)
also: (?:also|plus|and) (?:an?|another|some) <any>(?: too| also| as well)?|an?(?: other)? <any> (?:too|as well)
also: (?:(?:but|except|only) (?:that )?)*<x>(?:'s| is| are|'re) (?:still |also )?(?:missing|not (?:quite )?(?:in
 |included|there|marked)|left out|cut off|lacking)\b.{0,20}
also: you(?:'ve| have)?(?: also)? (?:missed|forgot(?:ten)?|left out|skipped|overlooked|cut off|lost|not included) <x>
also: <x> (?:is|are) part of (?:it|that|them)|(?:and )?(?:the )?(?:rest|others)(?: of them)?(?: too| as well)?
instead: (?:not|no) <the> (?:but |i (?:mean|meant|want|wanted) )?<x>
without: (?:(?:okay|do it|the same|again|that) )?(?:but )?(?:without|minus|leave out|leave off|exclude|ignore|omit
 |skip|drop|disregard) <x>
without: (?:but )?(?:without|minus) (?:any )?<any>|(?:everything|all|all of them)(?: of them)? (?:but|except
 |apart from)(?: for)? <x>
without: (?:but )?not <x>(?: though| please)?|(?:except|apart from|other than)(?: for)? <x>|leave <x> (?:out|off
 |alone|separate).*|<x> (?:doesn't|don't|does not) (?:count|belong).*
without: (?:take|remove|get|cut) <x> (?:(?:out|off) of|from|out of) (?:the|that|this|your) (?:selection|mask|outline
 |result|list|count).*
without: you(?:'ve| have)?(?: also)? (?:included|marked|selected|got|taken|picked|counted|outlined|caught|grabbed
 |cut out) <x>(?: (?:too|as well|in there|by mistake|in it|there|twice).*)
without: that(?:'s| is) (?:just |only |still )?(?:part of )<x>|<x> (?:shouldn't|should not|isn't|is not
 |aren't) (?:be )?(?:in|included|part|counted|meant to).*
only: (?:keep |show |leave |take |i (?:only )?(?:want|need) )?(?:only|just|solely|nothing but)(?: keep| show| leave
 | take)? <x>|keep (?:only )?<x>|<x> (?:only|alone|is enough|and nothing else|will do)
only: (?:it's|it is|i'm|i was) (?:just|only)(?: after)? <x>|.*\bi (?:was )?(?:only|just) (?:after|want|wanted|meant
 |need) <x>
other: (?:i (?:meant|mean|want|wanted) |show (?:me )?|take |pick |use |try |choose |it's |give me )?(?:the|that|an
 |another) other (?:<any>|one|ones|two)\b.{0,30}|.{0,40}\bthe other one
other: (?:a different|some other|another|the next) one(?: please)?|(?:the )?wrong one|not (?:that|this|those|these
 |him|her|it)(?: one| ones)?
other: that(?:'s| is)(?:n't| not) the (?:one|right one|thing|\w+)(?: (?:i|that) .*)?|not the one.{0,40}|(?:swap
 |switch) (?:them|to the other).*
instead: (?:rather|instead) <x>|<x>(?: there)? (?:instead|rather)(?: of .*)?|(?:the same|same|do (?:that|it
 |the same)|and)(?: again| now| thing)* (?:but )?(?:with|for|on) <x>
instead: (?:not|no) <y> (?:but |i (?:mean|meant|want|wanted) )?<x>|(?:(?:that|this|it)(?:'s| is| was)?(?:n't
 | not)? .{2,18} |i didn't .{3,20} |.{0,20}(?:one|man|thing) )?i (?:meant|mean|wanted|said|asked for
 |was talking about|was after) <x>
instead: (?:try|take|use|do|pick|show me|make it|make that) <x> instead(?: of .*)?|an? <any> instead(?: of .*)?
which: (?:it's |i (?:mean|meant|want|wanted) )?(?:the|that) (?:\w+ )?ones? (?:that|that's|which|who|with|in|at|on
 |behind|next|nearest|closest|near|by|beside|to|under|over|above|below|between|further|wearing|holding|from|left
 |right|further)\b.*
which: the (?:smaller|larger|bigger|taller|nearer|left|right|upper|lower|darker|lighter|first|second
 |last)(?: one)? of (?:the|those|these) .{2,12}|the ones? .{3,14}(?:ing|ed)
all: (?:i (?:want|meant|mean) )?(?:all|both|every one|each)(?: (?:of (?:them|those|these)|<n>))?(?: not (?:just
 |only) .*)?|everything
undo: (?:cancel|discard|scrap|reset|lose|forget|take off|remove) (?:that|it|this|the last|that last
 |your last)(?: (?:last|change|step|one|edit|mask|version|again))+|(?:scrap|reset|discard|reverse) (?:it|that|this)
 |(?:control|ctrl) z|step back
undo: (?:restore|return to|bring back|get back|give me back|get|switch to) (?:it|that|the|what
 |your)\b.{0,12}\b(?:old|previous|last|first|original|earlier|before|was)\b.*|(?:back|return) (?:one|a|<n>
 |to the (?:previous|last|old|first|original|earlier)|to (?:what|how|where)).*|i want the (?:old|previous|last|first
 |original) .{0,12}(?:back|again)?|as (?:it|they) (?:was|were)(?: before)?
undo: .*\b(?:you had|it was|that was|looked|liked it) (?:much |far |way )?better (?:before|earlier|the first time
 |previously).*|.*\b(?:before|earlier|previous|first one|last one
 |the original)(?: \w+)? was (?:much |far |way )?(?:better|right|fine|nicer|good).*|.*\bwhat you had before.*
redo: (?:bring|put) (?:it|that) back (?:in )?(?:again|after all)|no (?:put|do|keep) (?:it|that) (?:back )?again
 |undo (?:that|the) undo|(?:no )?(?:i )?changed my mind.*(?:back|again)
why: (?:and )?(?:why's that|why so|what for|why not .{2,25}|for what reason|what makes (?:it|that|this) an? .*
 |what's (?:the|your) (?:reason|evidence|basis|proof).*|(?:where|what) did you get that from|how so|what tells you .*
 |what gave it away|how(?: on earth)? (?:is|are) (?:that|this|it|those) (?:an? |the )?.{2,25})
why: (?:and )?why (?:only|just|so|no|not|isn't|aren't|is|are|did|didn't|wasn't|weren't) (?:<n>|many|few|one|that one
 |this one|the other(?: one)?|it|there|you).{0,40}|(?:can you |please )?(?:explain|justify|tell me|say) (?:why
 |how you (?:know|got|came|decided|chose|counted)|your)\b.{0,40}
sure: (?:is|are) (?:you|that|it|this) (?:right|correct|true|for sure|certain|accurate)(?: though| about that)?
 |(?:can you |please )?(?:double check|check (?:that|it|again)|verify)(?: that| it| please)?|(?:you )?sure(?: it's
 | that's| there's| about| that)? .{2,30}|i(?:'m| am) not (?:so |very )?(?:sure|convinced)(?: about that
 | you're right)?|(?:i )?doubt (?:it|that)|no way|seriously|how (?:reliable|accurate|likely|trustworthy) (?:is
 |are) .{2,25}|what(?:'s| is) (?:the|your) (?:confidence|score|certainty).*
elsewhere: (?:now )?(?:and |then )?(?:on|in|for|to|with) <which> (?:<pic>|one)(?: (?:too|as well|also|please))+
 |(?:now )?<which> <pic> (?:too|as well|also|next)|(?:repeat|do|run|use|copy|apply|carry) (?:that|it|this
 |the same)(?: over)? (?:in|on|for|to|with) <which> (?:<pic>|ones?)
looser: .*\byou(?:'ve| have)?(?: only| just)? (?:found|got|marked|counted|see|show|picked
 |given me)(?: me)? (?:only |just )?<n>\b.{0,60}|(?:there(?:'s| is| are)|i (?:can )?(?:see
 |spot)) (?:still |clearly |at least )*(?:some|another|one|<n>|loads|plenty|a couple|a lot)(?: of (?:them
 |those))?(?: more| other| others)?(?: one| ones)? (?:you|that you|hidden|hiding|missing|left|behind|in the|over
 |at the|on the|further|down|up).*
looser: (?:not all|you didn't (?:get|find|mark|count|see) (?:all|them all|every|everything)).*|(?:that's|it's
 |those are) not all(?: of (?:them|those))?.*|(?:get|find|mark|count|show|include|take)(?: me)? (?:all of them
 |them all|every one|every single one|the rest|the missing ones?|the others|more of .*)|(?:is that
 |are those) all(?: of them| you can find)?|(?:be|try to be) (?:more|a bit more|less) (?:sensitive|inclusive|thorough
 |open)|(?:try|look|search) (?:a bit |a little )?harder|even (?:the )?(?:unlikely|doubtful|uncertain|faint
 |unsure) ones.*|(?:include|show|mark|count)(?: me)? (?:also )?(?:the )?(?:unlikely|doubtful|uncertain|faint|unsure
 |less certain|less obvious) ones.*|anything (?:that )?(?:might|could) be (?:one|an?) ?.*
stricter: (?:only|just)(?: show| keep| mark)?(?: me)? (?:the )?(?:best|surest|strongest|most (?:certain|likely
 |obvious)|top|certain|confident)\b.{0,20}|(?:get rid of|drop|remove|throw out|leave out) the (?:doubtful|uncertain
 |unsure|unlikely|weak|false) (?:ones|positives|hits|matches)|(?:some|half|most|a few) of (?:them|those|these) (?:are
 |aren't) .*|not so many|(?:that's|those are|it's) (?:not|more than) .*\bso many|(?:you )?(?:over ?count\w*
 |over ?did it|marked everything|got carried away).*
again: (?:please )?(?:retry|redo it properly|have another (?:go|look|try)|one more go|give it another (?:go|try
 |shot)|start over with that)(?: .*)?
adjust: (?:(?:too|not) (?:tight|loose|rough|jagged|thick|thin|wide|narrow|coarse|smooth|sharp|big|small|close
 |far)(?: enough)?)(?: .{0,30})?|(?:trim|smooth|tidy|refine|tighten|loosen|feather|straighten|widen|thicken|expand
 |shrink|extend) (?:it|that|them|the (?:\w+ )?(?:edges?|outline|mask|line|contour|border|box|selection
 |corners?))(?: .{0,40})?
adjust: (?:it|that|the (?:mask|outline|line|box|edge|edges|selection|contour|cut ?out|border))(?: \w+)? (?:cuts?
 |cutting|goes|go|spills?|bleeds?|leaves|leaks|runs|misses|covers?|reaches|doesn't|don't|should|needs|has to|must
 |could|overlaps?|sits)\b.{2,60}|(?:there's|i (?:can )?(?:still )?see|it has|it's got) (?:still )?(?:a bit|some
 |a strip|a lot|part|a piece|a sliver|a gap|a hole|bits|little)\b.{2,60}|(?:make it |just |only )*(?:a bit|slightly
 |a touch|a little) (?:more|less)
also: (?:get|grab|take|mark|outline|cut out|highlight|select|count|find|show|want|have|bring|put|throw|keep)(?: me
 | in)? <x>(?: in| back| there| them)? (?:too|as well|also)|(?:also|additionally) (?:get|grab|take|mark|outline
 |cut out|highlight|select|count|include|add|show)(?: me| in)? <x>|(?:and )?(?:what|how) about <x>|throw in <x>
 |put <x> back(?: in)?|don't (?:leave out|miss|skip|omit) <x>|<x> (?:should|must|needs to|has to|ought to
 |is supposed to) (?:also )?(?:be )?(?:in(?: there| it)?|included|part of it|marked|there|counted)(?: too| as well)?
 |you (?:didn't|did not|haven't|don't have) (?:get|got|include|included|mark|marked|take|count|counted|have) <x>
 |<x> belongs? (?:to|with|in)\b.{0,20}|i (?:want|need) <x> (?:too|as well|also|in there)|where(?:'s| is
 | are) <x> (?:gone|in your .*)
without: (?:don't|do not|please don't|you shouldn't|no need to) (?:include|count|mark|take|select|outline|highlight
 |want|use|show) <x>(?: .{0,25})?|(?:skip|drop|omit|exclude|forget|ditch|scrap|leave out|throw out
 |kick out) <x>(?: (?:please|entirely|altogether|it's .*|that's .*))?|leave <x> out(?: of it)?
 |(?:but )?no <any> (?:please|this time|in it|in there|though)|i (?:don't|do not|didn't) (?:want|need|mean
 |ask for) <x>(?: .{0,20})?|<x>(?: too)? (?:can go|should go|has to go|must go|goes|is wrong|out)|<x> (?:is
 |was) not (?:meant|wanted|asked for|part of it|supposed .*)
only: (?:narrow|limit|restrict|reduce|trim)(?: (?:it|that|them|this))?(?: down)? to (?:just |only )?<x>|(?:stick
 |keep|stay) (?:to|with|on) (?:just |only )?<x>|(?:i )?(?:only|just) (?:meant|want|wanted|need|care about|asked for
 |mean)(?: you to (?:mark|outline|count|take))? <x>|(?:only|just) (?:keep|show|leave|take|mark|count|use
 |include)(?: me)? <x>|<x> (?:and )?(?:nothing else|nobody else|no more|on its own|by itself|only please)
 |only <any> (?:count|counts|please)|(?:forget|drop|lose|ignore|leave out) (?:all )?(?:the rest|everything else
 |the others|all the others)(?: .{0,25})?
other: (?:no )?(?:other one|next one|try another(?: one)?|pick another(?: one)?|show (?:me )?another(?: one)?
 |the next one along|the one (?:next to|beside|behind|opposite) (?:it|that|him|her|that one)|(?:his|her
 |its) neighbour)(?: please)?|(?:that's )?(?:the )?wrong <any>|i (?:don't|didn't) (?:want|mean) (?:that|this|him|her
 |it)(?: one| \w+)?|not that <any>|(?:i meant |i want(?:ed)? )?(?:a different|another) <any>|not (?:him|her|that one
 |this one) .{0,30}
instead: (?:do|have|get|use|try|find|show|mark|outline|take|pick)(?: me| it| that)? <x> (?:instead|rather)
 |swap (?:it|that|<y>) (?:for|with) <x>|<x> not <y>|i (?:actually |really )?(?:meant|mean|said|asked for|asked about
 |was asking about|was talking about) <any>|(?:make|let) (?:it|that) (?:be )?<x>|change (?:it|that) to <x>
which: (?:it's |i'm after |i'd like |i'd rather |give me |take |choose |pick |use |try |go for |go with |show me |mak
 e it |no )*(?:the|that) (?:\w+ )?(?:one|ones|two|guy|man|woman) (?:that|that's|which|who|who's|with|in|at|on|behind
 |next|nearest|closest|near|by|beside|to|under|over|above|below|between|further|wearing|holding|from|left|right
 |furthest|over|up|down)\b.{2,60}|the (?:\w+est) (?:one|ones|of .*)
 |(?:it's |take |pick |i want |i'd like |show me |choose |go for )(?:the \w+ one|number <n>|the one .{3,40})
wrong: (?:that|this|it)(?:'s| is| was)(?: completely| totally| just| clearly| obviously)? (?:wrong|rubbish|nonsense
 |incorrect|off|bad|not good|no good|useless|a mistake|not even close)(?: .{0,30})?|(?:you|you've|you're|you have
 |you are)(?: (?:got|getting|it|that|all|this|one|them|have|were|was|completely|totally))* (?:wrong|mistaken|confused
 |mixed up|backwards|the wrong way round)(?: .{0,40})?|(?:that's|this is|it's) not (?:what|how|where|who) .{3,40}
 |not what i .{3,30}|(?:you )?(?:missed the point|misunderstood(?: me)?)|i didn't (?:ask|mean|say|want) .{2,30}
 |(?:that|this|the) \w+ (?:isn't|is not|wasn't|ain't) (?:an? |the |my |really )*\w+.{0,30}
without: (?:you(?:'ve| have)? (?:included|got|caught|taken|left|marked|cut out|selected|grabbed)|there(?:'s
 | is)(?: still)?|i (?:can )?(?:still )?see|it(?:'s| has) got|it includes)(?: still)? (?:some|a bit|part|parts
 |a piece|bits|a little|a strip|too much)(?: of)? <any>(?: (?:in there|in it|left|there|too|as well|still|at the .*))*
without: (?:that|this)(?: one| thing)? (?:doesn't|does not|don't|shouldn't) (?:belong|count|go|be)\b.{0,25}
also: <x> (?:got|was|were|has been|have been|is|are)(?: still| all| partly| half)* (?:cut off|cropped|chopped off
 |left out|missing|forgotten|ignored|not in(?: it)?|incomplete|clipped|gone)(?: .{0,20})?
wrong: (?:that|this|it) (?:can't|cannot|can not|couldn't|doesn't|does not|won't) (?:be|look|seem|sound|make
 |fit)\b.{0,25}|(?:is (?:that|this) (?:your final answer|really it|supposed to be .*|a joke))
wrong: (?:(?:no|nope|nah) ?)+|(?:no )*(?:that(?:'s| is| was)|it(?:'s| is)|you(?:'re| are)|completely|totally
 |still) (?:all |completely |just |still )?(?:wrong|incorrect|mistaken|false|rubbish)(?: .{0,25})?
wrong: (?:that|it|this)(?:'s| is)?(?:n't| not) (?:it|right|correct|true|what i (?:asked|wanted|meant|said).*)
 |not (?:quite|like that|right|correct)
wrong: .*\byou(?:'ve| have)? (?:mixed up|confused|swapped|misunderstood|mistaken) .*|.*\byou(?:'ve
 | have)?(?: \w+)? (?:counted|marked) .*\btwice
wrong: (?:no )?(?:that|this|it|the \w+ one)(?:'s| is)(?:n't| not| never| just| part of| actually| really)+ (?:an?|my
 |the|part of the|part of) [\w ]{2,30}(?: mate| you know)?
wrong: you (?:cut off|mislabelled|misread|misjudged) .*
"""
