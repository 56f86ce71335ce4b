import type { IdeaStreamState } from '@creative-muse/client/react';
import { VisuallyHidden } from '@mantine/core';
import { useOriginText } from '../../parts/candidates/use-origin-text.js';
import { useTexts } from '../../texts/texts-context.js';

/** Tells who listens what happens: that it begins, and the whole idea at its end, not every word in between. */
export function Announcement({ stream: { status, position, idea, attempt } }: { stream: IdeaStreamState }) {
  const { generate } = useTexts();
  const texts: Partial<Record<typeof status, string>> = {
    queued: attempt > 1 ? generate.restarted : generate.queued(position ?? 1),
    writing: attempt > 1 ? generate.restarted : generate.writing,
    stopped: generate.stopped,
    done: idea && generate.announce(idea.title, idea.content),
  };
  const candidates = idea?.candidates ?? [];
  const origin = useOriginText(candidates);
  return (
    <VisuallyHidden role="status">
      {texts[status]}
      {candidates.length > 0 && ` ${origin}.`}
    </VisuallyHidden>
  );
}
