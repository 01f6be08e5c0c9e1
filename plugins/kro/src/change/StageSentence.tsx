import { ChangeStage } from '@mini-atlas/backstage-plugin-kro-common';
import { FluxLink, fluxName } from '../flux/FluxLink';
import { Sentence } from '../state/Sentence';
import { Due } from '../time/Due';

/** What a stage says: the Flux object that does it is a link, and what is due counts down. */
export function StageSentence(props: { stage: ChangeStage }) {
  const { flux, sentence, due } = props.stage;
  const [before, ...after] = flux ? sentence.split(fluxName(flux)) : [sentence];
  const isNamed = flux && after.length > 0;
  return (
    <>
      <Sentence>{before}</Sentence>
      {isNamed && (
        <>
          <FluxLink flux={flux} />
          <Sentence>{after.join(fluxName(flux))}</Sentence>
        </>
      )}
      {due && (
        <>
          , next <Due at={due} />
        </>
      )}
      {flux && !isNamed && (
        <>
          . See <FluxLink flux={flux} />
        </>
      )}
    </>
  );
}
