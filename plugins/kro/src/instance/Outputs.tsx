import { Flex, Text } from '@backstage/ui';
import { Output } from '@mini-atlas/backstage-plugin-kro-common';
import { RiGlobalLine, RiKey2Line, RiPlugLine } from '@remixicon/react';
import { CodeView } from '../code/CodeView';
import { CopyButton } from '../copy/CopyButton';
import { OutsideLink } from '../links/OutsideLink';
import { applicationSnippet } from './applicationSnippet';
import styles from './Outputs.module.css';

const ICONS = {
  url: RiGlobalLine,
  endpoint: RiPlugLine,
  secret: RiKey2Line,
  value: undefined,
};

/** The outputs as a list; secrets by name, never by value. */
export function OutputList(props: { outputs: Output[] }) {
  const shown = props.outputs.filter(({ value }) => value !== '');
  if (shown.length === 0) {
    return (
      <Text as="p" color="secondary">
        Nothing yet: outputs are known as soon as the children are ready.
      </Text>
    );
  }
  return (
    <dl className={styles.list}>
      {shown.map(output => {
        const Icon = ICONS[output.type];
        const value = String(output.value);
        return (
          <div key={output.path} className={styles.row}>
            <dt>
              {output.path}
              {output.type === 'secret' && ' (name of a Secret)'}
            </dt>
            <dd>
              {Icon && <Icon size={16} aria-hidden />}
              <span className={styles.value}>
                {output.type === 'url' ? (
                  <OutsideLink href={value}>{value}</OutsideLink>
                ) : (
                  value
                )}
              </span>
              <CopyButton value={value} what={output.path} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** The outputs, and how an application uses them. */
export function Outputs(props: { name: string; outputs: Output[] }) {
  const snippet = applicationSnippet(props.name, props.outputs);
  return (
    <Flex direction="column" gap="3">
      <OutputList outputs={props.outputs} />
      {snippet && (
        <>
          <Text as="p" variant="body-small" color="secondary">
            In a container of the same namespace:
          </Text>
          <CodeView text={snippet} label="How to use it from an application" />
        </>
      )}
    </Flex>
  );
}
