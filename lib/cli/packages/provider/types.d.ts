/**
 * touchstone-provider: signs the answers of a service by `prex-response-v1`, so that clients can prove what they were told.
 * Requests with `Prex-Request-Nonce` get signed answers, errors included; others only get their `Vary`.
 */
import type { RequestListener } from "node:http";
import type { Http2ServerRequest, Http2ServerResponse } from "node:http2";

/** A response key: its thumbprint or did:key, and what signs with it, here or in a key store elsewhere. */
export type ResponseSigner = {
  readonly keyid: string;
  readonly sign: (message: Uint8Array) => Uint8Array | Promise<Uint8Array>;
};

/** The signer of a 32-byte Ed25519 seed. Throws RangeError for another length. */
export declare function signerOfSeed(seed: Uint8Array, name?: "thumbprint" | "did:key"): ResponseSigner;

/** A request as it came. */
export type SentRequest = {
  readonly method: string;
  readonly scheme: "http" | "https";
  readonly host: string;
  readonly target: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly body?: Uint8Array;
};

/** A request as it is signed, without its body. */
export type Addressed = {
  readonly method: string;
  readonly authority: string;
  readonly path: string;
  readonly query: string;
};

export type SigningOptions = {
  readonly signer: ResponseSigner;
  /** Host by which clients know this service, where a proxy in front rewrites `Host`. */
  readonly host?: string;
  /** Scheme by which clients reach it, where a proxy ends TLS. Preset: that of the connection. */
  readonly scheme?: "http" | "https";
  /** Id of the token that pays for this request. Without this function a request that names one is refused. */
  readonly tokenId?: (request: SentRequest) => string | undefined | Promise<string | undefined>;
  /** Longest request and longest answer that are signed, in bytes. Preset and limit: 2 MiB. */
  readonly maxBodyBytes?: number;
  /** Whether answers of the type application/prex-charge+json are charges of the service. Without it none is signed. */
  readonly charges?: boolean;
  /**
   * Hashes of the definitions that the service keeps, or those that it keeps for a request. An answer whose Prex-Definition is
   * another is not signed.
   */
  readonly definitions?: readonly string[] | ((request: Addressed) => readonly string[]);
  /** Told why an answer could not be signed (the client gets a 500), and what a listener threw behind one that it had ended. */
  readonly onRefused?: (reason: Error) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly random?: (bytes: number) => Uint8Array;
};

/** A listener of `http2.createServer` and `http2.createSecureServer`. */
export type Http2Listener = (request: Http2ServerRequest, response: Http2ServerResponse) => unknown;

/** For a Node HTTP server; an Express application is a listener, too. */
export declare function signedListener(listener: RequestListener, options: SigningOptions): RequestListener;
/** The same for HTTP/2. A request that brings a nonce has its head and its whole body, and no stream to push to. */
export declare function signedListener(listener: Http2Listener, options: SigningOptions): Http2Listener;

/** Hono's `MiddlewareHandler`, of whatever version: `app.use(signedResponses(options))`, before what it shall sign. */
export declare function signedResponses(
  options: SigningOptions,
): (context: unknown, next: () => Promise<void>) => Promise<Response | undefined>;
