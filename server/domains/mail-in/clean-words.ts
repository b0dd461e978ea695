/** Words of a letter without what could turn, hide or break them: control and direction signs, zero-width signs, lone halves of pairs. Line ends and tabs stay. */
export const cleanWords = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/g, '')

/** The same on one line. */
export const cleanLine = (text: string): string =>
  cleanWords(text)
    .replaceAll(/[\s\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
