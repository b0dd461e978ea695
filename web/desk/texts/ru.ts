import { byName } from './by-name.ts'

// Texts of chats and of their figures come with them: the first view has no use for them.
export default byName(import.meta.glob<Record<string, string>>(['./*.ru.json', '!./chats.ru.json', '!./figures.ru.json'], { eager: true, import: 'default' }))
