import { Dialog, DialogBody, DialogHeader } from '@backstage/ui';
import { FluxRef } from '@mini-atlas/backstage-plugin-kro-common';
import { useState } from 'react';
import { FluxDetails } from './FluxDetails';
import styles from './FluxLink.module.css';

/** How a Flux object is called in sentences. */
export function fluxName({ namespace, name }: FluxRef): string {
  return `${namespace}/${name}`;
}

/** The name of a Flux object; it has no page of its own, so it opens over this one. */
export function FluxLink(props: { flux: FluxRef }) {
  const { flux } = props;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={styles.link}
        aria-haspopup="dialog"
        title={flux.kind}
        onClick={() => setIsOpen(true)}
      >
        {fluxName(flux)}
      </button>
      <Dialog isOpen={isOpen} onOpenChange={setIsOpen} width={720}>
        <DialogHeader>
          {flux.kind} {fluxName(flux)}
        </DialogHeader>
        <DialogBody>
          <FluxDetails flux={flux} />
        </DialogBody>
      </Dialog>
    </>
  );
}
