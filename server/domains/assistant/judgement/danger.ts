/** Why words alone call for a person, whatever the topic. */
export type Danger = 'crisis' | 'human' | 'compromise' | 'money' | 'leaked-code' | 'data-of-others' | 'anger'

/** Texts here are normalised: small letters, `е` for `ё`, one blank between words. Gaps are bounded: no text takes long. */
const near = (...parts: string[]): RegExp => new RegExp(parts.join('.{0,40}'), 'u')
const either = (one: RegExp, other: RegExp): RegExp => new RegExp(`${one.source}|${other.source}`, 'u')

/** Danger to somebody's life: one's own wish, violence, an accident. Rather once too often: a person reads it in a minute. */
const CRISIS = [
  /(?:не хоч\p{L}*|не хочет\p{L}*|незачем|не могу|нет (?:сил|смысла|желания)|устал\p{L}*|надоело|расхотелось)(?: \p{L}+){0,3} жить(?! (?:в|на|с|у|по|здесь|тут|так и|рядом|одн) )/u,
  /жить (?:\p{L}+ ){0,3}(?:не хоч|незачем|не зачем|нет смысла|нет сил|не буду|не могу|надоело|тошно)/u,
  /(?:хочу|хочется|лучше|собира\p{L}+сь?|думаю|решил\p{L}*|готов\p{L}*|пора)(?: \p{L}+){0,3} (?:умереть|сдохнуть|умру|повеситься|застрелиться|отравиться|утопиться|исчезнуть навсегда|уйти из жизни)/u,
  /(?:покончу|покончить|кончаю|свести|сведу)(?: \p{L}+){0,4} (?:собой|жизнь\p{L}*|счеты|этим)/u,
  /(?:суицид|самоубий|самоубьюсь|наложу на себя|наложить на себя|убью себя|убить себя|вскрою вены|порежу вены|прыгну с (?:крыши|моста|балкона)|наглот\p{L}+ таблет|выйду в окно|шагну в окно|не вижу смысла жить|последнее письмо|прощайте все|лучше бы меня не было|без меня (?:всем )?будет лучше|роскомнадзорнусь|залезу в петлю|в петлю)/u,
  /(?:не проснуться|руки на себя|вскры\p{L}+ вены|(?:порез|вскры|реж)\p{L}* (?:себе )?вены|(?:выпи|прогло|наглот|приня)\p{L}* (?:\p{L}+ ){0,2}(?:все |пачк\p{L}* |горсть |много )(?:\p{L}+ ){0,2}?(?:таблет|пачк|упаков)|(?:стою|сижу) на (?:крыше|краю|карнизе|подоконнике|мосту)|вер[её]вк\p{L}* (?:уже |готов|в рук)|не хочу (?:больше )?(?:существовать|просыпаться)|лучше бы (?:я |мне )?(?:умер|сдох|не родил)|жизнь (?:не имеет|потеряла) смысл|(?:вызов\p{L}*|нужна|пришлите) (?:скорую|скорая|полици|пожарн)|остается (?:только )?(?:повеситься|умереть|сдохнуть|в петлю))/u,
  /(?:хочет|хотела?|пыта\p{L}+|грозит\p{L}*) (?:умереть|покончить|повеситься|убить себя|выброситься|прыгнуть)/u,
  /(?:избива|бьет|бьют|избил|насилу|изнасил|душит|зарез|зареж|похити|угрожа\p{L}+ (?:убить|убийств|расправ|ножом|оружием)|с ножом|запер(?:ли)? (?:меня|нас|ребенк)|меня (?:заперли|держат|похитили)|ломит\p{L}* в дверь|держат (?:силой|взаперти)|на улице с (?:ребенк|младенц|детьми)|выгнали из дома)/u,
  /(?:не дыш(?:ит|у)|без сознания|потерял\p{L}* сознание|сердечный приступ|инфаркт|инсульт|дав(?:ит|ящ\p{L}+) в груди|бол(?:ь|ит) (?:в груди|сердце)|рука немеет|умирает|приступ|задыха|истека\p{L}+ кровью|проглотил\p{L}* (?:батарейк|таблет|уксус|хими|магнит)|пахнет газом|утечк\p{L}* газа|запах газа|(?:начался|у нас|в (?:подъезде|доме|квартире)) пожар|пожар (?:в|у)|горит (?:дом|квартир|подъезд)|люди зажаты|попали в аварию|не ел\p{L}* (?:\p{L}+|<n>) дн)/u,
  /(?:(?:took|taken|swallowed) (?:all )?(?:of )?(?:my|the|a lot of|too many) (?:\p{L}+ )?(?:pills|tablets)|never wake up|no point (?:in )?(?:going on|living|in living)|(?:i will|i'?ll|going to|want to) end it|can'?t go on|(?:she|he|they|daughter|son|wife|husband|friend)(?: \p{L}+){0,2} wants? to die|cut (?:her|his|my) wrists)/u,
  /(?:(?:beating|hitting|strangl\p{L}+|raping|abusing|hurting) (?:me|her|him|us|my|the)|breaking into my (?:house|home|flat)|threatening (?:to kill|me with)|with a (?:knife|gun)|has a (?:knife|gun)|kidnapp|(?<!\p{L})locked me in|isn'?t breathing|not breathing|unconscious|collapsed|heart attack|chest pain|having a stroke|smell(?:s of)? gas|gas leak|(?:a |there'?s a )?fire in (?:my|the|our)|house is on fire|bleeding|nowhere to sleep with)/u,
  /(?:kill(?:ing)? myself|suicid|end (?:my|it) (?:own )?(?:life|all)|ending my life|want(?:ed)? to die|wanna die|better off dead|don'?t want to (?:live|be alive)|do not want to (?:live|be alive)|no reason to live|nothing to live for|take my (?:own )?life|hurt myself|hang myself|can'?t go on living|tired of living|wish i (?:was|were) dead|overdose)/u,
]

