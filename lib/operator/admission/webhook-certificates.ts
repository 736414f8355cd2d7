import type { OperatorIssuer } from '../operator-issuer';

/** Who makes the certificate by which the API server knows the operator's webhook. */
export class WebhookCertificates {
  /**
   * cert-manager: it renews the certificate, and writes its authority into the webhook configuration.
   *
   * @param issuer one whose certificates carry their authority (`ca.crt`), such as a CA or a self-signed one.
   */
  public static certManager(issuer: OperatorIssuer): WebhookCertificates {
    return new WebhookCertificates(issuer);
  }

  /**
   * The operator: it keeps authority and certificate in a Secret of its namespace, renews them without a restart, and
   * writes the authority into the webhook configuration. It gets the rights to do so, on these two objects only.
   */
  public static selfSigned(): WebhookCertificates {
    return new WebhookCertificates();
  }

  private constructor(
    /** The issuer; undefined where the operator makes the certificate. */
    public readonly issuer?: OperatorIssuer,
  ) {}
}
