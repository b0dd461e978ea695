import { byName } from './by-name.ts'

// Texts of chats, of their figures and of learning come with them: the first view has no use for them.
export default byName(
  import.meta.glob<Record<string, string>>(['./*.ru.json', '!./chats.ru.json', '!./figures.ru.json', '!./learning.ru.json'], {
    eager: true,
    import: 'default',
  }),
)
