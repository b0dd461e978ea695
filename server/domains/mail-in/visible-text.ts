export interface Visible {
  /** What the person wrote now. */
  text: string
  /** What was cut off below it: the letter that is answered. */
  quoted: string
  signature: string
}

/** Lines with which mail programs begin the letter that is answered. */
const HEADS: readonly RegExp[] = [
  /^-{2,}\s*(original message|исходное сообщение|пересланное сообщение)\s*-{2,}$/i,
  /^_{10,}$/,
  /^(on|am|le)\b.{5,200}\b(wrote|schrieb|a écrit)\s*:$/i,
  /^.{5,200}(пишет|писал|писала|писал\(а\)|написал|написала|написал\(а\))\s*:$/i,
  /^>?\s*\d{1,2}[./]\d{1,2}[./]\d{2,4},?\s.{0,160}<[^<>\s]+@[^<>\s]+>\s*.{0,40}:$/,
]
const isQuote = (line: string): boolean => /^\s?>/.test(line)
const isBlank = (line: string): boolean => line.trim() === ''

/**
 * The new words of an answer. What is below the head of the answered letter goes, unless words stand among its quoted lines: then somebody
 * answered point by point, and all is kept. Where nothing would be left, nothing is cut.
 */
export function visibleText(given: string): Visible {
  const lines = given.replaceAll('\r\n', '\n').split('\n')
  const head = lines.findIndex((line, at) => isHead(lines, line.trim(), at))
  const cut = head >= 0 ? head : trailingQuote(lines)
  const [above, below] = [lines.slice(0, cut), lines.slice(cut)]
  if (above.every(isBlank) || isAnsweredPointByPoint(below)) return { ...signed(lines), quoted: '' }
  return { ...signed(above), quoted: below.join('\n').trim() }
}

/** Own words after the first quoted line, which are more than a signature. */
function isAnsweredPointByPoint(below: readonly string[]): boolean {
  const said = below.filter((line) => !isBlank(line))
  const after = said.slice(said.findIndex(isQuote))
  const own = after.findIndex((line) => !isQuote(line))
  return said.some(isQuote) && own >= 0 && !/^--\s?$/.test(after[own]!)
}

/** Outlook's block of names: From, Sent, To in two of the next lines. */
function isHead(lines: readonly string[], line: string, at: number): boolean {
  if (HEADS.some((head) => head.test(line))) return line.startsWith('_') ? isBlock(lines, at + 1) : true
  return /^\*?(from|от|от кого)\*?\s*:\s*\S/i.test(line) && isBlock(lines, at)
}
const isBlock = (lines: readonly string[], at: number): boolean =>
  lines.slice(at, at + 6).filter((line) => /^\*?(from|sent|to|subject|date|от|от кого|отправлено|дата|кому|тема)\*?\s*:/i.test(line.trim())).length >= 3

/** Quoted lines at the end, without a head. */
function trailingQuote(lines: readonly string[]): number {
  let at = lines.length
  while (at > 0 && (isQuote(lines[at - 1]!) || isBlank(lines[at - 1]!))) at--
  return lines.slice(at).some(isQuote) ? at : lines.length
}

/** Everything from the line "-- " on, when it stands near the end. */
function signed(lines: readonly string[]): Pick<Visible, 'text' | 'signature'> {
  const at = lines.findLastIndex((line) => /^--\s?$/.test(line))
  const near = at >= 0 && lines.length - at <= 15 && !lines.slice(0, at).every(isBlank)
  return { text: tidy(near ? lines.slice(0, at) : lines), signature: near ? tidy(lines.slice(at + 1)) : '' }
}
const tidy = (lines: readonly string[]): string =>
  lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replaceAll(/\n{4,}/g, '\n\n\n')
    .trim()