const HUMAN = [
  /(?:позов|соедин|переключ|переведи|пригласи|дай(?:те)?|свяжи|подключи|нужен|нужна|нужно|хочу|хотел|мож(?:но|ете)|требую|где|жду|верни)(?:\p{L}*)(?: \p{L}+){0,4} (?<!(?:друг|чуж|умерш|ино)\p{L}{1,3} )(?:оператор(?! связи)|живо|человек|человеч|сотрудник|специалист|консультант|менеджер|начальник|руководител|старш)/u,
  /^(?:оператор\p{L}*|человек\p{L}*|живой (?:человек|оператор)|сотрудник\p{L}*|специалист\p{L}*|консультант|operator|human|agent|representative|real person|a person)(?: (?:please|пожалуйста|пж|плиз))?[.!?\s]*$/u,
  /(?:не хочу|хватит|надоело)(?: \p{L}+){0,4} (?:ботом|роботом|с машиной|с ботом|бота|робота|автоответчик\p{L}*)/u,
  /(?:перезвоните|позвоните мне|наберите меня|жду звонка)/u,
  /(?:speak|talk|connect|transfer|put|get|want|need|give|let)(?: \p{L}+){0,5} (?:human|operator|agent|representative|real person|live person|actual person|a person|someone real|manager|supervisor)(?!\p{L})/u,
  /(?:call me back|give me a call|stop (?:the|this) bot|not a (?:bot|robot))/u,
]

const OWN_ACCOUNT = '(?:кабинет|аккаунт|акк|учетк|учетн|профил|запись|лк|портал|почт|пароль|account|profile|email|password|login)'
const COMPROMISE = [
  /(?:взлом|хакнул|угнали|увели)\p{L}*/u,
  near('(?:кто-то|кто то|ктото|посторонн|чуж|неизвестн|мошенник)\\p{L}*', '(?:заш|вош|заход|вход|смени|помен|изменил|подал|оформ)\\p{L}*', OWN_ACCOUNT),
  near('(?:смени|помен|измени|отвяза)\\p{L}*', '(?:пароль|почт|номер|телефон)\\p{L}*', '(?:не я|я не (?:меня|дела|проси)|без мо)'),
  near('(?:вход|вошли|зашли|заходил|сеанс)\\p{L}*', '(?:не я|не мой|не мо[еия]|я (?:там )?(?:не|никогда)|чуж|незнаком|неизвестн)'),
  near('(?:кредит|займ|микрозайм|симк|заявлени|доверенност)\\p{L}*', '(?:на мое имя|на меня|от моего имени|без моего|я не (?:брал|подавал|оформлял))'),
  near('(?:на мое имя|на меня|от моего имени|без моего (?:ведома|согласия))', '(?:взял|оформи|подал|получи|кредит|займ|микрозайм|заявлени|доверенност)\\p{L}*'),
  /(?:hacked|hijacked|taken over|broke into my|compromised|someone (?:else )?(?:is|got|has|was|logged|changed|signed|used)|somebody (?:else )?(?:is|got|has|was|logged|changed|signed|used)|in my name|wasn'?t me|was not me|not me who|i did(?:n'?t| not) (?:log|sign|request|change|make|apply|submit))/u,
]

