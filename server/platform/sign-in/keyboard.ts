const cyrillic = 'ёйцукенгшщзхъфывапролджэячсмитьбю'
const latin = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
const keys = new Map([...cyrillic].map((letter, i) => [letter, latin[i]!]))

/** The keys of a Russian word as a Latin keyboard writes them: 'пароль' is 'gfhjkm'. People use one for the other, and so do those who guess. */
export const inLatinKeys = (text: string): string => [...text].map((sign) => keys.get(sign) ?? sign).join('')

const rows = [
  '1234567890',
  '0987654321',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'poiuytrewqlkjhgfdsamnbvcxz',
  'абвгдежзийклмнопрстуфхцчшщъыьэюя',
  'йцукенгшщзхъфывапролджэячсмитьбю',
]
const next = new Set(rows.flatMap((row) => [...row].map((sign, i) => sign + row[(i + 1) % row.length]!)))

/** Whether the second sign follows the first along the alphabet, the digits or a row of keys. */
export const isNextKey = (first: string, second: string): boolean => next.has(first + second)
