export { channelsFor, type QueuedChannel, type Reader } from './channels-for.ts'
export { addressFailed, mailNoMore, rekeyContacts } from './commands.ts'
export { type AskedPart, FROM_NEWEST, type PartOfHistory, saidAll, sought, stemsOf, type WhoseHistory } from './history.ts'
export { type AddressKind, type Citizen, type Contact, type ContactKind, placeOfContact } from './model.ts'
export {
  citizensWith,
  deadAddressesOf,
  deadContactsOf,
  holdPerson,
  isDead,
  isSamePerson,
  keyOf,
  keysOf,
  quietOf,
  recordsOf,
  sharingContacts,
} from './queries.ts'
export { hasPush, newGuest, readerOf } from './reader-of.ts'
