export type CueKind = 'code' | 'sms' | 'cvv' | 'card' | 'snils' | 'inn' | 'passport' | 'oms' | 'other'
/** A word that tells what the number behind it is; `end` is the index after its last letter. */
export type Cue = { kind: CueKind; start: number; end: number }

// Every repetition is bounded and no two of them touch, so the whole pattern takes a bounded number of steps at each place.
const CODE_OF_ANOTHER_KIND =
  'код[а-я]{0,3} (?:ошибк|подраздел|услуг|город|регион|стран|обращ|заяв|заказ|доход|окат|октм|организ|бюдж|товар|статус|ответ|вычет|налог|инспекц|оператор|плат)[а-я]{0,8}' +
  '|(?:error|status|postal|post|zip|area|country|region|department|service|dialling|dialing|reference|response|http|order|request|product|bar|qr|promo) ?codes?' +
  '|(?:штрих|промо|почтов[а-я]{2,3} |телефонн[а-я]{2,3} )-?код[а-я]{0,3}'
const OTHER =
  'телефон[а-я]{0,3}|тел|моб[а-я]{0,8}|phone|mobile|tel|заказ[а-я]{0,3}|order|обращени[а-я]{1,3}|заявлени[а-я]{1,3}|заявк[а-я]{1,3}|request|ticket|ошибк[а-я]{1,3}|error|сумм[а-я]{1,3}|amount|' +
  'индекс[а-я]{0,2}|дом|квартир[а-я]{1,2}|кабинет[а-я]{0,3}|office|room|номер[а-я]{0,3}|number|штраф[а-я]{0,3}|квитанци[а-я]{1,3}|договор[а-я]{0,3}|contract|постановлени[а-я]{1,3}|год[ау]?|year|since'

const CUES = new RegExp(
  '(?<![\\p{L}\\p{N}])(?:' +
    `(?<other>${CODE_OF_ANOTHER_KIND})` +
    '|(?<cvv>(?:cvv2?|cvc2?)[ -]код|cvv2?|cvc2?|цвв|цифр[аы] (?:на|с) оборот[а-я]{1,2})' +
    '|(?<code>код[а-я]{0,3}|kod[a-z]{0,2}|codes?|otp|passcode|пин(?:-?код[а-я]{0,3})?|pin|цифр(?:ы|ами|ах)|циферк[а-я]{1,3}|digits)' +
    '|(?<sms>смс(?:ке|ки|ка|ку)?|эсэмэск[аеиу]|sms|text (?:message )?(?:says|said|reads))' +
    '|(?<card>карт(?:а|ы|е|у|ой|очк[аеиу]|очкой)|kart[aeuy]|cards?|visa|mastercard|мир)' +
    '|(?<snils>снилс[а-я]{0,2}|snils)' +
    '|(?<inn>инн|inn|tin)' +
    '|(?<passport>(?:загран)?паспорт[а-я]{0,5}|загранник[а-я]{0,2}|pasport[a-z]{0,3}|passports?|сери[яиейю]{1,2}|series)' +
    '|(?<oms>омс|oms|полис[а-я]{0,3}|енп)' +
    `|(?<plain>${OTHER})` +
    ')(?![\\p{L}\\p{N}])',
  'giu',
)

const KINDS: CueKind[] = ['code', 'sms', 'cvv', 'card', 'snils', 'inn', 'passport', 'oms', 'other']

/** All cue words in order. */
export function cuesIn(text: string): Cue[] {
  const cues: Cue[] = []
  for (const match of text.matchAll(CUES)) {
    const groups = match.groups!
    const kind = KINDS.find((one) => groups[one] !== undefined) ?? 'other'
    cues.push({ kind, start: match.index, end: match.index + match[0].length })
  }
  return cues
}
