import type { ErrorCode } from '../errors/muse-error.js';
import type { FinishReason } from '../models/text-generation.js';

/**
 * How a text ended: the reason why it was finished, `read` where it was given and nothing was written, `cancelled` where its reader
 * left, or the code of its failure.
 */
export type TextOutcome = FinishReason | 'read' | 'cancelled' | ErrorCode;

/** What becomes of a text, in this order. Times are seconds. */
export type TextNews =
  /** It was not even queued; nothing follows. */
  | { type: 'refused'; code: ErrorCode }
  /** It waits; `warm` says whether its model was loaded. */
  | { type: 'queued'; warm: boolean }
  /** It waits no longer: its prompt is being read, of which `cachedTokens` were known. */
  | { type: 'started'; promptTokens: number; cachedTokens: number; secondsWaited: number }
  /** Its first text came, so long after it was asked for. */
  | { type: 'first_token'; seconds: number }
  /** So many more tokens were written. */
  | { type: 'tokens'; count: number }
  /** It is gone. `secondsPerToken` is the mean after the first text; undefined where no more came. */
  | { type: 'left'; outcome: TextOutcome; wasStarted: boolean; secondsPerToken: number | undefined };

/** Hears of every text at every model; `model` is a key of the catalog. */
export type TextObserver = (model: string, news: TextNews) => void;
