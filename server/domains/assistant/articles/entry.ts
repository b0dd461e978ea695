/** What can be found: `wordings` are its title and the ways in which people ask for it, `text` is what it says; `alsoIn` are further shelves. */
export type Entry = { id: string; topic: string; alsoIn?: readonly string[]; wordings: readonly string[]; text: string }

/** The topic first. */
export const shelvesOf = ({ topic, alsoIn = [] }: Entry): readonly string[] => [topic, ...alsoIn]
