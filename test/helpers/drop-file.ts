import type { Page } from 'playwright-core';

/** Drops a file on the window as a person does: a field takes it, and hands it to the page with an event. */
export async function dropFile(page: Page, path: string): Promise<void> {
  await page.evaluate(() => {
    const field = document.createElement('input');
    field.type = 'file';
    field.id = 'dropped';
    field.hidden = true;
    field.onchange = () => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(field.files![0]!);
      window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
    };
    document.body.append(field);
  });
  await page.locator('#dropped').setInputFiles(path);
}
