import type { BatchItem } from '@creative-muse/client';
import { ExportButton } from '../../parts/export-button.js';
import { saveFile } from '../../parts/save-file.js';
import { toExport } from './to-export.js';

/** Takes away what is there of a batch. */
export function ExportBatch({ items }: { items: readonly BatchItem[] }) {
  return <ExportButton side="start" onExport={(format) => saveFile(toExport(items, format), `batch.${format}`)} />;
}
