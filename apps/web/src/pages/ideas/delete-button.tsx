import { Button, Group, Popover, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { QuietButton } from '../../parts/quiet-button.js';
import { useTexts } from '../../texts/texts-context.js';

/** Deletes after a second click: nothing brings an idea back. */
export function DeleteButton({ onDelete }: { onDelete: () => void }) {
  const { ideas: texts } = useTexts();
  const [isOpen, { open, close }] = useDisclosure();
  return (
    <Popover opened={isOpen} onDismiss={close} position="top-end" shadow="md" trapFocus returnFocus withRoles={false}>
      <Popover.Target>
        <span>
          <QuietButton icon="trash" label={texts.remove} onClick={open} />
        </span>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={texts.removeAsk}>
        <Text size="sm" mb="sm">
          {texts.removeAsk}
        </Text>
        <Group gap="xs" justify="flex-end">
          <Button size="xs" variant="default" onClick={close}>
            {texts.keep}
          </Button>
          <Button size="xs" color="red.8" onClick={onDelete}>
            {texts.remove}
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
