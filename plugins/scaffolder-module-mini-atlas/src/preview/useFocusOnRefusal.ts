import { RefObject, useEffect } from 'react';

/** What says in a form that it does not go on: a field, a select, or a part of the preview. */
const REFUSED = '[aria-invalid="true"], [data-invalid] button, [data-refused]';

const CHANGES: MutationObserverInit = {
  subtree: true,
  childList: true,
  attributeFilter: ['aria-invalid', 'data-invalid', 'data-refused'],
};

/**
 * Leads to what is refused, when a form does not go on: puts the focus there, which also scrolls to it. Some checks take
 * a while; they are waited for until one types again. `within` is any element of the form.
 */
export function useFocusOnRefusal(within: RefObject<HTMLElement>): void {
  useEffect(() => {
    const form = within.current?.closest('form');
    if (!form) return undefined;
    const look = (until: MutationObserver) => {
      const refused = form.querySelector<HTMLElement>(REFUSED);
      if (!refused) return;
      until.disconnect();
      refused.focus();
    };
    const observer = new MutationObserver((_changes, self) => look(self));
    const stop = () => observer.disconnect();
    const begin = () => {
      observer.observe(form, CHANGES);
      // What was refused before already changes nothing; the form shows what it finds itself with its next drawing.
      setTimeout(() => look(observer));
    };
    form.addEventListener('submit', begin);
    form.addEventListener('input', stop);
    return () => {
      stop();
      form.removeEventListener('submit', begin);
      form.removeEventListener('input', stop);
    };
  }, [within]);
}
