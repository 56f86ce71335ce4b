/** What went wrong. */
export class OpenAiErrorBody {
  /** What is wrong and what is allowed. */
  message: string;
  /** @example invalid_request_error */
  type: string;
  /**
   * The field to blame, where there is one.
   * @example messages
   */
  param: string | null;
  /**
   * A stable word to decide by.
   * @example validation_failed
   */
  code: string;
}

/** An error in the shape of OpenAI's API. */
export class OpenAiError {
  error: OpenAiErrorBody;
}
