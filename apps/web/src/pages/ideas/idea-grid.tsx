import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { EmptyState } from '../../parts/empty-state.js';
import { FailureNotice } from '../../parts/failure-notice.js';
import { useTexts } from '../../texts/texts-context.js';
import classes from './idea-grid.module.css';
import { IdeaItem } from './idea-item.js';
import { IdeaSkeletons } from './idea-skeletons.js';
import { type IdeasFilter, isEmpty } from './ideas-filter.js';
import { MoreIdeas } from './more-ideas.js';
import type { IdeaList } from './use-idea-list.js';
import type { Picked } from './use-picked.js';

interface Props {
  list: IdeaList;
  filter: IdeasFilter;
  picked: Picked;
  onClear: () => void;
}

/** The ideas, or what there is to say where none is. */
export function IdeaGrid({ list, filter, picked, onClear }: Props) {
  const { ideas: texts } = useTexts();
  const { ideas, status, failure, cursor } = list;
  if (ideas.length === 0 && status === 'loading') return <IdeaSkeletons />;
  return (
    <>
      {failure !== undefined && <FailureNotice failure={failure} onRetry={list.more} />}
      {ideas.length === 0 && status === 'ready' && isEmpty(filter) && (
        <EmptyState icon="ideas" title={texts.emptyTitle} text={texts.emptyText}>
          <Button component={Link} href="/" radius="xl">
            {texts.emptyAction}
          </Button>
        </EmptyState>
      )}
      {ideas.length === 0 && status === 'ready' && !isEmpty(filter) && (
        <EmptyState icon="search" title={texts.noneTitle} text={texts.noneText}>
          <Button variant="default" radius="xl" onClick={onClear}>
            {texts.clear}
          </Button>
        </EmptyState>
      )}
      <div className={classes.grid} aria-busy={status === 'loading'}>
        {ideas.map((idea) => (
          <IdeaItem key={idea.id} idea={idea} picked={picked} onChange={list.change} onNew={list.add} />
        ))}
      </div>
      {cursor !== null && (
        <MoreIdeas isLoading={status === 'loading'} hasFailed={status === 'failed'} onMore={list.more} />
      )}
    </>
  );
}
