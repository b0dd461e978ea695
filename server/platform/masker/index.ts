/** The door of the masker. */
export { type Expectation, MARK, mask, type Secret } from './mask.ts'
