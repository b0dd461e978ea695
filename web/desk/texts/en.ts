import { byName } from './by-name.ts'

// Texts of chats, of their figures, of learning, of notices come with them: the first view has no use for them.
export default byName(
  import.meta.glob<Record<string, string>>(
    ['./*.en.json', '!./chats.en.json', '!./figures.en.json', '!./learning.en.json', '!./templates.en.json', '!./deliveries.en.json', '!./letters.en.json'],
    {
      eager: true,
      import: 'default',
    },
  ),
)
