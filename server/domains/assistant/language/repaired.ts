import { asEnglishKeys, asRussianKeys } from './layout.ts'
import { type LetterModel, letterModel, surprise } from './letters.ts'
import { asRussianSounds } from './transliteration.ts'

export type Repair = 'layout' | 'transliteration'
/** `text` is the message as it was meant; `by` says what was wrong with it, null when nothing was. */
export type Repaired = { text: string; by: Repair | null }

/** What the two languages look like; `words` are all words of our own texts, the most frequent first, in small letters with `е` for `ё`. */
export type Languages = { ru: LetterModel; en: LetterModel; words: ReadonlySet<string>; sounds: ReadonlyMap<string, string> }

/** In nats of mean surprise. A wrong repair makes sense of nothing, a missed one leaves the person where they were: rather keep. */
const MARGIN = 0.3
const MARGIN_TO_ENGLISH = 1.2
/** A message of known words only is that much less surprising than one without any. */
const WORDS_COUNT = 2

export function languagesOf(texts: readonly string[]): Languages {
  const counts = new Map<string, number>()
  for (const text of texts) for (const word of plainWords(text)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const words = new Set([...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)!))
  return { ru: letterModel(texts, 'ru'), en: letterModel(texts, 'en'), words, sounds: soundsOf(words) }
}

/** Shorter beginnings of words say nothing. Letters. */
const BEGINNING = 5

/**
 * Russian words by what Latin letters keep of them: no soft sign, one i; the most frequent of those that sound the same. Beginnings of words too,
 * led by `^`, for other endings of a word that we know.
 */
export function soundsOf(words: Iterable<string>): Map<string, string> {
  const sounds = new Map<string, string>()
  const keep = (sound: string, spelling: string) => {
    if (!sounds.has(sound)) sounds.set(sound, spelling)
  }
  for (const word of words) {
    if (!/[а-я]/.test(word)) continue
    keep(soundOf(word), word)
    for (let end = BEGINNING; end < word.length; end++) if (!/[ьъ]/.test(word[end]!)) keep(`^${soundOf(word.slice(0, end))}`, word.slice(0, end))
  }
  return sounds
}

const soundOf = (word: string): string =>
  word
    .replace(/[ьъ]/g, '')
    .replaceAll('сч', 'щ')
    .replace(/йо/g, 'е')
    .replace(/[ыий]+/g, 'и')
    .replaceAll('э', 'е')
    .replaceAll('щ', 'ш')
    .replaceAll('сх', 'ш')
    .replaceAll('тс', 'ц')
    .replaceAll('иа', 'я')

/** Each word becomes the most frequent of ours that sounds the same: its spelling was lost. Else its beginning does. */
const asKnown = (text: string, { sounds }: Languages): string =>
  text.replace(/[а-я]{3,}/g, (word) => {
    const same = sounds.get(soundOf(word))
    if (same !== undefined) return same
    for (let end = word.length - 1; end >= Math.max(BEGINNING, word.length - 4); end--) {
      const beginning = sounds.get(`^${soundOf(word.slice(0, end))}`)
      if (beginning !== undefined) return softened(beginning + word.slice(end))
    }
    return softened(word)
  })

/** Where a soft sign stands nearly always, of words that we do not know: infinitives, "-ась", "-ешь", "-ость", л before most consonants. */
const softened = (word: string): string => {
  if (word.length < 5) return word
  const inside = word.replace(/л(?=[нчшм])/g, 'ль').replace(/н(?=ш)/g, 'нь')
  return /(?:[ая]т|л[аоиь]с|юс|[еи]ш|ост)$/.test(inside) ? `${inside}ь` : inside
}

