import { Flex, Text } from '@backstage/ui';
import { Output } from '@mini-atlas/backstage-plugin-kro-common';
import { RiGlobalLine, RiKey2Line, RiPlugLine } from '@remixicon/react';
import { CodeView } from '../code/CodeView';
import { OutsideLink } from '../links/OutsideLink';
import { Fact, FactList } from '../list/FactList';
import { applicationSnippet } from './applicationSnippet';

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
    <FactList>
      {shown.map(({ path, type, value }) => (
        <Fact
          key={path}
          label={type === 'secret' ? `${path} (name of a Secret)` : path}
          icon={ICONS[type]}
          isCode
          copy={{ value: String(value), what: path }}
        >
          {type === 'url' ? (
            <OutsideLink href={String(value)}>{value}</OutsideLink>
          ) : (
            String(value)
          )}
        </Fact>
      ))}
    </FactList>
  );
}

/** The outputs, and how an application uses them. */
export function Outputs(props: {
  name: string;
  outputs: Output[];
  usage?: string;
}) {
  const { name, outputs, usage } = props;
  const snippet = usage ?? applicationSnippet(name, outputs);
  return (
    <Flex direction="column" gap="3">
      <OutputList outputs={outputs} />
      {snippet && (
        <>
          <Text as="p" variant="body-small" color="secondary">
            {usage ? 'How to use it:' : 'In a container of the same namespace:'}
          </Text>
          <CodeView text={snippet} label="How to use it from an application" />
        </>
      )}
    </Flex>
  );
}
