/**
 * Passwords of eight and more characters that are guessed first, in lower case: the top of zxcvbn's frequency list (Dropbox, MIT licence) and
 * what is typed most on Russian and Chinese keyboards.
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
!qaz2wsx 0.0.0.000 0000000000o 063dyjuy 085tzzqi 0987654321q 0o9i8u7y 1111qqqq 1232323q 1234567890a 1234567890q 1234567890z 123456789a
123456789d 123456789k 123456789l 123456789m 123456789o 123456789p 123456789q 123456789qwe 123456789r 123456789s 123456789v 123456789z
12345678a 12345678q 1234567a 1234567aa 1234567q 123456aa 123456ab 123456abc 123456as 123456asd 123456qq 123456qqq 123456qw 123456qwe
123456qwerty 123456ru 12345abc 12345asd 12345qaz 12345qwe 12345qwer 12345qwert 12345qwerty 1234abcd 1234asdf 1234kekc 1234qwer 1234rewq
1234zxcv 123hfjdk147 123masha 123mudar 123qq123 123qwe123 123qwe456 123qweas 123qweasd 123qweasdzxc 123qwert 123qwerty 12locked 12qw12qw
12qw34er 12qwaszx 12qwerty 12s3t4p55 17171717aa 1a2a3a4a 1a2b3c4d 1a2b3c4d5e 1a2s3d4f 1a2s3d4f5g 1basebal 1hxboqg2 1letmein 1michael
1million 1mustang 1passwor 1password 1q2q3q4q 1q2w3e4r 1q2w3e4r5 1q2w3e4r5t 1q2w3e4r5t6y 1qa2ws3ed 1qaz!qaz 1qaz2wsx 1qaz2wsx3edc
1qaz2wsx3edc4rfv 1qazxsw2 1qazxsw23edc 1qazzaq1 1qw23er4 1x2zkg8w 1z2x3c4v 1z2x3c4v5b 23skidoo 2wsx3edc 33rjhjds 3edc4rfv 3rjs1la7qe
44magnum 45m2do5bs 4rfv3edc 5201314a 55bgates 5hsu75kpot 5tgb6yhn 5wr2i7h8 67camaro 69camaro 7777777a 7ugd5hip2j 8j4ye3uz 8phrowz622
8phrowz624 911turbo 9293709b13 987654321a 987654321q a1234567 a12345678 a123456789 a123456a a1a2a3a4 a1a2a3a4a5 a1b2c3d4 a1b2c3d4e5
a1s2d3f4 a1s2d3f4g5 aa123456 aa12345678 aaaa1111 aardvark abc12345 abc123456 abcd1234 abcdefg1 aberdeen abnormal abracadabra abrakadabra
acapulco access14 access99 account1 achilles acidburn adgjmptw admin123 admin1234 admin12345 administrator administrator1 adrenalin
adventur aerosmit aerosmith afrodita agent007 airborne airforce airplane akatsuki alabama1 albatros alcatraz alejandr aleksander aleksandr
aleksandra alessand alessandro alex1234 alexande alexander1 alexandr alexandre alexandru alfarome algernon aligator alkaline allblack
alleycat alligator allison1 allnight allstars allstate alpha123 alphabet alphaman alterego amarillo amateurs ambrosia america1 amethyst
amoremio amsterda amsterdam anaconda anakonda anastasi anastasia anastasiya anatoliy andrew12 andrey123 andromed andromeda andyod22
angel123 angel666 angelito anhyeuem anna2614 anteater antelope anthony1 anthony2 anthony7 antigone antonio1 apollo11 apollo13 apple123
applepie aquafina aqualung aquarius arabella arcangel archange archangel architec argentin arizona1 armageddon armagedon armstron arsenal1
arsenalfc as123456 asd12345 asd123456 asdasd123 asdf1234 asdfasdf asdffdsa asdfg123 asdfg12345 asdfgh01 asdfghjk asdfghjkl asdfghjkl123
asdfjkl; asdfqwer asdfzxcv asdqwe123 asmodeus aspirine assassin assassins assclown asslover assmunch astalavista asterios astonvil
atlanta1 atlantis atreides augustin austin31 austin316 australi avalanch avalanche avangard awesome1 azertyui azertyuiop azsxdcfv babemagn
babemagnet baberuth babushka babybear babyblue babycake babydoll babyface babygirl babylon5 babylove backbone backdoor backspac badabing
badkarma badnaamhere bajingan balloons baltimor baphomet baracuda barakuda barbados barbara1 barcelon barcelona bareback barefeet barefoot
baritone barracud barracuda barselona basebal1 baseball baseball1 basketba basketbal bastard1 batman12 batman123 bayliner baywatch
bcfields beachbum bearcats beatles1 beautifu beckham7 beefcake beethove bellagio bendover benessere bergkamp bernhard bettyboo bettyboop
bigblack bigblock bigbooty bigbucks bigdaddy bigmoney bignasty bigpoppa bigtruck billabon billabong billiard billybob billyboy binladen
biohazard bionicle birthday4 bismarck bismilla bismillah black123 blackass blackbel blackbelt blackberry blackbir blackbird blackboy
blackcat blackcoc blackdog blackhaw blackhawk blackice blackie1 blackjac blackjack blacklab blackops blackout blahblah blaster1 blessed1
blessing blink182 blizzard blondie1 blondinka bloopers blue1234 blueball bluebell blueberr bluebird bluedevi blueeyes bluefish bluejays
bluemoon bluenose bluesman bluestar bobafett bobdylan bobmarle bobmarley bollocks bondarenko bonehead bonethug bonghits boogaloo bookcase
bookworm boomboom borabora bordeaux boris123 borussia bradley1 brandon1 bravehea braveheart brighton broncos1 broodwar brooklyn brother1
browndog brucelee bruno123 bubba123 bubblegum bubbles1 buckeye1 buckeyes buckshot buckwhea budapest buddy123 buddyboy buddydog budlight
budweise budweiser buffalo1 buffalos bugsbunn bukowski bulldawg bulldog1 bulldogs bullfrog bullseye bullwink bunghole buratino
businessbabe buster01 buster12 bynthytn c3por2d2 cabernet cableguy cadillac calamity caliente californ caligula calimero callisto
callofduty camaross cambiami cambridg camelot1 cameltoe cameron1 candyass candyman cannabis cannibal cannonda cantona7 capetown capital1
capitals capoeira capricor capricorn capslock captain1 cardinal care1839 carebear carefree carlitos carnival carolina carpedie carpediem
carpente carthage cartman1 cartoons casablanca casanova caseydog cashflow cashmone cashmoney cassandr catdaddy catfight catherin catwoman
cavalier cbr600rr cbr900rr cdtnkfyf celticfc cerberus cezer121 cfitymrf chainsaw challeng champion changeme changeme1 changeme123 chargers
charisma charles1 charles2 charlie1 charlie123 charlie2 charlott charlton checkers checkmat cheerleaers chelsea1 chemistr cherokee
cherries cheshire chester1 chevelle chevrole chevrolet chevys10 chewbacc cheyanne cheyenne chicago1 chicken1 chickens chickenwing101
chillout chipmunk chipper1 chocolat choochoo chopper1 choppers chris123 chrisbln chrissy1 christia christin christma christop christophe
christy1 chrysler chuckles churchil cinnamon citibank civilwar cjkysirj clarinet classics claudia1 claymore cleopatr clevelan clippers
clitoris close-up cnfybckfd cobra427 cocacola coldbeer coldplay collecti colombia colorado colossus coltrane comanche comicbookdb commande
commando complaint complaint1 computer computer1 concorde concrete consumer contortionist control1 coolbean cooldude coolgirl coolhand
coolness copenhag corleone cornhole corvet07 corvette costaric cosworth coventry cowboys1 cowboyup crazybab crazyman creampie creatine
creative creepers crescent cricket1 cristiano crjhgbjy crocodil crusader crystal1 culinary cutiepie cvbhyjdf cxfcnkbdfz cyclones cygnusx1
cynthia1 daedalus daffodil dagobert daisydog dallas22 dangerou daniel12 dannyboy daredevi daredevil darkange darkangel darklord darkness
darkside darkstar darthvad darthvader david123 davidoff daydream dbrnjhbz deadhead deadpool deadspin dearbook death666 deathnote deathrow
deborah1 deepblue deepthro deepthroat deerhunt deeznuts deeznutz default1 defender deftones delpiero demo1234 demo12345 demon666 derparol
designer desperado destiny1 detectiv detroit1 deutschland devil666 devildog devilman devilmaycry dfcbkbcf dfktynby dfktynbyf dhjnvytyjub
diamante diamond1 diamonds dietcoke digital1 dilbert1 dilligaf dillweed dima1995 dingdong dinosaur dipstick dirtbike dirtydog discover
dkflbckfd dkflbvbh dkflbvbhjdbx dkflbvbhjdyf dmitriy1 doberman dodgeram dodgers1 doggydog doggystyle doghouse dogpound dolemite dolphin1
dolphins domainlock2005 domenico dominika dominion dominiqu dontknow doomsday doorknob dortmund doughboy douglas1 downhill dragon01
dragon11 dragon12 dragon123 dragon13 dragon69 dragonba dragonball dragonballz dragonfl dragonfly dragrace dragster dreamcas dreamcast
dreamer1 drjynfrnt dropdead dropkick drowssap drpepper drummer1 dthjybrf dtkjcbgtl dtxyjcnm ducati99 duckhunt ducksoup duracell dutchess
dutchman dynamite earnhard earthlin earthlink eastside eastwood eatmenow eclipse1 edinburg eggplant eightbal einstein ejaculation
ekaterina elbereth elcamino eldiablo eldorado electric electron element1 elephant eleven11 elisabet elizabet elizaveta elvis123 embalmer
emmitt22 enforcer engineer england1 enter123 enternow enterpri enterprise envision ericsson escalade escorpio espresso essendon eternity
ethernet euphoria evanescence evangeli evangelion evergree everlast everques everquest everton1 evildead evolutio excalibu excalibur
excellen explorer express1 f00tball f15eagle fabienne facebook1 failsafe fairlane fakepass falstaff fandango fantasia fantasti fantasy1
fantomas farscape fastball fastcars favorite2 favorite6 fearless feathers federica feelgood fellatio ferrari1 fgtkmcby fhvfutljy fidelity
finalfantasy fireball firebird fireblad fireblade firefigh firehawk fireman1 firestar firestorm firewall fishbone fishcake fisherma
fisherman fishface fishhead fishing1 fishtank fivestar fkbyjxrf fktrcfylh fktrcfylhf fktyeirf flamengo flamingo flashman flathead flexible
flintsto flipflop flipmode flipper1 florida1 flounder flowers1 flvbybcnhfnjh flyers88 football football1 footlove fordf150 fordf250
fordf350 fordtruc foreplay foreskin forever1 forklift formula1 forsaken foxhound foxylady francesc francis1 francisc frank123 frankie1
freckles fred1234 frederik freebird freedom1 freedom2 freefall freepass freeuser freewill freiheit frenchie friday13 friends1 friendster
front242 frontier fruitbat fujifilm fullback fullmoon funstuff funtimes fussball futurama futyn007 fuzzball fyfcnfcbz fyfnjkbq fynjybyf
fyutkbyf fyutkjxtr gabriel1 gabriell galeries gallaries gamecube gameover gandalf1 gangster ganjaman gannibal garfield gargoyle gateway1
gateway2 gatorade gbgbcmrf gbhfvblf geibcnbr general1 genesis1 georgia1 geraldin germany1 geronimo gesperrt getmoney getsdown gfgfvfvf
gfhjkm12 gfhjkm123 gfhjkmgfhjkm gfhjkzytn ghbdtn123 ghbdtnbr ghbdtndctv ghbdtnrfrltkf ghblehjr ghbywtccf ghhh47hj7649 ghjcnbnenrf
ghjcnjgfhjkm ghjcnjnfr ghjdthrf ghjnjnbg ghjuhfvvf ghjvtntq ghostrider gianluca gigabyte ginscoot girfriend giveitup gizmodo1 gladiato
gladiator glendale glennwei glenwood gn56gn56 gobigred godbless godfathe godfather godsmack godspeed godzilla gogators goldeney goldeneye
goldfing goldfinger goldfish goldrush goldstar goldwing golfball golfclub golfing1 good123654 goodfell goodgirl goodison goodlife goodluck
goodtime goodyear goofball google123 gooseman gordon24 gorillaz gotigers gotohell gotyoass grandpri graywolf greatone greedisgood green123
greenbay greenday greenman greentea gregory1 greyhoun greywolf groupd2013 gsxr1000 gtnhjdbx guardian guesswho guillaum guillerm guinness
gulliver gunsling gymnastic hairball halflife hallo123 hallowee handball handyman hannibal hannover happines happy123 happyday happydog
happyman hardball hardcore hardrock hardwood hardwork harrypotter hatteras hattrick hawaii50 hawaiian hawkeye1 hawkeyes hawkwind hawthorn
hayabusa hd764nw5d7e1vb1 headless headshot heather1 heather2 hedgehog heineken heinlein hellfire hello123 hellohel hellokitty hellsing
hellyeah hercules herewego hermione hernande hershey1 hetfield highbury highheel highland highlander highlife hilfiger hillbill hillside
hitman47 hogwarts holiday1 hollywoo homebrew homemade homepage homer123 hondacbr honeybee honeybun honeydew hongkong honolulu hooligan
hoosiers hooters1 horseman horsemen hotbabes hotchick hotgirls hotstuff hounddog housewife housewifes houston1 htubcnhfwbz hugoboss
hulkster hunter12 hurrican huskers1 hyperion ibilltes icecream icehouse idontkno idontknow ignatius ihateyou ijrjkflrf ilikepie illmatic
illumina illusion ilovegod iloveyou iloveyou1 iloveyou123 iloveyou2 ilya1234 ilya1992 immortal impalass implants imtheman india123
indiana1 infiniti infinity insertion insertions insomnia inspiron interacial intercourse internet intrepid intruder inuyasha invictus
ireland1 irishman ironhors ironmaiden ironman1 islander istanbul istheman italiano iverson3 j3qq4h7h2v jackass1 jackson1 jackson5 jakester
jamaica1 james007 james123 jamesbon jamesbond january1 japanees jasmine1 jason123 jayhawks jbond007 jediknig jeepster jefferso jeffrey1
jellybea jellybean jennifer1 jessica1 jessica2 jesus123 jesus777 jiggaman jimmy123 johannes johncena johndeer johndeere johngalt johnson1
jordan23 joseluis josephin joystick junkmail jupiter1 jupiter2 jurassic just4fun justdoit justice1 justinbieber juventus kakashka
kamasutra kamikadze kamikaze kangaroo karolina katarina katerina kawasaki kazanova kazantip kcchiefs kcj9wx5n kenneth1 kennwort kenworth
kevin123 keyboard keystone kfcnjxrf kickflip kicksass kikimora killbill killer12 killer123 killzone kingfish kingkong kingsize kingston
kissmyas kissmyass kittycat kittykat kjrjvjnbd kleopatra klondike knickerless knickers knockers knuckles komputer konstantin kordell1
koroleva krasotka kristen1 kristin1 kristina1 krokodil l58jkdjp! labrador lacrimosa lacrosse ladybird laetitia lagwagon lakers24 lakeside
lakewood lalakers lalaland lambchop lamborghini lancaste lancelot landrove lapochka laracroft laserjet lasttime lasvegas lavalamp
leavemealone lebowski lebron23 leedsutd left4dead lemmings lemonade lenochka leonidas lesbians letmein1 letmein123 letmein2 letmeinn
letmesee letsdoit letsplay lexingky lfitymrf libertad liberty1 licorice lifehack lifeisgood lighthou lightnin lightning lilwayne limewire
limpbizkit lincoln1 lindsay1 lindsey1 lineage2 linkedin1 lionhear lionheart lionking littlema livelife liverpoo liverpool liverpool1
livewire ljxtymrf lockdown lockerroom logitech loglatin lokomotiv lol12345 lollipop lollypop lonesome lonestar lonewolf longdong longhair
longhorn longhorns longjohn longlegs longshot losangel losangeles lotus123 love1234 lovefeet lovehate lovelife loveme89 loverboy loverman
loveyou1 loveyou2 lowrider lubimaya lucky123 luckydog luckyman luckyone ludacris lunchbox luscious luv2epus macaroni macdaddy macgyver
machoman macintos macintosh mackenzi madagaskar madala11 maddison madison1 madonna1 magellan magic123 magician magicman magnavox mahalkita
mailcreated5240 majestic makaveli makeitso maksim123 maksimka mallorca mallrats mamacita mamapapa mamochka manager1 manchest manchester
mandarin mandingo mandolin mandrake manhatta mannheim manunited mapet123456 maradona marajade marathon marauder marcello marcius2 margarit
marigold marijuan marijuana marina123 mariners marines1 marino13 mariposa marishka marketin marlboro marseill marseille maryjane masamune
maserati mash4077 master01 master12 master123 masterbaiting masterbate masterbating masterkey mastermi mastermind matchbox matthew1
matthew2 matthias mattingl maurizio maurolarastefy maverick maximilian maximus1 maxpayne maxpower maxwell1 mazafaka mazda323 mazda626
mazdarx7 meandyou meatball meathead meatloaf mechanic megadeth megapass megatron melanie1 melissa1 meowmeow mephisto mercedes mercury1
meridian mersedes metallic metallica metallica1 michael1 michael2 michael3 michele1 michelle1 michigan microlab microphone microsof
microsoft midnight mike1234 milamber milenium milhouse milkyway millenium millwall minecraft minimoni minnesot miranda1 mischief misfit99
misiaczek mississi mistress mobbdeep modelsne mojojojo molly123 mollydog monalisa money123 moneyman mongoose monique1 monkey11 monkey12
monkey123 monkey69 monkeybo monkeyboy monkeyma monkeyman monolith monopoly monster1 montana1 montecar montecarlo monterey montgom240
montreal montrose moonbeam moonligh moonlight moonshin moonshine moonstar morozova morpheus morrowind mortgage morticia mortimer moskva123
mostwanted motdepasse motherfu motherlode motocros motocross motorcyc motorola mountain mudvayne muffdive multiplelo munchkin mushroom
music123 musicman mustang0 mustang1 mustang2 mustang5 mustang6 mustang8 mustang9 mustangs myfriend mynameis mypasswo mypassword mysecret
myspace1 myxworld nadezhda nancy123 nascar24 nastenka nastya123 natalie1 natascha natasha1 natasha123 natedogg nathanie naughty1 nautilus
navigato navigator navyseal nbuhtyjr ncc1701a ncc1701d ncc1701e ncc74656 nebraska needforspeed nemesis1 nemrac58 netscape nevermin
nevermind nevermor nevermore newcastl neworder newpass1 newpass6 newport1 newproject2004 newstart newyork1 nightmar nightowl nightwin
nightwish nineball nineinch nintendo nirvana1 nocturne nokia123 nokia5130 nokia5230 nokia5530 nokia5800 nokia6233 nokia6300 nokian73
nolimits noname123 nonmembe nopassword normandy nosferatu nostromo notebook nothing1 notredam nounours novifarm novikova nthvbyfnjh
ntktdbpjh nuttertools nwo4life nygiants nyyankee oblivion obsidian october1 october2 omegared omsairam onepiece open1234 opendoor
opensesame operator optimist optiplex otklik123 outsider overkill overlord p0015123 p0o9i8u7 p455w0rd p4ssw0rd p@ssw0rd p@ssword pa55w0rd
pa55word packard1 packers1 paintbal paintball pakistan paladin1 pallmall palmtree panasoni panasonic pandora1 panorama pantera1 panther1
panthers papabear papamama paperino papillon paradigm paradise paramedi paramore parlament parsifal partizan pasadena pass1234 passcode
passions passmast passport passthie passw0rd passwerd passwor1 password password01 password1 password11 password12 password123
password1234 password2 password2024 password2025 password2026 password3 password9 password99 passwords passwort patches1 pathfind
pathfinder patrick1 patriots patrizia patterso pavement pavilion payton34 peaceout peaches1 pearljam peekaboo pegasus1 penetrating
penetration penguin1 penguins pennstat pennywis penthous pentium4 pepsi123 peregrin perfect1 pertinant peterbil peternorth peterpan
petrovich phaedrus phantom1 pharmacy phialpha philippe phillies phillip1 phoenix1 phoenix2 pianoman pictuers piercing pineappl pineapple
pinetree pingpong pinkfloy pinkfloyd pinnacle pioneer1 pipeline pippen33 piramida pitchers pizzahut pizzaman plastics platinum platypus
playball playmate playstat playstation playtime plymouth poiuytrewq pokemon1 pokemon123 polarbea polaroid polniypizdec0211 pontiac1
poohbear pool6123 poontang poophead popcorn1 porkchop porsche1 porsche9 porsche911 portland portugal poseidon power123 powerman preacher
precious predator prelude1 presario presiden princesa princess princess1 princessa princeto pringles priscill private1 priyanka prospero
pufunga7782 pumpkin1 pumpkins punisher punkrock puppydog pyramid1 pyramids q1234567 q123456789 q1q2q3q4 q1q2q3q4q5 q1w2e3r4 q1w2e3r4t5
q1w2e3r4t5y6 q2w3e4r5 qawsedrf qawsedrftg qaz12345 qaz123wsx qazwsx12 qazwsx123 qazwsxed qazwsxedc qazwsxedc1 qazwsxedc123 qazwsxedcrfv
qazwsxedcrfvtgb qazxsw12 qazxsw123 qazxswedc qq123456 qq123456789 quant4307s qw123456 qwaszx12 qwe123456 qwe123qwe qweasd123 qweasdzx
qweasdzxc qweasdzxc123 qwedsazxc qweqwe123 qwer1234 qwerasdf qwerasdfzxcv qwert123 qwert12345 qwerty11 qwerty12 qwerty123 qwerty1234
qwerty12345 qwerty123456 qwerty13 qwerty2024 qwerty2025 qwerty2026 qwerty77 qwerty777 qwerty78 qwerty99 qwertyu1 qwertyui qwertyuio
qwertyuiop qwertyuiop123 r2d2c3p0 r2d2c3po r4e3w2q1 radiohea radiohead ragnarok raiders1 rainbow1 rainbow6 rainbows raindrop rainyday
raistlin rammstei rammstein ramstein rangers1 rapunzel rasputin rastaman raymond1 rb26dett rdfhnbhf realmadrid rebbyt34 rebecca1 reckless
redalert redbaron reddevil reddwarf redhead1 redheads redlight redshift redskins redstorm redwing1 redwings reloaded remingto renegade
rerfhtre revival47 revoluti revolver rfgbnjirf rfhfvtkmrf rfhfylfi rfhlbyfk rfhnjirf rfnthbyf rfntymrf rfvfcenhf rhbcnbyf rhfcfdbwf
rhfcfdxbr rhfcjnrf rhjrjlbk rhtdtlrj riccardo richard1 rickster ricochet riffraff rightnow riverrat riversid rjhjktdf rjirfrgbde
rjycnfynby rktjgfnhf roadkill roadking roadrunn roadrunner roadster robinhood robotech robotics rockford rockhard rocknrol rocknroll
rockstar rocky123 rolltide romanova romashka ronaldinho rooster1 roosters root1234 rootbeer rootedit rosebud1 rosewood rsalinas rt6ytere
runescape rush2112 rushmore russell1 russia123 russian7 rustydog saab9000 sabrina1 sailboat sailfish salamander salasana saltydog salvator
samadams samantha samantha1 sammy123 sammydog samsung1 samsung123 sandiego sandman1 sandrine sanity72 santacru saopaulo sapphire sarajevo
saratoga sasha123 sasha_007 satan666 satellit sausages saxophon scarface schastie scheisse schnuffi scirocco scoobydo scoobydoo scooter1
scorpio1 scorpion scorpions scotland scrabble scrapper screamer screwyou seahawks seahorse sealteam searcher seattle1 sebastia sebastie
secret123 security seductive segblue2 seinfeld seminole semperfi senators sentinel sephirot sephiroth septembe seraphim serenity sergbest
sergey123 sersolution service1 sevenof9 sfgiants shadow01 shadow12 shamrock shaney14 shannon1 sheepdog sherlock shevchenko shinigami
shotokan showtime shredder sidekick sidewind sigmachi silverad silverado simpsons singapor sinister sithlord sixtynin sk8ordie skateboard
skeeter1 skinhead skipper1 skittles skorpion skydiver skyline1 skywalke skywalker slamdunk slimshad slimshady slipknot slippery slowhand
smackdow smackdown smartass smashing smeghead smirnoff smirnova smoke420 smokedog smoothie snakeman snapshot sneakers snickers snoopdog
snoopdogg snowball snowbird snowboar snowboard snowflak snowflake snowman1 snuggles soccer10 soccer11 soccer12 soccer13 socrates softball
softtail software sojdlg123aljg sokolova solitude solnishko solnyshko songbird sonyericsson sonyvaio sooners1 sopranos soso123aljg
soulmate southpar southpark southpaw southside spaceman sparhawk sparkles spartak1 spartan1 spartan117 spartans special1 specialk spectrum
spencer1 spiderma spiderman spiderman1 spitfire splatter splinter spongebo spongebob sprinter sprocket squerting squirrel srinivas
stallion stamford stampede stanislav stanley1 starbuck starbucks starcraf starcraft stardust starfire starfish stargate starligh starlight
starlite starship start123 startrek starwars starwars1 steelers stephani stephen1 steve123 stewart1 stickman stigmata stiletto stinger1
stingray stocking stonecol stonecold stonewal stoppedby strange1 stranger stratfor strawber strawberry streaming sublime1 submarin
success1 suikoden summer01 summer12 summer69 summer99 summerti summertime sundance sunderla sundevil sunflowe sunflower sunlight sunnyday
sunshine sunshine1 super123 superbow superfly superman superman1 supernov supernova supersonic supersta superstar surveyor survivor
svetlana svetlana1 swallows sweetass sweetnes sweetness sweetpea swimming swordfis swordfish sylveste syncmaster syracuse tacobell
taekwondo tailgate takamine talisman tamerlan tampabay tanechka tangerin tarheels tashkent tazmania teacher1 teamwork technics teddybea
teddybear telephon temppass temptress tenerife tennesse tequiero terminat terminator terrapin terriers test1234 test12345 testibil
testing1 testpass thailand thanatos thankyou thebeast theclash thedoors theforce thegreat thelast1 therock1 thesaint thething thetruth
theworld thinkpad thirteen thisisit thorsten threesom thuglife thumbnils thumper1 thunder1 thunderb thunderbird tiberian tiberius tickling
ticklish ticktock tiffany1 tiger123 tigercat timelord timothy1 timoxa94 tinkerbe tinkerbell titanium titleist tkbpfdtnf tokiohotel
tomahawk tommyboy tomservo tonyhawk tooltime toonarmy topolino topsecre topsecret toriamos tortoise tottenha tottenham touchdow toulouse
trailers transfor translator traveler treasure treefrog trfnthbyf triangle trinitro trinitron trinity1 triplets trojans1 trombone trooper1
trouble1 trousers trucker1 trucking trueblue truelove truffles trumpet1 trustno1 tryagain tunafish turkey50 twilight ufhvjybz uhbujhbq
ultimate ultraman umbrella uncencored underdog undertak undertaker undertow unicorn1 universa universi ursitesux user1234 username
usmarine usmc0311 utahjazz vacation vagabond valentin valentina valeriya valhalla valkyrie valleywa vampire1 vancouve vanessa1 vanguard
vanhalen vaseline vasilisa vauxhall vegas123 vendetta verbatim vergeten veronika verygood vfhbyjxrf vfhnsirf vfhufhbnf vfitymrf vflfufcrfh
vfnbkmlf vfntvfnbrf vfpfafrf vfrcbvrf vfvfgfgf vfylfhby victory1 viewsoni viewsonic vikings1 viktoria viktoriya vincent1 violator violetta
vipergts virginie vivitron vjqgfhjkm vkontakte vladimir vladimir1 vladislav vladvlad vodafone volkodav volkswag volkswagen volleyba
voyager1 vqsablpzla vsjasnel12 wachtwoord waffenss wanderer wang1234 wapapapa warcraft warcraft3 wareagle warehous warhamme warhammer
warrior1 warriors wasdwasd washingt waterboy waterfal waterloo watermelon waterpolo waterski wdtnjxtr weare138 webhompas webmaste
webmaster websol76 websolutions wednesda welcome1 welcome123 welcome2 wellhung wellingt werewolf westham1 westlife westside westwood
wg8e3wjf whatever whatever1 whiplash whiskers whistler whiteboy whiteout whitesox whocares whoknows whoopass wildbill wildcard wildcats
wildfire wildwood william1 william2 winchest windmill windows1 windsurf wingchun wingzero winston1 winter99 wishbone woaini123 woaini1314
woaini520 woaini521 wolfgang wolfpack wolverin wolverine wonderboy wonderfu woodland woodstoc woodstock woodwork woofwoof wordpass
worldcup wp2003wp wrangler wrestlin wrinkle1 wrinkles x72jhhu3z yamahar1 yamahar6 yankees1 yankees2 yaroslav yeahbaby year2005 yesterda
yfcntymrf yfnfitymrf yjdsqgfhjkm yogibear yorktown yosemite youandme yourmama ytngfhjkz ytrhjvfyn z1x2c3v4 z1x2c3v4b5 zachary1 zanzibar
zaq12345 zaq12wsx zaq1xsw2 zaq1zaq1 zaqwsxcde zaqxswcde zenit1925 zeppelin zerocool zhang123 zildjian zolushka zvezda123 zxasqw12
zxcasdqwe zxcasdqwe123 zxcv1234 zxcvasdf zxcvb123 zxcvb12345 zxcvbnm1 zxcvbnm123 zxcvvcxz zz8807zpl йцукен123 йцукенгш йцукенгшщз
любовь123 наташа123 пароль12 пароль123 парольпароль привет123 приветпривет
`
    .trim()
    .split(/\s+/),
)
