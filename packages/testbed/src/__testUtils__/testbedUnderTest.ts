import { startTestbed } from '../startTestbed';
import { Testbed, TestbedOptions } from '../testbed';
import { ClusterUnderTest, clusterUnderTest } from './clusterUnderTest';
import { PLATFORM } from './platform';

/** A testbed as the portal and a person at a terminal meet it. */
export interface TestbedUnderTest extends ClusterUnderTest {
  testbed: Testbed;
}

/** Starts a testbed. */
export async function testbedUnderTest(
  options: Pick<TestbedOptions, 'state'> & Partial<TestbedOptions>,
): Promise<TestbedUnderTest> {
  const testbed = await startTestbed({ platform: PLATFORM, ...options });
  return { ...clusterUnderTest(testbed, options.state), testbed };
}
