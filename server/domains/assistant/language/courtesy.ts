/** Said before the matter itself; several may stand one after another. Normalised: small letters, `е` for `ё`. */
const BEFORE = new RegExp(
  `^(?:(?:${[
    'здравствуй(?:те)?',
    'добр(?:ый|ого) (?:день|дня|вечер|вечера)',
    'добро(?:е|го) (?:утро|утра)',
    'доброй ночи',
    'доброго времени суток',
    'приветствую',
    'привет',
    'hello',
    'hi',
    'hey',
    'good (?:morning|afternoon|evening|day)',
    '(?:под)?скажите',
    'пожалуйста',
    'please',
    '(?:could|can) you (?:please )?(?:tell|help) me',
  ].join('|')})(?![\\p{L}\\p{N}])(?: (?:вам|всем|there|all|everyone)(?![\\p{L}\\p{N}]))?[\\s,.;:!)-]*)+`,
  'u',
)
const AFTER =
  /[\s,.;:!)-]*(?<![\p{L}\p{N}])(?:заранее )?(?:(?:большое )?спасибо|благодарю|thanks|thank you)(?: (?:заранее|большое|вам|за помощь|за ответ|in advance|a lot|very much))*[\s,.;:!)-]*$/u
const WORD = /\p{L}{2,}/gu
/** Fewer words are no matter: the courtesy is what the message is about. */
const FEWEST = 2

/** The matter of a normalised message without the greeting before it and the thanks after it; people who are polite ask about the same things. */
export function withoutCourtesy(text: string): string {
  const matter = text.replace(BEFORE, '').replace(AFTER, '')
  return (matter.match(WORD)?.length ?? 0) >= FEWEST ? matter : text
}
