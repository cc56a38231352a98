import { Controls, type ControlsProps } from './controls';
import { type DrawnPicture, Legend } from './legend';

interface PictureFootProps extends ControlsProps {
  readonly drawn: DrawnPicture;
  /** Changes below this share are grey; 0 where no colour tells of changes. */
  readonly quietShare?: number;
  /** Whether grey also stands for what may be noise. */
  readonly judged?: boolean;
}

/** The row below a flame graph: how it is drawn, what else belongs to it, and what its colours mean. */
export function PictureFoot({
  drawn,
  quietShare = 0,
  judged = false,
  children,
  ...controls
}: PictureFootProps) {
  return (
    <Controls {...controls}>
      {children}
      <Legend {...drawn} coloring={controls.look.coloring} quietShare={quietShare} judged={judged} />
    </Controls>
  );
}
