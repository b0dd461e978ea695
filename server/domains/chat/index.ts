/** The door of the talks. */
export { chatsOfPerson } from './queries/of-person.ts'
export { personForChat } from './queries/person-for-notice.ts'
