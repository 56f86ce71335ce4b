import { Button, Modal, PasswordInput, Text } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { useService } from '../service/service-provider.js';
import { useTexts } from '../texts/texts-context.js';

/** Asks for a key where the service wants one. It goes when a key is given, and comes again if that is the wrong one. */
export default function KeyPrompt() {
  const { key: texts } = useTexts().shell;
  const { isKeyWrong, setKey } = useService();
  const [typed, setTyped] = useState('');
  const save = (event: SubmitEvent): void => {
    event.preventDefault();
    if (typed.trim() !== '') setKey(typed.trim());
  };
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} title={texts.title} centered>
      <form onSubmit={save}>
        <Text size="sm" c="dimmed" mb="md">
          {texts.text}
        </Text>
        <PasswordInput
          label={texts.label}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={isKeyWrong && texts.wrong}
          autoComplete="current-password"
          data-autofocus
        />
        <Button type="submit" mt="md" fullWidth disabled={typed.trim() === ''}>
          {texts.save}
        </Button>
      </form>
    </Modal>
  );
}
