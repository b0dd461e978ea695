export { ensureVisitor, type NewSession, newVisitor } from './commands.ts'
export { visitorCookie, visitorSession } from './queries.ts'
