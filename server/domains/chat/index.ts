/** The door of the talks. */
export { personForChat } from './queries/person-for-notice.ts'
