import { DecoratorHandler, type Dispatcher } from 'undici';

/** Calls a request's `permit` right before it is written to its connection; what that throws calls the request off. */
export const withPermit: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) => {
  const { permit } = options as { readonly permit?: () => void };
  if (permit === undefined) return dispatch(options, handler);
  const inner: Dispatcher.DispatchHandler = new DecoratorHandler(handler);
  const start = inner.onRequestStart?.bind(inner);
  inner.onRequestStart = (controller, context) => {
    start?.(controller, context);
    try {
      permit();
    } catch (error) {
      controller.abort(error as Error);
    }
  };
  return dispatch(options, inner);
};
