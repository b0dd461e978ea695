/**
 * Stands in for typebox in the browser's build. The contract is made of schemas, and the server checks each message
 * against them; here only method, path and types are used, so that 20 KB of schema code need not travel.
 */
const blank = () => ({})
export const Type = new Proxy({} as Record<string, unknown>, {
  // Members of an object schema are read again by the contract itself (`...Intake.properties`).
  get: (_, name) => (name === 'Object' || name === 'Partial' ? (properties: object) => ({ properties }) : blank),
})
