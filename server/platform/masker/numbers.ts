import { hasDammDigit } from '#platform/public-number/damm'
import { passesLuhn, passesPersonInn, passesSnils } from './check-digits.ts'
import type { Cue, CueKind } from './cues.ts'
import type { Span } from './passwords.ts'

export type NumberKind = 'code' | 'cvv' | 'card' | 'snils' | 'inn' | 'passport' | 'oms'
/** `kept` last digits stay readable, so that an operator can say "the card that ends with 1234". */
export type NumberSecret = Span & { kind: NumberKind; kept: number }

type Group = Span & { digits: string }
/** Groups of digits that stand one blank or hyphen apart, read as one number. */
type Run = Span & { digits: string; shape: string; cue: CueKind | undefined; isNear: boolean }

const MOST_GROUPS = 8
const FAR = 40
const UNIT =
  /^[ \u00a0]?(?:мин|час|сек|руб|коп|₽|р\.|%|раз|дн|дней|день|сут|недел|мес|лет|год|г\.|чел|символ|знак|цифр|шт|км|мб|min|hour|sec|days?|weeks?|months?|years?|times|usd|rub|eur|\$|€|people|characters|digits|symbols|mb|kb)/iu
const CODE_BEHIND =
  /^[ \u00a0]?[-–—,]?[ \u00a0]?(?:это |вот |is |was )?(?:(?:мой|такой|тот|вот такой|my|the|a|from) )?(?:код|code|(?:из|в) (?:смс|sms))(?:к[аиеу])?(?![\p{L}])(?! ошибк| подразд| услуг| город| регион)/iu
const shapes = (...list: string[]): ReadonlySet<string> => new Set(list)
const CODE_SHAPES = shapes(
  '4',
  '5',
  '6',
  '7',
  '8',
  '3,3',
  '4,4',
  '2,2,2',
  '2,2',
  '2,2,2,2',
  '3,2',
  '2,3',
  '1,1,1,1',
  '1,1,1,1,1',
  '1,1,1,1,1,1',
  '1,1,1,1,1,1,1,1',
)

type Rule = { passes: (digits: string) => boolean; kind: NumberKind; kept: number }
const CARD_16: Rule = { passes: (d) => /^[2-6]/.test(d) && passesLuhn(d), kind: 'card', kept: 4 }
const CARD_LONG: Rule = { passes: (d) => /^[2456]/.test(d) && passesLuhn(d), kind: 'card', kept: 4 }
const CARD_15: Rule = { passes: (d) => /^3[47]/.test(d) && passesLuhn(d), kind: 'card', kept: 4 }
const PASSPORT: Rule = { passes: (d) => !/^(?:19|20|0000)/.test(d), kind: 'passport', kept: 3 }
const WITHOUT_CUE = new Map<string, Rule>([
  ...['4,4,4,4', '16'].map((shape): [string, Rule] => [shape, CARD_16]),
  ...['4,4,4,4,2', '4,4,4,4,3', '18', '19'].map((shape): [string, Rule] => [shape, CARD_LONG]),
  ...['4,6,5', '15'].map((shape): [string, Rule] => [shape, CARD_15]),
  ...['2,2,6', '4,6'].map((shape): [string, Rule] => [shape, PASSPORT]),
  ['3,3,3,2', { passes: passesSnils, kind: 'snils', kept: 2 }],
  // Eleven digits alone are a phone (7 or 8 first) or a request number (its own check digit) before they are anything else.
  ['11', { passes: (d) => /^[^78]/.test(d) && !hasDammDigit(d) && passesSnils(d), kind: 'snils', kept: 2 }],
  ['12', { passes: passesPersonInn, kind: 'inn', kept: 4 }],
])
// With the word beside it a number need not be right: a typing error leaves most of it readable.
const WITH_CUE: Partial<Record<CueKind, { shapes: ReadonlySet<string>; kind: NumberKind; kept: number }>> = {
  card: { shapes: shapes('4,4,4,4', '4,4,4,4,2', '4,4,4,4,3', '4,6,5', '13', '14', '15', '16', '17', '18', '19'), kind: 'card', kept: 4 },
  snils: { shapes: shapes('11', '3,3,3,2', '3,3,5', '9,2'), kind: 'snils', kept: 2 },
  inn: { shapes: shapes('10', '12', '4,4,4', '4,6', '4,4,2', '4,8', '2,2,6,2', '2,2,5,1'), kind: 'inn', kept: 4 },
  passport: { shapes: shapes('2,2,6', '4,6', '10', '2,7', '9', '2,2,3,3', '4,3,3'), kind: 'passport', kept: 3 },
  oms: { shapes: shapes('16', '4,4,4,4', '9'), kind: 'oms', kept: 4 },
  cvv: { shapes: shapes('3', '4'), kind: 'cvv', kept: 0 },
  code: { shapes: CODE_SHAPES, kind: 'code', kept: 0 },
  sms: { shapes: CODE_SHAPES, kind: 'code', kept: 0 },
}

/** What a number without a word of its own is when a code was asked for. */
const AWAITED: { kind: CueKind; isNear: boolean } = { kind: 'code', isNear: false }

