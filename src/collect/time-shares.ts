/**
 * The part of the time after which reading what uses roles stops: without roles nothing can be told of what uses them, so
 * that a run that is short of time keeps some for them.
 */
export const BEFORE_ROLES = 0.75;
