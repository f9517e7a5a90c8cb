import common from './common.json';
import create from './create.json';
import coaches from './coaches.json';
import log from './log.json';
import progress from './progress.json';
import settings from './settings.json';

export const messages = { ...common, ...create, ...coaches, ...log, ...progress, ...settings };
export { default as vocabulary } from 'virtual:vocabulary/es';
