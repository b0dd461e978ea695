import { byName } from './by-name.ts'

// Texts of chats, of their figures, of learning, of notices come with them: the first view has no use for them.
export default byName(
  import.meta.glob<Record<string, string>>(
    ['./*.ru.json', '!./chats.ru.json', '!./figures.ru.json', '!./learning.ru.json', '!./templates.ru.json', '!./deliveries.ru.json', '!./letters.ru.json'],
    {
      eager: true,
      import: 'default',
    },
  ),
)
