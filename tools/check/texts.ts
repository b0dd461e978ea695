import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesIn, root } from './modules.ts'

/** Number forms differ between languages (Russian has four), so `days.few` and `days.one` count as one key. */
const numberForm = /\.(zero|one|two|few|many|other)$/

/** Every text of a file under its full key: `request.registered.subject`. */
function textsOf(value: unknown, key = ''): [string, string][] {
  if (typeof value === 'string') return [[key, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]) => textsOf(one, key ? `${key}.${name}` : name))
}

const placeholders = (text: string): string[] => [...text.matchAll(/\{+\s*(\w+)\s*\}+/g)].map(([, name = '']) => name)

/** What stands in the way of plain reading; the rule and how it shows. */
const manners: [RegExp, string][] = [
  [/[—–]/, 'has a long dash'],
  [/!/, 'has an exclamation mark'],
  [/\S {2,}\S/, 'has two blanks in a row'],
  [/[ёЁ]/, 'has ё; we write е'],
]

/** Compares the texts of one pair of files; each finding is a line. `russian` and `english` are parsed JSON. */
export function textProblems(russian: unknown, english: unknown): string[] {
  const sides = { ru: textsOf(russian), en: textsOf(english) }
  const grouped = (texts: [string, string][]) => {
    const keys = new Map<string, Set<string>>()
    for (const [key, text] of texts) {
      const base = key.replace(numberForm, '')
      keys.set(base, new Set([...(keys.get(base) ?? []), ...placeholders(text)]))
    }
    return keys
  }
  const [ru, en] = [grouped(sides.ru), grouped(sides.en)]
  const missing = [
    ...[...ru.keys()].filter((key) => !en.has(key)).map((key) => `${key} is missing in English`),
    ...[...en.keys()].filter((key) => !ru.has(key)).map((key) => `${key} is missing in Russian`),
  ]
  const different = [...ru].flatMap(([key, names]) => {
    const others = en.get(key)
    if (!others) return []
    const apart = [...names.symmetricDifference(others)]
    return apart.length > 0 ? [`${key} has {${apart.join('}, {')}} in one language only`] : []
  })
  const unmannerly = Object.entries(sides).flatMap(([language, texts]) =>
    texts.flatMap(([key, text]) => [
      ...(text.trim() === '' ? [`${key} is empty (${language})`] : []),
      ...manners.filter(([pattern]) => pattern.test(text)).map(([, what]) => `${key} ${what} (${language})`),
    ]),
  )
  return [...missing, ...different, ...unmannerly]
}

/** All pairs name.ru.json and name.en.json of the project: their problems, and how many texts were read. */
export function checkTexts(top = root): { problems: string[]; texts: number } {
  const files = filesIn(['server', 'web'], ['.ru.json', '.en.json'], top)
  const pairs = new Set(files.map((file) => file.replace(/\.(ru|en)\.json$/, '')))
  let texts = 0
  const problems = [...pairs].flatMap((pair) => {
    const [ru, en] = ['ru', 'en'].map((language) => `${pair}.${language}.json`) as [string, string]
    const absent = [ru, en].filter((file) => !files.includes(file))
    if (absent.length > 0) return absent.map((file) => `${file} is missing`)
    const [russian, english] = [ru, en].map((file) => JSON.parse(readFileSync(join(top, file), 'utf8')))
    texts += textsOf(russian).length
    return textProblems(russian, english).map((line) => `${pair}: ${line}`)
  })
  return { problems: texts === 0 ? [...problems, 'not one text was read: the check itself is broken'] : problems, texts }
}
