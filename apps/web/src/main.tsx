import '@mantine/core/styles.css';
import './page.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { AnglesProvider } from './service/angles-provider.js';
import { ServiceProvider } from './service/service-provider.js';
import { TextsProvider } from './texts/texts-context.js';
import { cssVariables, theme } from './theme.js';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <TextsProvider>
        <ServiceProvider>
          <AnglesProvider>
            <App />
          </AnglesProvider>
        </ServiceProvider>
      </TextsProvider>
    </MantineProvider>
  </StrictMode>,
);