const TAKEN =
  '(?:списал|сняли|снял|украл|увел|увели|ушли|пропал|исчез|перевел|перевела|отправил|отправила|скинул|стащил|обчистил|выманил|забрал|потерял|лишил)\\p{L}*'
const MONEY = '(?:деньг|денег|пенси|сбережен|накоплен|зарплат|руб|тыс|тыщ|сч[её]т|карт|кредит)\\p{L}*'
const CHEAT = '(?:мошенн|аферист|жулик|развел|обману|кинул|не я|без мо|чуж|поддельн|фейк|лже|фишинг)'
const VICTIM_MONEY = [
  either(near(CHEAT, TAKEN, MONEY), near(TAKEN, MONEY, CHEAT)),
  either(near(MONEY, TAKEN, CHEAT), near(CHEAT, MONEY, TAKEN)),
  /(?:украли|сняли|увели|пропали|исчезли|выманили|стащили|ушли|обчистили) (?:\p{L}+ ){0,4}(?:деньги|пенсию|сбережения|накопления|зарплату)/u,
  /(?:деньги|пенси[яюи]|сбережения|накопления)(?: \p{L}+){0,4} (?:пропали|украли|сняли|увели|исчезли|ушли|списали|списались|пропала)/u,
  near('(?:scam|fraud|stole|stolen|trick|hack|thie|fake)\\p{L}*', '(?:money|savings|pension|card|bank|account|pounds|dollars|\\$|£|€)'),
  /(?:money|savings|pension)(?: \p{L}+){0,4} (?:gone|stolen|missing|taken|disappeared|vanished)|(?:took|stole|taking|drained|emptied)(?: \p{L}+){0,4} (?:money|savings|account|card|pension)/u,
]

const SAID =
  '(?:сообщил|сообщила|назвал|назвала|продиктовал|продиктовала|сказал|сказала|дал|дала|передал|передала|отправил|отправила|скинул|скинула|ввел|ввела|вбил|вбила|указал|указала|переслал|переслала|заполнил|заполнила|выложил|слил|слила|показал|показала)'
const LEAKED = [
  new RegExp(
    `(?<!не )(?<!ничего не )(?<!никому не )${SAID}(?!ся)(?: \\p{L}+| <n>| <url>|,){0,7} (?:код|цифр|парол|карт|паспорт|пин|cvv|реквизит|данные|снилс|<code>|<card>)`,
    'u',
  ),
  new RegExp(`(?:код|цифры|цифр|пароль|карту|паспорт|пин|реквизиты|данные карты)(?: \\p{L}+){0,3} (?<!не )(?:им |ему |ей |мошенникам )?${SAID}(?!ся)`, 'u'),
  /(?:told|gave|given|shared|sent|read out|entered|typed|put in|handed)(?: \p{L}+){0,6} (?:code|password|card|pin|passport|digits|details|login)/u,
]
const LEAK_CONTEXT =
  /мошен|аферист|жулик|обман|развел|развод|боюсь|испуг|страшно|что делать|что теперь|звон|трубк|незнаком|неизвестн|чуж|сайт|ссылк|бот|лже|поддельн|фейк|служб|сотрудник|представил|мужчин|девушк|молод|банк|полиц|им |ему |ей |scam|caller|called|phone|scared|fake|fraud|link|stranger|someone|somebody|man |woman |him |her |them /u
