export { rekeyContacts } from './commands.ts'
export { type AskedPart, FROM_NEWEST, type PartOfHistory, saidAll, sought, stemsOf, type WhoseHistory } from './history.ts'
export { type Citizen, type Contact, type ContactKind, placeOfContact } from './model.ts'
export { citizensWith, holdPerson, isSamePerson, keyOf, keysOf, recordsOf, sharingContacts } from './queries.ts'
