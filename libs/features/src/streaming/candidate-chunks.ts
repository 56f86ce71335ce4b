import type { CandidateText } from '@muse/core/generations/idea-event.js';
import { lengthOf } from '@muse/core/generations/length-of.js';
import { Subject, type Subscription } from 'rxjs';
import { coalesce, type CoalesceOptions } from './coalesce.js';

/** A candidate while it is written. */
interface Written {
  text: Subject<string>;
  chunks: Subscription;
  /** Characters (code points) that have come of its text. */
  length: number;
}

/** The texts of candidates, each gathered into chunks as the text of a stream is. */
export class CandidateChunks {
  private readonly writing = new Map<number, Written>();

  constructor(
    private readonly options: CoalesceOptions,
    private readonly send: (chunk: Omit<CandidateText, 'type' | 'ideaId' | 'progress'>) => void,
  ) {}

  take({ index, modelUsed, from, text }: CandidateText): void {
    let written = this.writing.get(index);
    if (written === undefined || written.length !== from) {
      // It is begun anew: what waits of it counts no more.
      written?.chunks.unsubscribe();
      written = this.begin(index, modelUsed, from);
    }
    written.length += lengthOf(text);
    written.text.next(text);
  }

  /** Sends what waits of a candidate, where the reader is ready for it. */
  end(index: number): void {
    const written = this.writing.get(index);
    written?.text.complete();
    written?.chunks.unsubscribe();
    this.writing.delete(index);
  }

  /** Sends no more of any. */
  close(): void {
    for (const { chunks } of this.writing.values()) chunks.unsubscribe();
    this.writing.clear();
  }

  private begin(index: number, modelUsed: string, from: number): Written {
    const text = new Subject<string>();
    let sent = from;
    const chunks = text.pipe(coalesce(this.options)).subscribe((chunk) => {
      this.send({ index, modelUsed, from: sent, text: chunk });
      sent += lengthOf(chunk);
    });
    const written = { text, chunks, length: from };
    this.writing.set(index, written);
    return written;
  }
}
