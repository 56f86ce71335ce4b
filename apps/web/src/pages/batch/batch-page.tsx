import { PageTitle } from '../../parts/page-title.js';
import { useTexts } from '../../texts/texts-context.js';
import { BatchForm } from './batch-form.js';
import { BatchRun } from './batch-run.js';
import { useKeptBatch } from './use-kept-batch.js';

/** Many prompts at once: what is wished, then what becomes of it. */
export default function BatchPage() {
  const { batch: texts } = useTexts();
  const { batch, isShown, start, leave } = useKeptBatch();
  return (
    <>
      <PageTitle title={texts.title} lead={texts.lead} />
      {isShown ? <BatchRun batch={batch} onLeave={leave} /> : <BatchForm failure={batch.failure} onStart={start} />}
    </>
  );
}
