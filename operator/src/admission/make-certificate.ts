import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';
import type { KeyPair } from '../process/renewed-certificates';

export interface CertificateRequest {
  /** DNS names and IP addresses of the server. */
  readonly hosts: readonly string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** A server's certificate, and the authority to trust for it. */
export interface MadeCertificate extends KeyPair {
  /** PEM. */
  readonly authority: string;
}

const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';
const COMMON_NAME = '2.5.4.3';
const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';

interface Keys {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/**
 * Makes a server's certificate with an authority of its own. The authority's key is thrown away at once: nobody can make
 * another certificate that is trusted for its sake.
 */
export function makeCertificate({ hosts, notBefore, notAfter }: CertificateRequest): MadeCertificate {
  const [authority, server] = [newKeys(), newKeys()];
  const validity = new Validity({ notBefore, notAfter });
  // two authorities in one bundle are told apart by their names
  const issuer = nameOf(`chatgpt-operator-webhook-ca-${randomBytes(4).toString('hex')}`);
  const signedBy = (subject: Name, keys: Keys, extensions: readonly Extension[]) =>
    pemOf(certificateOf({ subject, issuer, validity, keys, extensions, signer: authority }));
  const cert = signedBy(nameOf('chatgpt-operator-webhook'), server, [
    extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), true),
    extension(id_ce_extKeyUsage, new ExtendedKeyUsage([SERVER_AUTHENTICATION])),
    extension(id_ce_subjectAltName, new SubjectAlternativeName(hosts.map(generalNameOf))),
    extension(
      id_ce_authorityKeyIdentifier,
      new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(keyId(authority)) }),
    ),
  ]);
  return {
    cert,
    key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    authority: signedBy(issuer, authority, [
      extension(id_ce_basicConstraints, new BasicConstraints({ cA: true, pathLenConstraint: 0 }), true),
      extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.keyCertSign), true),
      extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyId(authority))),
    ]),
  };
}

function newKeys(): Keys {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

interface Content {
  readonly subject: Name;
  readonly issuer: Name;
  readonly validity: Validity;
  readonly keys: Keys;
  readonly extensions: readonly Extension[];
  readonly signer: Keys;
}

function certificateOf({ subject, issuer, validity, keys, extensions, signer }: Content): Certificate {
  const algorithm = new AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 });
  const tbsCertificate = new TBSCertificate({
    ...{ subject, issuer, validity },
    version: Version.v3,
    serialNumber: serialNumber(),
    signature: algorithm,
    subjectPublicKeyInfo: AsnConvert.parse(spkiOf(keys), SubjectPublicKeyInfo),
    extensions: new Extensions([...extensions]),
  });
  const signatureValue = sign('sha256', Buffer.from(AsnConvert.serialize(tbsCertificate)), signer.privateKey);
  return new Certificate({
    ...{ tbsCertificate, signatureAlgorithm: algorithm },
    signatureValue: bytesOf(signatureValue),
  });
}

/** Positive, and without a leading zero, as DER wants integers. */
function serialNumber(): ArrayBuffer {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytesOf(bytes);
}

function extension(extnID: string, value: unknown, critical = false): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });
}

function nameOf(commonName: string): Name {
  const value = new AttributeValue({ utf8String: commonName });
  return new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({ type: COMMON_NAME, value })])]);
}

function generalNameOf(host: string): GeneralName {
  return new GeneralName(isIP(host) === 0 ? { dNSName: host } : { iPAddress: host });
}

function keyId(keys: Keys): ArrayBuffer {
  return bytesOf(createHash('sha1').update(spkiOf(keys)).digest());
}

function spkiOf({ publicKey }: Keys): Buffer {
  return publicKey.export({ type: 'spki', format: 'der' });
}

function bytesOf(buffer: Buffer): ArrayBuffer {
  return Uint8Array.from(buffer).buffer;
}

function pemOf(certificate: Certificate): string {
  const lines = Buffer.from(AsnConvert.serialize(certificate))
    .toString('base64')
    .replaceAll(/.{64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines.trimEnd()}\n-----END CERTIFICATE-----\n`;
}
