import type { ExportFormat, IdeaFilter } from '@creative-muse/client';
import { type Failure, toFailure, useMuse } from '@creative-muse/client/react';
import { useState } from 'react';
import { ExportButton } from '../../parts/export-button.js';
import { FailureNotice } from '../../parts/failure-notice.js';
import { saveFile } from '../../parts/save-file.js';

/** Takes the ideas away that the filter lets through. Fetched rather than linked: a link sends no key. */
export function ExportMenu({ filter }: { filter: IdeaFilter }) {
  const muse = useMuse();
  const [failure, setFailure] = useState<Failure>();
  const save = (format: ExportFormat): void => {
    setFailure(undefined);
    muse.ideas.export(format, filter).then(
      (file) => saveFile(file, `ideas.${format}`),
      (error: unknown) => setFailure(toFailure(error)),
    );
  };
  return (
    <div>
      <ExportButton side="end" onExport={save} />
      {failure !== undefined && <FailureNotice failure={failure} />}
    </div>
  );
}
