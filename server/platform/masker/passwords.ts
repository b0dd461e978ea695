export type Span = { start: number; end: number }

const CUE =
  /(?<![\p{L}\p{N}_])(?:парол(?:ь|я|ю|ем|е|и)?|пороль|пасс?ворд|пасс|parol|pass|passwords?|passwd|pwd|passphrase|passcode|(?:кодов|секретн)(?:ое|ого|ым|ом) слово?м?|security answer)(?![\p{L}\p{N}_])/giu
// 'от кабинета', 'for my account', 'мой', between the cue and what is said of it
const FILLER =
  /(?: (?:мой|моя|свой|у меня|старый|новый|ввожу|вводил|вводила|набираю|i use|i used|i typed|i have)(?! (?:от|для|for) )| (?:у меня|от|для|на|к|в|for|to|of|ot|dlya)(?: (?:моего|моей|моему|личного|личному|my|the|your|this))?(?: (?:лк|lk|kabineta|кабинета|кабинету|кабинет|входа|аккаунта|аккаунту|аккаунт|почты|почте|почту|портала|порталу|портал|учетки|учетной записи|госуслуг|account|cabinet|portal|site|mail|email|e-mail|login)))?/iuy
const SAID =
  /[ \t]{0,3}(?:[:=]|->|=>)[ \t\n]{0,3}|[ \t]{1,3}[-–—][ \t]{1,3}|[ \t]{0,3},?[ \t]{0,3}(?:это|вот|такой|такая|следующий|был|is|was|it's|its|equals)(?:[ \t]{0,2}:)?[ \t]{1,3}/iuy
const BARE = /[ \t]{1,3}|[ \t]{0,3}\n/y
const QUOTED = /"[^"\n]{1,64}"|«[^»\n]{1,64}»|'[^'\n]{1,64}'|`[^`\n]{1,64}`|“[^”\n]{1,64}”/y
const TOKEN = /[^\s•]{3,128}/y

const LONELY_LETTERS = /^[\p{L}'’-]+$/u
const DATE_OR_TIME = /^\d{1,4}(?:[.:/-]\d{1,2}){1,2}(?:[.:/-]\d{2,4})?$/
/** Said of passwords, not passwords. Endings do most of the work; the lists hold what they miss. */
const ORDINARY =
  /(?:ed|ing|able|ible)$|^(?:not|no|wrong|incorrect|invalid|too|short|long|weak|strong|the|same|correct|right|ok|old|new|lost|reset|required|very|my|a|an|case|only|still|always|never|empty|simple|secure|safe|different|temporary|unknown|mandatory|important|null|undefined|good|bad|fine|in|on|at|and|or|but|what|why|how|when|where|if|because|now|then|there|here|with|from|please|sent|it|that|this|field|form|page|manager|protected|mine|his|her|their|our|yours)$/i
const ORDINARY_RU =
  /^(?:не|нет|да|я|мне|мой|моя|он|она|вы|вам|вас|мы|что|как|так|это|эта|этот|или|и|а|но|если|где|когда|почему|зачем|тот|же|уже|еще|ещё|только|слишком|очень|неверный|неверен|неправильный|верный|правильный|старый|новый|прежний|другой|простой|сложный|короткий|длинный|слабый|надежный|временный|утерян|забыт|забыл|забыла|потерян|потерял|потеряла|сброшен|изменен|устарел|истек|просрочен|пришел|пришёл|приходит|отправлен|введен|введён|принят|требуется|нужен|важен|известен|неизвестен|был|есть|будет|можно|нельзя|надо|нужно|восстановить|сменить|поменять|сбросить|изменить|ввожу|вводил|вводила|ввести|получить|пожалуйста|подскажите|помогите|личный|общий|один|два|на|в|с|у|к|от|для|из|по|за|до|при|про|без|перед|после|через|тайна|секрет|проблема|ошибка)$/iu
const BRANDS =
  /^(?:sms|email|e-mail|mail|wifi|wi-fi|telegram|whatsapp|viber|gmail|google|chrome|windows|android|ios|iphone|apple|id|pin|totp|esia|vpn|outlook|yandex|mail\.ru)$/i

/** After ':' or 'is' anything counts but an ordinary word; after a blank only what looks like a password. */
function isSecret(token: string, said: boolean, russianCue: boolean): boolean {
  if (DATE_OR_TIME.test(token) || BRANDS.test(token)) return false
  if (LONELY_LETTERS.test(token)) {
    const ordinary = ORDINARY.test(token) || ORDINARY_RU.test(token)
    if (said) return !ordinary
    return russianCue && !ordinary && /^[a-z]{4,}$/i.test(token) // 'мой пароль qwerty'
  }
  if (said) return /[\p{L}\p{N}]/u.test(token)
  return token.length >= 4 && /\d/.test(token) && !/^\d{1,3}[-–]\p{L}/u.test(token) // '10-значный' is a word
}

const sticky = (pattern: RegExp, text: string, from: number): string | undefined => {
  pattern.lastIndex = from
  return pattern.exec(text)?.[0]
}

/** Where passwords and secret words stand, by the words before them. */
export function passwordsIn(text: string): Span[] {
  const found: Span[] = []
  CUE.lastIndex = 0
  for (let cue = CUE.exec(text); cue !== null; cue = CUE.exec(text)) {
    const russianCue = cue[0].charCodeAt(0) > 0x7f
    const filled = CUE.lastIndex + (sticky(FILLER, text, CUE.lastIndex)?.length ?? 0)
    const said = sticky(SAID, text, filled)
    const gap = said ?? sticky(BARE, text, filled)
    if (gap === undefined) continue
    const start = filled + gap.length
    const quoted = sticky(QUOTED, text, start)
    if (quoted !== undefined) {
      if (quoted.includes('•')) continue
      found.push({ start: start + 1, end: start + quoted.length - 1 })
      CUE.lastIndex = start + quoted.length
      continue
    }
    const token = sticky(TOKEN, text, start)?.replace(/[.,;:)»"!?]{1,8}$/, '')
    if (token === undefined || token.length < 3 || !isSecret(token, said !== undefined, russianCue)) continue
    found.push({ start, end: start + token.length })
    CUE.lastIndex = start + token.length
  }
  return found
}
