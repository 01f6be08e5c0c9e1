import { RefObject, useEffect } from 'react';

/** What says in a form that it does not go on: a field, a select, or a part of the preview. */
const REFUSED = '[aria-invalid="true"], [data-invalid] button, [data-refused]';

const CHANGES: MutationObserverInit = {
  subtree: true,
  childList: true,
  attributeFilter: ['aria-invalid', 'data-invalid', 'data-refused'],
};

/** What a person does who goes on by themselves. */
const OWN_WAY = ['input', 'keydown', 'pointerdown'] as const;

/**
 * Leads to what is refused, when a form does not go on: puts the focus there, which also scrolls to it. Some checks take
 * a while; they are waited for until one goes on by oneself. `within` is any element of the form.
 */
export function useFocusOnRefusal(within: RefObject<HTMLElement>): void {
  useEffect(() => {
    const form = within.current?.closest('form');
    if (!form) return undefined;
    const { ownerDocument: page } = form;
    let led = false;
    // The form draws itself anew when its checks are through; what had the focus may then be another element.
    const look = () => {
      if (led && page.activeElement !== page.body) return;
      const refused = form.querySelector<HTMLElement>(REFUSED);
      refused?.focus();
      led ||= Boolean(refused);
    };
    const observer = new MutationObserver(look);
    const stop = () => observer.disconnect();
    const begin = () => {
      led = false;
      observer.observe(form, CHANGES);
      // What was refused before already changes nothing; the form shows what it finds itself with its next drawing.
      setTimeout(look);
    };
    form.addEventListener('submit', begin);
    OWN_WAY.forEach(event => page.addEventListener(event, stop));
    return () => {
      stop();
      form.removeEventListener('submit', begin);
      OWN_WAY.forEach(event => page.removeEventListener(event, stop));
    };
  }, [within]);
}
