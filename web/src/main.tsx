import './style/index.css';
import { render } from 'preact';
import { App } from './app';
import { loadPreferences } from './data/me';
import { startSync } from './data/sync';
import { preferredLanguage, speak } from './i18n';
import { install } from './install';
import { applyTheme } from './theme';

applyTheme();
await speak(preferredLanguage(), false).catch(() => speak('en', false));
const root = document.getElementById('app');
if (root) render(<App />, root);
startSync();
// Those of another device; without them this one's hold.
loadPreferences().catch(() => undefined);
install();
