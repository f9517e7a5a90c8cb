// The page's views: create a coach, my coaches, log.

import { openCoaches } from './coaches.js';
import { openCreate } from './create.js';
import { openLog } from './log.js';
import { byId } from './dom.js';

const views = { create: openCreate, coaches: openCoaches, log: openLog };

function show() {
  const wanted = location.hash.slice(1);
  const view = wanted in views ? wanted : 'create';
  for (const name of Object.keys(views)) byId(name).hidden = name !== view;
  for (const link of document.querySelectorAll('nav a')) {
    if (link.dataset.view === view) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  views[view]().catch((error) => console.error(error));
}

addEventListener('hashchange', show);
show();
