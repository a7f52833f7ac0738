import type { CategoryWords } from './lexicon.js'

export const enCategories: CategoryWords = {
  delivery: {
    about: `
      deliver*, parcel*, package, packages, order, orders, ship, shipping, shipped, shipment*, tracking, dispatch*, courier*, collect
      collection, pickup, pick up, post, postage, luggage, baggage
    `,
  },
  'delivery.late': {
    wrong: `
      order|delivery|parcel|package|shipment|it|food|pizza|train|flight|bus|taxi|cab .. late|delayed|overdue
      # weeks|days|hours|months|minutes late|overdue, late delivery|again, delayed .. by|again|#
      not arrived|been_delivered|turned_up|come|shipped|dispatched, has|have not .. arrived|come|turned|shipped
      did not .. arrive|turn_up|come|show_up, never .. turned_up|showed_up|came|showed, no show
      no one|nobody|noone .. turned_up|showed|came, still waiting .. order|delivery|parcel|package|for
      waiting .. for .. order|delivery|parcel|package|sofa
      supposed|meant|due|promised_to .. come|arrive|be_here|be_delivered|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|last
      was|were meant to be here, was|were supposed to .. be|come|arrive, was|were due .. on|yesterday|last
      no sign of .. package|parcel|order|delivery|it, missed .. delivery|slot, stuck in transit|at|customs, where is .. still|been
      delivery .. rescheduled|postponed|pushed|moved|missed|cancelled, took forever|ages|weeks|a_month, order .. been_#_weeks|days
      next day delivery .. not|week|days, no sign
    `,
  },
  'delivery.damage': {
    wrong: `
      arrived .. damaged|broken|smashed|crushed|cracked|dented|shattered|torn|open|ripped|soaked|wet|leaking|melted|in_pieces|bent|scratched
      smashed, crushed, shattered, dented, damaged, squashed, in pieces, # pieces
      box|package|parcel .. ripped|torn|crushed|damaged|open|opened|soaked|wet|dented|destroyed, broken on arrival, broken glass
      came .. broken|damaged|smashed|cracked, cracked, run over, ripped open, torn open, been opened, soaking wet, melted, scratch*
      chipped, shards, bubble wrap .. no|not, badly packed|packaged, poor packaging
    `,
  },
  'delivery.lost': {
    wrong: `
      lost .. my|our|parcel|package|order|luggage|baggage|suitcase|bag|letter|post
      losing .. my|our|parcel|package|order|luggage|baggage|suitcase|bag
      parcel|package|order|luggage|suitcase|delivery .. lost|missing|vanished|disappeared|stolen|gone|never_arrived|nowhere
      says .. delivered .. not|never|nothing|but, says delivered, marked .. delivered, delivered .. but|not_received, never received
      never arrived, never got, not received, did not receive, did not get .. parcel|package|order, signed for .. by|not|no
      delivered to .. wrong|neighbour|neighbor|someone|another, wrong address, wrong house, no package, no parcel, went missing
      gone missing, stolen .. porch|doorstep|parcel|package, nowhere to be
    `,
  },
  'delivery.courier': {
    wrong: `
      driver*|courier*|postman|delivery_guy|delivery_man|mailman|delivery_person .. threw|left|dumped|dropped|rude|swore|swearing|shouted|yelled|refused|ran|drove|did_not|never|pretended|lied|kicked|drunk|stole|ate|would_not|demanded|marked|hit|smoking|aggressive|was_on|parked|blocked
      threw .. over|box|package|parcel|at, over the fence
      left .. on|in|at|outside .. doorstep|rain|street|porch|pavement|bin|road|hallway|lobby, left it .. rain|outside|bin|street
      without .. knocking|ringing, did not .. knock|ring, not even .. knock|ring, pretended to .. ring|knock|deliver, not home
      marked .. not_home|as_delivered, card through .. door, sorry we missed you, in the bin, in the pouring rain
    `,
    about: `driver*, courier*, postman, delivery guy|man|person`,
  },
  goods: {
    about: `
      product*, item*, size*, colour*, color*, model*, phone*, laptop*, kettle, fridge, sofa, shoes, boots, dress, jacket, stock
      warranty, battery, screen, machine, compatible, vegan, ingredients, instructions, manual
    `,
  },
  'goods.defect': {
    wrong: `
      broken, broke, breaks, defect*, faulty, fault, fell apart, falls apart, falling apart, fell off, came off, came apart
      stopped working|charging|responding, stops working, quit working, does not work|charge|turn_on|open|close|fit|start|heat|hold
      do not work, did not work, not working, is not working, will not .. turn_on|charge|start|open|close|connect|work
      not .. turn_on|charging|heating|cooling, never worked, no longer works, dead on arrival, doa, died, dies, dead after, malfunction*
      leaks, leaking, leaked, leaky, still leaks, burnt out, burned out, overheats, overheating, sparks, poor quality, bad quality
      terrible quality, low quality, cheap quality, cheap material, flimsy, shoddy, worn out, wore out, tore, torn, rips, ripped
      unravel*, peeling, peels, rust*, faded, shrunk, shrank, expired, out of date, past .. use_by|sell_by|best_before, use by, mouldy
      moldy, rotten, stale, sour, off milk, gone off, spoiled food, counterfeit, knock off, fake, replica, not genuine, not authentic
      screen .. dead|black|flicker*|cracked|does_not|not, battery .. dies|dead|drain*|lasts|does_not|swollen, the zip
      zipper .. broke|stuck|came, hole in, holes in, second hand, used item, already used, clearly used, refurbished
    `,
    hint: `quality, dead, flicker*, noise, noisy, weak, rattles`,
  },
  'goods.wrong': {
    wrong: `
      wrong .. item|size|colour|color|product|order|model|one|thing|shoes|book|part|name|parcel
      sent .. wrong|different|me_a|someone_else|another, received .. wrong|different|someone_else|another
      got .. wrong|someone_else|different, not what i_ordered|we_ordered|i_asked|was_advertised|was_described|i_bought
      not as described|advertised|pictured|shown, nothing like .. picture*|photo*|description|advert*, looks nothing like
      does not match|look like, different from|to .. picture*|photo*|description
      ordered .. got|received|sent|came|arrived|you_sent|and_you_have, instead of .. i|we|the|a|an, mixed up, mix up
      not the .. one|colour|color|size|model i|we, misdescribed, false description, brick in, found a brick
    `,
  },
  'goods.missing': {
    wrong: `
      missing .. item*|part*|piece*|from|screw*|bag|order, item*|part*|piece*|screw* .. missing, is missing, are missing, was missing
      were missing, not included, was not .. in_the_box|included|there, were not .. in_the_box|included|there
      only .. received|got|sent|came|had|# .. of|out_of|in|half, box .. empty, empty box|package|bag|envelope, incomplete, short #
      short changed .. items, half .. order .. missing|not, forgot .. my|to_include|to_pack|the|our, left out, out of #, had # in it
      # short, without the .. charger|cable|instructions|lid|remote|screws
      no .. charger|cable|instructions|screws|manual .. included|in
    `,
  },
  payment: {
    about: `
      pay, paying, payment*, price*, cost, costs, card, charge, charged, invoice*, receipt*, bill, bills, billing, billed, refund*
      money, discount*, coupon*, voucher*, gift card*, promo*, fee, fees, contract*, subscription*, terms, warranty, deposit
      instalment*, installment*, policy, insurance, loan, mortgage, interest
    `,
  },
  'payment.double': {
    wrong: `
      charged .. twice|double|again|two_times|#|for_something|without|after|me_for|my_card|incorrectly|wrong|even
      double charged|charge|billed|payment, billed .. twice|again|for|after|me
      still .. charged|billed|charging|billing|being_charged|being_billed|taking, keep .. charging|billing|taking
      taken|took .. twice|out_of_my|money|payment|from_my|without, payment .. never_made|not_make|not_recogn*|not_authori*|twice
      unauthori* .. charge*|payment*|transaction*
      transaction*|charge|payment .. do_not_recogn*|not_recogn*|never_made|not_mine|did_not_make
      i never .. made|authori*|signed_up|subscribed|ordered|agreed, did not .. authori*|sign_up|subscribe
      without my .. consent|permission|authori*, overdrawn, money .. gone|disappeared|taken|missing_from|vanished
      cancelled .. still|why|but|and .. charged|billed|charging|paying, why am i .. charged|billed|paying, why .. being_billed|charged
      direct debit .. twice|still|again|cancelled, extra charge*, charged for .. not|never|something
    `,
  },
  'payment.refund': {
    wrong: `
      refund .. not|never|still|where|yet|waiting|refused|denied|promised|pending|nothing|no|has|weeks|ago|delayed, no refund
      not .. refunded|been_refunded, where is my refund|money, where .. my_refund|money, my money .. back|not|still|where
      refus* .. refund|exchange|return|replace|to_refund|to_take|to_honour|to_honor
      will not .. refund|exchange|accept|take|replace|give_me, would not .. refund|exchange|accept|take|replace, waiting .. refund|money
      still no .. money|refund|replacement, chargeback*, return .. refused|rejected|denied|not_accepted|not_processed
      sent .. back .. no|still|weeks|nothing|ago|and, exchange .. refused, owe me, reimburse*, store credit .. instead|only|not
      partial refund, deposit .. back|not_returned|keep|kept|withheld, replacement .. also|too|never|not|still
    `,
    hint: `money back, want .. refund|my_money, give me my money, refund me, refund my`,
    about: `refund*, return, returns, returning, exchange, send it back`,
  },
  'payment.price': {
    wrong: `
      overcharg*, over charged, price .. higher|different|changed|wrong|than|went_up|increased|on_the_shelf|says|gouging
      charged .. more|full_price|extra|higher|too_much|wrong, website says, says $|£|€|# .. till|checkout|but|charged
      till .. says|different|higher|more, at the till|checkout .. different|higher|more
      discount .. not|was_not|did_not|never|refused|missing
      coupon|voucher|promo|code .. not|did_not|does_not|invalid|rejected|will_not|expired|refused
      not honour*|honor* .. price|discount|coupon|offer|it, price match .. refused|not, hidden fee*|charge*|cost*, no receipt
      would not give .. receipt, receipt .. wrong|not|never, shortchanged, short changed, wrong change
      service charge .. added|forced|without, invoice .. wrong|incorrect|never|not, points .. expired|missing|disappeared|not|gone
      gift card .. not|does_not|declined|rejected, dropped .. price .. after, overpriced
    `,
  },
  'payment.terms': {
    wrong: `
      exit fee*, cancellation fee*|charge*, early termination, hidden fee*|charge*|terms|costs, small print, fine print
      never told .. about|that, nobody told .. about|me|us, not told .. about, was told .. no|free|would|could|fee|i_could
      were told .. no|free|would|could, mis sold, missold, misold, mis selling, forced .. to_buy|into|me_to, signed me up
      signed up .. without, locked into, contract .. breach|broken|changed|not|without|forced|extended|renew*, breach of contract
      changed .. terms|policy|contract|tariff|plan, auto renew*, automatically renewed, renewed .. without
      claim .. denied|rejected|refused|declined|turned_down, denied my claim, rejected my claim, refuse* .. claim|pay_out|to_pay|cover
      not covered, will not .. pay_out|cover, warranty .. refused|denied|void|not_honour*|not_honor*, refus* .. warranty
      bait and switch, false advertis*, misleading .. ad|advert|offer|advertising, penalty .. for|charge
      to cancel .. #|fee|charge|impossible|will_not, can not cancel, will not let me cancel, price increase .. contract
    `,
    about: `contract*, terms, policy, insurance, subscription*, membership*, cancellation`,
  },
  service: {
    about: `
      service, staff, employee*, manager, store, shop, branch, office, appointment*, opening, hours, hotel, room, restaurant, table
      booking, reservation, support, clinic, parking
    `,
  },
  'service.rude': {
    wrong: `
      rude, rudely, rudeness, impolite, disrespect*, aggressive, abusive, swore, swearing, cursed, shouted, shouting, yelled, yelling
      screamed, insulted, insulting, mocked, mocking, laughed at, laughed in, sneered, sarcastic, condescend*, patroni*, arrogant
      dismissive, hostile, attitude, bad attitude, talked down, talking down, looked down, rolled her|his|their eyes
      rolling her|his|their eyes, eye roll, hung up, hang up on, hangs up, put the phone down, slammed, racist, racis*, sexist
      homophob*, discriminat*, harass*, bully*, bullied, threatened, threatening, intimidat*, called me .. idiot|stupid|liar|a
      told me to .. google|shut|go|get|f, told me off, treated .. like|badly|poorly|unfairly|us_like|me_like
      treat .. like|people|customers, like dirt, like a criminal, accused me, kicked .. out, threw us out, threw me out, shrugged
      could not care less, walked away, turned .. back on, ignored me, snapped at, barked at, rude to
    `,
    about: `cashier, receptionist, waiter, waitress, assistant, guard, nurse, doctor, woman on the, man on the`,
  },
  'service.noanswer': {
    wrong: `
      no answer|reply|response|one_answers
      no one|nobody|noone .. answers|replies|responds|called|calls|gets_back|got_back|picks_up|picked_up|contacted|answering|answered|replied|responded|rang|ever|reads|reading|listens
      not .. replied|responded|answered|called_me_back|call_back|called_back|got_back|heard_back
      never .. replied|responded|answered|called_back|call_back|got_back|gets_back|reply|respond|answer|heard_back|hear_back
      heard nothing, nothing back, not heard .. back|anything|from, ignoring .. me|my|emails|calls|messages
      ignored .. my|me|emails|calls|messages, ignores, been ignored, being ignored, ghosted, ghosting, crickets, radio silence
      voicemail*, unanswered, goes to voicemail, emails .. no|ignored|unanswered|bounce|nothing, emailed .. times|#|and|no|nothing
      called .. times|#|no_answer|nobody, sent .. emails|messages|#, has nobody .. called|replied|contacted
      anyone .. reading|reading_these|listening|there_actually, get back to me .. never|not|nobody, promised .. call|callback|call_back
      did not .. call|reply|respond|get_back, automated .. reply|replies|response*|message*, copy paste*, copy and paste
      canned response*, template .. answer|reply, your bot .. useless|keeps|stupid, bot .. useless|keeps|loop
    `,
    about: `callback, call back, helpline, hotline, customer service, support`,
  },
  'service.wait': {
    wrong: `
      on hold, kept .. waiting, queue* .. #|hours|hour|long|out|forever|for|only|and, queued, queueing
      waited .. #|hour|hours|over|ages|forever|an|all|for
      # minutes|hours|mins .. on_hold|queue|wait|waiting|for .. drink|food|table|someone, wait time*, long wait, waiting time*
      in line .. #|hour|for, stood in .. line|queue, only one .. till|window|counter|cashier|checkout|lane|person, one till open
      wait for .. hour|#, an hour .. wait|for, kept us waiting, appointment .. late|cancelled|delayed|hour|moved, left standing
      took # minutes|hours
    `,
    about: `queue, hold, wait, waiting`,
  },
  'service.quality': {
    wrong: `
      room .. dirty|filthy|smell*|stank|stinks|cold|noisy|not|disgusting|tiny|stained
      dirty .. room|sheets|table|plates|glass|toilet|towels|cutlery|bathroom, filthy, stank, stinks, stinking, stained, stains, unclean
      sheets .. dirty|stain*, bed bugs, bedbugs, cockroach*, roach*, mice, rats, rat in, mouse in, hair in, a hair, bug in
      fly in my|the|soup|food|drink, insect*, food .. cold|terrible|awful|raw|disgusting|bland|inedible|burnt|stale|late|bad|horrible
      cold food|fries|pizza|soup|chips|coffee
      pizza|soup|steak|burger|chips|fries|coffee|meal .. cold|raw|burnt|stale|soggy|inedible|terrible, was cold, were cold, undercooked
      overcooked, raw chicken|inside|in_the_middle, inedible, tasteless, soggy
      plumber|electrician|builder*|cleaner*|fitter*|installer*|technician|engineer|mechanic|decorator|contractor|hairdresser .. left|never|did_not|broke|damaged|made|ruined|botched|flooded|wrecked|scratched|forgot|failed|only
      botched, bodged, poor workmanship, badly done|fitted|installed|painted, wrongly installed, installed .. wrong*|badly|incorrectly
      not fixed|cleaned|repaired|properly, did not .. fix|clean|repair|finish, not .. cleaned|repaired|fixed, made it worse
      worse than before, unfinished, half finished, left .. untouched|mess|unfinished, flooded, ruined .. my|our|the, no hot water
      no heating, no wifi, no internet, no electricity, no power, no signal, power cut, outage*
      internet .. down|slow|drop*|keeps|cut|out, lift .. broken|out|not, elevator .. broken|out|not
      air con*|ac|heating .. broken|not|did_not, ramp .. locked|blocked|no|missing, misdiagnos*, wrong diagnosis
      wrong medication|prescription, overbooked, double booked, no room .. booked, cancelled our booking|reservation
      cancelled my .. appointment|booking|reservation|flight, seat .. broken|next_to, understaffed, poor service, bad service
      terrible service, awful service, slow service, horrible service, worst service
    `,
  },
  online: { about: `website, site, app, online, page, web, login, log in, password*, account*, button, link, checkout, menu, mode` },
  'online.app': {
    wrong: `
      app|website|site|page|portal|system|checkout .. crash*|freez*|froze|frozen|down|broken|not|slow|error*|stuck|keeps|glitch*|bug*|will_not|does_not|useless|hang*|fails|logs_me|lag*
      crashes, crashing, crashed, keeps .. crash*|freez*|logging|loading|failing, error .. code|message|#|when|every, error code
      will not .. load|let_me|open|accept .. card|upload, does not .. load|let_me, not loading, bug in, buggy, glitch*
      blank page|screen, white screen, spinning, times out, timed out, after .. update .. crash*|not|stopped|keeps|freez*
      payment .. fails|failed|not_going_through|declined .. again|keeps
      can not .. check_out|checkout|place .. order|upload|download|submit
    `,
    about: `app, website, site, page, update`,
  },
  'online.account': {
    wrong: `
      account .. blocked|locked|suspended|hacked|closed|disabled|deleted|frozen|banned|compromised|deactivated, locked out
      locked me out, hacked, can not .. log_in|login|sign_in|access|log_into|get_into, unable to .. log|login|access|sign
      could not .. log_in|login|sign_in|access, password .. not|does_not|wrong|incorrect|never|reset .. not|never
      reset .. email|link|password .. never|not|does_not, never comes .. reset|code, verification .. code|email .. not|never
      code .. never|does_not|not .. arrive|come|work, not recogn* .. password|email, logs me out, kicked me out .. account
      banned .. for no, blocked my .. account|card, card .. blocked
    `,
    about: `account, accounts, password*, login, log in, sign in, profile, verification`,
  },
  'safety.health': {
    wrong: `
      food poison*, poisoned, poisoning, hospital, hospitalized, hospitalised, ambulance, injured, injury, injuries
      burned my|me|her|his|our, burnt my|me|her|his|our, scalded, allergic reaction, rash, hives, vomiting, threw up, throwing up
      vomited, sick after|from, made .. sick|ill|poorly|unwell, got sick|ill, were sick|ill, been sick|ill, is in hospital|er, a e
      broke my .. leg|arm|tooth|wrist|ankle|hip, chipped .. tooth, slipped, tripped, fell .. on|down|over .. floor|stairs|steps
      electric shock, electrocuted, caught fire, on fire, exploded, explod*, burst into flames, smoke .. coming|from, glass in
      piece of .. glass|metal|plastic, metal in, plastic in, needle in, choked, choking, carbon monoxide, gas leak, mould|mold in
      maggot*, worm in, worms, unsafe, dangerous, safety hazard, health hazard, fire hazard, trip hazard, bitten, bit my, nearly died
      could have died|killed, could have .. killed|injured, nuts .. label|allerg*, medication error
    `,
    about: `health, safety, allerg*`,
  },
  'safety.privacy': {
    wrong: `
      leaked, data breach, breach of .. data|privacy|gdpr
      personal data|information|details .. leaked|shared|sold|sent|given|exposed|wrong
      shared .. my .. data|details|number|information|email, sold .. my .. data|details|number|information|email
      gave .. my .. data|details|number|information|address_to, someone else .. statement|details|letter|data|account|information|bill
      wrong person .. my, other people .. data|details, identity theft, stolen identity, privacy .. violat*|breach*|invaded
      spam .. calls|emails|texts .. since|after|stop, stop .. calling|emailing|texting|spamming, unsolicited
      without my consent .. data|photo|email, gdpr, recorded me, filmed me, photo of me, phishing .. after|since
      scammers .. my|know|have
    `,
    about: `privacy, personal data, gdpr`,
  },
}
