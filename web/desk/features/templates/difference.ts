export interface Piece {
  what: 'same' | 'removed' | 'added'
  text: string
}

const words = (text: string): string[] => text.match(/\s+|[^\s]+/g) ?? []

/** What was taken out of a text and what was put in, word by word: the longest common row of words stays. For texts of some thousand signs. */
export function difference(before: string, after: string): Piece[] {
  const [a, b] = [words(before), words(after)]
  // longest[i][j]: of the words from i of the one and from j of the other.
  const longest = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) longest[i]![j] = a[i] === b[j] ? longest[i + 1]![j + 1]! + 1 : Math.max(longest[i + 1]![j]!, longest[i]![j + 1]!)
  const pieces: Piece[] = []
  const put = (what: Piece['what'], text: string) => {
    const last = pieces.at(-1)
    if (last?.what === what) last.text += text
    else pieces.push({ what, text })
  }
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      put('same', a[i++]!)
      j++
    } else if (j >= b.length || (i < a.length && longest[i + 1]![j]! >= longest[i]![j + 1]!)) put('removed', a[i++]!)
    else put('added', b[j++]!)
  }
  return pieces
}
