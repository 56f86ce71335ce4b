import type { Idea } from '@creative-muse/client';
import { Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { QuietButton } from '../../parts/quiet-button.js';
import { useTexts } from '../../texts/texts-context.js';
import { Family } from './family.js';

/** Opens where an idea comes from, what became of it, and what can be made of it. */
export function FamilyButton({ idea, onNew }: { idea: Idea; onNew: (idea: Idea) => void }) {
  const { ideas: texts } = useTexts();
  const [isOpen, { open, close }] = useDisclosure();
  return (
    <>
      <QuietButton icon="branch" label={texts.family.open} onClick={open} />
      <Modal
        opened={isOpen}
        onClose={close}
        size="44rem"
        centered
        title={texts.family.open}
        closeButtonProps={{ 'aria-label': texts.close }}
      >
        <Family idea={idea} onNew={onNew} />
      </Modal>
    </>
  );
}
