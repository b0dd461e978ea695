/** Everybody at the desk reads; who teaches the assistant writes (permissions table, "knowledge base"). */
export { editors, mayEdit } from '#domains/learning/index'