/** "told support my code does not work" is no leak. */
const NO_LEAK =
  /(?:не|никому|ничего)(?: \p{L}+){0,2} (?:сообщал|называл|говорил|диктовал|давал|вводил|сообщил|назвал|сказал|ввел|дал)|(?:did(?:n'?t| not)|never|refused to|without) (?:\p{L}+ ){0,2}(?:tell|give|share|enter|type|telling|giving)|неверный код|пишет неверн|не подходит|не принима/u

const OTHERS = [
  /(?:чужие|чужой|чужая|чужую|чужое|чужого|посторонн\p{L}+)(?: \p{L}+){0,2} (?:данные|документ\p{L}*|заявлени\p{L}*|паспорт\p{L}*|фамили\p{L}*|анкет\p{L}*|профил\p{L}*|кабинет\p{L}*|имя|справк\p{L}*|адрес|обращени\p{L}*)/u,
  /(?:данные|документы|заявления|паспорт|фамилия|имя|анкета|справк\p{L}*)(?: \p{L}+){0,3} (?:другого|чужого|постороннего|незнакомого|другой) (?:человек\p{L}*|гражданин\p{L}*|женщин\p{L}*|мужчин\p{L}*|лица)/u,
  /(?:another|other|someone else'?s?|somebody else'?s?|a different|a stranger'?s?)(?: (?:person|user|citizen|people)(?:'?s)?)?(?: \p{L}+){0,2} (?:data|details|documents?|name|passport|application|profile|account|address|form)/u,
]
const SEES =
  /(?:вижу|видна|видны|видно|показ|откр|отобр|вместо|висит|висят|оказал|попал|получил|пришл|прислали|загруз|залез|see|shows?|seeing|opened|got|received|instead|displayed|access|uploaded)/u
const INSULT =
  /(?:идиот|дебил|дурак|дура(?:ки)?(?!к)|козл|твар|сволоч|урод|мраз|придур|кретин|тупые|тупой бот|туп\p{L}+ робот|бездельник|дармоед|лоботряс|охренел|офигел|обнаглел|хамы|хамство|хрен|черт(?:а| возьми| побери)|задолба|достали|заколеба|зае|пизд|бля|сук[аи]|нахер|нахрен|шарашк|позор|издева|беспредел|бардак|безобрази|возмути|ненавиж|в бешенств|взбешен|сволочи|idiot|moron|stupid|useless|incompetent|disgrac|pathetic|bullshit|fuck|shit|damn|ridiculous|outrageous|unacceptable|furious|disgusting|fed up|sick of|joke of|is a joke|what a joke)/u
const AGAIN =
  /(?:опять|снова|(?:второй|третий|четвертый|пятый|шестой|седьмой|десятый|сотый|который|<n>(?:-?(?:й|ый|ой|ий))?) раз|сколько (?:можно|раз)|в сотый|каждый раз|до сих пор|уже (?:неделю|месяц|год|<n>|второй|третий|два|три|четыре|пять)|повторно|again|(?:second|third|fourth|fifth|sixth|tenth|hundredth|umpteenth) time|times already|how many times|still|for weeks|for months|keep|every time)/u
const THREAT =
  /(?:прокуратур|в суд|судиться|роспотребнадзор|президент|жалоб\p{L}* на вас|буду жаловаться|напишу в|до министра|журналист|в сми|lawyer|sue you|court|ombudsman|(?<!\p{L})press(?!\p{L}))/u

const any = (patterns: readonly RegExp[], text: string): boolean => patterns.some((pattern) => pattern.test(text))

/** All dangers in a normalised text. `cries` is how many exclamation marks and words in capitals the original had. */
export function dangersIn(text: string, cries = 0): Danger[] {
  const found: Danger[] = []
  if (any(CRISIS, text)) found.push('crisis')
  if (any(HUMAN, text)) found.push('human')
  if (any(COMPROMISE, text) && !/как (?:понять|узнать|проверить|защитить)|не взлом|не попасться/u.test(text)) found.push('compromise')
  if (any(VICTIM_MONEY, text)) found.push('money')
  if (any(LEAKED, text) && LEAK_CONTEXT.test(text) && !NO_LEAK.test(text)) found.push('leaked-code')
  if (any(OTHERS, text) && SEES.test(text)) found.push('data-of-others')
  if (angerOf(text, cries) >= ANGRY) found.push('anger')
  return found
}

/** Hard words and "again" together, or either with cries. */
const ANGRY = 1.75

/** One sign of anger is a tone, two are a person who should not talk to a machine. */
function angerOf(text: string, cries: number): number {
  return (
    (INSULT.test(text) ? 1 : 0) +
    (AGAIN.test(text) ? 0.75 : 0) +
    (THREAT.test(text) ? 1 : 0) +
    Math.min(0.75, cries * 0.25) +
    (INSULT.test(text) && cries > 1 ? 0.5 : 0)
  )
}

/** Exclamation marks and long words in capitals. */
export const criesIn = (raw: string): number => (raw.match(/!/g)?.length ?? 0) + (raw.match(/(?<!\p{L})\p{Lu}{5,}(?!\p{L})/gu)?.length ?? 0)
