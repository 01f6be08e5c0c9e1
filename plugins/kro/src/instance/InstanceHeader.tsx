import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { ButtonLink, Flex, Text } from '@backstage/ui';
import { InstanceDetail } from '@mini-atlas/backstage-plugin-kro-common';
import {
  RiDeleteBin6Line,
  RiGitBranchLine,
  RiPencilLine,
} from '@remixicon/react';
import { useEffect, useState } from 'react';
import { AbstractionLink } from '../links/AbstractionLink';
import { EntityLink } from '../links/EntityLink';
import { httpAddress } from '../links/httpAddress';
import { WorkspaceLink } from '../links/WorkspaceLink';
import { useTemplatePath } from '../links/useTemplatePath';
import { HealthSentence } from '../state/HealthSentence';
import { StateBadge } from '../state/StateBadge';
import { Moment } from '../time/Moment';
import styles from './InstanceHeader.module.css';

/** The templates that change and remove an instance by pull request, where they are installed. */
const CHANGE_TEMPLATE = 'template:default/change';
const REMOVE_TEMPLATE = 'template:default/remove';

function useExistingTemplates(): Set<string> {
  const catalogApi = useApi(catalogApiRef);
  const [found, setFound] = useState<Set<string>>(new Set());
  useEffect(() => {
    let isCurrent = true;
    const refs = [CHANGE_TEMPLATE, REMOVE_TEMPLATE];
    catalogApi
      .getEntitiesByRefs({ entityRefs: refs, fields: ['kind'] })
      .then(({ items }) => {
        if (isCurrent) {
          setFound(new Set(refs.filter((_, index) => items[index])));
        }
      })
      .catch(() => {
        // Without the catalog nobody can open a template either: no buttons.
        if (isCurrent) {
          setFound(new Set());
        }
      });
    return () => {
      isCurrent = false;
    };
  }, [catalogApi]);
  return found;
}

function Actions(props: { instance: InstanceDetail }) {
  const { instance } = props;
  const templates = useExistingTemplates();
  const templatePath = useTemplatePath();
  const formData = { instance: instance.ref };
  const edit =
    templates.has(CHANGE_TEMPLATE) && templatePath(CHANGE_TEMPLATE, formData);
  const remove =
    templates.has(REMOVE_TEMPLATE) && templatePath(REMOVE_TEMPLATE, formData);
  const file = httpAddress(instance.source.fileUrl);
  return (
    <Flex gap="2" className={styles.actions}>
      {file && (
        <ButtonLink
          variant="secondary"
          size="small"
          href={file}
          target="_blank"
          rel="noopener noreferrer"
          iconStart={<RiGitBranchLine />}
        >
          Open in Git
        </ButtonLink>
      )}
      {edit && (
        <ButtonLink
          variant="primary"
          size="small"
          href={edit}
          iconStart={<RiPencilLine />}
        >
          Edit
        </ButtonLink>
      )}
      {remove && (
        <ButtonLink
          variant="secondary"
          size="small"
          href={remove}
          iconStart={<RiDeleteBin6Line />}
        >
          Remove
        </ButtonLink>
      )}
    </Flex>
  );
}

/** The state as a sentence, and what stands around it: abstraction, workspace, owner, actions. */
export function InstanceHeader(props: { instance: InstanceDetail }) {
  const { instance } = props;
  const version = instance.apiVersion.split('/').pop();
  return (
    <header className={styles.header}>
      <div className={styles.main}>
        <Flex align="center" gap="2" className={styles.title}>
          <StateBadge state={instance.health.state} />
          <Text
            as="h2"
            variant={{ initial: 'title-x-small', sm: 'title-small' }}
            aria-live="polite"
          >
            <HealthSentence health={instance.health} />
          </Text>
        </Flex>
        <dl className={styles.facts}>
          <div>
            <dt>Abstraction</dt>
            <dd>
              <AbstractionLink name={instance.abstraction}>
                {instance.abstractionTitle}
              </AbstractionLink>{' '}
              <span className={styles.version}>{version}</span>
            </dd>
          </div>
          {instance.workspace && (
            <div>
              <dt>Workspace</dt>
              <dd>
                <WorkspaceLink name={instance.workspace} />
              </dd>
            </div>
          )}
          {instance.owner && (
            <div>
              <dt>Owner</dt>
              <dd>
                <EntityLink entityRef={instance.owner} />
              </dd>
            </div>
          )}
          <div>
            <dt>Children ready</dt>
            <dd>
              {instance.children.ready} of {instance.children.total}
            </dd>
          </div>
          <div>
            <dt>Age</dt>
            <dd>
              <Moment at={instance.createdAt} form="for" />
            </dd>
          </div>
        </dl>
      </div>
      <Actions instance={instance} />
    </header>
  );
}
