import type { ManagedKind } from '../engine/managed-kind';
import { chatGPTApps } from './chatgptapp';

/** The kinds that the operator keeps true. A new one is registered here. */
export const KINDS: readonly ManagedKind[] = [chatGPTApps];
