/**
 * K7: the text of a log file, always stored as UTF-8 so that it can be shown as plain text; null when it is not text.
 * UTF-16 is known by its mark; what is not UTF-8 is read as windows-1251, which Russian programs still write.
 */
export function asPlainText(bytes: Buffer): Buffer | null {
  const text = decoded(bytes)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells a program from a text
  if (text === null || /[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]/.test(text)) return null
  return Buffer.from(text, 'utf8')
}

function decoded(bytes: Buffer): string | null {
  const mark = bytes.subarray(0, 2).toString('hex')
  const encodings = mark === 'fffe' ? ['utf-16le'] : mark === 'feff' ? ['utf-16be'] : ['utf-8', 'windows-1251']
  for (const encoding of encodings) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {}
  }
  return null
}
