/** The door of the talks. */
export { chatRoles } from './access.ts'
export { personOfTalk } from './load.ts'
export { talksInHistory, talksOfRequests } from './queries/in-history.ts'
export { chatsOfPerson } from './queries/of-person.ts'
export { personForChat } from './queries/person-for-notice.ts'
