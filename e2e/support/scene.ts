/** A stack with the little that most fault tests do to it: record statements, ask how it is, look at its log. */
import { z } from "zod";
import { receiptSchema } from "#lib/contract/statements.ts";
import { canonicalText } from "#lib/kernel/json.ts";
import { type Answer, HttpClient, jsonOf } from "./http.ts";
import { newcomer, type SignedStatement } from "./participants.ts";
import { Stack, type StackOptions } from "./stack.ts";
import { until } from "./until.ts";
import { CheckpointWatch, faultsOf, readWholeLog, untilPublished } from "./whole-log.ts";

const included = z.object({ receipt: receiptSchema });
const readiness = z.object({
  status: z.string(),
  log: z.object({ size: z.number(), published_size: z.number(), health: z.string(), detail: z.string() }).nullable(),
});
export type Readiness = z.infer<typeof readiness>;

export class Scene {
  readonly stack: Stack;
  readonly client = new HttpClient();
  readonly watch: CheckpointWatch;
  /** Canonical text of every receipt that was given. */
  readonly receipts: string[] = [];

  private constructor(stack: Stack) {
    this.stack = stack;
    this.watch = new CheckpointWatch(
      this.client,
      stack.webs.map(({ url }) => url),
    );
  }

  static async open(options: StackOptions = {}): Promise<Scene> {
    return new Scene(await Stack.start(options));
  }

  /** Sends a statement once, to the first web process unless another is named. */
  async post({ bytes }: SignedStatement, url = this.stack.url): Promise<Answer> {
    return await this.client.post(`${url}/api/v1/statements`, bytes);
  }

  /** Sends a statement until it has its receipt. Throws when it has none within a minute. */
  async record(statement: SignedStatement, url = this.stack.url): Promise<string> {
    const receipt = await until("a receipt", async () => {
      const answer = await this.post(statement, url);
      return answer.status === 201 ? canonicalText(included.parse(jsonOf(answer)).receipt) : undefined;
    });
    this.receipts.push(receipt);
    return receipt;
  }

  /** Records registrations of `count` newcomers at once. */
  async grow(count: number): Promise<void> {
    await Promise.all(
      Array.from({ length: count }, (_, at) => this.record(newcomer(this.stack.origin, `guest ${at}`))),
    );
  }

  get(path: string, url = this.stack.url): Promise<Answer> {
    return this.client.get(`${url}${path}`);
  }

  async readiness(): Promise<Readiness> {
    return readiness.parse(jsonOf(await this.get("/readyz")));
  }

  /** Waits until `/readyz` names this health; answers its sentence. */
  async untilHealth(health: string): Promise<string> {
    return await until(`health ${health}`, async () => {
      const { log } = await this.readiness();
      return log?.health === health ? log.detail || health : undefined;
    });
  }

  async untilPublished(size: number): Promise<void> {
    await untilPublished(this.client, { url: this.stack.url, vkey: this.stack.vkey }, size);
  }

  /** Holds the whole log against every receipt and every checkpoint that anybody saw so far. */
  async faults(): Promise<string[]> {
    const { url, vkey } = this.stack;
    const log = await readWholeLog(this.client, { url, vkey });
    return faultsOf(log, { vkey, notes: this.watch.notes, receipts: this.receipts });
  }

  async close(): Promise<void> {
    await this.watch.stop();
    this.client.close();
    await this.stack.stop();
  }
}
