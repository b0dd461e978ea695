/** Why a file that somebody attaches is not taken. The words for people live with the screens. */
export type FileRefusal = 'file.type' | 'file.too-big' | 'file.empty' | 'file.malware' | 'file.password' | 'file.damaged' | 'file.active-content'

export type FileErrorCode = FileRefusal | 'storage.full' | 'storage.unavailable' | 'file.missing'

/** Carries a code and nothing of the file: names and contents are personal data and must not reach a log. */
export class FileError extends Error {
  readonly code: FileErrorCode
  constructor(code: FileErrorCode, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause })
    this.name = 'FileError'
    this.code = code
  }
}
