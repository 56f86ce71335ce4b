import type { ExportFormat } from '@creative-muse/client';
import { Button, Menu } from '@mantine/core';
import { useTexts } from '../texts/texts-context.js';
import { Icon } from './icon.js';

const formats: readonly ExportFormat[] = ['md', 'csv', 'json'];

interface ExportButtonProps {
  /** The end of the button under which the formats are shown. */
  side: 'start' | 'end';
  onExport: (format: ExportFormat) => void;
}

/** Offers the formats in which ideas are taken away. */
export function ExportButton({ side, onExport }: ExportButtonProps) {
  const { ideas: texts } = useTexts();
  return (
    <Menu position={`bottom-${side}`} shadow="md">
      <Menu.Target>
        <Button variant="default" radius="xl" leftSection={<Icon name="download" size={16} />}>
          {texts.export}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map((format) => (
          <Menu.Item key={format} onClick={() => onExport(format)}>
            {texts.exportAs[format]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
