import { PageTitle } from '../../parts/page-title.js';
import { useTexts } from '../../texts/texts-context.js';
import { BatchForm } from './batch-form.js';
import { BatchRun } from './batch-run.js';
import { type BatchPrompts, type BatchWish, isCompared, toCompared, toDurable, writersOf } from './batch-wish.js';
import { useComparedBatch } from './compared-batch.js';
import { useKeptBatch } from './use-kept-batch.js';

/** Many prompts at once: what is wished, then what becomes of it. */
export default function BatchPage() {
  const { batch: texts } = useTexts();
  const kept = useKeptBatch();
  const compared = useComparedBatch();
  const start = (wish: BatchWish, prompts: BatchPrompts): void => {
    const writers = writersOf(wish, prompts.models);
    if (isCompared(wish)) {
      const models = prompts.prompts.flatMap(() => writers);
      compared.start(toCompared(wish, prompts), models);
    } else {
      compared.reset();
      kept.start(toDurable(wish, prompts), writers);
    }
  };
  // What was never begun is still to be changed.
  const isRefused = compared.status === 'failed' && compared.id === undefined;
  const show = () => {
    if (compared.status !== 'idle' && !isRefused) return <BatchRun batch={compared} onLeave={compared.reset} />;
    if (kept.isShown) return <BatchRun batch={kept.batch} onRetry={kept.batch.retry} onLeave={kept.leave} />;
    return <BatchForm failure={compared.failure ?? kept.batch.failure} onStart={start} />;
  };
  return (
    <>
      <PageTitle title={texts.title} lead={texts.lead} />
      {show()}
    </>
  );
}