/** Numbers to hide, in order. `hidden` are spans found before (passwords, keys), in order too. `expectsCode`: the sender was just asked for one. */
export function numbersIn(text: string, cues: readonly Cue[], hidden: readonly Span[], expectsCode = false): NumberSecret[] {
  const groups = [...text.matchAll(/\d+/g)].map(({ 0: digits, index }): Group => ({ digits, start: index, end: index + digits.length }))
  const found: NumberSecret[] = []
  let floor = 0 // a cue does not reach over what was hidden already
  let cueAt = -1
  let hiddenAt = 0
  for (let i = 0; i < groups.length; ) {
    const group = groups[i]!
    while (hiddenAt < hidden.length && hidden[hiddenAt]!.end <= group.start) floor = Math.max(floor, hidden[hiddenAt++]!.end)
    while (cueAt + 1 < cues.length && cues[cueAt + 1]!.end <= group.start) cueAt++
    const isHidden = hiddenAt < hidden.length && hidden[hiddenAt]!.start < group.end
    if (text[group.start - 1] === '•') floor = group.start
    const isInRow = group.digits.length === 1 && i > 0 && groups[i - 1]!.digits.length === 1 && isFollowed(text, groups, i - 1, undefined)
    if (isHidden || isInRow || !startsFreely(text, group)) {
      i++
      continue
    }
    const cue = nearCue(text, cues[cueAt], floor, group.start) ?? (expectsCode ? AWAITED : undefined)
    const secret = longestSecret(text, groups, i, cue, hidden[hiddenAt]?.start ?? Number.POSITIVE_INFINITY)
    if (secret === undefined) i++
    else {
      found.push(secret)
      floor = secret.end
      while (i < groups.length && groups[i]!.start < secret.end) i++
    }
  }
  return found
}

/** Not inside a word, nor behind '12.', '12:', '12-' of a date, a time or a longer number; 'G-482913' is how some codes come. */
function startsFreely(text: string, { start }: Group): boolean {
  if (start === 0) return true
  const before = text[start - 1]!
  if (before === ' ') return true
  if (/[\p{L}_+•]/u.test(before)) return false
  if (!/[.,:/\-–]/.test(before)) return true
  const twoBefore = text[start - 2] ?? ' '
  if (before === ':') return !/\d/.test(twoBefore)
  return !/[\p{L}\p{N}]/u.test(twoBefore) || /(?:^|[^\p{L}\p{N}])G-$/iu.test(text.slice(Math.max(0, start - 3), start))
}

const endsFreely = (text: string, end: number): boolean => !/^(?:[\p{L}_]|[.,:/\-–]\d)/u.test(text.slice(end, end + 2))

function nearCue(text: string, cue: Cue | undefined, floor: number, start: number): { kind: CueKind; isNear: boolean } | undefined {
  if (cue === undefined || cue.end < floor || start - cue.end > FAR) return undefined
  const between = text.slice(cue.end, start)
  if (/[!?;•]|\.\s|\n\s*\n/.test(between)) return undefined
  return { kind: cue.kind, isNear: /^[\s:=\-–—№#(."«]*$/.test(between) }
}

function longestSecret(
  text: string,
  groups: readonly Group[],
  first: number,
  cue: { kind: CueKind; isNear: boolean } | undefined,
  limit: number,
): NumberSecret | undefined {
  let digits = ''
  let shape = ''
  let best: NumberSecret | undefined
  for (let i = first; i < groups.length && i < first + MOST_GROUPS; i++) {
    const group = groups[i]!
    if (group.start >= limit) break
    if (i > first && !isJoin(text.slice(groups[i - 1]!.end, group.start), cue?.kind)) break
    digits += group.digits
    shape += (i > first ? ',' : '') + group.digits.length
    if (digits.length > 19) break
    // Lonely digits are read as far as they go: "4 8 2 9 1 3" is one code, not the four that begin it.
    if (shape.length === 2 * digits.length - 1 && isFollowed(text, groups, i, cue?.kind)) continue
    const run: Run = { start: groups[first]!.start, end: group.end, digits, shape, cue: cue?.kind, isNear: cue?.isNear ?? false }
    best = secretOf(text, run) ?? best
  }
  return best
}

const isFollowed = (text: string, groups: readonly Group[], i: number, cue: CueKind | undefined): boolean => {
  const [group, next] = [groups[i]!, groups[i + 1]]
  return next !== undefined && next.digits.length === 1 && isJoin(text.slice(group.end, next.start), cue)
}

/** One blank or hyphen; in a passport also the words between series and number. */
const isJoin = (gap: string, cue: CueKind | undefined): boolean =>
  /^[ \u00a0\-–]$/.test(gap) || (cue === 'passport' && gap.length < 16 && /^[ \u00a0,]{0,2}(?:номер|№|N|no\.?|number)[ \u00a0:]{0,2}$/iu.test(gap))

function secretOf(text: string, run: Run): NumberSecret | undefined {
  const { start, end, digits, shape, cue } = run
  const cued = cue === undefined ? undefined : WITH_CUE[cue]
  const isCued = cued?.shapes.has(shape) ?? false
  const plain = WITHOUT_CUE.get(shape)
  const mayPrecedeCue = cue === undefined && CODE_SHAPES.has(shape)
  if ((!isCued && !plain && !mayPrecedeCue) || !endsFreely(text, end)) return undefined
  if (cued && isCued && isMeant(text, run)) return { start, end, kind: cued.kind, kept: cued.kept }
  if (plain?.passes(digits)) return { start, end, kind: plain.kind, kept: plain.kept }
  if (mayPrecedeCue && CODE_BEHIND.test(text.slice(end, end + 32))) return { start, end, kind: 'code', kept: 0 }
  return undefined
}

/** Short numbers need more than a cue: a message counts only right behind its word, and '20 минут' is no code. */
function isMeant(text: string, { cue, end, isNear }: Run): boolean {
  if (cue === 'sms') return isNear && !UNIT.test(text.slice(end, end + 12))
  if (cue === 'code' || cue === 'cvv') return !UNIT.test(text.slice(end, end + 12))
  return true
}
