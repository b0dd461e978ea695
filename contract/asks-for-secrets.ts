// The word may stand in any form; the boundary before it keeps "штрихкод" and "encode" out.
const start = String.raw`(?<![\p{L}\p{N}])`
const secret = String.raw`(?:парол[ьяеию]\p{L}*|код(?!екс|иров|ов\p{L})(?:а|у|ом|е|ы|ов)?(?![\p{L}])|пин[- ]?код\p{L}*|cvv|cvc|pin(?![\p{L}])|password\p{L}*|passcode\p{L}*|(?:one[- ]time )?code(?:s)?(?![\p{L}]))`
// "Введите пароль на странице входа" is advice, not a request to us, so entering is not in the list.
const ask = String.raw`(?:сообщит|сообщать|сообщить|назов|назват|продикт|пришлит|прислать|отправьт|отправить|напишит|укажит|скажит|сказать|передайт|скиньт|дайте|вышлит|подскажит|какой у вас|tell|send|give|share|provide|reply with|what is)\p{L}*`
const between = String.raw`[^.!?\n]{0,60}?`
const anySecret = new RegExp(`${start}${secret}`, 'iu')
const asking = [
  new RegExp(`${start}${ask}${between}${start}${secret}`, 'iu'),
  new RegExp(`${start}${secret}${between}${start}${ask}`, 'iu'),
  new RegExp(String.raw`${start}введит\p{L}*${between}${start}${secret}[^.!?\n]{0,40}(?:ответ|письм|чат|сюда)`, 'iu'),
]
// "Никому не сообщайте код", "мы не просим назвать пароль", "never share": the refusal stands right before the verb, so
// that "если вы не против, назовите код" is still caught.
const forbidden = new RegExp(
  String.raw`${start}(?:не|never|not|don't)\s+(?:(?:нужно|надо|следует|стоит|просим|требуем|ask(?:\s+\p{L}+)?(?:\s+to)?|should|need\s+to)\s+)*${ask}`,
  'giu',
)
const otherCodes =
  /(?:код[а-я]{0,2}|codes?)\s+(?:ошибк|организац|регион|подразделен|услуг|обращен|of the error|error)|(?:error|postal|zip|post)\s+codes?|(?:почтов|ошибочн)\p{L}*\s+код/giu

/**
 * PHISH-4: does the text ask the citizen for a password or a code? Judged sentence by sentence; a sentence that warns
 * ("никому не сообщайте код") or speaks of an error code passes. Answers the sentence, so that the person sees which.
 */
export function asksForSecrets(text: string): string | null {
  for (const sentence of text.split(/(?<=[.!?\n])\s*/u)) {
    const plain = sentence.replace(/ё/gi, 'е').replace(otherCodes, ' ').replace(forbidden, ' ')
    // Without such a word nothing is asked; the search for the pair is the dear part.
    if (anySecret.test(plain) && asking.some((pattern) => pattern.test(plain))) return sentence.trim()
  }
  return null
}
