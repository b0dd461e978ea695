import { byName } from './by-name.ts'

// Texts of chats, of their figures and of learning come with them: the first view has no use for them.
export default byName(
  import.meta.glob<Record<string, string>>(['./*.en.json', '!./chats.en.json', '!./figures.en.json', '!./learning.en.json'], {
    eager: true,
    import: 'default',
  }),
)
