/** What went wrong, for a program: stable, one of a few. */
export type ErrorCode =
  /** A function was called before `init()` was done. */
  | 'notInitialised'
  /** The arguments are not of the shape that the types describe. */
  | 'invalidRequest'
  /** The call makes no sense now: the interview is complete, or has not reached its recap; there is no such template. */
  | 'notPossible'
  /** A file of the package cannot be loaded. */
  | 'notLoaded'
  /** A file of the package is damaged. */
  | 'brokenData';

/** The only kind of error that this package throws. Its message says what to do next. */
export class CoachwrightError extends Error {
  override readonly name = 'CoachwrightError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
