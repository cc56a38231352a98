/** Frames of a window that is out of sight may never come; work waits no longer than this for one. */
const patienceMs = 100;

const waiting: { readonly work: () => void }[] = [];
let asked = false;

/**
 * Puts work off until the next picture is on the screen, each piece into a task of its own: what is seen first comes
 * first, and keys and the pointer come in between. In the order in which it was put off.
 * @returns how to call it off
 */
export function afterPicture(work: () => void): () => void {
  const own = { work };
  waiting.push(own);
  if (!asked) {
    asked = true;
    whenPainted(next);
  }
  return () => {
    const at = waiting.indexOf(own);
    if (at >= 0) waiting.splice(at, 1);
  };
}

function next(): void {
  const own = waiting.shift();
  asked = waiting.length > 0;
  if (asked) setTimeout(next);
  own?.work();
}

function whenPainted(then: () => void): void {
  let done = false;
  const once = () => {
    if (done) return;
    done = true;
    then();
  };
  // The picture is drawn after its frame's callbacks: what a timer begins there comes behind it.
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, patienceMs);
}
