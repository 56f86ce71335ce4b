import { useModels } from '@creative-muse/client/react';
import { Skeleton } from '@mantine/core';
import { EmptyState } from '../../parts/empty-state.js';
import { FailureNotice } from '../../parts/failure-notice.js';
import { groupModels } from '../../parts/group-models.js';
import { PageTitle } from '../../parts/page-title.js';
import { useTexts } from '../../texts/texts-context.js';
import { ModelGroup } from './model-group.js';
import classes from './models-page.module.css';
import { PreloadNews } from './preload-news.js';
import { useUsage } from './use-usage.js';

const groups = ['loaded', 'available', 'elsewhere'] as const;

/** The models: which can answer, what each is doing, and why it was loaded ahead. */
export default function ModelsPage() {
  const { models: texts } = useTexts();
  const { models, failure, refresh } = useModels();
  const { usage, failure: usageFailure } = useUsage(models);
  const grouped = models && groupModels(models);
  return (
    <>
      <PageTitle title={texts.title} lead={texts.lead} />
      <div className={classes.page} aria-busy={models === undefined && failure === undefined}>
        {failure !== undefined && <FailureNotice failure={failure} onRetry={() => void refresh()} />}
        {models === undefined && failure === undefined && <Skeleton height={180} radius="lg" animate={false} />}
        {models?.length === 0 && <EmptyState icon="models" title={texts.emptyTitle} text={texts.emptyText} />}
        {grouped && groups.map((name) => <ModelGroup key={name} name={name} models={grouped[name]} usage={usage} onDone={() => void refresh()} />)}
        {usage !== undefined && <PreloadNews usage={usage} models={models} />}
        {usageFailure !== undefined && <FailureNotice failure={usageFailure} />}
      </div>
    </>
  );
}
