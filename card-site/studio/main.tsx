import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
import './studio.css';
import { CardFrame } from './card-frame.tsx';

// Else zod probes for eval, which a page with a CSP reports as a violation.
config({ jitless: true });

const root = document.getElementById('studio');
if (!root) throw new Error('studio.html has no #studio.');
createRoot(root).render(
  <StrictMode>
    <CardFrame
      card={{ template: 'article', params: { title: 'Small teams, large ships', author: 'Ada Okafor' } }}
      width={600}
      onDrawn={(stage, drawn) => console.log('drawn', stage.textContent, drawn)}
      onRefused={(reason) => console.log('refused', reason)}
    />
  </StrictMode>,
);
