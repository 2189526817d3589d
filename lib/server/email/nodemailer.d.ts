/** The part of the library that is used here. Its published types bring the client of a cloud with them. */
declare module "nodemailer" {
  export type Transport = {
    sendMail(message: Readonly<Record<string, unknown>>): Promise<unknown>;
    close(): void;
  };
  export function createTransport(options: Readonly<Record<string, unknown>>): Transport;
}
