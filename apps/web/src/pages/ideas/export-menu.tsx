import type { ExportFormat, IdeaFilter } from '@creative-muse/client';
import { type Failure, toFailure, useMuse } from '@creative-muse/client/react';
import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import { FailureNotice } from '../../parts/failure-notice.js';
import { Icon } from '../../parts/icon.js';
import { saveFile } from '../../parts/save-file.js';
import { useTexts } from '../../texts/texts-context.js';

const formats: readonly ExportFormat[] = ['md', 'csv', 'json'];

/** Takes the ideas away that the filter lets through. Fetched rather than linked: a link sends no key. */
export function ExportMenu({ filter }: { filter: IdeaFilter }) {
  const { ideas: texts } = useTexts();
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
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button variant="default" radius="xl" leftSection={<Icon name="download" size={16} />}>
            {texts.export}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {formats.map((format) => (
            <Menu.Item key={format} onClick={() => save(format)}>
              {texts.exportAs[format]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {failure !== undefined && <FailureNotice failure={failure} />}
    </div>
  );
}
