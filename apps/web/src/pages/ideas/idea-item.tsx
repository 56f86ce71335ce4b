import type { Idea } from '@creative-muse/client';
import { type Failure, toFailure, useMuse } from '@creative-muse/client/react';
import { useState } from 'react';
import { FailureNotice } from '../../parts/failure-notice.js';
import { IdeaCard } from '../../parts/idea-card.js';
import { QuietButton } from '../../parts/quiet-button.js';
import { useTexts } from '../../texts/texts-context.js';
import { DeleteButton } from './delete-button.js';
import { FamilyButton } from './family-button.js';
import type { IdeaList } from './use-idea-list.js';
import type { Picked } from './use-picked.js';

interface Props {
  idea: Idea;
  picked: Picked;
  onChange: IdeaList['change'];
  onNew: IdeaList['add'];
}

/** One idea of the list, and what can be done with it. */
export function IdeaItem({ idea, picked, onChange, onNew }: Props) {
  const { ideas: texts, parts } = useTexts();
  const muse = useMuse();
  const [failure, setFailure] = useState<Failure>();
  const { id, favourite } = idea;
  const act = (change: () => Promise<Idea | undefined>, expected?: Partial<Idea>): void => {
    setFailure(undefined);
    onChange(idea, change, expected).catch((error: unknown) => setFailure(toFailure(error)));
  };
  return (
    <IdeaCard
      idea={idea}
      onRate={(rating) => act(() => muse.ideas.rate(id, rating), { rating })}
      notice={failure && <FailureNotice failure={failure} />}
    >
      <QuietButton
        icon="heart"
        label={parts.favourite}
        pressed={favourite}
        onClick={() => act(() => muse.ideas.setFavourite(id, !favourite), { favourite: !favourite })}
      />
      <QuietButton
        icon="compare"
        label={texts.compare}
        pressed={picked.isPicked(id)}
        onClick={() => picked.toggle(id)}
      />
      <FamilyButton idea={idea} onNew={onNew} />
      <DeleteButton onDelete={() => act(() => muse.ideas.delete(id).then(() => undefined))} />
    </IdeaCard>
  );
}
