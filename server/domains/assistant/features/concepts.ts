import { rememberedStem, wordsOf } from '../language/words.ts'
import { hashOf } from './hash.ts'

/** Ideas by the words that stand for them in both languages; read from data/concepts.txt. */
export type Lexicon = {
  /** Stem of a word, or stems of a phrase joined by blanks, to the numbers of its concepts. */
  phrases: Map<string, number[]>
  /** Beginnings of words. */
  beginnings: [string, number][]
  /** Longer stems with one letter left out, for words with one mistake. */
  nearly: Map<string, number[]>
  names: string[]
  /** Of the names: an idea keeps its feature when others come before it. */
  hashes: number[]
  longest: number
}

const IDEA = 4
/** Shorter stems have too many neighbours. */
const SHORTEST_WITH_MISTAKE = 5

/** `name: word, two words, begin*`, one concept a line; `#` begins a remark. A concept may stand on several lines. */
export function lexiconOf(text: string): Lexicon {
  const lexicon: Lexicon = { phrases: new Map(), beginnings: [], nearly: new Map(), names: [], hashes: [], longest: 1 }
  for (const line of text.split('\n')) {
    const [, name, list] = /^([a-z_]+):(.*)$/.exec(line.trim()) ?? []
    if (name === undefined || list === undefined) continue
    if (!lexicon.names.includes(name)) {
      lexicon.names.push(name)
      lexicon.hashes.push(hashOf(name, IDEA))
    }
    for (const entry of list.split(',').map((one) => one.trim().toLowerCase().replaceAll('ё', 'е')))
      if (entry !== '') add(lexicon, entry, lexicon.names.indexOf(name))
  }
  return lexicon
}

function add(lexicon: Lexicon, entry: string, concept: number): void {
  if (entry.endsWith('*') && !entry.includes(' ')) {
    lexicon.beginnings.push([entry.slice(0, -1), concept])
    return
  }
  const stems = wordsOf(entry).map(rememberedStem)
  lexicon.longest = Math.max(lexicon.longest, stems.length)
  put(lexicon.phrases, stems.join(' '), concept)
  const [only] = stems
  if (stems.length === 1 && only !== undefined && only.length >= SHORTEST_WITH_MISTAKE) for (const part of withoutOne(only)) put(lexicon.nearly, part, concept)
}

function put(map: Map<string, number[]>, key: string, concept: number): void {
  const there = map.get(key)
  if (there === undefined) map.set(key, [concept])
  else if (!there.includes(concept)) there.push(concept)
}

const withoutOne = (stem: string): string[] => [...stem].map((_, i) => stem.slice(0, i) + stem.slice(i + 1))

/** The concepts of one stem: as it is, by its beginning, else with one letter wrong, missing, doubled or two swapped. */
function conceptsOfStem(lexicon: Lexicon, stem: string, word: string): readonly number[] {
  const exact = [...(lexicon.phrases.get(stem) ?? [])]
  for (const [beginning, concept] of lexicon.beginnings) if (word.startsWith(beginning) && !exact.includes(concept)) exact.push(concept)
  if (exact.length > 0 || stem.length < SHORTEST_WITH_MISTAKE) return exact
  // Too long: its shortened form is the stem itself. Too short: the stem is a shortened form.
  const near = new Set(lexicon.nearly.get(stem) ?? [])
  for (const part of withoutOne(stem)) {
    for (const concept of lexicon.phrases.get(part) ?? []) if (part.length >= SHORTEST_WITH_MISTAKE) near.add(concept)
    for (const concept of lexicon.nearly.get(part) ?? []) near.add(concept)
  }
  return near.size <= 3 ? [...near] : []
}

const remembered = new WeakMap<Lexicon, Map<string, readonly number[]>>()
const MOST_REMEMBERED = 40_000

/** Numbers of the concepts in a text, in the order of its words; a phrase counts once beside its words. */
export function conceptsIn(lexicon: Lexicon, words: readonly string[], stems: readonly string[]): number[] {
  let memory = remembered.get(lexicon)
  if (memory === undefined || memory.size > MOST_REMEMBERED) {
    memory = new Map()
    remembered.set(lexicon, memory)
  }
  const found: number[] = []
  for (let i = 0; i < stems.length; i++) {
    const word = words[i]!
    let own = memory.get(word)
    if (own === undefined) {
      own = conceptsOfStem(lexicon, stems[i]!, word)
      memory.set(word, own)
    }
    found.push(...own)
    let phrase = stems[i]!
    for (let n = 1; n < lexicon.longest && i + n < stems.length; n++) {
      phrase += ` ${stems[i + n]}`
      const concepts = lexicon.phrases.get(phrase)
      if (concepts !== undefined) found.push(...concepts)
    }
  }
  return found
}
