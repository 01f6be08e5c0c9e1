import { Box, Button, Text } from '@backstage/ui';
import { LoopPicture } from './LoopPicture';
import styles from './HowItWorks.module.css';

const STEPS = [
  {
    title: 'Order',
    text: 'Fill in a short form. You see everything that will be made before anything is written.',
  },
  {
    title: 'Merge',
    text: 'The order is a pull request that changes one file. Merging it is the only way in.',
  },
  {
    title: 'Watch',
    text: 'The platform takes it from Git and makes it real. Its page says when it is ready, and why if it is not.',
  },
];

/** The loop in three steps and one picture, for a first visit. */
export function HowItWorks(props: { onDismiss: () => void }) {
  return (
    <Box
      as="section"
      bg="neutral"
      className={styles.frame}
      aria-labelledby="kro-how-it-works"
    >
      <LoopPicture />
      <div className={styles.text}>
        <Text as="h2" id="kro-how-it-works" variant="title-small">
          From a form to something that runs, in three steps
        </Text>
        <ol className={styles.steps}>
          {STEPS.map((step, index) => (
            <li key={step.title}>
              <Text as="h3" variant="body-medium" weight="bold">
                {index + 1}. {step.title}
              </Text>
              <Text as="p" variant="body-medium" color="secondary">
                {step.text}
              </Text>
            </li>
          ))}
        </ol>
        <div>
          <Button size="small" variant="secondary" onPress={props.onDismiss}>
            Got it
          </Button>
        </div>
      </div>
    </Box>
  );
}
