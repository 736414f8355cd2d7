/**
 * What a relabeling does.
 *
 * @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config
 */
export enum RelabelAction {
  /** Writes `replacement` to `targetLabel` where `regex` matches. */
  REPLACE = 'replace',
  /** Goes on only with what matches. */
  KEEP = 'keep',
  /** Leaves out what matches. */
  DROP = 'drop',
  /** Goes on only where `sourceLabels` equal `targetLabel`. */
  KEEP_EQUAL = 'keepequal',
  /** Leaves out where `sourceLabels` equal `targetLabel`. */
  DROP_EQUAL = 'dropequal',
  /** Writes a hash of `sourceLabels`, modulo `modulus`, to `targetLabel`. */
  HASH_MOD = 'hashmod',
  /** Copies labels whose name matches to the name that `replacement` makes. */
  LABEL_MAP = 'labelmap',
  /** Removes labels whose name matches. */
  LABEL_DROP = 'labeldrop',
  /** Removes labels whose name does not match. */
  LABEL_KEEP = 'labelkeep',
  /** Writes `sourceLabels` in lower case to `targetLabel`. */
  LOWERCASE = 'lowercase',
  /** Writes `sourceLabels` in upper case to `targetLabel`. */
  UPPERCASE = 'uppercase',
}

/**
 * One change of labels.
 *
 * @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config
 */
export interface Relabeling {
  /**
   * What it does.
   * @default RelabelAction.REPLACE
   */
  readonly action?: RelabelAction;

  /**
   * Labels whose values are taken, joined by `separator`.
   * @default - none
   */
  readonly sourceLabels?: string[];

  /**
   * What stands between the values.
   * @default ';'
   */
  readonly separator?: string;

  /**
   * What the joined values, or the name of the label, must match as a whole.
   * @default '(.*)'
   */
  readonly regex?: string;

  /**
   * The label that is written.
   * @default - none
   */
  readonly targetLabel?: string;

  /**
   * What is written, with `$1` for groups of `regex`.
   * @default '$1'
   */
  readonly replacement?: string;

  /**
   * For HASH_MOD: how many numbers there are.
   * @default - none
   */
  readonly modulus?: number;
}
