import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { ComparedBatchProvider } from './pages/batch/compared-batch.js';
import { GeneratePage } from './pages/generate/generate-page.js';
import { SessionProvider } from './pages/generate/session.js';
import { Shell } from './shell/shell.js';

// What is not there at first is fetched when it is asked for.
const BatchPage = lazy(() => import('./pages/batch/batch-page.js'));
const ModelsPage = lazy(() => import('./pages/models/models-page.js'));
const DashboardPage = lazy(() => import('./pages/dashboard/dashboard-page.js'));
const IdeasPage = lazy(() => import('./pages/ideas/ideas-page.js'));

/** The pages; the service answers each of these addresses with this document (`apps/api/src/http/web-page.ts`). */
export function App() {
  return (
    <SessionProvider>
      <ComparedBatchProvider>
        <Shell>
          <Suspense>
            <Switch>
              <Route path="/batch" component={BatchPage} />
              <Route path="/models" component={ModelsPage} />
              <Route path="/dashboard" component={DashboardPage} />
              <Route path="/ideas" component={IdeasPage} />
              <Route component={GeneratePage} />
            </Switch>
          </Suspense>
        </Shell>
      </ComparedBatchProvider>
    </SessionProvider>
  );
}
