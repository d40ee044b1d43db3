import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './studio.css';
import './forced-colors.css';

const root = document.getElementById('studio');
if (!root) throw new Error('studio.html has no #studio.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
