/** The door of the masker. */
export { MARK, mask, type Secret } from './mask.ts'
