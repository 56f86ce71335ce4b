import type { Model } from '@creative-muse/client';
import { Text } from '@mantine/core';
import { usePageLanguage, useTexts } from '../../texts/texts-context.js';
import { formatBytes, formatWait } from './format-bytes.js';
import classes from './model-row.module.css';

interface Props {
  name: string;
  progress: NonNullable<Model['progress']>;
}

/** How far a download is: bytes, rate, and how long it takes still, where anybody can tell. */
export function DownloadBar({ name, progress }: Props) {
  const { models: texts } = useTexts();
  const { language } = usePageLanguage();
  const { bytes, total_bytes: total, bytes_per_second: rate, seconds_left: left } = progress;
  const size = (count: number): string => formatBytes(count, language);
  const facts = [
    texts.ofTotal(size(bytes), size(total)),
    `${size(rate)}/s`,
    ...(left === null ? [] : [texts.left(formatWait(left, language))]),
  ].join(' · ');
  const part = total === 0 ? 0 : bytes / total;
  return (
    <div className={classes.download}>
      <div
        role="progressbar"
        aria-label={texts.downloadOf(name)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(part * 100)}
        aria-valuetext={facts}
        className={classes.bar}
      >
        <span style={{ width: `${part * 100}%` }} />
      </div>
      <Text size="xs" c="dimmed" mt={6}>
        {facts}
      </Text>
    </div>
  );
}
