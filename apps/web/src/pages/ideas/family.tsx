import type { Idea } from '@creative-muse/client';
import { Loader, Text } from '@mantine/core';
import { RankedCandidates } from '../../parts/candidates/ranked-candidates.js';
import { FailureNotice } from '../../parts/failure-notice.js';
import { IdeaFacts } from '../../parts/idea-facts.js';
import { IdeaText } from '../../parts/idea-text.js';
import { readIdea } from '../../parts/read-text.js';
import { useTexts } from '../../texts/texts-context.js';
import classes from './family.module.css';
import { RefineForm } from './refine-form.js';
import { Relatives } from './relatives.js';
import { useFamily } from './use-family.js';

/** An idea between those that it was made of and those that were made of it. */
export function Family({ idea: first, onNew }: { idea: Idea; onNew: (idea: Idea) => void }) {
  const { ideas: texts } = useTexts();
  const { tree, failure, show } = useFamily(first);
  if (tree === undefined) return failure === undefined ? <Loader size="sm" /> : <FailureNotice failure={failure} />;
  const { ancestors, idea, children } = tree;
  const refined = (child: Idea): void => {
    onNew(child);
    show(child);
  };
  return (
    <div className={classes.family}>
      {failure !== undefined && <FailureNotice failure={failure} />}
      {ancestors.length > 0 && <Relatives title={texts.family.ancestors} ideas={ancestors} onShow={show} />}
      {ancestors.length === 0 && idea.parent_id !== null && (
        <Text size="sm" c="dimmed">
          {texts.family.parentGone}
        </Text>
      )}
      <article className={classes.idea}>
        {idea.instruction !== null && <Text size="sm">{texts.family.wish(idea.instruction)}</Text>}
        <IdeaText reading={readIdea(idea)} />
        <Text size="sm" c="dimmed">
          {texts.promptOf(idea.prompt)}
        </Text>
        <IdeaFacts idea={idea} />
      </article>
      {idea.candidates !== null && <RankedCandidates key={`candidates of ${idea.id}`} candidates={idea.candidates} />}
      <RefineForm key={idea.id} idea={idea} onNew={refined} />
      {children.length > 0 ? (
        <Relatives title={texts.family.children} ideas={children} onShow={show} />
      ) : (
        <Text size="sm" c="dimmed">
          {texts.family.noChildren}
        </Text>
      )}
    </div>
  );
}
