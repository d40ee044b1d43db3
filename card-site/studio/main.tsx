import { createRoot } from 'react-dom/client';

const root = document.getElementById('studio');
if (!root) throw new Error('studio.html has no #studio.');
createRoot(root).render('Edgecard studio');
