/** Fetches what chips in the prose do as soon as one is pointed at, and not before. */
const onEvent = async (event: Event): Promise<void> => {
  if (!(event.target instanceof Element) || !event.target.closest('.lbl-do')) return;
  const { handle } = await import('./do.ts');
  handle(event);
};

for (const type of ['pointerover', 'pointerout', 'focusin', 'focusout', 'click'])
  document.addEventListener(type, (event) => void onEvent(event));
