import { byName } from './by-name.ts'

// Texts of chats come with the chats (chats-texts.tsx): the first view has no use for them.
export default byName(import.meta.glob<Record<string, string>>(['./*.en.json', '!./chats.en.json'], { eager: true, import: 'default' }))
