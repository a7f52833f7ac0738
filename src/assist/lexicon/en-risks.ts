import type { RiskWords } from './lexicon.js'

export const enRisks: RiskWords = {
  court: `
    court, sue, suing, sued, lawyer*, attorney*, solicitor*, legal action, legal advice, lawsuit, litigation, small claims
    legal proceedings, legal team, police, barrister*, claim in court, letter before action
  `,
  regulator: `
    ombudsman*, trading standards, bbb, better business bureau, ftc, fcc, cfpb, ofcom, ofgem, fca, financial conduct
    consumer protection, consumer rights, citizens advice, regulator*, watchdog, attorney general, state attorney, authorities
    health department, environmental health, ico, gdpr, data protection, osha, licensing board, cma, which magazine, consumer affairs
    fos
  `,
  press: `
    the press, to the press, the media, newspaper*, journalist*, reporter*, bbc, cnn, daily mail
    post|posting|put|share|sharing|all_over|tell .. twitter|facebook|instagram|social_media|tiktok|reddit|youtube, going viral, go viral
    viral, post .. online|everywhere|reviews|this, posting .. online|everywhere|the_whole|tiktok|this, bad review, negative review
    one star review, 1 star review, trustpilot, reddit, tell everyone, name and shame, youtube, instagram, spread the word
  `,
  leaving: `
    competitor*, rivals, rival, switching to|provider*|bank*, switch to|provider*|bank*|supplier*, moving to .. another|your|different
    move to .. another|your|different|a, moving my .. business|account|money, taking my .. business|custom|money
    take my .. business|custom|money, lost .. customer|client, losing .. customer|client|me, closing .. account, close .. my account
    cancelling everything|my|our, canceling everything|my|our, never .. again|shop|order|buy|return|use, last time i, last order
    will not be back|returning|using|shopping|ordering|buying, done with you|this, i am done, we are done, i am leaving, we are leaving
    leaving you, go elsewhere, going elsewhere, elsewhere, loyal customer, long time customer, customer for #, customer since
    end .. contract, terminate .. contract|agreement|service, unsubscribe, delet* .. app|account
  `,
  health: `
    food poison*, poisoned, poisoning, hospital, hospitalized, hospitalised, ambulance, injur*, burn, burned, burnt, burns, allerg*
    anaphyla*, rash, vomit*, threw up, throwing up, sick after, sick from, got sick, ill, illness, poorly, a e, er, emergency room
    blood, bleeding, bled, broke my, broken arm|leg|tooth|bone|wrist|ankle, chok*, electrocut*, electric shock, caught fire, on fire
    smoke, exploded, explod*, glass in, mold, mould, salmonella, e coli, infection, infected, medical, unconscious, fainted, concussion
    stitches, diarrhea, diarrhoea, nausea*, asthma, throw up, been sick, being sick
  `,
  money: `
    money, $, £, €, charged, overdrawn, overdraft, refund*, chargeback*, dollars, pounds, euros, thousand*, savings, mortgage, salary
    rent, bank account, deposit
  `,
  repeat: `
    again, yet again, once again, @ time, @ attempt, for the @ time, # times, every time, each time, keeps happening
    same problem|issue|thing, repeatedly, multiple times, several times, numerous, countless, over and over, time and again
    already contacted|called|emailed|complained|reported|told, third complaint, previous complaint|email|ticket
    another .. broken|late|delay|wrong
  `,
  overdue: `
    still waiting, still not, still no, still have not, supposed to, was|were meant to, was|were due, promised, overdue, late, delay*
    # weeks|days|months .. and|still|no|late|ago|since|now|later, been # weeks|days|months, waiting .. weeks|months|days
    never arrived|came|turned, did not turn_up|arrive|show, nobody .. turned|came|showed, no show, past due, weeks ago, months ago
    missed .. deadline|appointment|delivery
  `,
  anger: ``,
  vulnerable: `
    baby, babies, child, children, toddler*, infant*, newborn*, kid, kids, son, daughter, pregnan*, disab*, wheelchair, elderly
    pensioner*, grandmother, grandma, gran, nan, grandfather, grandad, grandpa, senior, blind, deaf, autis*, cancer, diabet*, dementia
    disabled, special needs, chemo*, # year old .. mum|mom|mother|father|dad|grand*, terminally, hospice, veteran, carer
  `,
}
