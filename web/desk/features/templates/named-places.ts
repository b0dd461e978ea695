/** A text for reading: places to be filled in stand as names, ‹dueDate›, not as they are typed. */
export const namedPlaces = (text: string): string => text.replaceAll(/\{\{(\w+)\}\}/g, '\u2039$1\u203a')
