import { useClipboard } from '@mantine/hooks';
import { useTexts } from '../texts/texts-context.js';
import { QuietButton } from './quiet-button.js';

/** Copies a text, and says for a moment that it did. */
export function CopyButton({ value }: { value: string }) {
  const { parts } = useTexts();
  const { copied, copy } = useClipboard({ timeout: 1500 });
  return (
    <QuietButton
      icon={copied ? 'check' : 'copy'}
      label={copied ? parts.copied : parts.copy}
      onClick={() => copy(value)}
    />
  );
}
