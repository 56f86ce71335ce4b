/** How many ideas were made lately. A port of its own, because only statistics ask. */
export abstract class IdeaActivity {
  /** Ideas made at `time` or later that are still kept. */
  abstract countSince(time: Date): Promise<number>;
}
