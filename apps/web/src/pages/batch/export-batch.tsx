import type { BatchItem } from '@creative-muse/client';
import { Button, Menu } from '@mantine/core';
import { Icon } from '../../parts/icon.js';
import { saveFile } from '../../parts/save-file.js';
import { useTexts } from '../../texts/texts-context.js';
import { type BatchFormat, toExport } from './to-export.js';

const formats: readonly BatchFormat[] = ['md', 'csv', 'json'];

/** Takes away what is there of a batch. */
export function ExportBatch({ items }: { items: readonly BatchItem[] }) {
  const { ideas: texts } = useTexts();
  return (
    <Menu position="bottom-start" shadow="md">
      <Menu.Target>
        <Button variant="default" radius="xl" leftSection={<Icon name="download" size={16} />}>
          {texts.export}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map((format) => (
          <Menu.Item key={format} onClick={() => saveFile(toExport(items, format), `batch.${format}`)}>
            {texts.exportAs[format]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
