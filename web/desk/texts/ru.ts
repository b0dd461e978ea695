import { byName } from './by-name.ts'

export default byName(import.meta.glob<Record<string, string>>('./*.ru.json', { eager: true, import: 'default' }))
