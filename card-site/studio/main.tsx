import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod/mini';
import { App } from './app.tsx';
import './studio.css';
import './forced-colors.css';

// Else zod probes for eval, which a page with a CSP reports as a violation.
config({ jitless: true });

const root = document.getElementById('studio');
if (!root) throw new Error('studio.html has no #studio.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
