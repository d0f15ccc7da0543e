/** One concrete call as IAM sees it. A key that is not in `context` is absent from the request. */
export interface Request {
  readonly action: string;
  /** The ARN of what is called upon, or `*` for an action that has no resource. */
  readonly resource: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
}
