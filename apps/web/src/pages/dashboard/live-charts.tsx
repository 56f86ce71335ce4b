import type { LiveStats } from '@creative-muse/client';
import { formatRate, formatSeconds } from '../../parts/format.js';
import { usePageLanguage, useTexts } from '../../texts/texts-context.js';
import { formatBytes } from '../models/format-bytes.js';
import { ChartFigure } from './chart-figure.js';
import { lineByModel, lineOfAll, timesOf } from './lines.js';

/** What happens now, and happened in the last minutes. */
export function LiveCharts({ history }: { history: readonly LiveStats[] }) {
  const { dashboard: texts, generate, parts } = useTexts();
  const { language } = usePageLanguage();
  const times = timesOf(history);
  const rate = (value: number): string => formatRate(value, language);
  const waiting = lineOfAll(texts.waiting, history, (model) => model.queue_depth);
  const writing = lineOfAll(texts.beingWritten, history, (model) => model.running);
  const streams = { label: texts.streams, values: history.map((figures) => figures.active_sessions) };
  return (
    <>
      <ChartFigure
        title={texts.tokensPerSecond}
        times={times}
        lines={lineByModel(history, (model) => model.tokens_per_second)}
        format={(value) => generate.rate(rate(value))}
        formatTick={rate}
      />
      <ChartFigure title={texts.queue} times={times} lines={[writing, waiting]} format={rate} isCount />
      <ChartFigure
        title={texts.firstToken}
        times={times}
        lines={lineByModel(history, (model) => model.time_to_first_token)}
        format={(value) => parts.seconds(formatSeconds(value, language))}
      />
      <ChartFigure title={texts.activeStreams} times={times} lines={[streams]} format={rate} isCount />
      <ChartFigure
        title={texts.memory}
        times={times}
        lines={lineByModel(history, (model) => model.memory_bytes)}
        format={(value) => formatBytes(value, language)}
      />
    </>
  );
}
