import type { WebContents } from 'electron';

/** How long a condition of the page may take to hold before the test gives up, unless told otherwise. */
const patienceMs = 15_000;
const lookEveryMs = 50;

/** Works a page as a person would: finds things by their visible names and clicks where they are. */
export interface PageDriver {
  /** Waits until the expression (of the page's JavaScript) is truthy, and answers its value. */
  until<T>(what: string, expression: string, limitMs?: number): Promise<T>;
  /** Clicks the middle of the visible, enabled element of this role and name, once there is one. */
  click(role: 'button' | 'tab' | 'radio', name: string): Promise<void>;
  press(keyCode: string, modifiers?: ('control' | 'meta')[]): void;
  /** Waits for two painted frames, so that what was asked for is on the screen. */
  painted(): Promise<void>;
}

/** JavaScript that answers the centre of an element found by role and name, or null. */
function centreOf(role: string, name: string): string {
  const selector = {
    button: 'button, [role=button]',
    tab: '[role=tab]',
    radio: '[role=radio], input[type=radio]',
  }[role];
  return `(() => {
    const nameOf = (e) => (e.getAttribute('aria-label') ?? (e.labels?.[0] ?? e).textContent ?? '').trim();
    const found = [...document.querySelectorAll(${JSON.stringify(selector)})].find((e) =>
      nameOf(e) === ${JSON.stringify(name)} && !e.disabled && e.getAttribute('aria-disabled') !== 'true');
    if (found === undefined) return null;
    const shown = found.labels?.[0] ?? found;
    shown.scrollIntoView({ block: 'center', inline: 'center' });
    const { left, top, width, height } = shown.getBoundingClientRect();
    return width === 0 ? null : { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };
  })()`;
}

/** A driver whose every wait ends: by its own limit, or with `signal`. */
export function createPageDriver(contents: WebContents, signal: AbortSignal): PageDriver {
  const evaluate = <T>(expression: string): Promise<T> => contents.executeJavaScript(expression, true);

  async function until<T>(what: string, expression: string, limitMs = patienceMs): Promise<T> {
    const deadline = performance.now() + limitMs;
    for (;;) {
      signal.throwIfAborted();
      const value = await evaluate<T>(expression);
      if (value) return value;
      if (performance.now() > deadline) throw new Error(`${what}: not within ${limitMs / 1000} s`);
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    }
  }

  return {
    until,
    async click(role, name) {
      const { x, y } = await until<{ x: number; y: number }>(`${role} '${name}'`, centreOf(role, name));
      contents.sendInputEvent({ type: 'mouseMove', x, y });
      contents.sendInputEvent({ type: 'mouseDown', x, y, button: 'left', clickCount: 1 });
      contents.sendInputEvent({ type: 'mouseUp', x, y, button: 'left', clickCount: 1 });
    },
    press(keyCode, modifiers = []) {
      contents.sendInputEvent({ type: 'keyDown', keyCode, modifiers });
      contents.sendInputEvent({ type: 'keyUp', keyCode, modifiers });
    },
    async painted() {
      await evaluate(
        'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))',
      );
    },
  };
}
