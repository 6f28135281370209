/** Whether something has come into sight: what is far below need not be fetched before anybody scrolls to it. */
import { useSignal, type ReadonlySignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** Turns true once and stays so. */
export function useInSight(element: RefObject<Element>): ReadonlySignal<boolean> {
  const isInSight = useSignal(false);
  useEffect(() => {
    const sight = new IntersectionObserver(([entry]) => {
      if (!entry.isIntersecting) return;
      isInSight.value = true;
      sight.disconnect();
    });
    sight.observe(element.current!);
    return () => sight.disconnect();
  }, []);
  return isInSight;
}
