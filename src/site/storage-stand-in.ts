/**
 * Runs before all scripts of a page, as text in its head: where the browser forbids its storage, so that naming it throws,
 * what the page would keep is kept until it is left. Starlight's scripts name it without a guard. Stands alone: it may
 * use nothing from outside of itself.
 */
export function standInForStorage(): void {
  for (const name of ['localStorage', 'sessionStorage'])
    try {
      void Reflect.get(window, name);
    } catch {
      const kept = new Map<string, string>();
      const value = {
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, text: string) => void kept.set(key, String(text)),
        removeItem: (key: string) => void kept.delete(key),
      };
      Object.defineProperty(window, name, { configurable: true, value });
    }
}
