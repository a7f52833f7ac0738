import type { Lexicon } from './lexicon.js'

const staff =
  'driver*|courier*|staff|team|manager*|agent*|waiter*|waitress*|server|nurse*|doctor*|receptionist*|technician*|engineer*|plumber*|electrician*|colleague*|employee*|assistant*|cashier*|guy*|lad*|lady|girl*|man|woman|people|crew|service|shop|store|company|restaurant|hotel|branch|support|delivery|installer*|fitter*|rep|chef|barista|host*|pharmacist*|teller|advisor*|adviser*'

export const en: Lexicon = {
  claim: `
    complain, complaint*, complaining, complained, complain about, grievance*, compliant about, make a compliant, lodge a
    file a complaint, formal complaint
  `,
  another: `
    another complaint|issue|problem, one more complaint|issue|problem|thing .. complain|wrong, one more complaint|issue|problem
    second complaint|issue|problem, third complaint|issue|problem, additional complaint|issue, new complaint
    separate complaint|issue|problem|matter, different complaint|issue|problem, further complaint|issue, also .. complain|complaint
    other complaint|issue, next complaint|issue, add .. complaint, complaint number two, on top of that .. complain|complaint
    as well .. complaint, more complaint*, and another thing, additionally .. complain|complaint, besides that .. complain*|issue
  `,
  role: `
    operator, operators, agent, human, humans, person, representative, rep, manager, supervisor, adviser, advisor, staff
  `,
  person: `
    speak|talk|chat|connect|transfer|put|pass|escalate .. human|person|agent|operator|representative|rep|someone|somebody|manager|supervisor|adviser|advisor|anyone|anybody
    need|want|get|give|bring|find .. human|operator|representative|supervisor|live_agent|real_person
    get|give|bring me a|your|the person|human|manager|agent, anyone|someone real, real human, actual human, real person, actual person
    live person|agent|human|operator|chat, not a bot|robot|machine, no bot*, stop .. bot, human please, agent please
    customer service representative, customer service rep, representative please, is .. a bot, are you a bot|robot, are you .. real
    any humans, somebody real, real someone, person in charge
  `,
  unmet: `
    still not, still no, still have not|no, still has not|no, still had not, still waiting, still has, still have, still is, still are
    still nothing, still missing, still broken, still pending, still charging, still being, still ..  not, not yet, yet to, promised
    promise, promises, was|were|is|are supposed to, supposed to, was|were meant to, was|were due, should have, should be here
    should arrived, was|were told, have been told, kept telling, keep telling|saying|getting|being|asking|coming|promising
    keeps|kept .. being|telling|saying|happening|changing|crashing|failing|breaking
    for # weeks|days|months|hours|years|minutes|mins|hrs, over a week|month|year|hour, more than a week|month|hour
    over|almost|nearly|after # weeks|days|months|hours|minutes, a week|month later, been a week|month|year|while, it is been, has been #
    have been #, been # weeks|days|months|hours|minutes, waited, waiting .. for|since|over|all|weeks|days|hours|ages|forever
    been waiting, no response|reply|answer|news|sign|explanation|apology|warning|notice|contact|help|luck|result|one|show, never did
    have not heard|received|had|got|been, has not been|arrived|come|turned|worked|changed, had not
    did not .. arrive|come|show|turn|call|reply|get|receive|fix|deliver|bother|work|help|even|happen|listen|care|tell, no show, no call
    did not even, without .. telling|warning|notice|asking|permission|explanation|notifying|informing|consent, instead of, instead
    yet again, once again, once more, every time, time and again, # times, @ time, @ attempt, for the @ time, again and again
    over and over, to no avail, no avail, in vain, wasted, waste of, never again, nothing .. done|happened|changed|back|works
    nothing back, fobbed, let down, ghosted, ignored, ignoring, ignore, took a day off, day off work, all day, whole day, all morning
    all afternoon, ages, forever, failed to, fails to, fail to, fail, failed, failure, unresolved
    not resolved|fixed|solved|sorted|addressed, crickets, radio silence, stood up, did not show, back and forth, passed around
    pillar to post, run around, runaround, postponed, pushed back, turned up .. not, no refund, no sign of
    # weeks|days|months|hours|years|minutes|mins|hrs|times .. still|no|without|waiting|now|later|late|on_hold|delay*
    never came|arrived|received|turned|showed|got|called|replied|responded|answered|comes|gets|picks|answers|happened|appeared|delivered|agreed|asked|made|ordered|signed
    never .. turned_up|showed_up|called_back|got_back|came_back|replied|heard_back, rescheduled .. again|twice|times|without
    heard nothing back|since|from|yet
    no one .. came|called|answers|answered|replied|cares|knows|showed|turned|told|helped|responded|picks|picked|contacted|to_help
    nobody .. came|called|answers|answered|replied|cares|knows|showed|turned|told|helped|responded|picks|picked|contacted|ever|gets
    someone .. supposed_to, can someone actually, someone please answer, will .. answer the, just hang up|disconnects
    still sitting|stuck|trying|on_hold|here|in_line|unable|nowhere|yet, am i right, right in thinking, was not there before
    not mentioned
  `,
  anger: `
    fuck*, fucking, fck*, fkn, shit*, shite*, bullshit, bs, crap, crappy, damn, damned, dammit, bloody, bastard*, bitch*, asshole*
    arsehole*, arse, dick*, prick*, cunt*, wanker*, twat*, piss*, pissed, pisses, screw you|this|them, screwed, wtf, ffs, stfu, idiot*
    idiotic, moron*, stupid*, dumb, dumbass*, imbecile*, incompeten*, useless, pathetic, clown*, a joke, joker*, muppet*, cowboy*
    crook*, thief, thieves, thieving, scam*, fraudster*, liar*, lied, cheat*, ripoff, rip off, ripped off, rip offs, con artist*, conned
    conning, daylight robbery, robbery, robbed, robbing, criminal*, disgust*, disgrac*, shame on, shameful, shameless, shambles, outrag*
    scandal*, appalling*, appalled, atrocious*, abysmal*, horrendous*, horrif*, terribl*, horribl*, awful*, dreadful*, hated, hateful
    despise, furious, fuming, livid, angry, anger, enraged, infuriat*, sick of, sick and tired, fed up, had enough, enough is enough
    sucks, sucked, trash, garbage, rubbish, lousy, worst, laughable, laughing stock, ridiculous*, ludicrous, absurd, insane, insult*
    insulting, unbelievabl*, unreal, go to hell, rot in hell, screw, masked-swearing, omfg, jerk*, scum*, parasite*, vermin, greedy
    vile, despicable, circus, farce, nightmare, cesspit, dump, diabolical, taking the piss|mick, piss take, pisstake, bonkers, cock up
    cockup, nasty, heartless, negligen*, negligence, you suck, fraudulent company, frauds, absolute joke, what a joke, such a joke
    what the hell, hellish, lied to, lying to, liars, lied about, pack of lies, full of lies, i hate, hate you, hate this, hate your
    you stole, stole my, stealing my|from, bunch of .. clowns|idiots|liars|thieves|crooks|amateurs|jokers|cowboys|muppets, trolls
    half ass, yousuck, wretched, crooks
  `,
  upset: `
    disappoint*, dissatisf*, unsatisf*, unhappy, unacceptab*, not acceptable, unprofessional*, not professional, upset*, frustrat*
    annoy*, irritat*, stress*, distress*, disturb*, worried, worrying, displeas*
    not happy|satisfied|pleased|impressed|amused|good_enough|ok|okay|good|great|fair|right|cool
    would not .. recommend|wish|return|buy|use|trust|touch|go, will not .. recommend|be_back|return|buy|use|shop|order|come|go|again
    do not recommend|buy|trust|use|bother|waste|order|go, never .. again|recommend|use|shop|order|buy|return|come_back|go, steer clear
    stay away, regret*, wish i had, wish i never|had_not, expected better|more, expected .. better|more, deserve better, do better
    poor*, poorly, bad, badly, worse, mediocre, subpar, sub par, below par|average|standard, unimpress*, underwhelm*, overpriced, rip*
    ruin*, spoiled, spoilt, wrecked, destroyed, hurt, hurts, hurtful, humiliat*, embarrass*, cried, crying, in tears, tears, heartbroken
    devastat*, sad, sadly, saddened, shock*, unfair*, unjust*, mislead*, misled, misleading, false advertis*, falsely, deceiv*, decepti*
    dishonest*, unethical, illegal, unlawful, unreasonabl*, neglect*, careless*, indifferen*, do not care, does not care
    could not care less, do not give a, nobody cares, no one cares, lost .. trust|faith|confidence|patience, losing patience, last straw
    at the end of my, wits end, not worth, not what i|we, messed, shocking, inconvenien*, unhelpful*, not helpful, no help, hopeless
    unreliab*, unsafe, unclean, unhygienic, filthy, refuse*, refused, refusing, excuse, excuses, blame*, blaming, denied, ordeal
    headache, hassle, pain in, dire, sloppy, shoddy, half baked, half arsed, not up to, not .. happy|satisfied|pleased|impressed
    avoid this|them|at_all|like, concerned about, concerning, a mess, what a mess, complete mess, total mess, meh, disaster, disastrous
    catastroph*, ugh, sigh, smh, stopped being funny, not funny, here we go again, errand boy, gutted, appall*, let us down, let me down
    deceit, deceitful, give up, diddly, nothing to do with reality, back where we started, stone cold, itch*, walked out, intends to
  `,
  demand: `
    want .. money_back|refund|compensation|answers|apology|explanation|replacement|my_money, demand*, i demand, money back, refund me
    refund my, give me my, give back, compensat*, reimburse*, apolog*
    expect .. refund|apology|compensation|explanation|response|reply|answer, fix this|it|that, sort this|it_out|this_out, sort it
    sort yourselves, do something, do your job, explain .. why|yourself|this, take action, take responsib*, make this right
    make it right, put this right, resolve this, resolve .. immediately|asap|now, look into this, investigate, discipline*
    fire him|her|them, sack*, stop .. charging|calling|sending|emailing|taking|spamming, someone .. needs to, somebody .. needs to
    needs to be .. fired|fixed|sorted|addressed, answer me, reply to me, respond to me, need this .. fixed|sorted|resolved
    want this .. fixed|sorted|resolved, urgently need, hold .. accountable, accountab*, i am owed, you owe
  `,
  rhetoric: `
    are you kidding|serious|joking|insane|blind|mad|stupid|having_a_laugh, you kidding|serious|joking|must_be_joking
    how is this|that|it .. acceptable|ok|okay|possible|fair|legal|normal|even|right
    how can|could you|this|anyone|someone|it .. be|even|charge|lose|sell|treat|call|let|take|do, how dare, how hard, how difficult
    how much longer, how many times, why am i, why should i, why bother, what kind of, what sort of, what is wrong with
    what is the point, what is going on, what the hell|heck|fuck|actual, what happened to, what am i .. supposed|paying
    what are you .. doing|playing|going, when are you .. going|finally, when will you .. finally|stop|learn
    when will .. finally|end|stop, who is going to, who do you think, who is responsible, is anyone, is anybody, does anyone
    does anybody, do you .. even|care|really|ever|think|actually|read|treat, do you people, are you people
    you call this|that|yourselves, is this .. how|what|a_joke|normal|acceptable|some|really, is that .. how|what|it|all, is it too much
    is it .. normal|acceptable|ok|legal|fair, am i .. supposed|expected|invisible|being, have you .. lost|any_idea|no
    where .. did|is|are .. money|refund|promised|hell, where is my money|refund|stuff, where the, so what now, hello anyone
    hope you are .. proud|happy, do not you, can you not, could you not, why on earth, what on earth, how on earth, who on earth
    on earth, how long am i|must|do_i_have|are_we|until_you|before_you
    why are you .. so|still|not|ignoring|charging|making|lying|always, why should i|we, why do you .. always|keep|never|even|treat
    why am i .. still|being|paying|not, why has nobody|no_one|it_taken|it_not, why did nobody|no_one|you_not
    why is nobody|no_one|it_so|this_so|it_taking|my|there_no, seriously .. you|this|how|what|why, so now what, please explain why|how
    are you even|ever_going|still_open, did you even, who will|would|is_going_to|gonna .. compensate|reimburse|pay_for, what is up with
    how can i trust, how do you have .. no, is there a competent, have some decency, do you think .. acceptable|ok|fair
    what a|an .. joke|mess|waste|shame|disgrace|disappointment|nightmare|fail, should but did not, or what, do i look like
    could you be any, what a treat, is it .. too_much, do you .. for_a_living, who does that, who do you, do you have any idea
    any idea how|what it
  `,
  irony: `
    bravo, slow clap, way to go, nice one, thanks a lot .. for, cheers for, yeah right, sure jan, as if, oh great, oh good, oh wonderful
    oh joy, oh fantastic, oh brilliant, oh wow, just great, just brilliant, just perfect, just what i, just wonderful, fantastic another
    brilliant another, another .. broken|promise|delay|excuse, only took, apparently, allegedly, supposedly, so called
    keep up the .. work .. soon, must be nice, proud of yourselves, hilarious, # out of .. for, slow claps, impressive .. how
    i love .. waiting|being|how_you|paying|when, love waiting|being, love how you, i guess, i suppose, shoutout to
    kudos .. for_losing|breaking
    well done|great_job|nice_job|good_job|great_work|nice_work|good_work|bravo|congrats|congratulations .. losing|breaking|ruining|ignoring|wasting|destroying|messing|screwing|failing|forgetting|on_losing|on_ruining|not
    thanks for|a_lot_for nothing|wasting|ruining|losing|breaking|ignoring|charging|destroying|leaving|making_me|the_wait|another|your_lack|not|screwing|cancelling|canceling
    thank you for nothing|wasting|ruining|losing|breaking|ignoring|charging|destroying|leaving|the_wait|not|screwing|making_me
    so much for your|the|customer|quality|reliab*|my, great service .. not, real nice of you, oh lovely, unlike you, your last dollar
    last dollar, the best you can, what a treat, precisely as long, 10/10 for, 5/5 for
  `,
  why: `why, how come`,
  trouble: `
    why .. not|no|still|so, problem*, issue*, trouble*, error*, not work*, not able
    can not .. find|log|open|get|access|use|pay|see|reach|order|sign|believe|contact|check|upload|download|connect|even, can not believe
    could not .. get|find|log|open|use|reach|believe|eat|sleep, unable, late, delay*, delays, slow, slowly, wrong, again, twice
    unfortunately, afraid, mistake*, confus*, dirty, cold, expensive, costly, charge, charged, fee, fees, lost, missing, stuck, cut off
    hung, hang up, forced, had to, have to .. again|pay
    not .. as|the|what|enough|any|a|right|been|answer|even|like|let|honour|honor|allow|accept
    do not .. know|have|answer|understand|let|want, does not .. fit|look|match|let|work|seem|help|respond|make
    did not .. want|ask|order|have|say|tell|give|let, is not .. what|right|as|working|acceptable|good|there
    are not .. what|right|as|working|there, would not .. let|give|help|work|accept|even|listen|open|stop, nothing, only got|received
    apart from, except, until, despite, even though, although, too .. small|big|long|loud|expensive|late|many|much, threw, thrown
    dropped, dumped, damaged, closed, cancelled .. my|our|without, canceled .. my|our, hidden, weird, strange, suspicious, noisy, loud
    smell*, stain*, leak*, hair in, overdrawn, stranded, abandoned, tired of, demanding, scared, dangerous, worry, sorry but
    not sure why, claim*, claims to, mess up, gone, disappeared, vanished, separate issue, shrugged, rolled her|his eyes, eventually
    barely, hardly, supposed, tried to, trying to .. for, attempt*, sign of, only .. half|one|two|part|got, not to mention, so far
    pay .. extra|again|more, should not, invalid, reject*, declin*, wow, no one, left .. outside|behind|without|on|waiting|me, lazy
    robotic, shame, actually, in sight, one of you, end in sight, stop making, will you ever, get through, rude, overflow*, an hour
    # hours, # hrs, # hour, # minutes, # mins, # min, minute wait, hour wait, half an hour, losing trust, cost me, unattended
    disconnected, redirect*, spam, not helpful, non helpful, no crew, displaced, ruined, misplaced, lack, lacking, drops out
    dropping out, rings out, brown, passed from, someone else, instead, short changed, dead fly, or else, throw up, threw up
    is|are|will|does|do|am .. ever, ever going, ever get|come|arrive|answer|reply, money .. taken|gone|charged, paid already
    already paid, took the money, took my money
  `,
  but: `but, however, although, though, except, yet, unfortunately`,
  praise: `
    thanks|thank .. to|your|for .. ${staff}, thank you to, thanks to your|the|all|everyone|my, huge thanks|thank, big thanks|thank
    massive thanks|thank, special thanks, shout out to, shoutout to, hats off, kudos, compliment*, commend*, praise*, well done to
    props to, grateful, gratitude, outstanding, exceptional*, fabulous*, phenomenal, terrific
    incredibl* .. kind|helpful|friendly|fast|polite|professional, impressed, impressive, pleased, delighted, thrilled, happy with
    very happy, so happy, really happy, happy customer, extremely happy, could not be .. happier|better
    could not .. ask for .. more|better, satisfied, love my|the|it|this|your|our|them, love love, loving it, adore, recommend*
    highly recommend, will .. recommend|be_back|order_again|use_again|definitely|buy_again, would .. recommend
    definitely .. back|again|recommend, see you next|again|soon
    best .. ever|in_town|service|experience|pizza|coffee|customer|company|meal, top notch, top class, five star*, 5 star*, # out of #
    # stars, exceeded .. expectations, above and beyond, extra mile, beyond expectations, went out of .. way, so helpful, super helpful
    really helpful, extremely helpful, polite*, courteous, kindness, patient with, attentive, caring, knowledgeable, seamless*
    hassle free, painless, spotless, immaculate, delicious, tasty, yummy, perfect packaging|condition|fit|service|order
    arrived .. early|quickly|perfect|safely|on_time|ahead, ahead of schedule, fast delivery, super quick|fast
    great service|experience|product|quality|food|staff|team|value|people|place|customer|communication
    good service|experience|product|quality|food|staff|value, nice staff|people|service, absolute star|legend|gem, legend*, lifesaver
    life saver, made my day|week|year, saved my|the|our, made my .. day, restored my faith, a pleasure, pleasure dealing, beautifully
    works perfectly|great|like_a_charm|a_treat, exactly what i|as, with a smile, bearable, keep up the good, keep up the great
    no complaints, nothing but praise, can not fault, can not thank .. enough, can not recommend .. enough
    loyal customer .. years .. great, pleasantly surprised, really appreciate, so appreciate
    appreciate you|your|the|all|everything|how|it_so_much, credit to your|the|her|him|them, you are the best|amazing|awesome
    are the best, so kind, very kind, very friendly, so friendly, super friendly, very polite, so polite, was lovely, were lovely
    is amazing|awesome|wonderful|fantastic|brilliant|excellent|superb
    was|were amazing|awesome|wonderful|fantastic|brilliant|excellent|superb|great|perfect|helpful|friendly|kind|so_helpful
    loved it|the|my|every
    excellent|amazing|wonderful|fantastic|superb|brilliant|awesome|outstanding service|experience|staff|food|customer|product|quality|people|team|work|support|delivery|driver
    thank you so much for .. ${staff}, smooth|professional|efficient .. from_start|throughout|service|process, quick delivery
    great flight|crew|trip|stay, everything .. perfect|great|smooth*|amazing
    thanks for making|helping|fixing|sorting|resolving|taking|getting|being
    thank you for making|helping|fixing|sorting|resolving|taking|getting|being, absolute star, was .. star
    was|were|is|are very helpful|so_helpful, pass .. thanks .. to, pass on .. thanks, thanks on to, everything was|we_loved, we loved
    kind words, went perfectly, works perfectly, everything just works, could not fault, look after us, looked after us
  `,
  acclaim: `
    great, good, nice, perfect, awesome, excellent, amazing, fantastic, brilliant, wonderful, cool, lovely, superb, fab, super, best
    love, neat, sweet, well done, good job, great job, nice job, great work, nice work, good work, happy, epic, on time, pleasant*
    helpful, friendly, kind, first class, loved, the best, smooth*, professional*, efficient*, appreciat*, rocks, thankful, sweetheart
    gentle, honest, fast, quick, thoughtful, darling, angel, gem, very helpful, champion, world class, perfectly, adored, handy
    keep it up, attentive, 10/10, 5/5, 100/100
  `,
  ask: `
    do you|u_have|sell|ship|deliver|offer|accept|take|do|provide|know|open|stock|support|price_match|cater|allow|give|make|repair|charge|also|still have
    do you .. deliver|ship|have|offer|open|sell|accept
    can i|we .. get|bring|pay|return|order|book|use|change|cancel|collect|pick|exchange|send|buy|have|still|upgrade|add|track|come|reserve|park|request
    can i, can we, can you tell|help|please|confirm|check|let_me_know|send|resend
    could you .. tell|help|please|confirm|check|let_me_know|send|resend|explain|advise, could i .. get|have|order|book, may i
    would you .. recommend|be_able|know, would it be possible, is it possible, is there .. a|an|any, are there .. any|a
    is it .. compatible|available|possible|in|ok_to|safe|still|free|waterproof, is this .. available|compatible|in
    is the .. available|in_stock|included|open|compatible|back, are you open, are the
    does it .. come|fit|work_with|include|support|have|cover, does the .. include|come|cover|have|fit|work
    does this .. come|fit|work|include, does your, will it .. fit|work|be, will you .. be|have|open
    when will .. arrive|order|dispatched|ship|delivered|available|be|open, when does|do|is, what time, what are .. your|the
    what is .. your|the .. address|price|cost|hours|number|policy|difference|status|size|time|email|phone|process|warranty|minimum|delivery|eta
    what happens if, what if, what size, which size|one|model|colour|color|of, where can i, where do i
    where is my order|parcel|package|delivery, where is .. my|the|your .. order|parcel|package|store|shop|branch|office|delivery
    where is the, where are you, where are .. located|based, how do i|we|you, how can i, how to, how much .. is|does|for|are|would|will
    how long .. does .. take|last, how long is|does, how long .. delivery|shipping|warranty
    how many .. come|are_in|pieces|people_can|days, how big|tall|heavy|far|old|often|late, just wondering
    wondering if|whether|when|what|how, i was wondering, i wonder .. if, want to know|ask, would like to know|ask|enquire|inquire
    like to know|ask|enquire, let me know .. if|when|whether|what|how, tell me .. when|if|what|how|where|about, enquir*, inquir*
    quick question, question about|regarding|on, interested in, looking for, looking to, need information, need info, any update*
    update*|news|status|progress .. complaint*|case|claim, any update*|news .. complaint*, complaint .. progress|status|going|handled
    any news, any idea when, any discount*, any .. discount*|deals|offers|promotion*, status of, check the status, track my
    tracking number for, opening hours|times, in stock, eta, could you .. where, how do i complain, how .. file a complaint
    where .. complain, what .. do_i|i_need|should_i|documents|is_the_difference, could you please, can you please, would you please
    how do .. activate, is .. included|allowed|free|open|refundable|waterproof|possible|required|available|safe
    are .. allowed|included|available|open|free|welcome, will this|it|that .. fit|work|be, if i .. how|can|do|what|will, do i need
    do i have to, should i, can someone .. explain|tell, does it, am i able to, am i eligible, are you able to, what .. should
    what temperature|size|type|kind|sort|model|brand|colour|time|date, can a|the|my|you|one|someone, will you send|deliver|ship|be
    do you do, when|where|how delivery|shipping, delivery|shipping when
  `,
  wh: `what, when, where, which, who, how`,
  yesno: `do, does, did, can, could, is, are, will, would, may, should, any, if, have, has, am, was`,
  thanks: `thanks, thank, thank you, thx, thanx, cheers, grateful, gratitude`,
  request: `
    please cancel|change|update|send|resend|confirm|check|help|call|email|advise|let_me|add|remove|hold|deliver|forward|provide|book|reschedule|move
    cancel my order|subscription|booking|account|membership
    need to .. change|update|cancel|book|reschedule|order|return|exchange|amend|know
    want to .. change|update|cancel|book|reschedule|order|return|exchange|buy|purchase
    like to .. change|update|cancel|book|reschedule|order|return|exchange|buy|purchase|place|reserve
    could you .. resend|send|cancel|change|update|confirm|forward
    can you .. resend|send|cancel|change|update|confirm|forward|add|remove|call, can someone .. help|call|explain|tell
    need .. copy|invoice|receipt|help_with|a_quote, help me .. with|find|choose|set|order, quote for, a quote
    send me .. invoice|copy|receipt|link|details|catalogue, i would like .. order|book|reserve, reserve a table
    book a table|room|appointment, could you move|change|send|cancel|call|check|reserve|book|add|remove|update|arrange
    i would like to book|order|reserve|schedule|cancel|return|exchange, i want to book|cancel|return|exchange|change
    interested in renting|buying|hiring|booking|ordering, help me choose, i need a copy
  `,
  'word.question': `question, questions, query, enquiry, inquiry`,
  'word.praise': `praise, compliment, thank you note, positive feedback`,
  'word.suggestion': `
    suggestion, suggestions, idea, proposal, feedback, i have a suggestion, have an idea, have a suggestion
  `,
  idea: `
    it would be .. great|nice|good|helpful|useful|better|cool|awesome|lovely|amazing|handy|ideal|fantastic|wonderful|brilliant|convenient|wonderful if|to
    would be .. great|nice|good|helpful|useful|better|cool|awesome|handy|lovely if|to
    it might be .. better|good|nice|worth|useful|helpful, it may be better, might be worth, would love .. to_see|if|it_if
    would like to see, i would love, would love it, i suggest, suggest*, my suggestion, suggestion, i propose
    recommend adding|you_add|that_you|having|putting
    you should .. add|consider|offer|have|make|introduce|try|open|let|put|provide|include
    you could .. add|consider|offer|make|introduce|maybe|try|put, why not .. add|offer|introduce|have|make
    why do not you .. add|offer|introduce|make|have|sell|open, how about .. adding|a|an|having|making, have you .. thought|considered
    please consider, please add, consider adding|making|offering|opening, could you .. consider|add .. to_the|a|an|feature|option
    can you add .. feature|option|support|a|an, feature request, feature suggestion, have an idea, an idea for, i have a suggestion
    maybe .. you_could|add|you_should|consider|offer|send|make|put, perhaps you could|consider, wish list
    i wish .. you|there|the_app|it_had, wish you .. had|would|could|sold|offered, if only you, improvement, improve .. by
    room for improvement, it would help, would help a lot, would be an improvement, feedback for, bring back
    would be useful|handy|helpful|nice|great|good|cool|convenient|welcome, you could .. let|have|put|add|give|offer|make|allow|include
    you might .. consider|add|want to, i wish you had|offered|sold|did, let people, let us, let customers
    perhaps|maybe print|add|make|put|use|try|open|offer|send|have|let, could you add|open|introduce|bring_back|start|stock
    please put|install|place|provide|introduce|open|bring back, would be good to .. able, it would be good|nice|great|helpful to
  `,
  pitch: `
    we offer, we provide
    we are a|an|the .. manufacturer|supplier|agency|company|provider|distributor|factory|wholesaler|firm|team|studio|leading|professional
    we are .. leading|manufacturer*|supplier*|agency|specialis*|specializ*, we specialise|specialize
    we manufacture|produce|supply|develop|design|build|export, we help .. business*|companies|brands|clients
    we can offer|supply|provide .. you, we would like to offer|supply|introduce|present|propose
    would like to supply|partner|offer you|introduce .. company|services|our
    our company|agency|factory|team|firm|studio .. offers|provides|produces|specialises|specializes|manufactures|is|supplies|can|has
    our factory, our agency, our services|products|catalogue|catalog|portfolio, seo, backlink*, guest post*, first page of google
    rank .. google|higher, search engine, lead generation, leads for, grow your business|sales|revenue
    boost your .. sales|traffic|business|revenue|ranking, increase your .. sales|traffic|revenue
    your website .. google|traffic|ranking|first_page|redesign, web design|development services, book a demo, schedule a .. call|demo
    free for a .. call, quick call, # minute call, partnership, partner with you
    business proposal|opportunity|proposition|cooperation|development, collaborat* .. with_you|your|opportunity, cooperation
    cooperate with, wholesale price*, wholesale, bulk order* .. discount|offer, moq, fob, oem, price list
    competitive price*|pricing|rates, affordable rates|price*, supply your, become .. supplier|vendor|distributor, new supplier
    your procurement, who handles .. procurement|purchasing|marketing, decision maker*
    person in charge of .. purchasing|procurement|marketing, procurement, purchasing manager|department, businesses like yours
    companies like yours, email marketing, sponsor*, sponsorship, influencer .. collab*, cut their .. costs|bills
    dear sir or madam .. manufacturer, would like to offer our|you, our rates|prices are, introducing our new
    we make|produce|manufacture|supply|sell|import|distribute .. for|and
    looking for .. customers|clients|partners|distributors|dealers|resellers|buyers|agents, we buy|collect|recycle|purchase
    ready to take|buy|supply|deliver|collect
  `,
  pitchlike: `
    supplier*, manufacturer*, manufacturing, distributor*, wholesale, catalogue, catalog, brochure, quotation, portfolio, partnership*
    collaborat*, proposal, services, solutions, b2b, roi, outsourc*, marketing, demo, leads, discount .. you, bulk
    custom .. mugs|packaging|printing, shenzhen, guangzhou, free sample*, free trial, no obligation, free audit, platform, software
    attached .. catalogue|price|proposal|presentation, ltd|inc|llc|gmbh|plc|corp .. offers|provides|supplies|is|specialises
    happy to send|discuss|provide, let us boost|increase|grow|help, looking for partners|distributors|agents, targeted ads
    we are .. looking_for, discounted, we provide|supply|deliver, for rent, to rent, haulage, rates, below market, recruits
    maintenance services, introducing
  `,
  context: `
    i want to buy|order|book, thinking of|about buying, planning to, i am planning, i ordered .. yesterday|today|this_morning
    i placed an order, my order number, order number is, i live in, i am in, i am based, i have an order
    i bought .. yesterday|last_week, i saw .. website|online|ad, hope you are well, hope this finds, thanks in advance
    thank you in advance, i am interested, it is for, i am looking
  `,
  if: `if, in case, what happens, whether, supposing, suppose`,
  address: `
    street, st, road, rd, avenue, ave, lane, flat, apt, apartment, building, floor, drive, boulevard, blvd, suite, postcode, zip, square
    court
  `,
  small: `
    thanks, thank, thank you, thx, thanx, tnx, tks, ty, tysm, cheers, ta, much appreciated, appreciate it, appreciated, ok, okay, okey
    k, kk, okie, okey dokey, alright, all right, sure, yes, yeah, yep, yup, ya, yea, no, nope, nah, no thanks, no thank you, fine, great
    good, perfect, cool, awesome, nice, excellent, brilliant, lovely, amazing, wonderful, fantastic, super, got it, gotcha, understood
    i see, i understand, noted, makes sense, sounds good|great|fine|perfect, works for me, deal, agreed, correct, right, exactly, true
    that is all|it|right|correct|fine|great|ok|me|good|everything, nothing else, nothing more, not now, no more, all good, all set
    all sorted, all done, all fine, sorted, resolved, solved, fixed now, problem solved, issue resolved, it is working now, works now
    it works, received it, got it thanks, no problem, np, no worries, no issues, never mind, nevermind, nvm, do not worry, not needed
    no need, hi, hello, hey, hiya, heya, yo, hello there, hi there, hey there, howdy, greetings
    good morning|afternoon|evening|day|night, morning, afternoon, evening, dear sir|madam|team|all|support, to whom it may concern, bye
    goodbye, bye bye, see you|ya, cya, see you later, take care, have a .. day|one|weekend|evening|night, happy new year
    merry christmas, happy holidays, you too, same to you, you are welcome, welcome, sorry, my apologies, pardon, test, testing
    anyone there, you there, are you there, is anyone there, anybody there, lol, haha, ha, hehe, one moment|sec|second|minute
    just a moment|sec|minute, hold on, wait a minute, here it is, here you go, here, done, sent, will do, will wait, i will wait
    i can wait, my name is, name is, i am, this is, name, my number is, my phone is, my email is, my email, my phone, my number
    my address is, address, order, order number, order number is, the order number is, my order is, order no, order id, number, phone
    email, tracking number is, reference, ref
    thank you for .. help|your_help|time|answer|reply|response|patience|assistance|info|information|support
    thanks for .. help|your_help|time|answer|reply|response|patience|assistance|info|information|support|letting_me_know|getting_back
    maybe, perhaps, not sure, i do not know, idk, dunno, later, tomorrow, today, yesterday, either, both, neither, any, first, second
    the first|second|last one, morning is fine, spasibo, privet, xiexie, nihao, gracias, merci, danke, thank you so much, thanks so much
    thank you very much, thank you so much for, thanks so much for, well done, congrats, congratulations, so much
    see you tomorrow|monday|later|then|soon, you have been .. helpful|great|kind|amazing, you have been very, very helpful
    that is everything, much obliged, no further questions, no do not, do not, no do not bother, yes that is it, of course
    yes of course, sure thing, absolutely, definitely, certainly, indeed, by all means, no doubt, all clear, crystal clear, clear now
    clear thanks, that is clear, makes sense now, that helps, that helped, very kind of you, kind of you, you are a star
    you are the best, no questions, no other questions, nothing further, not at the moment, not yet, not right now, maybe later
    some other time, never mind then, ignore that, ignore my last message, wrong chat, wrong number, sorry wrong, oops, my bad
    please ignore, already sorted|resolved|fixed|received|done, i found it, found it, worked it out, figured it out, it arrived
    just arrived, it came, talk soon, talk later, speak soon, speak later, catch you later, good bye, cheerio, ciao, so long
    night night, sleep well, have a good|great|nice|lovely one|day|evening|weekend|night, enjoy your day|weekend, happy birthday
    you as well, likewise, no rush, take your time, no hurry, i do, i did, i have, i will, we will, will do thanks, can do, roger
    roger that, copy that, aye, affirmative, negative, okay then, ok then, very well, fair enough, if you like, up to you
    does not matter, do not mind, i do not mind, whatever works, whichever, whenever, any time, anytime
    in the morning|afternoon|evening, on monday|tuesday|wednesday|thursday|friday|saturday|sunday, next week|month|monday, this week
    by card, cash, in cash, card, by email|phone|text, email is fine, phone is fine, the same, same, as before, see attached, attached
    photo attached, here is the photo|picture|screenshot|link, sent it, just sent, please see
  `,
  courtesy: `
    you, u, so, very, much, a, lot, lots, please, pls, plz, for, the, your, it, is, that, all, to, and, just, then, now, again, my, me
    i, really, guys, everyone, team, sir, madam, mate, bro, dear, well, oh, ah, too, of, in, on, at, day, here, there, this, will, be
    am, bot, mr, mrs, ms, miss, dr, quick, help, reply, response, million, bunch, everything, indeed, best, regards, kind, wishes, love
    after, before, around, pm, clock, or, by, until, between
  `,
  filler: `
    i, we, want, wanna, to, would, like, have, has, got, need, wish, must, a, an, the, my, me, make, making, file, lodge, submit, raise
    register, leave, log, put, in, about, you, your, u, please, pls, plz, hi, hello, formal, official, just, here, is, this, it, there
    for, with, of, can, could, how, do, where, one, more, another, also, second, serious, big, quick, am, going, company, some, new
    other, on, as, well, give, write, writing, send, ask, question, add, at, and, very, urgent, small, few, separate, d
  `,
  name: `
    james, john, robert, michael, william, david, richard, joseph, thomas, charles, christopher, daniel, matthew, anthony, mark, donald
    steven, stephen, paul, andrew, joshua, kenneth, kevin, brian, george, timothy, ronald, edward, jason, jeffrey, ryan, jacob, gary
    nicholas, eric, jonathan, larry, justin, scott, brandon, benjamin, ben, samuel, sam, gregory, frank, alexander, alex, patrick
    raymond, jack, dennis, jerry, tyler, aaron, jose, adam, nathan, henry, douglas, zachary, peter, kyle, noah, ethan, jeremy, walter
    christian, keith, roger, terry, harry, sean, austin, carl, arthur, lawrence, dylan, jesse, jordan, bryan, billy, joe, bruce, gabriel
    logan, alan, juan, albert, willie, elijah, wayne, randy, vincent, mason, roy, ralph, bobby, russell, bradley, philip, eugene, mary
    patricia, jennifer, linda, elizabeth, barbara, susan, jessica, sarah, sara, karen, lisa, nancy, betty, sandra, margaret, ashley
    kimberly, emily, donna, michelle, carol, amanda, melissa, deborah, stephanie, rebecca, sharon, laura, cynthia, dorothy, amy
    kathleen, angela, shirley, emma, brenda, pamela, nicole, anna, samantha, katherine, christine, debra, rachel, carolyn, janet, maria
    olivia, heather, helen, catherine, diane, julie, victoria, joyce, lauren, kelly, christina, ruth, joan, virginia, judith, evelyn
    hannah, andrea, megan, cheryl, jacqueline, madison, teresa, abigail, sophia, martha, gloria, janice, ann, anne, kathryn, charlotte
    isabella, julia, alice, kate, lucy, chloe, tom, tim, mike, dave, steve, chris, matt, nick, dan, bob, jim, ed, tony, simon, ian, neil
    graham, stuart, colin, derek, nigel, ahmed, mohammed, muhammad, ali, omar, fatima, aisha, priya, raj, deepak, amit, rahul, anil
    sanjay, vikram, neha, pooja, ravi, suresh, wei, li, chen, carlos, luis, diego, sofia, elena, olga, ivan, dmitry, natalia, yuki
    kenji, pedro, ana, marta, piotr, hans, klaus, pierre, marie, luca, giulia
  `,
  not: `no, not, never, without, nothing, neither, nor, zero, nobody`,
  shield: `not only, not just, nothing but, no wonder, not to mention, nothing short, not merely`,
  skip: `
    or, and, nor, any, a, an, the, been, be, was, were, have, has, had, is, are, really, so, very, too, that, at, all, single, slightest
    even, got, get, find, to, particularly, exactly, one, my, with
  `,
  now: `
    urgent*, immediately, asap, right now, right away, this minute, at once, emergency, emergencies, straight away, instantly
  `,
  today: `
    today, tonight, tomorrow, by friday, this evening, within the hour, within 24 hours, soon as possible, quickly
  `,
  event: `
    wedding|funeral|flight|birthday|surgery|operation|exam|graduation|party|christening|trip|interview|anniversary .. tomorrow|today|tonight|saturday|sunday|friday|this_week|weekend|in_#_hours|in_#_days
    tomorrow|today|tonight|saturday|sunday|friday is|for .. wedding|funeral|flight|birthday|surgery|operation|exam|graduation|party|trip|interview|anniversary
    i fly|leave|travel .. today|tomorrow|tonight, my flight .. leaves|is|in, at the airport, getting married
  `,
}
