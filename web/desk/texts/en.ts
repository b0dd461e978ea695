import { byName } from './by-name.ts'

export default byName(import.meta.glob<Record<string, string>>('./*.en.json', { eager: true, import: 'default' }))
