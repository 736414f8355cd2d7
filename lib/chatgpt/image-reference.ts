import { isLabelValue } from '../validation/object-meta';

/** What follows the name in an image reference that the CRD accepts. */
interface ImageSuffix {
  readonly tag?: string;
  readonly digest?: string;
}

/** Tag and digest of an image reference. */
export function imageSuffix(image: string): ImageSuffix {
  const [named = '', digest] = image.split('@');
  // a colon before the last slash belongs to the registry's port
  const lastPart = named.slice(named.lastIndexOf('/') + 1);
  const colon = lastPart.indexOf(':');
  return { tag: colon < 0 ? undefined : lastPart.slice(colon + 1), digest };
}

/** Whether the reference may mean another image tomorrow: no digest, and no tag or `latest`. */
export function isMovingReference(image: string): boolean {
  const { tag, digest } = imageSuffix(image);
  return digest === undefined && (tag === undefined || tag === 'latest');
}

/** The tag, where it can stand as the value of the version label. */
export function imageVersion(image: string): string | undefined {
  const { tag } = imageSuffix(image);
  return tag !== undefined && isLabelValue(tag) ? tag : undefined;
}
