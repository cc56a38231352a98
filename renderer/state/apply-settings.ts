import { setScheme } from '../ui/scheme';
import { setColourScale } from '../views/scale';
import { languageFor, setLanguage } from '../words/words';
import type { Settings } from './settings';
import type { Ports } from './store';

/** Makes the window look and speak as it is set. */
export function applySettings({ host }: Pick<Ports, 'host'>, { theme, scale, language }: Settings): void {
  const spoken = language === 'system' ? languageFor(navigator.languages) : language;
  setLanguage(spoken);
  document.documentElement.lang = spoken === 'zh' ? 'zh-CN' : spoken;
  document.documentElement.dataset.scale = scale;
  void host.request('desk.language', { language: spoken });
  setColourScale(scale === 'colour-blind' ? 'orange-blue' : 'red-green');
  setScheme(theme);
  // What the system draws of the window, too; in a browser there is nothing of that.
  void host.request('desk.theme', { theme });
}