const plainWords = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .match(/[a-z]+(?:'[a-z]+)?|[а-я]+/g) ?? []
/** In a wrong layout a full stop is `/` and the letter ю is a dot, so neither alone makes an address. */
const isAddress = (word: string): boolean => /\d|@.+\.|:\/\/|^www\.|[\\_]|\.(?:ru|рф|com|org|net|info|su|gov)(?!\p{L})/u.test(word)
/** Names that Russian sentences keep in Latin letters. */
const BRANDS =
  /^(?:sms|e-?mail|pdf|jpe?g|png|doc|docx|xls|zip|sig|totp|otp|id|qr|pin|wi-?fi|vpn|push|google|chrome|firefox|edge|opera|safari|android|ios|iphone|windows|mac|telegram|whatsapp|viber|max|vk|yandex|gmail|mail|apple|apk|error|ok|online|web|url|pc)$/i

/** Lower is better: strange letters, less what is known of the words. */
function strangeness(text: string, alphabet: 'ru' | 'en', { ru, en, words }: Languages): number {
  const found = plainWords(text)
  const longer = found.filter((word) => word.length > 1)
  const known = longer.reduce((sum, word) => sum + (words.has(word) ? word.length : 0), 0)
  const all = longer.reduce((sum, word) => sum + word.length, 0)
  return surprise(alphabet === 'ru' ? ru : en, text, alphabet) - (all === 0 ? 0 : (WORDS_COUNT * known) / all)
}

/**
 * A message typed with the wrong keyboard layout or in Russian with Latin letters, as it was meant. Decided for the whole message when it
 * is of one alphabet, word by word when it is mixed. Addresses and tokens with digits are left alone.
 */
export function repaired(text: string, languages: Languages): Repaired {
  const parts = text.split(/(\s+)/)
  const rest = parts.filter((part) => !isAddress(part)).join('')
  const latin = rest.match(/[a-z]/gi)?.length ?? 0
  const cyrillic = rest.match(/[а-яё]/gi)?.length ?? 0
  if (latin + cyrillic < 2) return { text, by: null }
  if (cyrillic === 0) return fromLatin(text, parts, languages)
  if (latin === 0) return fromCyrillic(text, parts, languages)
  return wordByWord(text, parts, languages)
}

const onEach = (parts: readonly string[], change: (part: string) => string): string => parts.map((part) => (isAddress(part) ? part : change(part))).join('')

/** Nats a letter: Russian words that we do not know stay below 3.4, Latin words read with Russian keys begin at 4. */
const NO_RUSSIAN = 3.9
/** Latin names that we do not know stay below this; random keys begin at 4.8. */
const STILL_LATIN = 4.7

/** A name or an English word stays in Latin letters also among words that are repaired, unless it becomes a Russian one that we know. */
function keepsLatin(part: string, candidate: string, by: Repair, { words, ru, en }: Languages): boolean {
  const bare = part.toLowerCase().replace(/^[^a-z]+|[^a-z]+$/g, '')
  if (plainWords(candidate).every((word) => words.has(word))) return false
  if (BRANDS.test(bare)) return true
  const [asRussian, asItStands] = [surprise(ru, candidate, 'ru'), surprise(en, bare, 'en')]
  // Our texts have words in the wrong layout too: being there is not enough.
  if (bare.length > 3 && words.has(bare)) return asRussian > asItStands
  // In Latin letters everything can be read aloud: only keys make strings of letters that no Russian word has.
  return by === 'layout' && bare.length > 4 && asRussian >= NO_RUSSIAN && asItStands <= STILL_LATIN && asRussian > asItStands + MARGIN
}

function fromLatin(text: string, parts: readonly string[], languages: Languages): Repaired {
  const plain = parts.filter((part) => !isAddress(part)).join('')
  const asIs = strangeness(plain, 'en', languages)
  const heard = (part: string) => asKnown(asRussianSounds(part), languages)
  const orLatin = (by: Repair, read: (part: string) => string) => (part: string) => {
    const candidate = read(part)
    return keepsLatin(part, candidate, by, languages) ? part : candidate
  }
  const sounds = onEach(parts, orLatin('transliteration', heard))
  const keys = onEach(parts, orLatin('layout', asRussianKeys))
  const bySounds = strangeness(heard(plain), 'ru', languages)
  const byKeys = strangeness(asRussianKeys(plain), 'ru', languages)
  // One word is little to judge by: then it must be a word we know.
  const words = plainWords(plain)
  const isKnown = (candidate: string) => plainWords(candidate).some((word) => word.length > 1 && languages.words.has(word))
  const margin = words.length === 1 ? MARGIN + 0.5 : MARGIN
  const best: [number, string, Repair] = byKeys <= bySounds ? [byKeys, keys, 'layout'] : [bySounds, sounds, 'transliteration']
  if (best[0] + margin >= asIs) return { text, by: null }
  if (words.every((word) => languages.words.has(word) || BRANDS.test(word))) return { text, by: null }
  if (words.length === 1 && plain.trim().length < 5 && !isKnown(best[1])) return { text, by: null }
  return { text: best[1], by: best[2] }
}

function fromCyrillic(text: string, parts: readonly string[], languages: Languages): Repaired {
  const plain = parts.filter((part) => !isAddress(part)).join('')
  const words = plainWords(plain)
  const known = words.filter((word) => word.length > 2 && languages.words.has(word)).length
  if (known * 3 > words.length) return { text, by: null }
  const english = asEnglishKeys(plain)
  const asIs = strangeness(plain, 'ru', languages)
  if (strangeness(english, 'en', languages) + MARGIN_TO_ENGLISH >= asIs) return { text, by: null }
  if (!plainWords(english).some((word) => word.length > 2 && languages.words.has(word))) return { text, by: null }
  return { text: onEach(parts, asEnglishKeys), by: 'layout' }
}

/** A Latin word among Russian ones is repaired only into a word that we know, and never if it is one already. */
function wordByWord(text: string, parts: readonly string[], languages: Languages): Repaired {
  let by: Repair | null = null
  const changed = parts.map((part) => {
    if (isAddress(part) || !/[a-z]/i.test(part) || /[а-яё]/i.test(part)) return part
    const bare = part.toLowerCase().replace(/^[^a-z]+|[^a-z]+$/g, '')
    if (bare.length < 3 || languages.words.has(bare) || BRANDS.test(bare)) return part
    const candidates: [Repair, string][] = [
      ['layout', asRussianKeys(part)],
      ['transliteration', asKnown(asRussianSounds(part), languages)],
    ]
    for (const [kind, candidate] of candidates) {
      const words = plainWords(candidate)
      if (words.length > 0 && words.every((word) => word.length > 2 && languages.words.has(word))) {
        by = kind
        return candidate
      }
    }
    return part
  })
  return by === null ? { text, by } : { text: changed.join(''), by }
}
