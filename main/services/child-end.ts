/** As much of a child's stderr as the reason of its end may quote. */
const maxQuoteLength = 500;

/** How a child process ended, told to whoever asks before or after, with its last words. */
export class ChildEnd {
  private readonly listeners: ((reason: string) => void)[] = [];
  private complaint = '';
  private reason: string | null = null;

  get isOver(): boolean {
    return this.reason !== null;
  }

  /** Keeps the end of what the child says on stderr. */
  hear(text: string): void {
    this.complaint = (this.complaint + text).slice(-maxQuoteLength);
  }

  /** The child is gone; what is told later is of no interest. */
  tell(how: string): void {
    if (this.reason !== null) return;
    const said = this.complaint.trim();
    this.reason = said === '' ? how : `${how}: ${said}`;
    for (const listener of this.listeners) listener(this.reason);
  }

  onExit(listener: (reason: string) => void): void {
    if (this.reason === null) this.listeners.push(listener);
    else listener(this.reason);
  }
}
